"""The how-to, done: a planner adds a measure in a spreadsheet, sees the need, and takes it back; two texts are compared."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from built import answer
from liantu.cli.main import run
from liantu.loaders.shipped import DATA

ROW = {"来源": "plan", "原文": "提高产业配套能力和发展水平", "举措": "提高产业配套能力", "类型": "补", "针对": "铝塑膜"}


def needed(capsys: pytest.CaptureFixture[str], home: Path) -> list[str]:
    rows = answer(capsys, home, "gaps", "lithium", "--all")
    return [m["name"] for row in rows if row["link"] == "铝塑膜" for m in row["need"]]


def test_the_how_to(capsys: pytest.CaptureFixture[str], own_home: Path, tmp_path: Path) -> None:
    home, table = own_home, tmp_path / "举措.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(ROW))
    book.active.append(list(ROW.values()))
    book.save(table)
    before = needed(capsys, home)
    assert ROW["举措"] not in before
    answer(capsys, home, "measures", str(table), "--check")
    assert answer(capsys, home, "history") == []
    batch = answer(capsys, home, "measures", str(table))[0]["id"]
    assert needed(capsys, home) == sorted([*before, ROW["举措"]])
    assert answer(capsys, home, "verify")["faults"] == []
    answer(capsys, home, "undo", batch)
    assert needed(capsys, home) == before


def test_a_fault_writes_nothing(capsys: pytest.CaptureFixture[str], own_home: Path, tmp_path: Path) -> None:
    table = tmp_path / "举措.csv"
    table.write_text("来源,原文,举措,类型\nplan,规划里没有的话,某举措,补\n", encoding="utf-8-sig")
    assert run(["measures", str(table), "--workspace", str(own_home), "--quiet"]) == 3
    assert "举措.csv 第2行" in capsys.readouterr().err
    assert not (own_home / "batches").exists()


def test_a_measure_of_a_text_the_user_added_names_its_source(capsys: pytest.CaptureFixture[str], own_home: Path, tmp_path: Path) -> None:
    home, table = own_home, tmp_path / "举措.csv"
    (tmp_path / "新规划.txt").write_text("第1章 目标\n引进铝塑膜企业。\n", encoding="utf-8")
    answer(capsys, home, "source", "add", str(tmp_path / "新规划.txt"), "--as", "plan-2026", "--title", "某区新规划", "--date", "2026-03")
    table.write_text("来源,原文,举措,类型,针对\nplan-2026,引进铝塑膜企业,引进铝塑膜企业,引进,铝塑膜\n", encoding="utf-8-sig")
    assert answer(capsys, home, "measures", str(table))[0]["claims"] == 3
    card = answer(capsys, home, "show", "引进铝塑膜企业")
    assert {(c["source"], c["as_of"]) for c in card["evidence"]} == {("某区新规划", "2026-03")}
    assert answer(capsys, home, "verify")["faults"] == []
    assert answer(capsys, home, "measures", str(table))[0]["claims"] == 0
    assert len(answer(capsys, home, "history")) == 1, "what is there already writes no batch"
    assert "引进铝塑膜企业" in needed(capsys, home)


def test_two_texts_compared(capsys: pytest.CaptureFixture[str], own_home: Path, tmp_path: Path) -> None:
    home = own_home
    text = next((DATA / "sources" / "plan").iterdir()).read_text(encoding="utf-8")
    changed = text.replace("积极引进日本日亚化学", "积极引进日亚公司")
    (tmp_path / "新.txt").write_text(changed, encoding="utf-8")
    answer(capsys, home, "source", "add", str(tmp_path / "新.txt"), "--as", "plan-new")
    found = answer(capsys, home, "audit", "--compare", "plan", "plan-new")
    gone = [f["quote"] for f in found["quotes"] if f["fate"] == "消失"]
    assert gone and all("日亚化学" in quote for quote in gone)
    assert len(found["only_in_a"]) == len(found["only_in_b"]) == 1
    fates = answer(capsys, home, "verify", "--against", "plan-new")
    assert [f["quote"] for f in fates if f["fate"] == "消失"] == gone
