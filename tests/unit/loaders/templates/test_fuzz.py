"""Whatever stands in whatever cell: nothing crashes, and what is taken without a fault makes a sound graph."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import HOSTILE
from liantu.graph.assemble import assemble
from liantu.graph.ledger import Entry
from liantu.graph.snapshot import Snapshot
from liantu.loaders.templates.cells import tidy
from liantu.loaders.templates.confirm import confirm_claims
from liantu.loaders.templates.confirm_book import Asked, confirm_book
from liantu.loaders.templates.ledger_book import ledger_book, ledger_rows
from liantu.loaders.templates.read import template_claims
from report_graph import NAMES, ZONE, report_graph
from workbooks import Cells, date, known, sheets_of, template

GRAPH = report_graph()
HELD = [Entry("L0001", "海外巨头", "firm:wanted", "link:battery/ore", "").moved("在谈", "2026-02")]
WORDS = [
    "是",
    "否",
    "无",
    "不清楚",
    "已搬",
    "在",
    "更名",
    "在区内生产",
    "具备能力",
    "企业名单",
    "平台载体",
    "2025",
    "2026-03",
    "-1",
    "1e9",
    "3985",
    "签约",
]
values = st.sampled_from([*NAMES.values(), *NAMES, *WORDS, *(tidy(t) for t in HOSTILE)]) | st.text(max_size=6).map(tidy)
edits = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 12), st.integers(0, 30), values), min_size=1, max_size=12)


@cache
def books() -> tuple[Cells, Cells, Cells]:
    with TemporaryDirectory() as folder:
        confirm = sheets_of(confirm_book(GRAPH, ZONE, [Asked("link:battery/ore", "问", "局", "", "")]), Path(folder))
        made = (template(GRAPH, Path(folder)), confirm, sheets_of(ledger_book(HELD, GRAPH, ZONE), Path(folder)))
    for cells in made:
        date(cells)
    return made


def edited(cells: Cells, changes: list[tuple[int, int, int, str]]) -> Cells:
    made = copy.deepcopy(cells)
    names = [name for name in made if name not in ("说明", "字典")]
    for sheet, row, column, value in changes:
        lines = made[names[sheet % len(names)]]
        while len(lines) <= row:
            lines.append([])
        line = lines[row]
        line += [""] * (len(lines[0]) - len(line))
        line[column % len(line)] = value
    return made


@settings(max_examples=60, deadline=None)
@given(edits)
def test_a_template(changes: list[tuple[int, int, int, str]]) -> None:
    found = template_claims(edited(books()[0], changes), known(GRAPH), file="f")
    Snapshot(assemble([*GRAPH.claims.values(), *found.claims], ZONE))
    assert all(f.problem and f.advice for f in found.faults)


@settings(max_examples=60, deadline=None)
@given(edits)
def test_a_confirm_sheet(changes: list[tuple[int, int, int, str]]) -> None:
    found = confirm_claims(edited(books()[1], changes), known(GRAPH), file="f")
    Snapshot(assemble([*GRAPH.claims.values(), *found.claims], ZONE))


@settings(max_examples=40, deadline=None)
@given(edits)
def test_a_ledger(changes: list[tuple[int, int, int, str]]) -> None:
    rows, faults = ledger_rows(edited(books()[2], changes), HELD, GRAPH, "2026")
    assert all(r.link in GRAPH.nodes and r.history for r in rows) and all(f.advice for f in faults)
