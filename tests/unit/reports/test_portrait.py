"""The portrait on paper: one page of lines, the same bytes, hostile names unharmed, faults in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.errors import DataError
from liantu.reports.portrait import ITEM, LEAD, POINTS, fitting_page, write_portrait
from liantu.reports.sections.one_page import lines_of
from report_graph import NAMES, ZONE, report_graph
from report_reading import docx_text, html_text

READ = {".docx": docx_text, ".html": html_text}
HOSTILE = '<img src=x onerror=alert(1)></script>{{7*7}}=HYPERLINK("x")'


@pytest.mark.parametrize("kind", READ)
def test_a_page_says_what_is_known_and_is_the_same_again(tmp_path: Path, kind: str) -> None:
    graph = report_graph()
    written = [write_portrait(graph, ZONE, graph.node("firm:here"), tmp_path / f"{n}{kind}").read_bytes() for n in (1, 2)]
    assert written[0] == written[1]
    text = READ[kind](written[0])
    for words in (
        f"{NAMES['firm:here']}企业画像",
        "在区：某园区（规划原文，2020-12）",
        "三元阴极（甲电池，中游）：在区内生产",
        "阴极扩产项目",
    ):
        assert words in text


@pytest.mark.parametrize("kind", READ)
def test_an_invitee_is_never_shown_as_here(tmp_path: Path, kind: str) -> None:
    graph = report_graph()
    text = READ[kind](write_portrait(graph, ZONE, graph.node("firm:wanted"), tmp_path / f"x{kind}").read_bytes())
    assert "不在区：来源只把它写作拟引进对象或需求方" in text and "在区内生产" not in text


@pytest.mark.parametrize("kind", READ)
def test_a_hostile_name_comes_through_unharmed(tmp_path: Path, kind: str) -> None:
    graph = report_graph({"firm:here": HOSTILE, "link:battery/ncm": HOSTILE + "2"})
    written = write_portrait(graph, ZONE, graph.node("firm:here"), tmp_path / f"x{kind}").read_bytes()
    assert HOSTILE + "2" in READ[kind](written)
    assert b"<img" not in written and b"<script" not in written


def test_other_endings_are_refused(tmp_path: Path) -> None:
    graph = report_graph()
    with pytest.raises(DataError, match=r"应为 \.docx 或 \.html"):
        write_portrait(graph, ZONE, graph.node("firm:here"), tmp_path / "x.pdf")
    assert not list(tmp_path.iterdir())


@given(st.lists(st.lists(st.text("甲乙a，", max_size=400), min_size=1, max_size=30), min_size=1, max_size=6))
def test_what_does_not_fit_is_counted(texts: list[list[str]]) -> None:
    told = [(str(n), lines) for n, lines in enumerate(texts)]
    kept = fitting_page(told)
    used = sum(LEAD + ITEM * sum(map(lines_of, lines)) for _, lines in kept)
    assert used <= POINTS or all(len(lines) <= 2 for _, lines in kept)
    for (_, whole), (_, some) in zip(told, kept, strict=True):
        left_out = len(whole) - len(some) + 1 if some[-1].startswith("另有 ") else 0
        assert left_out == 0 or some[-1] == f"另有 {left_out} 行，见 liantu show。"
        assert len(some) == len(whole) or left_out
