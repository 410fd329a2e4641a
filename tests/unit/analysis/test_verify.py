"""verify: counts by grade, and each way a claim can fail."""

from __future__ import annotations

import pytest

from builders import claim, graph
from liantu.analysis.verify import verify
from liantu.graph.claims import Claim
from liantu.graph.snapshot import Snapshot
from liantu.graph.sources import Source

TEXT = "第1章 总则\n甲公司位于本区。\n乙公司拟引进。\n"
SOURCES = {
    "plan": Source("plan", "规划", "", "2020", "", "plan", text=TEXT),
    "domain": Source("domain", "常识", "", "2026", "", "domain"),
}


def said(**changes: str) -> Claim:
    about = {"source": "source:plan", "grade": "plan", "quote": "甲公司位于本区", "locator": "第1章·第2行"}
    return claim("firm:a", "name", "甲", **{**about, **changes})


def faults(one: Claim) -> list[str]:
    return [why for _, why in verify(Snapshot(graph(one)), SOURCES).faults]


def test_a_true_quote_passes_and_is_counted() -> None:
    known = claim("firm:b", "name", "乙", source="source:domain", grade="domain", quote="行业常识")
    result = verify(Snapshot(graph(said(), known)), SOURCES)
    assert (result.faults, result.checked, dict(result.by_grade)) == ((), 1, {"plan": 1, "domain": 1})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote": "甲公司位于木区"}, "不一致"),
        ({"locator": "第1章·第3行"}, "不一致"),
        ({"quote": ""}, "没有引文"),
        ({"source": "source:rumour"}, "未登记"),
        ({"grade": "staff"}, "等级应为 plan"),
    ],
)
def test_each_fault_is_named(changes: dict[str, str], why: str) -> None:
    assert [why in f for f in faults(said(**changes))] == [True]
