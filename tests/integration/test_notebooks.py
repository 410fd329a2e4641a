"""The notebooks in docs/notebooks run from nothing, compare real results, and are kept without outputs."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest

from project import ROOT

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
SECONDS = 300  # for one cell; a guard against a kernel that hangs, no measurement


def test_there_are_four() -> None:
    assert [p.stem for p in NOTEBOOKS] == ["complexity", "explore", "one-gap-by-hand", "thresholds-and-unseen-makers"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_kept_without_outputs_and_with_assertions(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    code = [c for c in book.cells if c.cell_type == "code"]
    assert all(not c.outputs and c.execution_count is None for c in code)
    assert sum("assert " in c.source for c in code) >= 3
    assert any("\u4e00" <= letter <= "\u9fff" for letter in book.cells[0].source), "Chinese first"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::ResourceWarning")
def test_it_runs(path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel is a process of its own with a workspace of its own; its warnings as those of the kernel's libraries are not ours."""
    from nbclient import NotebookClient

    monkeypatch.setenv("LIANTU_HOME", str(own_home))
    monkeypatch.setenv("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("IPYTHONDIR", str(own_home / "ipython"))
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=SECONDS, kernel_name="python3").execute()
    assert all(c.execution_count for c in book.cells if c.cell_type == "code")
