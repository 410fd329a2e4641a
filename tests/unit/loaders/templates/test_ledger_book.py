"""The ledger as a workbook: untouched it says nothing, a changed row is that entry, a faulty one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import HOSTILE
from liantu.graph.ids import clean_text
from liantu.graph.ledger import Entry
from liantu.loaders.intake.fault import ERROR
from liantu.loaders.templates.ledger_book import ledger_book, ledger_rows
from report_graph import ZONE, report_graph
from workbooks import Cells, add, date, put, sheets_of

GRAPH = report_graph()
HELD = [
    Entry("L0001", "海外巨头", "firm:wanted", "link:battery/ore", "", unit="招商局", next_date="2026-04-01").moved("在谈", "2026-02"),
    Entry("L0002", "新来厂", "", "link:battery/lfp", "").moved("签约", "2026-03-01"),
]


@pytest.fixture
def cells(tmp_path: Path) -> Cells:
    return sheets_of(ledger_book(HELD, GRAPH, ZONE), tmp_path)


def test_untouched_it_says_nothing(cells: Cells) -> None:
    assert ledger_rows(cells, HELD, GRAPH, "") == ([], [])


@pytest.mark.parametrize("name", [t for t in HOSTILE if clean_text(t).strip()])
def test_hostile_words_come_back(tmp_path: Path, name: str) -> None:
    held = [Entry("L0001", name, "", "link:battery/ore", "", note=name, person=name).moved("线索", "2026")]
    made = sheets_of(ledger_book(held, report_graph({"link:battery/ore": f"{name}料"}), ZONE), tmp_path)
    assert ledger_rows(made, held, report_graph({"link:battery/ore": f"{name}料"}), "") == ([], [])


def test_a_new_stage_needs_its_date(cells: Cells) -> None:
    put(cells, "对接台账", "L0001", 阶段="签约", 投产时间="2027年6月", 负责人="李")
    found, faults = ledger_rows(cells, HELD, GRAPH, "")
    assert found == [] and [(f.column, f.level) for f in faults] == [("阶段日期", ERROR)]
    found, faults = ledger_rows(cells, HELD, GRAPH, "2026-05")
    assert faults == [] and (found[0].history, found[0].production, found[0].person) == ("2026-02 在谈；2026-05 签约", "2027-06", "李")
    date(cells, "2026-06-01")
    assert ledger_rows(cells, HELD, GRAPH, "2026-05")[0][0].date == "2026-06-01"
    put(cells, "对接台账", "L0001", 阶段日期="2026/5/20")
    assert ledger_rows(cells, HELD, GRAPH, "")[0][0].date == "2026-05-20"


def test_a_row_without_an_id_is_new(cells: Cells) -> None:
    add(cells, "对接台账", 企业="整车客户", 环节="电池成品", 阶段="线索", 阶段日期="2026-03")
    found, faults = ledger_rows(cells, HELD, GRAPH, "")
    assert faults == [] and [(e.id, e.firm_id, e.link, e.history) for e in found] == [
        ("", "firm:client", "link:battery/cell", "2026-03 线索")
    ]


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"编号": "L9999", "企业": "甲", "环节": "矿石", "阶段": "线索"}, "编号"),
        ({"企业": "甲", "环节": "没有的环节", "阶段": "线索"}, "环节"),
        ({"企业": "甲", "环节": "矿石"}, "阶段"),
        ({"企业": "甲", "环节": "矿石", "阶段": "快了"}, "阶段"),
        ({"企业": "甲", "环节": "矿石", "阶段": "线索", "下次日期": "改天"}, "下次日期"),
        ({"企业": "海外巨头", "环节": "矿石", "阶段": "线索"}, "企业"),
    ],
)
def test_faults_stand_at_their_cell(cells: Cells, values: dict[str, str], column: str) -> None:
    row = add(cells, "对接台账", 阶段日期="2026", **values)
    found, faults = ledger_rows(cells, HELD, GRAPH, "")
    assert found == [] and [(f.row, f.column, f.level) for f in faults] == [(row, column, ERROR)] and faults[0].advice


def test_another_workbook_is_said_to_be_none(cells: Cells) -> None:
    assert len(ledger_rows({"Sheet1": [["企业"]]}, HELD, GRAPH, "")[1]) == 1
