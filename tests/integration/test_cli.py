"""The command line as its users meet it: JSON, pipes, narrow and GBK consoles, errors in one line with the right code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click import Context, Group

from built import answer
from liantu.cli.main import COMMANDS, cli, run

READING = ["chains", "gaps", "verify", "doctor", "query", "history"]


def call(home: Path, *arguments: str) -> int:
    return run([*arguments, "--workspace", str(home)])


@pytest.mark.parametrize("command", READING)
def test_every_reading_command_gives_json(capsys: pytest.CaptureFixture[str], home: Path, command: str) -> None:
    assert answer(capsys, home, command) is not None


def test_gaps_keep_the_contract(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    keys = {"chain", "link_id", "link", "stage", "ring", "status", "need", "sole", "strategy", "way", "grade"}
    keys |= {"criticality", "stability", "evidence", "settle_by"}
    rows = answer(capsys, home, "gaps", "lithium")
    everything = answer(capsys, home, "gaps", "lithium", "--all")
    assert rows and all(keys <= row.keys() for row in everything)
    assert all(row["status"] in ("缺", "断", "弱", "短") or row["need"] or row["invitees"] for row in rows)
    assert {r["link_id"] for r in rows} < {r["link_id"] for r in everything}
    assert {r["chain"] for r in everything} == {"chain:lithium"}


def test_no_invitee_is_a_maker_in_any_gap(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    rows = answer(capsys, home, "gaps", "--all")
    invited = {i["id"] for row in rows for i in row["invitees"]}
    makers = {m["id"] for row in rows for m in row["makers"]}
    assert invited and makers and not invited & makers


def test_show_answers_who_said_it(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    card = answer(capsys, home, "show", "日亚化学")
    assert card["type"] == "Firm" and card["props"]["resident"] is False
    assert any("日亚化学" in e["quote"] and "第5章" in e["locator"] for e in card["evidence"])
    assert call(home, "show", card["id"]) == 0
    assert "不在区：" in capsys.readouterr().out


def test_a_firm_has_a_portrait_on_screen_in_json_and_on_paper(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    told = answer(capsys, home, "show", "德昌电机")["portrait"]
    assert told["resident"] is True and {t["sense"] for t in told["ties"]} >= {"在区内生产"}
    assert "portrait" not in answer(capsys, home, "show", "华南理工大学")
    page = tmp_path / "画像.docx"
    assert call(home, "show", "德昌电机", "--out", str(page)) == 0 and page.read_bytes()[:2] == b"PK"
    assert call(home, "show", "华南理工大学", "--out", str(tmp_path / "x.docx")) == 2
    assert call(home, "show", "德昌电机", "--out", str(tmp_path / "x.pdf")) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["画像.docx"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["gaps", "渔业"], 4),
        (["show", "firm:no-such"], 4),
        (["search", "绝无此物"], 4),
        (["undo", "9999"], 4),
        (["query", "no-such-question"], 4),
        (["query", "1", "-p", "broken"], 2),
        (["gaps", "--no-such-option"], 2),
        (["nothing"], 2),
        (["report", "-o", "x"], 2),
        (["chains", "--store", "ftp://x"], 1),
        (["chains", "--store", "ladybug:/no/such/file.lbug"], 1),
        (["chains", "--store", "neo4j://127.0.0.1:1"], 1),
    ],
)
def test_errors_are_one_clear_line_with_the_code_of_the_contract(
    capsys: pytest.CaptureFixture[str], home: Path, arguments: list[str], code: int
) -> None:
    assert call(home, *arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("错误：") and captured.err.count("\n") == 1
    assert "Traceback" not in captured.err


def test_a_folder_that_cannot_be_written(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert run(["build", "--workspace", str(blocked / "w")]) == 1
    assert call(home, "export", "--out", str(blocked / "x")) == 1
    assert capsys.readouterr().err.count("错误：") == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which only Linux has")
def test_full_disk_on_stdout(home: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(shell("chains", home), stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "磁盘已满" in done.stderr and "Traceback" not in done.stderr


def shell(command: str, home: Path) -> list[str]:
    return [sys.executable, "-m", "liantu", *command.split(), "--workspace", str(home)]


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp936"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"COLUMNS": "40"},
        {"NO_COLOR": "1"},
    ],
)
@pytest.mark.parametrize("command", ["gaps lithium", "--help", "show 华南理工大学", "gaps 渔业"])
def test_any_console(home: Path, environment: dict[str, str], command: str) -> None:
    if environment.get("LC_ALL") == "C" and not sys.prefix.isascii():
        pytest.skip("Python itself cannot find an editable installation below a non-ASCII folder in the C locale")
    arguments = [sys.executable, "-m", "liantu", "--help"] if command == "--help" else shell(command, home)
    done = subprocess.run(arguments, capture_output=True, env={**os.environ, **environment}, check=False)
    assert done.returncode == (4 if "渔业" in command else 0)
    assert b"Traceback" not in done.stderr
    assert done.stdout or "渔业" in command


def test_a_pipe_gets_tab_separated_rows(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert call(home, "chains") == 0
    lines = capsys.readouterr().out.splitlines()
    assert {len(line.split("\t")) for line in lines} == {6}
    assert len(lines) == 5


def test_english_headers(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert call(home, "chains", "--lang", "en") == 0
    assert capsys.readouterr().out.splitlines()[0].split("\t")[1] == "chain"


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_of_every_command(capsys: pytest.CaptureFixture[str], command: str) -> None:
    found = cli.get_command(Context(cli), command)
    parts = [[command, name] for name in found.list_commands(Context(found))] if isinstance(found, Group) else [[command]]
    for words in parts:
        assert run([*words, "--help"]) == 0
        assert "--json" in capsys.readouterr().out, words


def test_same_answers_from_memory_and_the_embedded_graph(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    for question in (["gaps"], ["show", "德昌电机"], ["search", "电机"]):
        assert answer(capsys, home, *question) == answer(capsys, home, *question, "--store", "memory:")
