"""Pinyin finds what a person would spell, with every reading of a character, and nothing that cannot be spelt so."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from built import shipped_data
from liantu.analysis.pinyin import INSIDE, START, WHOLE, letters, reading_table, readings, spelt, spoken

NAMES = ["重庆长安行车", "长信新材", "绿铝乐单", "OLED材料", "优美科长信", "𠮷21电机", "（广东）银行"]
LETTERS = st.text(alphabet="abcdefghilnostuvxyz", min_size=1, max_size=7)


def ways(char: str) -> set[str]:
    """Return what may be typed for one character, written out."""
    return {w for full in readings(char) for w in (full, full[0], full[:2] if full[:2] in ("zh", "ch", "sh") else full)}


def oracle(name: str, typed: str) -> int | None:
    """Try every start, every end and every way of typing each character."""
    said, found = spoken(name), []
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + len(typed)) + 1):
            head = {"".join(w) for w in product(*(ways(c) for c in said[start : end - 1]))}
            tails = {full[:n] for full in readings(said[end - 1]) for n in range(1, len(full) + 1)}
            if any(h + t == typed for h in head for t in tails):
                found.append(INSIDE if start else WHOLE if end == len(said) else START)
    return min(found, default=None)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(["重庆长行", "长信新", "绿铝乐", "OL材料", "安恩鹅儿", "定制化"]), LETTERS)
def test_it_is_what_trying_everything_finds(name: str, typed: str) -> None:
    assert spelt(name, typed) == oracle(name, typed)


@pytest.mark.parametrize("typed", ["cqcaxc", "cqcahc", "zqzaxj", "chongqingchanganhangche", "zhongqingzhang", "chqcha", "chongqca"])
def test_every_reading_counts(typed: str) -> None:
    assert spelt(NAMES[0], typed) in (WHOLE, START)


@pytest.mark.parametrize(
    ("name", "typed"), [("优美科长信", "ymkcx"), ("优美科长信", "ymkzx"), ("绿铝乐单", "lllsh"), ("绿铝乐单", "lvluyuedan")]
)
def test_no_phrase_decides_a_reading(name: str, typed: str) -> None:
    """科长 is a word with the reading zhang; in this name the word is no word."""
    assert spelt(name, typed) == WHOLE


def test_latin_digits_and_rare_characters_stand_for_themselves() -> None:
    assert spelt("OLED材料", "oledcl") == WHOLE
    assert spelt("𠮷21电机", "21dj") == INSIDE
    assert spelt("（广东）银行", "gdyh") == WHOLE


def test_the_legal_form_need_not_be_typed_but_may() -> None:
    assert spelt("某某科技有限公司", "mmkj") == WHOLE
    assert spelt("某某科技有限公司", "mmkjyxgs") == WHOLE
    assert spelt("某某科技有限公司", "mmkjy") == START


@pytest.mark.parametrize("typed", ["", "a", "7", "123", "长an", "正极", "<img onerror>长", "\x00", "；"])
def test_what_is_no_pinyin_finds_nothing_by_pinyin(typed: str) -> None:
    assert letters(typed) == ""
    assert spelt("安长安", letters(typed)) is None


@pytest.mark.parametrize(("typed", "bare"), [("Xi'an", "xian"), ("ＧＬ ＣＬ", "glcl"), ("lüse", "lvse"), ("chóng qìng", "chongqing")])
def test_tones_marks_and_full_width_letters_are_put_off(typed: str, bare: str) -> None:
    assert letters(typed) == bare


@given(st.text(max_size=12), st.text(max_size=8))
def test_no_text_breaks_it(name: str, typed: str) -> None:
    assert spelt(name, letters(typed)) in (None, WHOLE, START, INSIDE)


def test_the_table_of_a_page_holds_every_reading_and_nothing_idle() -> None:
    table = reading_table(NAMES)
    assert {"长": ["chang", "zhang"], "重": ["chong", "tong", "zhong"], "行": ["hang", "heng", "xing"]}.items() <= table.items()
    assert not [c for c in table if c.isascii() or table[c] == [c]]
    assert list(table) == sorted(table)


def test_initials_of_every_shipped_name_find_it() -> None:
    names = {str(c.value) for c in shipped_data().claims if c.predicate in ("name", "aliases")}
    spelt_out = {name: "".join(readings(c)[0][0] for c in spoken(name)) for name in names}
    assert len(names) > 3000
    assert not [n for n, initials in spelt_out.items() if letters(initials) and spelt(n, initials) != WHOLE]
