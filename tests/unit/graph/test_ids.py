"""Names: what makes two of them one, and what no store can hold."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.ids import clean_text, edge_id, name_key

anything = st.text(st.characters())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("江门市（某某）科技股份有限公司", "江门市(某某)科技"),
        ("ＡＢＣ电子", "abc 电子"),
        ("某某·材料", "某某材料"),
        ("ACME Co., Ltd.", "acme"),
        ("某某有限责任公司", "某某"),
        ("“某某”新材料", "某某新材料"),
    ],
)
def test_two_ways_to_write_one_name(left, right):
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(("left", "right"), [("甲科技", "乙科技"), ("甲科技江门公司", "甲科技"), ("A1", "A2")])
def test_two_names(left, right):
    assert name_key(left) != name_key(right)


@given(anything)
def test_a_key_of_a_key_without_legal_form_is_stable_and_never_lost(text):
    assert name_key(text) == name_key(f" {text}\t")
    if text.strip() and any(c.isalnum() for c in text):
        assert name_key(text)


@pytest.mark.parametrize("name", ["公司", "有限公司"])
def test_a_name_that_is_only_a_legal_form_keeps_it(name):
    assert name_key(name) == name


@given(anything)
def test_clean_text_is_idempotent_and_encodes(text):
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert cleaned.encode().decode() == cleaned
    assert json.loads(json.dumps(cleaned)) == cleaned


@pytest.mark.parametrize("bad", ["\0", "\x08", "\x0b", "\x1f", "\x7f", "\ud800", "\udfff", "\ufffe", "\uffff"])
def test_what_no_store_can_hold_is_dropped(bad):
    assert clean_text(f"a{bad}b") == "ab"


@pytest.mark.parametrize("good", ["\t", "\n", "\r", "𠮷", "\u2028", "<&>", "'\"\\", " "])
def test_all_else_stays(good):
    assert clean_text(f"a{good}b") == f"a{good}b"


def test_an_edge_id_tells_type_ends_and_key():
    assert edge_id("MAKES", "firm:a", "product:b") == "firm:a|MAKES|product:b"
    assert edge_id("SUPPLIES", "firm:a", "firm:b", "x|2024") == "firm:a|SUPPLIES|firm:b|x|2024"
    assert len({edge_id("T", "a:1", "b:2"), edge_id("T", "b:2", "a:1"), edge_id("U", "a:1", "b:2")}) == 3


def test_every_sign_below_the_last_is_either_kept_or_dropped_whole():
    kept = sum(len(clean_text(chr(i))) for i in range(sys.maxunicode + 1))
    assert kept == sys.maxunicode + 1 - 32 + 3 - 1 - 0x800 - 2
