"""A quote is confirmed only where it stands, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from builders import claim
from liantu.graph.claims import Claim
from liantu.graph.sources import QuoteError, Source, display_quote

TEXT = "前言\n第1章\t总则\n甲公司生产正极材料。\n第1节 现状\n乙公司，\n跨行的句子。\n重复的行\n第2章 目标\n[bookmark: b1]重复的行\n末行"
SOURCE = Source("source:t", "规划", "某委", "2020", "none stated", "plan", text=TEXT)
pieces = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda p: TEXT[p[0] : p[0] + p[1]])


@pytest.mark.parametrize(
    ("quote", "locator"),
    [
        ("前言", "第1行"),
        ("甲公司生产正极材料", "第1章·第3行"),
        ("乙公司，\n跨行的句子。", "第1章第1节·第5–6行"),
        ("[bookmark: b1]重复的行", "第2章·第9行"),
        ("末行", "第2章·第10行"),
    ],
)
def test_where_a_quote_stands(quote, locator):
    assert SOURCE.locator(quote) == locator


def test_nth_says_which():
    assert SOURCE.locator("重复的行", nth=1) == "第1章第1节·第7行"
    assert SOURCE.locator("重复的行", nth=2) == "第2章·第9行"


@pytest.mark.parametrize(
    ("quote", "nth", "said"),
    [("没有", None, "不在"), ("", None, "不在"), ("重复的行", None, "2 次"), ("重复的行", 3, "只出现"), ("重复的行", 0, "只出现")],
)
def test_a_quote_that_cannot_be_placed(quote, nth, said):
    with pytest.raises(QuoteError, match=said):
        SOURCE.locator(quote, nth)


@given(pieces)
def test_every_piece_of_the_text_is_confirmed_where_it_stands(piece):
    where = SOURCE.locator(piece, nth=1)
    assert SOURCE.confirms(claim("a", "b", "c", quote=piece, locator=where))


@given(pieces, st.data())
def test_one_letter_altered_is_not_confirmed(piece, data):
    at = data.draw(st.integers(0, len(piece) - 1))
    altered = piece[:at] + data.draw(st.characters(exclude_characters=piece[at])) + piece[at + 1 :]
    assume(altered not in TEXT)
    assert not SOURCE.confirms(claim("a", "b", "c", quote=altered, locator=SOURCE.locator(piece, nth=1)))


@given(pieces, st.data())
def test_one_letter_too_few_or_too_many_is_not_the_same_claim(piece, data):
    longer = piece + data.draw(st.characters())
    assume(longer not in TEXT)
    assert not SOURCE.confirms(claim("a", "b", "c", quote=longer, locator=SOURCE.locator(piece, nth=1)))


def test_the_right_words_in_the_wrong_place_are_not_confirmed():
    assert not SOURCE.confirms(claim("a", "b", "c", quote="末行", locator="第2章·第9行"))


@given(st.text("ab", max_size=12), st.text("ab", min_size=1, max_size=3))
@example("aaaa", "aa")
def test_offsets_agree_with_a_slow_search(text, quote):
    found = Source("s", "", "", "", "", "plan", text=text).offsets(quote)
    assert found == [i for i in range(len(text)) if text[i : i + len(quote)] == quote]


def test_marks_are_hidden_in_display_only():
    assert display_quote("[bookmark: b1]重复\n\t的行 [image: x.png]") == "重复 的行"


@given(
    st.lists(st.sampled_from(["甲乙", "甲", "第1章 甲", "乙丙", ""]), min_size=1, max_size=6),
    st.text("甲乙丙\n", min_size=1, max_size=4),
    st.integers(0, 8),
)
def test_a_row_of_a_table_is_confirmed_only_as_a_whole_line_at_its_own_place(lines: list[str], quote: str, number: int) -> None:
    source = Source("x", "", "", "", "", "registry", text="\n".join(lines) + "\n")
    for locator in {*source.locators(quote), f"第{number}行", f"第1章·第{number}行", "无"}:
        said = Claim("firm:a", "name", "甲", "source:x", quote, locator, "existing", "registry", "")
        places = [f"第{at}行" for at, line in enumerate(lines, 1) if line == quote]
        assert source.confirms(said) == (locator in places)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("名称：甲", True),
        ("｜名称：甲｜状态：存续", True),
        ("名称：甲｜状态：存续", True),
        ("状态：存续", True),
        ("态：存续", False),
        ("状态：存", False),
    ],
)
def test_whole_cells_of_a_row_are_confirmed_and_parts_of_a_cell_are_not(quote: str, stands: bool) -> None:
    source = Source("x", "", "", "", "", "registry", text="\n｜名称：甲｜状态：存续\n")
    for line, expected in (("第2行", stands), ("第1行", False), ("第3行", False)):
        said = Claim("firm:a", "name", "甲", "source:x", quote, line, "existing", "registry", "")
        assert source.confirms(said) == expected
