"""The watermark: any words are letters of a picture, never markup or style; too many are refused."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from liantu.graph.errors import LiantuError
from liantu.graph.ids import clean_text
from liantu.reports.watermark import LONGEST, checked, watermark_css

HOSTILE = ("<img src=x onerror=alert(1)>", "</style><script>alert(1)", '");}body{display:none', "]]>&amp;{{7*7}}", "坏\x00字\ud800尾𠮷")


def pictures(css):
    return [base64.b64decode(p) for p in re.findall(r'url\("data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"\)', css)]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_the_text_of_a_picture(words):
    css = watermark_css(words)
    assert not re.search(r"[<>]\s*/?\s*(script|style|img)|onerror|display:none}", css.replace(".watermark{display:none}", ""))
    for picture in pictures(css):
        root = etree.fromstring(picture)
        (text,) = root
        assert text.text == " ".join(clean_text(words).split())
        assert not list(text) and text.tag.endswith("text")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=LONGEST))
def test_any_words_make_a_picture_or_one_clear_error(words):
    try:
        text = checked(words)
    except LiantuError:
        assert not " ".join(clean_text(words).split())
    else:
        assert etree.fromstring(pictures(watermark_css(words))[0])[0].text == text


def test_it_catches_no_click_and_is_drawn_on_paper():
    css = watermark_css("内部资料")
    screen, paper = css.split("@media print")
    assert "pointer-events:none" in screen and "pointer-events:none" in paper
    assert "print-color-adjust:exact" in paper
    light = float(re.search(r'fill-opacity="([\d.]+)"', pictures(css)[0].decode())[1])
    assert 0.03 < light < 0.15


@pytest.mark.parametrize("words", ["", "  \n", "长" * (LONGEST + 1)])
def test_none_or_too_many_words_are_refused(words):
    with pytest.raises(LiantuError, match="--watermark"):
        checked(words)
