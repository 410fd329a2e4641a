"""tools/setup.py finds a Python, installs only when something changed, and says in one line what to type."""

from __future__ import annotations

import importlib.util
import json
import sys
from types import ModuleType

import pytest

from project import ROOT


@pytest.fixture
def tool(tmp_path, monkeypatch) -> ModuleType:
    """The tool, with its environment in an empty folder and an installer that only takes notes."""
    spec = importlib.util.spec_from_file_location("setup_tool", ROOT / "tools" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(module, "PYTHON", sys.executable)
    monkeypatch.setattr(module, "VENV", tmp_path / "venv")
    monkeypatch.setattr(module, "installed", [], raising=False)
    monkeypatch.setattr(module, "install", module.installed.append)
    return module


def test_it_takes_the_first_usable_python(tool):
    assert tool.find_python([["no-such-python"], [sys.executable]]) == [sys.executable]


def test_without_a_python_it_says_so_in_one_line(tool, monkeypatch, capsys):
    monkeypatch.setattr(tool, "usable", lambda command: False)
    assert tool.main(["demo"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.index("请输入") < line.index("type:")


def test_it_installs_once(tool):
    tool.prepare(("dev",))
    tool.prepare(("dev",))
    tool.prepare(())
    assert tool.installed == [["dev"]]


def test_it_installs_again_for_more_extras_and_keeps_the_old(tool):
    tool.prepare(("dev",))
    tool.prepare(("py2neo",))
    assert tool.installed == [["dev"], ["dev", "py2neo"]]


@pytest.mark.parametrize("changed", ["pyproject", "root"])
def test_it_installs_again_when_the_project_changed_or_moved(tool, changed):
    tool.prepare(())
    tool.STAMP.write_text(json.dumps(json.loads(tool.STAMP.read_text()) | {changed: "old"}))
    tool.prepare(())
    assert tool.installed == [[], []]


def test_a_failed_task_fails_the_whole_and_the_others_still_run(tool, monkeypatch, capsys):
    ran = []
    tasks = (lambda: bool(ran.append(1)), lambda: not ran.append(2))
    monkeypatch.setitem(tool.VERBS, "test", ((), tasks))
    assert tool.main(["test"]) == 1
    assert ran == [1, 2]
    assert "failed" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["demo", "more"]])
def test_a_wrong_call_shows_the_usage(tool, arguments, capsys):
    assert tool.main(arguments) == 2
    assert "demo|test|check|bench" in capsys.readouterr().err


def test_make_and_its_windows_twin_know_every_verb(tool):
    verbs = set(tool.VERBS)
    (phony,) = (line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith(".PHONY:"))
    assert set(phony.split()[1:]) == verbs
    (told,) = (line for line in (ROOT / "make.bat").read_text(encoding="utf-8").splitlines() if "make.bat demo" in line)
    assert {word for word in told.split("make.bat ")[1].split() if word != "/"} == verbs
