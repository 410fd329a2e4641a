"""Texts a user adds: kept, never overwritten, and watched for changes like the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph.errors import DataError
from liantu.workspace.paths import open_workspace
from liantu.workspace.sources import add_source, all_sources

HOSTILE = "标题: \"引号\" {{7*7}} <img src=x onerror=alert(1)> 'x' # 注"


def test_added_texts_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "w")
    shipped = set(all_sources(workspace))
    (tmp_path / "新规划.txt").write_text("第1章\n引进甲公司。\n", encoding="utf-8")
    first = add_source(workspace, tmp_path / "新规划.txt", "plan-2026", title=HOSTILE, date="2026-01")
    second = add_source(workspace, tmp_path / "新规划.txt", "plan-2027")
    assert (first.title, first.date, first.text) == (HOSTILE, "2026-01", "第1章\n引进甲公司。\n")
    assert second.title == "新规划"
    assert set(all_sources(workspace)) == shipped | {"plan-2026", "plan-2027"}


def test_ids_are_never_used_again_and_altered_texts_are_found(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "w")
    text = tmp_path / "a.txt"
    text.write_text("引进甲公司。", encoding="utf-8")
    for bad in ("plan", "Plan 1", "../x", ""):
        with pytest.raises(DataError):
            add_source(workspace, text, bad)
    assert not (workspace.root / "sources").exists()
    add_source(workspace, text, "a")
    with pytest.raises(DataError, match="已有"):
        add_source(workspace, text, "a")
    (workspace.root / "sources" / "a.txt").write_text("引进乙公司。", encoding="utf-8")
    with pytest.raises(DataError, match="校验和不符"):
        all_sources(workspace)
