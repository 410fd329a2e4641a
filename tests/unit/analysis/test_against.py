"""A text against another edition: the fate of each quote, checked by plain string search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders import claim, graph
from liantu.analysis.against import MOVED, SURVIVES, VANISHED, lines_against, only_shifted, quotes_against
from liantu.graph.snapshot import Snapshot
from liantu.graph.sources import Source

LINES = ["第1章 总则", "引进甲公司。", "依托乙公司。", "建设丙平台。"]


def source(source_id: str, lines: list[str]) -> Source:
    return Source(source_id, source_id, "", "2020", "", "plan", text="\n".join(lines) + "\n")


OLD = source("plan", LINES)
GRAPH = Snapshot(
    graph(
        *(
            claim(f"firm:{i}", "name", name, source="source:plan", grade="plan", quote=quote, locator=OLD.locator(quote))
            for i, (name, quote) in enumerate([("甲", "甲公司"), ("乙", "乙公司"), ("丙", "丙平台"), ("丙二", "丙平台")])
        )
    )
)


def fates(lines: list[str]) -> dict[str, tuple[str, int]]:
    return {f.quote: (f.fate, f.claims) for f in quotes_against(GRAPH, OLD, source("new", lines))}


def test_same_text() -> None:
    assert fates(LINES) == {"甲公司": (SURVIVES, 1), "乙公司": (SURVIVES, 1), "丙平台": (SURVIVES, 2)}


def test_moved_and_vanished() -> None:
    changed = [LINES[0], "新的一段。", LINES[1].replace("甲公司", "甲集团"), LINES[2], LINES[3]]
    assert fates(changed) == {"甲公司": (VANISHED, 1), "乙公司": (MOVED, 1), "丙平台": (MOVED, 2)}


def test_the_vanished_come_first_then_each_kind_by_place_though_a_quote_spans_lines() -> None:
    old = source("plan", ["第1章 甲", "一\t二", "三", "四", "第2章 乙", "五"])
    quotes = ["五", "一\t二\n三", "四", "三"]
    said = (claim(f"firm:{q}", "name", q, source="source:plan", grade="plan", quote=q, locator=old.locator(q)) for q in quotes)
    new = source("new", ["第1章 甲", "新", "一\t二", "三", "第2章 乙", "五"])
    found = quotes_against(Snapshot(graph(*said)), old, new)
    assert [f.quote for f in found] == ["四", "一 二 三", "三", "五"]
    assert [f.fate for f in found] == [VANISHED, MOVED, MOVED, SURVIVES]
    assert [only_shifted(f) for f in found] == [False, True, True, False]
    other = source("new", ["第1章 甲", "第2章 乙", "三", "五"])
    assert not any(only_shifted(f) for f in quotes_against(Snapshot(graph(*said)), old, other) if f.quote == "三")


@given(st.permutations(LINES))
def test_no_quote_vanishes_when_lines_only_move(lines: list[str]) -> None:
    assert VANISHED not in {fate for fate, _ in fates(lines).values()}


@given(st.lists(st.sampled_from(LINES), max_size=6))
def test_a_quote_vanishes_exactly_where_the_text_lacks_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert {q for q, (fate, _) in fates(lines).items() if fate == VANISHED} == {q for q in ("甲公司", "乙公司", "丙平台") if q not in text}


def test_lines_that_came_and_went() -> None:
    assert lines_against(OLD, source("new", [*LINES[:2], "新增一段。", LINES[3]])) == (["依托乙公司。"], ["新增一段。"])
