"""The review queue by its command: seen, answered, taken back; and the judged command on pairs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from liantu.cli.main import run
from liantu.graph.claims import Claim
from liantu.workspace.batches import append
from liantu.workspace.paths import Workspace

HOSTILE = "=HYPERLINK(1)<img src=x onerror=alert(1)>{{7*7}}"


def call(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--workspace", str(home), "--json", "--quiet", "--store", "memory:"]) == 0
    return json.loads(capsys.readouterr().out)


def named(firm: str, name: str) -> Claim:
    return Claim(firm, "name", name, "source:domain", "行业常识", "名单 第1行", "reference", "staff", "2026")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace with four firms more: one that is 科恒实业 by an alias of it, two that may be one, one with a hostile name."""
    claims = [
        named("firm:own-1", "江门科恒实业股份有限公司"),
        named("firm:own-2", "江门市甲乙电子有限公司"),
        named("firm:own-3", "江门市甲乙科技有限公司"),
        named("firm:own-4", HOSTILE),
    ]
    append(Workspace(tmp_path / "w"), claims, title="名单")
    return tmp_path / "w"


def ours(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [r for r in rows if "own-" in r["stays_id"] + r["other_id"]]


def test_decided_and_taken_back(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "待判定.xlsx"
    before = call(capsys, home, "resolve", "-o", str(sheet))
    sure, asked = ours(before)
    assert (sure["stays_id"], sure["other_id"], sure["sure"]) == ("firm:keheng", "firm:own-1", True)
    assert asked["verdict"] == "unsure" and "行业词不同" in asked["why"]
    _fill_in(sheet, {sure["id"]: "同一", asked["id"]: "不同"})
    made = call(capsys, home, "resolve", "--from", str(sheet), "--who", "王", "--as-of", "2026-11-01")
    assert [(d["right"], d["verdict"], d["when"]) for d in made][:1] == [("firm:own-1", "same", "2026-11-01")] and made[0]["why"]
    assert [hit["id"] for hit in call(capsys, home, "search", "江门科恒实业股份有限公司")] == ["firm:keheng"]
    call(capsys, home, "resolve", "--undo", sure["id"], "--undo", asked["id"], "--who", "李")
    assert [d["verdict"] for d in call(capsys, home, "resolve", "--log")] == ["same", "different", "open", "open"]
    assert call(capsys, home, "resolve") == before


def _fill_in(sheet: Path, answers: dict[str, str]) -> None:
    book = openpyxl.load_workbook(sheet)
    cells = book.active
    assert cells is not None
    for row in cells.iter_rows(min_row=2):
        row[1].value = answers.get(str(row[0].value), "待定")
    book.save(sheet)


def test_sure_ones_are_merged_with_a_receipt(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (made,) = call(capsys, home, "resolve", "--sure", "--who", "王")
    assert (made["winner"], made["verdict"]) == ("firm:keheng", "same") and "地名一致" in made["why"]
    assert "own-1" in (home / "decisions.csv").read_text(encoding="utf-8-sig")


def test_who_decides_and_on_what_is_asked_for(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert run(["resolve", "--sure", "--workspace", str(home)]) == 2
    assert "--who" in capsys.readouterr().err
    for arguments in (["--same", "999"], ["--undo", "nothing"]):
        assert run(["resolve", *arguments, "--who", "王", "--workspace", str(home), "--quiet", "--store", "memory:"]) == 4
    assert not (home / "decisions.csv").exists()


def test_evaluate_same_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
    given = [("比亚迪", "比亚迪股份有限公司"), ("德昌电机", "德昌集团"), ("优美科", "优美科长信"), (HOSTILE, "\ud800\0"), ("", "")]
    pairs.write_text("".join(json.dumps({"a": a, "b": b, "id": 1}) + "\n" for a, b in given) + "\n", encoding="utf-8")
    (counts,) = call(capsys, tmp_path, "evaluate", "same-name", "--pairs", str(pairs), "--out", str(out))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(r["a"], r["b"]) for r in rows] == given and counts["pairs"] == 5
    assert [r["verdict"] for r in rows[:3]] == ["same", "different", "unsure"]
    assert all(list(r) == ["a", "b", "score", "verdict", "why"] and 0 <= r["score"] <= 1 and r["why"] for r in rows)
    first = out.read_bytes()
    call(capsys, tmp_path, "evaluate", "same-name", "--pairs", str(pairs), "--out", str(out))
    assert out.read_bytes() == first


def test_broken_pairs_are_named_by_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"a": "x", "b": "y"}\n{"a": 1, "b": "y"}\nno json\n', encoding="utf-8")
    assert run(["evaluate", "same-name", "--pairs", str(pairs), "--out", str(tmp_path / "o.jsonl")]) == 3
    said = capsys.readouterr().err
    assert "第2行" in said and "第3行" in said and "第1行" not in said
    assert not (tmp_path / "o.jsonl").exists()
    assert run(["evaluate", "same-name", "--pairs", str(tmp_path / "none"), "--out", str(tmp_path / "o.jsonl")]) == 3
