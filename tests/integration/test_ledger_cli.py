"""`liantu ledger` and `liantu declare` as the staff type them, on a small zone instead of the shipped one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from liantu.cli.main import run
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.snapshot import GraphData, Snapshot
from liantu.graph.store import MemoryStore
from liantu.loaders.ledger import ledger_claims
from liantu.workspace import templates
from liantu.workspace.batches import history, standing_claims
from liantu.workspace.labels import labels
from liantu.workspace.ledger import entries
from liantu.workspace.paths import Workspace, open_workspace
from report_graph import ZONE, report_graph
from workbooks import known

BASE = tuple(report_graph().claims.values())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def graph_data(place: Workspace, data: object = None, extra: tuple[Claim, ...] = ()) -> GraphData:
        claims = [*BASE, *standing_claims(place), *extra]
        return assemble([*claims, *ledger_claims(entries(place), ZONE, claims)], ZONE)

    def opened(place: Workspace, *_: object) -> MemoryStore:
        store = MemoryStore()
        store.write(graph_data(place))
        return store

    monkeypatch.setattr("liantu.session.open_current", opened)
    monkeypatch.setattr(templates, "graph_data", graph_data)
    monkeypatch.setattr(templates, "known_to", lambda place, data: known(Snapshot(graph_data(place))))
    return tmp_path / "w"


def call(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--workspace", str(home), "--json", "--quiet"]) == code
    said = capsys.readouterr()
    assert code == 0 or said.err.startswith("错误：")
    return json.loads(said.out) if said.out else None


def status(capsys: pytest.CaptureFixture[str], home: Path, link: str = "矿石", *more: str) -> str:
    return next(row["status"] for row in call(capsys, home, "gaps", "--all", *more) if row["link"] == link)


def fill(path: Path, **cells: str) -> None:
    book = openpyxl.load_workbook(path)
    titles = [str(c.value).rstrip("*") for c in book["对接台账"][1]]
    for title, text in cells.items():
        book["对接台账"].cell(3, titles.index(title) + 1).value = text
    book.save(path)


def test_from_lead_to_plant(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    book = home.parent / "台账.xlsx"
    made = call(capsys, home, "ledger", "add", " 某矿厂 ", "矿石", "--date", "2026-02", "--next", "2026-03-01", "--person", "李\x07")[0]
    assert (made["id"], made["firm"], made["person"], made["history"]) == ("L0001", "某矿厂", "李", "2026-02 线索")
    assert [r["id"] for r in call(capsys, home, "ledger", "overdue", "--as-of", "2026-04")] == ["L0001"]
    assert call(capsys, home, "ledger", "overdue", "--as-of", "2026-02") == []
    call(capsys, home, "ledger", "export", "-o", str(book))
    assert call(capsys, home, "ledger", "import", str(book))["changed"] == 0
    fill(book, 阶段="签约", 阶段日期="2026-05", 投产时间="2027-06")
    assert call(capsys, home, "ledger", "import", str(book), "--check")["changed"] == 0
    assert call(capsys, home, "ledger", "import", str(book)) == {"file": book.name, "new": 0, "changed": 1, "faults": []}
    assert status(capsys, home) == "待核实" and call(capsys, home, "gaps", "--all")[0]["progress"] in ("", "在建，投产 2027-06")
    call(capsys, home, "ledger", "set", "L0001", "--stage", "投产", "--date", "2027-06", code=3)
    call(capsys, home, "ledger", "set", "L0001", "--stage", "注册", "--date", "2026-08", "--next", "")
    row = call(capsys, home, "ledger", "set", "L0001", "--stage", "投产", "--date", "2027-06")[0]
    assert (row["person"], row["next_date"]) == ("李", "")
    assert row["history"] == "2026-02 线索；2026-05 签约；2026-08 注册；2027-06 投产"
    assert status(capsys, home) == "有"
    assert [(x.outcome, x.status_before) for x in labels(open_workspace(home))] == [("注册", "待核实"), ("投产", "待核实")]


def test_the_ledger_survives_imports_and_undo(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    call(capsys, home, "ledger", "add", "海外巨头", "阴极总类", "--stage", "在谈", "--date", "2026-02")
    before = open_workspace(home).ledger.read_bytes()
    call(capsys, home, "declare", "add", "--list", "录", "--who", "局", "--date", "2026", "--link", "矿石")
    call(capsys, home, "undo", history(open_workspace(home))[0].id)
    assert open_workspace(home).ledger.read_bytes() == before and entries(open_workspace(home))[0].firm_id == "firm:wanted"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ledger", "add", "甲", "没有的环节", "--date", "2026"], 4),
        (["ledger", "add", "甲", "矿石"], 2),
        (["ledger", "add", "甲", "矿石", "--date", "下月"], 3),
        (["ledger", "add", "甲", "矿石", "--stage", "快了", "--date", "2026"], 2),
        (["ledger", "set", "L0009", "--note", "x"], 4),
        (["ledger", "import", "没有的.xlsx"], 3),
        (["declare", "withdraw", "firm:here", "--date", "2026"], 4),
        (["declare", "add", "--list", "录", "--who", "局", "--date", "2026"], 3),
        (["declare", "add", "--list", "录", "--who", "局", "--date", "2026-05", "--until", "2026-04", "--link", "矿石"], 3),
        (["declare", "add", "--list", "录", "--who", "局", "--date", "2026", "--link", "本地材料厂"], 4),
        (["declare", "add", "--list", "录", "--who", "局", "--date", "2026", "--code", "0000"], 3),
    ],
)
def test_what_cannot_be_is_said_in_one_line_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], home: Path, arguments: list[str], code: int
) -> None:
    call(capsys, home, *arguments, code=code)
    assert not open_workspace(home).ledger.exists() and history(open_workspace(home)) == []


def test_a_declaration_and_its_withdrawal(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    call(capsys, home, "declare", "add", "--list", "规上名录", "--who", "统计局", "--date", "2026-03-01", "--link", "矿石")
    listed = call(capsys, home, "declare", "list")[0]
    assert listed["holds"] and listed["links"] == ["矿石"] and status(capsys, home) == "缺"
    told = call(capsys, home, "declare", "withdraw", listed["id"], "--date", "2026-06-01")
    assert {(c["what"], c["before"], c["after"]) for c in told["changes"]} >= {("现状", "缺", "待核实")}
    assert status(capsys, home) == "待核实" and status(capsys, home, "矿石", "--as-of", "2026-05") == "缺"
    assert history(open_workspace(home))[0].title == "名单齐全确认：规上名录"
