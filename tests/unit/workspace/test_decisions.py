"""decisions.csv: appended, refused where it contradicts itself, read back after Excel."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph.errors import DataError
from liantu.graph.resolve import Decision
from liantu.workspace.decisions import decide, decisions
from liantu.workspace.paths import Workspace


def said(left: str, right: str, verdict: str = "same") -> Decision:
    winner = f"firm:{left}" if verdict == "same" else ""
    return Decision(f"firm:{left}", f"firm:{right}", verdict, winner, "王", "2026-11-01", "=同名\n同址")


def test_rows_are_added_and_read_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert decisions(workspace) == []
    decide(workspace, [said("a", "b")])
    decide(workspace, [said("a", "c"), said("a", "b", "open")])
    assert [d.verdict for d in decisions(workspace)] == ["same", "same", "open"]
    text = workspace.decisions.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf"), "Excel reads it"
    workspace.decisions.write_bytes(text.replace(b"\r\n", b"\n").replace(b"open\n", b"open\r\n"))
    assert len(decisions(workspace)) == 3


def test_a_contradiction_is_refused_and_nothing_written(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    decide(workspace, [said("a", "b"), said("b", "c")])
    before = workspace.decisions.read_bytes()
    with pytest.raises(DataError, match="判为不同"):
        decide(workspace, [said("a", "c", "different")])
    assert workspace.decisions.read_bytes() == before


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    Workspace(tmp_path).decisions.write_bytes("left,right\n甲,乙\n".encode("gbk"))
    with pytest.raises(DataError, match="UTF-8"):
        decisions(Workspace(tmp_path))
