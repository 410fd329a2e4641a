"""The audit as a whole: its sections, targets with the office that must fill each cell, closings, the shape of its JSON."""

from __future__ import annotations

import random

import pytest

from audit_graph import ZONE, audit_graph, indicator, measure
from liantu.analysis.audit import DIFFERENCES, SECTIONS, audit
from liantu.analysis.audit_measures import tasks
from liantu.analysis.audit_targets import targets
from liantu.analysis.gaps import gaps
from liantu.analysis.settings import audit_settings
from liantu.graph.closings import Closing
from liantu.graph.snapshot import Snapshot, sorted_data

TENSION = "tension:link:motors/reducer"


def run(graph: Snapshot, closings: dict[str, Closing] | None = None):
    return audit(graph, ZONE, gaps(graph, ZONE), closings)


def test_every_section_is_there_in_its_order_and_every_line_has_words_and_place():
    found = run(audit_graph())
    assert list(found) == list(SECTIONS)
    rows = [f.as_json() for findings in found.values() for f in findings]
    assert len({row["id"] for row in rows}) == len(rows) > 8
    assert all(row["text"] and row["quote"] and row["locator"] and row["evidence"] for row in rows)


def test_the_order_of_the_data_does_not_matter():
    graph = audit_graph()
    nodes, edges, claims = (list(x) for x in (graph.data.nodes, graph.data.edges, graph.data.claims))
    for rows in (nodes, edges, claims):
        random.Random(7).shuffle(rows)
    assert run(Snapshot(sorted_data(nodes, edges, claims, {}))) == run(graph)


def test_a_closing_marks_its_difference_and_nothing_else():
    closing = Closing(TENSION, "整机有优势，精密件是瓶颈", "王", "2024-05-01")
    stray = Closing("difference:gone", "旧", "王", "2024-05-01")
    before, after = run(audit_graph()), run(audit_graph(), {TENSION: closing, stray.id: stray})
    closed = [f for f in after[DIFFERENCES] if f.closed]
    assert [(f.id, f.as_json()["closed"]["remark"]) for f in closed] == [(TENSION, closing.remark)]
    assert [f.id for f in after[DIFFERENCES]] == [f.id for f in before[DIFFERENCES]]
    assert {k: v for k, v in after.items() if k != DIFFERENCES} == {k: v for k, v in before.items() if k != DIFFERENCES}


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ({"base_year": "2019", "base_value": "243.9亿元", "target_year": "2025"}, "待填：目标值（2025），由统计局提供"),
        ({"target_year": "2025"}, "待填：基值（年份未采集）、目标值（2025），由统计局提供"),
        ({"base_year": "2019", "base_value": "44%", "target_year": "2025", "target_value": "45%"}, ""),
        (
            {"base_year": "2015", "base_value": "2.83%", "target_year": "十三五", "target_value": "大于3%"},
            "待填：最近值（年份未采集），由统计局提供",
        ),
        (
            {"base_year": "2019", "base_value": "数据较虚", "target_year": "2025", "target_value": "9"},
            "待填：基值（2019，格内为“数据较虚”），由统计局提供",
        ),
        ({"latest_year": "2019", "latest_value": "33件", "target_year": "十三五", "target_value": "12件"}, ""),
    ],
)
def test_each_empty_cell_names_its_office(cells: dict[str, str], asked: str):
    graph = audit_graph(indicator("x", "某指标", kind="预期性", department="统计局", **cells))
    text = {f.id: f.text for f in targets(graph, audit_settings())}["target:x"]
    assert (text.startswith("某指标（预期性）：") and text[text.find("待填") :].removeprefix("）") == asked) or not asked
    assert ("待填" in text) == bool(asked)


def test_an_office_that_is_not_known_is_not_invented():
    graph = audit_graph(indicator("x", "某指标", target_year="2025"))
    text = {f.id: f.text for f in targets(graph, audit_settings())}["target:x"]
    assert text.endswith("待填：基值（年份未采集）、目标值（2025），数据提供部门未采集")


def test_the_office_of_a_like_indicator_is_a_guess():
    table = indicator("t", "累计拥有高新技术企业数", kind="预期性", department="科技局", target_year="2025")
    graph = audit_graph(table, indicator("x", "某链高新技术企业数", target_year="2025"), indicator("y", "某链企业", target_year="2025"))
    texts = {f.id: f.text for f in targets(graph, audit_settings())}
    assert texts["target:x"].endswith("数据提供部门未采集（推测：“累计拥有高新技术企业数”由科技局提供）")
    assert texts["target:y"].endswith("数据提供部门未采集") and "推测" not in texts["target:t"]


def test_tasks_stand_in_the_order_of_the_text():
    late, early = measure("a", "甲举措", "link:motors/reducer", line=90), measure("z", "乙举措", "link:motors/reducer", line=7)
    graph = audit_graph(late, early)
    names = [t.measure.name for t in tasks(graph, gaps(graph, ZONE), audit_settings())]
    assert names.index("乙举措") < names.index("甲举措")


def test_a_reported_figure_is_no_goal():
    assert "target:output" not in {f.id for f in targets(audit_graph(), audit_settings())}
