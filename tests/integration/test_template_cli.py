"""The how-tos, done: the quarter of an hour, a declaration that turns 待核实 into 缺 and back, the ledger from lead to plant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from liantu.cli.main import run
from liantu.workspace.batches import standing_claims, undo
from liantu.workspace.labels import labels
from liantu.workspace.paths import open_workspace
from liantu.workspace.templates import import_template

LINK = "隔膜"


def call(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--workspace", str(home), "--store", "memory:", "--json", "--quiet"]) == code
    out = capsys.readouterr().out
    return json.loads(out) if out else None


def status(capsys: pytest.CaptureFixture[str], home: Path, *more: str) -> str:
    rows = call(capsys, home, "gaps", "lithium", "--all", *more)
    return next(row["status"] for row in rows if row["link"] == LINK)


def fill(path: Path, sheet: str, row_id: str, **cells: str) -> None:
    book = openpyxl.load_workbook(path)
    titles = [str(c.value).rstrip("*") for c in book[sheet][1]]
    row = next(r for r in book[sheet].iter_rows() if r[0].value == row_id)
    for title, text in cells.items():
        row[titles.index(title)].value = text
    book["说明"]["B2"], book["说明"]["B4"] = "统计局", "2026-03-01"
    book.save(path)


def test_the_quarter_of_an_hour(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    home, sheet = tmp_path / "w", tmp_path / "确认.xlsx"
    call(capsys, home, "template", "--confirm", "-o", str(sheet))
    first = openpyxl.load_workbook(sheet)["关键问题"]
    assert first.max_row <= 22
    firm, link = "firm:umicore-changxin", first.cell(3, 1).value
    fill(sheet, "在区企业", firm, 在区情况="已搬")
    fill(sheet, "关键问题", link, 生产企业="无", 名单是否齐全="是")
    told = call(capsys, home, "import", str(sheet))
    changed = {(c["id"], c["what"]): (c["before"], c["after"]) for c in told["changes"]}
    assert changed[firm, "在区情况"] == ("在区", "不在区") and changed[link, "现状"] == ("待核实", "缺")
    assert [(x.link, x.status_before, x.batch) for x in labels(open_workspace(home))] == [(link, "待核实", told["batch"])]
    undo(open_workspace(home), told["batch"])
    assert list(standing_claims(open_workspace(home))) == []


def test_an_untouched_filled_template_writes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    home, book = tmp_path / "w", tmp_path / "模板.xlsx"
    call(capsys, home, "template", "--filled", "-o", str(book))
    done = import_template(open_workspace(home), book)
    assert (done.new, done.changed, done.batch, done.faults) == (0, 0, "", ()) and done.same > 2000
    assert not (home / "batches").exists()
    fill(book, "企业", "firm:keheng", 类别="作坊")
    faulty = import_template(open_workspace(home), book)
    assert faulty.stopped and [f.column for f in faulty.faults] == ["类别"] and not (home / "batches").exists()


def test_a_declaration_turns_unknown_into_absent_and_a_ledger_says_what_is_under_way(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home = tmp_path / "w"
    about = ["--list", "规上名录", "--who", "统计局", "--date", "2026-03-01", "--until", "2027-03"]
    told = call(capsys, home, "declare", "add", *about, "--link", LINK)
    assert {(c["name"], c["before"], c["after"]) for c in told["changes"] if c["what"] == "现状"} >= {(LINK, "待核实", "缺")}
    call(capsys, home, "ledger", "add", "某隔膜厂", LINK, "--stage", "签约", "--date", "2026-05", "--production", "2027-06")
    assert status(capsys, home) == "缺（在建，投产 2027-06）"
    assert status(capsys, home, "--as-of", "2028") == "待核实", "the declaration has expired"
