"""`liantu audit` as the planner meets it, on the shipped plan: JSON, files, closing a difference, errors in one line."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from built import answer
from liantu.cli.main import run
from liantu.loaders.shipped import DATA
from liantu.loaders.sources import read_sources

TENSION = "tension:link:electromechanical/servo-motor"


def call(home: Path, *arguments: str) -> int:
    return run(["audit", *arguments, "--workspace", str(home)])


@pytest.fixture(scope="module")
def found(home: Path) -> dict[str, list[dict[str, Any]]]:
    """What `liantu audit --json` answers, asked once."""
    with redirect_stdout(io.StringIO()) as told:
        assert call(home, "--json", "--quiet") == 0
    return dict(json.loads(told.getvalue()))


def test_json_is_sections_of_findings_with_quotes_and_places(found: dict[str, list[dict[str, Any]]]) -> None:
    assert {"needs_meeting_gaps", "arithmetic", "differences", "measures_without_aim"} <= found.keys()
    rows = [row for rows in found.values() for row in rows]
    assert all({"id", "text", "quote", "locator"} <= row.keys() and row["quote"] and row["locator"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)


def test_every_quote_stands_in_the_plan(found: dict[str, list[dict[str, Any]]]) -> None:
    text = " ".join(read_sources(DATA / "sources")["plan"].text.split())
    rows = [row for rows in found.values() for row in rows]
    quotes = {e["quote"] for row in rows for e in row["evidence"] if e["grade"] == "规划原文" and e["modality"] != "推断"}
    missing = [q for q in quotes if "".join(q.split()) not in "".join(text.split())]
    assert quotes and not missing


def test_the_plan_relies_on_its_leading_projects(found: dict[str, list[dict[str, Any]]]) -> None:
    rows = {row["id"]: row for row in found["arithmetic"]}
    assert rows["reliance:lithium/scale"]["formula"] == "(预计约200亿元) ÷ 200亿元 = 约100%（推算）"
    assert rows["reliance:electromechanical/scale"]["formula"] == "(预计超100亿元) ÷ 150亿元 = 超66.7%（推算）"
    assert any("= 850亿元" in row["formula"] for row in rows.values())
    assert any("1000亿元级 ÷ 150亿元" in row["formula"] for row in rows.values())


def test_the_plan_differs_from_itself_in_a_dozen_places_and_more(found: dict[str, list[dict[str, Any]]]) -> None:
    rows = {row["id"]: row for row in found["differences"]}
    assert len(rows) >= 12
    fdi = rows["difference:indicator:fdi~indicator:table-2-fdi"]
    assert "= 7.07" in fdi["formula"] and any("货币口径" in r for r in fdi["reconciliations"])
    assert {e["locator"].partition("·")[0] for e in fdi["evidence"]} == {"第1章第1节", "第2章第3节"}
    output = rows["judgement:indicator:table-1-industrial-output"]
    assert "胜利完成" in output["text"] and "20.1%" in output["formula"]


def test_each_goal_of_the_tables_is_there_with_its_office(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    rows = [r for r in answer(capsys, home, "audit", "--targets")["targets"] if r["id"].startswith("target:table-2")]
    assert len(rows) == 32 and all("由区" in r["text"] for r in rows if "待填" in r["text"])
    assert sum("待填" in r["text"] for r in rows) == 31  # only the greening rate has its goal


def test_bottlenecks_called_advantages_are_differences(found: dict[str, list[dict[str, Any]]]) -> None:
    rows = {row["id"]: row for row in found["differences"]}
    for link in ("servo-motor", "harmonic-reducer"):
        row = rows[f"tension:link:electromechanical/{link}"]
        assert len(row["evidence"]) >= 2 and all(r.startswith("推测：") for r in row["reconciliations"])


def test_targets_name_what_is_to_be_filled(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    found = answer(capsys, home, "audit", "--targets")
    assert list(found) == ["targets"] and found["targets"]
    assert all("完成率" in row["text"] for row in found["targets"])


def test_a_difference_is_closed_with_a_remark_and_stays_closed(capsys: pytest.CaptureFixture[str], own_home: Path) -> None:
    done = answer(capsys, own_home, "audit", "--close", TENSION, "--remark", "档次不同", "--who", "王", "--as-of", "2024-05-01")
    assert done == [{"id": TENSION, "remark": "档次不同", "who": "王", "when": "2024-05-01", "state": "closed"}]
    rows = {row["id"]: row["closed"] for row in answer(capsys, own_home, "audit")["differences"]}
    assert rows.pop(TENSION) == done[0] and rows and not any(rows.values())
    assert call(own_home) == 0
    assert "已关闭：档次不同（王，2024-05-01）" in capsys.readouterr().out
    again = answer(capsys, own_home, "audit", "--reopen", TENSION, "--remark", "另有出处", "--who", "李", "--as-of", "2024-06-01")
    row = {row["id"]: row for row in answer(capsys, own_home, "audit")["differences"]}[TENSION]
    assert row["closed"] is None and row["reopened"] == again[0]
    assert [e["state"] for e in answer(capsys, own_home, "audit", "--closings")] == ["closed", "reopened"]


def test_each_difference_has_both_sides_in_words(found: dict[str, list[dict[str, Any]]]) -> None:
    both = [row for row in found["differences"] if len({(e["quote"], e["locator"]) for e in row["evidence"]}) >= 2]
    assert len(both) >= 25
    assert all(e["quote"] and "第" in e["locator"] for row in both for e in row["evidence"])
    assert all(row["formula"] and row["remark"] for row in found["arithmetic"] if not row["id"].startswith("growth:"))


def test_exports_above_all_trade_have_a_ratio_and_guesses(found: dict[str, list[dict[str, Any]]]) -> None:
    row = {row["id"]: row for row in found["differences"]}["difference:indicator:exports~indicator:table-2-imports-and-exports"]
    assert row["formula"] == "397亿 ÷ 250.4亿元 = 1.59（推算，设未写明单位的一数同为元）"
    assert [g.partition("：")[0] for g in row["reconciliations"]] == ["推测", "推测"]
    assert "币种" in row["reconciliations"][0] and "海关" in row["reconciliations"][1]


def test_files_are_written_where_asked(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    files = answer(capsys, home, "audit", "--out", str(tmp_path / "核对"), "--tasks", str(tmp_path / "任务.xlsx"))
    assert [Path(row["file"]).suffix for row in files] == [".docx", ".xlsx", ".html", ".json", ".xlsx"]
    assert all(Path(row["file"]).stat().st_size > 500 for row in files)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--close", "difference:none", "--remark", "x", "--who", "王"), 4),
        (("--close", TENSION), 2),
        (("--reopen", TENSION), 2),
        (("--reopen", TENSION, "--remark", "x", "--who", "王"), 4),
        (("--close", TENSION, "--reopen", TENSION, "--remark", "x", "--who", "王"), 2),
        (("--close", TENSION, "--remark", "x"), 2),
        (("--remark", "x", "--who", "王"), 2),
        (("--tasks", "tasks.docx"), 3),
    ],
)
def test_errors_are_one_line_with_their_code(capsys: pytest.CaptureFixture[str], home: Path, arguments: tuple[str, ...], code: int) -> None:
    capsys.readouterr()
    assert call(home, *arguments, "--quiet") == code
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1 and told.err.startswith("错误：") and " / " in told.err
    assert not (home / "closings.csv").exists()


def test_a_broken_closings_file_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "closings.csv").write_text("id,remark,who,when\nx,,王,2024\n", encoding="utf-8")
    assert call(tmp_path, "--quiet") == 3
    assert "closings.csv 第1行" in capsys.readouterr().err
