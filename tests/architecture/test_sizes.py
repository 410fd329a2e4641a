"""Modules stay small and are named by their topic."""

from __future__ import annotations

from pathlib import Path

import pytest

from project import ROOT, files

LONGEST = 300
NAMELESS = {"common.py", "helper.py", "helpers.py", "misc.py", "util.py", "utils.py"}
MODULES = [path for path in files() if path.suffix == ".py"]


@pytest.mark.parametrize("path", [p for p in MODULES if p.parts[0] != "tests"], ids=Path.as_posix)
def test_a_module_is_short(path):
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{path.as_posix()} has {lines} lines: split it by topic"


def test_no_module_is_a_drawer():
    assert [path.as_posix() for path in MODULES if path.name in NAMELESS] == []
