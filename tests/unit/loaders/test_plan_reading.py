"""An independent reading of the plan against the graph: what a person listed from the text alone is found by name, alias or value.

The reading (tests/fixtures/readings) was written from the text before any data file was opened and is not changed after that; where
it takes two things for one or names a part otherwise, the row stays and counts as not found.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from built import shipped_data, shipped_graph
from liantu.graph import schema as s
from liantu.graph.snapshot import Node, Snapshot

READING = Path(__file__).parents[2] / "fixtures" / "readings" / "third-reader.csv"
TARGETS = {
    "firm": 0.97, "university": 0.97, "institute": 0.93, "platform": 0.93, "park": 0.93, "direction": 0.93, "project": 0.93,
    "product": 0.90, "link": 0.90, "programme": 0.90, "indicator": 0.97,
}  # fmt: skip
VALUES = ("base_value", "latest_value", "target_value")
OUTSIDE = {"invited", "demand", "planned"}


class Row(NamedTuple):
    kind: str
    line: str
    name: str
    said: str  # a firm's part as the text says it, or what a figure measures


class Value(NamedTuple):
    value: str
    unit: str
    measured: str


def plain(text: str) -> str:
    """NFKC without blanks, quotation marks, brackets and separators; nothing else is forgiven."""
    return re.sub(r"[\s“”\"《》()\[\]、，,。]", "", unicodedata.normalize("NFKC", text))


@cache
def rows(kind: str) -> list[Row]:
    with READING.open(encoding="utf-8", newline="") as file:
        return [row for row in map(Row._make, csv.reader(file)) if row.kind == kind]


@cache
def graph() -> Snapshot:
    return shipped_graph()


@cache
def quotes() -> dict[str, str]:
    """Node id → the plan's words about it, end to end."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in shipped_data().claims:
        if claim.grade == "plan":
            for thing in (*claim.subject.split("|"), str(claim.value)):
                found[thing].add(plain(claim.quote))
    return {thing: "\n".join(said) for thing, said in found.items()}


@cache
def named() -> dict[str, list[Node]]:
    """A name form → the nodes that bear it and of which the plan speaks in a quote that holds it."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in graph().nodes.values():
        for form in {plain(str(f)) for f in (node.name, *node.props.get("aliases", []))}:
            if form in quotes().get(node.id, ""):
                found[form].append(node)
    return found


@cache
def values() -> list[Value]:
    indicators = graph().of_type(s.INDICATOR)
    return [
        Value(plain(str(n.props[v])), plain(str(n.props.get("unit") or "")), n.name) for n in indicators for v in VALUES if n.props.get(v)
    ]


def words(node: Node) -> list[str]:
    return [plain(str(w)) for w in (node.name, *node.props.get("aliases", []), node.props.get("text") or node.name)]


def test_the_reading_is_of_this_text() -> None:
    text = plain(shipped_data().sources["plan"].text)
    read = [row for kind in (*TARGETS, "measure", "weakness", "figure") for row in rows(kind)]
    assert len(read) == 1072
    assert [row for row in read if plain(row.name) not in text] == []


@pytest.mark.parametrize(("kind", "target"), TARGETS.items())
def test_a_reader_finds_the_names(kind: str, target: float) -> None:
    missing = {row.name for row in rows(kind) if plain(row.name) not in named()}
    assert 1 - len(missing) / len({row.name for row in rows(kind)}) >= target, missing


@pytest.mark.parametrize(("kind", "target"), [("measure", 0.97), ("weakness", 0.97)])
def test_a_reader_finds_what_is_to_be_done_and_what_is_weak(kind: str, target: float) -> None:
    told = [w for node in graph().of_type(s.MEASURE) for w in words(node) if len(w) > 3]
    missing = [row for row in rows(kind) if not any(plain(row.name) in w or w in plain(row.name) for w in told)]
    assert 1 - len(missing) / len(rows(kind)) >= target, missing


def test_a_reader_finds_the_figures_with_their_unit() -> None:
    missing = [row for row in rows("figure") if not any(same_figure(row, value) for value in values())]
    assert 1 - len(missing) / len(rows("figure")) >= 0.97, missing


def same_figure(row: Row, value: Value) -> bool:
    """The number stands whole in the value and its unit with the indicator, and both measure something with two letters in common."""
    if len(set(value.measured) & set(row.said)) < 2:
        return False
    figure, told = plain(row.name), value.value + value.unit
    number = re.search(r"-?\d[\d.]*(-\d+)?", figure)
    if not number:  # 六大, 千亿级
        return figure in told
    unit = figure[number.end() :]
    whole = rf"(?<![\d.]){re.escape(number[0])}(?![\d.])"
    return bool(re.search(whole, value.value)) and (unit in told or (bool(value.unit) and value.unit in unit))


def test_no_firm_that_the_text_invites_or_plans_is_shown_as_resident() -> None:
    outside = [row for row in rows("firm") if row.said in OUTSIDE]
    assert len(outside) >= 20
    shown = [row for row in outside for node in named()[plain(row.name)] if node.type == s.FIRM.name and node.props.get("resident")]
    assert shown == []
