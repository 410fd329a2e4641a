"""Small pieces of text: fragments of quotes, places, widths, numbers, names of sheets and files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.analysis.evidence import Evidence, without_repeats
from liantu.reports.base import Cell, Document, Table, table
from liantu.reports.citing import fragment, listing, places, shorten, without_words
from liantu.reports.compose import chinese_number
from liantu.reports.docx_xml import NARROWEST, column_widths, escaped
from liantu.reports.pack import file_stem
from liantu.reports.text_width import line_count, text_width
from liantu.reports.xlsx import sheet_name

QUOTE = "积极引进甲公司、乙公司等国际领军企业，重点突破电极材料、电池隔膜、电解液、新型添加剂。依托丙企业建平台。"
NOTE = Evidence("c1", "firm:a", "LOCATED_IN", "依托甲", "第5章第1节·第9行", "某规划", "已有", "规划原文", "2020-12")
DOCUMENT = Document("名", "题", "头", "内部版", "2020-12", ())


def test_a_fragment_holds_the_word_and_begins_where_the_quote_pauses():
    assert fragment(QUOTE, ["电池隔膜"], 30) == "重点突破电极材料、电池隔膜、电解液、新型添加剂"
    assert fragment(QUOTE, ["电池隔膜"], 12) == "电池隔膜、电解液"
    assert fragment(QUOTE, ["丙企业"], 40) == "重点突破电极材料、电池隔膜、电解液、新型添加剂。依托丙企业建平台"
    assert fragment(QUOTE, ["不在其中"], 22) == "积极引进甲公司、乙公司等国际领军企业"
    assert fragment(QUOTE, ["不在其中", "乙公司"], 5) == "乙公司等国"


@given(st.text("甲乙，。、：；\n ", max_size=60), st.lists(st.text("甲乙，", max_size=3), max_size=3), st.integers(1, 40))
def test_a_fragment_is_a_piece_of_the_quote(quote, words, limit):
    found = fragment(quote, words, limit)
    assert found in quote and len(found) <= limit


def test_lines_of_one_section_stand_together():
    said = ("第5章第1节·第9行", "第1章·第3–4行", "第5章第1节·第12行", "第5章第1节·第9行", "表一 甲", "第7行")
    at = [replace(NOTE, locator=x) for x in said]
    assert places(at) == ["第5章第1节·第9、12行", "第1章·第3–4行", "表一 甲", "第7行"]


def test_evidence_without_words_tells_the_place_only():
    bare = without_words([NOTE, replace(NOTE, quote="另一句", claim="c2", modality="拟引进")])
    assert [(e.locator, e.quote, e.modality, e.subject) for e in bare] == [(NOTE.locator, "", "", "")]


def test_a_mere_mention_gives_way_to_the_words_that_hold_it():
    mention = replace(NOTE, quote="甲", claim="c2", modality="提及")
    elsewhere, other = replace(mention, locator="第9行"), replace(mention, quote="丙", claim="c3")
    assert without_repeats((NOTE, mention, elsewhere, other)) == (NOTE, elsewhere, other)
    assert without_repeats((mention,)) == (mention,)
    assert without_repeats((NOTE, replace(mention, modality="已有"))) == (NOTE, replace(mention, modality="已有"))


@given(st.lists(st.text("甲乙", min_size=1, max_size=6), min_size=1, max_size=8), st.integers(1, 30))
def test_a_listing_cuts_between_items_and_says_how_many(items, limit):
    said = listing(items, limit, "家")
    if said in ("、".join(items), shorten(items[0], limit)):
        return
    shown, _, count = said.rpartition("等 ")
    assert count == f"{len(items)} 家"
    whole = shown.split("、")
    assert len(shown) <= limit or len(whole) == 1
    assert whole == items[: len(whole)] or whole == [shorten(items[0], limit)]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=16), st.integers(8000, 14000))
def test_no_column_is_too_narrow_for_a_number(shares, width):
    made = column_widths(shares, width)
    assert width - len(shares) < sum(made) <= width
    assert min(made) >= min(NARROWEST, width // len(shares))
    assert [w for _, w in sorted(zip(shares, made, strict=True))] == sorted(made), "a larger share is no narrower"


def test_width_counts_latin_letters_as_narrow():
    assert text_width("甲乙") == 2.0
    assert text_width("ab") == pytest.approx(1.2)
    assert (line_count("", 5), line_count("甲乙丙丁戊己", 5), line_count("甲\n\n乙", 5)) == (1, 2, 3)


def test_headings_count_in_chinese():
    assert [chinese_number(n) for n in (1, 9, 10, 11, 20, 35, 99)] == ["一", "九", "十", "十一", "二十", "三十五", "九十九"]


def test_shorten_marks_the_cut():
    assert (shorten("一二三", 3), shorten("一二三四", 3)) == ("一二三", "一二…")


@given(st.lists(st.text(max_size=50), max_size=12))
def test_sheet_names_are_legal_and_apart(titles):
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in titles]
    assert len({n.lower() for n in names}) == len(titles)
    for name in names:
        assert 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\")
        assert name[0] != "'" and name[-1] != "'" and name.lower() != "history"


@given(st.text(max_size=300))
def test_file_names_are_legal_and_short(subject):
    stem = file_stem(replace(DOCUMENT, name=subject))
    assert len(f"{stem}(99).docx".encode()) <= 255
    assert not set(stem) & set('\\/:*?"<>|\x00\n\r\t') and stem == stem.strip(" .")


@given(st.text(max_size=50))
def test_cells_and_xml_hold_what_xml_can_hold(text):
    from lxml import etree

    assert Cell(text).text == etree.fromstring(f"<a>{escaped(text)}</a>").xpath("string()") or "\r" in text


def test_a_short_row_is_refused():
    good = table([("a", "甲", 1), ("b", "乙", 2)], [{"a": 1}, {"b": "x"}])
    assert [[c.value for c in row] for row in good.rows] == [[1, ""], ["", "x"]]
    with pytest.raises(ValueError, match="2 格"):
        Table(good.columns, ((Cell(1),),))
