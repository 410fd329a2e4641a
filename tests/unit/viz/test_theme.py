"""Colour is never the only sign, and what is written on a colour can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liantu.analysis.settings import read_settings
from liantu.graph.schema import STAGES
from liantu.viz import theme


def luminance(color: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


LOOKS = {**theme.STATUS_COLORS, **theme.BESIDE, "need": theme.NEED}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_text_can_be_read_on_its_colour(look):
    assert contrast(look.color, look.text) >= 4.5


@pytest.mark.parametrize("look", theme.STATUS_COLORS.values(), ids=theme.STATUS_COLORS)
def test_a_border_can_be_told_from_the_fill(look):
    assert contrast(look.color, look.border) >= 1.6


def test_every_status_of_the_engine_has_a_look():
    assert set(theme.STATUS_COLORS) == set(read_settings()["order"]["statuses"])


def test_unknown_alone_is_hatched():
    assert [word for word, look in theme.STATUS_COLORS.items() if look.hatched] == ["待核实"]


def test_residents_are_solid_and_invitees_dashed_with_their_word():
    assert (theme.LOCAL.border_style, theme.INVITEE.border_style) == ("solid", "dashed")
    assert theme.INVITEE.tag == "拟引进"
    assert theme.LOCAL.tag == ""


def test_stages_are_those_of_the_schema():
    assert theme.STAGE_ORDER == STAGES


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80), st.integers(2, 30))
def test_a_short_name_is_short_and_clean(name, limit):
    short = theme.short_name(name, limit)
    assert len(short) <= limit
    assert "\x00" not in short
    short.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("甲乙新材料股份有限公司", "甲乙新材料"),
        ("甲乙集团有限公司", "甲乙"),
        ("公司", "公司"),
        ("ABC Co., Ltd.", "ABC"),
        ("甲" * 200, "甲" * 11 + "…"),
        ("𠮷野家有限公司", "𠮷野家"),
    ],
)
def test_legal_forms_are_dropped(name, short):
    assert theme.short_name(name) == short
