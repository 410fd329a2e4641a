"""A source's text with its quotes marked: whatever is quoted, removing the marks gives back the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders import claim
from built import shipped_data
from liantu.graph.sources import CELL_END, Source, display_quote
from liantu.loaders.shipped import DATA
from liantu.loaders.sources import read_sources
from liantu.viz.marked_text import marked_lines

MARK = "[bookmark: _Toc1]"
words = st.text(st.sampled_from("甲乙丙\n\r\t 第1章节a<&|｜\u2028𠮷"), max_size=40) | st.just(MARK)
texts = st.lists(words, max_size=6).map("".join)


def source(text: str, grade: str = "plan") -> Source:
    return Source("t", "文本", "", "", "", grade, text=text)


def joined(lines) -> str:
    return "".join(piece.text for line in lines for piece in line.pieces)


@st.composite
def quoted(draw, grade="plan"):
    """A text and claims that quote it anywhere, and some that quote what is not there."""
    text = draw(texts)
    held, claims = source(text, grade), []
    for begin, size in draw(st.lists(st.tuples(st.integers(0, 120), st.integers(1, 30)), max_size=8)):
        quote = text[begin : begin + size]
        for locator in held.locators(quote) if grade == "plan" else held.row_locators(quote):
            claims.append(claim("firm:a", "name", "甲", quote=quote, locator=locator, grade=grade))
    claims += [claim("firm:c", "name", "丙", quote=c.quote, locator=f"第9章·{c.locator}", grade=grade) for c in claims[:1]]
    claims.append(claim("firm:b", "name", "乙", quote=draw(st.text("甲乙x", min_size=1, max_size=4)), locator="第1行", grade=grade))
    return held, claims


@given(quoted() | quoted("registry"))
def test_removing_the_marks_gives_back_the_text_and_no_mark_is_shown(made):
    held, claims = made
    lines = marked_lines(held, claims)
    assert joined(lines) == held.text
    if held.grade == "plan":
        assert ["".join(p.text for p in line.pieces) for line in lines] == held.text.splitlines(keepends=True)
        assert "".join(line.shown for line in lines).count(MARK) == 0


@given(quoted() | quoted("registry"))
def test_what_lies_under_a_claim_is_its_quote_and_only_what_is_confirmed_is_marked(made):
    held, claims = made
    pieces = [p for line in marked_lines(held, claims) for p in line.pieces]
    begun = [c for p in pieces for c in p.begins]
    assert len(begun) == len(set(begun)), "an anchor stands once"
    for one in claims:
        under = "".join(p.text for p in pieces if one.id in p.claims)
        places = held.spans(one)
        covered = {at for begin, end in places for at in range(begin, end)}
        assert under == "".join(held.text[at] for at in sorted(covered))
        assert all(held.text[begin:end] == one.quote for begin, end in places)
        assert bool(places) == held.confirms(one) == (one.id in begun)


def test_overlapping_and_nested_quotes_cut_the_line_where_each_begins_and_ends():
    text = f"{MARK}甲乙丙丁戊\n己"
    outer, inner, over = (claim(f"firm:{q}", "name", "x", quote=q, locator="第1行", grade="plan") for q in ("甲乙丙丁", "乙丙", "丁戊"))
    first, last = marked_lines(source(text), [outer, inner, over])
    found = [(p.text, set(p.claims), p.hidden) for p in first.pieces]
    assert found == [
        (MARK, set(), True),
        ("甲", {outer.id}, False),
        ("乙丙", {outer.id, inner.id}, False),
        ("丁", {outer.id, over.id}, False),
        ("戊", {over.id}, False),
        ("\n", set(), False),
    ]
    assert first.begins == (outer.id, inner.id, over.id) and last.begins == ()
    assert first.shown == "甲乙丙丁戊"


def test_a_quote_over_two_lines_and_one_that_its_line_says_twice():
    long = claim("firm:a", "name", "x", quote="乙\n丙", locator="第1–2行", grade="plan")
    twice = claim("firm:b", "name", "x", quote="甲", locator="第3行", grade="plan")
    first, second, third = marked_lines(source("甲乙\n丙丁\n甲甲"), [long, twice])
    assert [p.text for line in (first, second) for p in line.pieces if long.id in p.claims] == ["乙\n", "丙"]
    assert [p.begins for p in third.pieces] == [(twice.id,), ()]
    assert not [p for p in first.pieces if twice.id in p.claims]


def test_cells_of_a_table_are_marked_as_whole_cells_only():
    row = CELL_END.join(("甲", "甲乙", "甲"))
    whole, part = (claim("firm:a", "name", "x", quote=q, locator="第2行", grade="registry") for q in ("甲乙", "乙"))
    lines = marked_lines(source(f"表头\n{row}\n", "registry"), [whole, part])
    assert [(p.text, p.claims) for p in lines[1].pieces] == [(f"甲{CELL_END}", ()), ("甲乙", (whole.id,)), (f"{CELL_END}甲\n", ())]


def test_every_shipped_quote_is_found_in_its_text_and_chapters_lead_through_the_plan():
    sources, shipped = read_sources(DATA / "sources"), shipped_data()
    for name in ("plan", "ckg"):
        claims = [c for c in shipped.claims if c.source == f"source:{name}"]
        lines = marked_lines(sources[name], claims)
        assert joined(lines) == sources[name].text
        assert {c for line in lines for c in line.begins} == {c.id for c in claims}
    headings = sources["plan"].headings
    assert len([h for _, h in headings if "章" in h[:4]]) == 8
    assert not [h for _, h in headings if "bookmark" in h or h != display_quote(h)]
    assert [line.number for line in marked_lines(sources["plan"], []) if line.heading] == [number for number, _ in headings]
