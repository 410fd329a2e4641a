"""Kept gaps: once a build, in order, a bounded number, found by hash or date, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph.errors import DataError, NotFound
from liantu.workspace.gaps_kept import KEEP, builds, find, keep, read
from liantu.workspace.paths import Workspace

HOSTILE = {"links": [], "claims": {"a": '=HYPERLINK("x") </script> \ud800 {{7*7}}'}}


def test_a_build_is_kept_once_and_read_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert builds(workspace) == []
    new = keep(workspace, "aaaa1111bbbb2222", "2026-03", HOSTILE)
    assert new is not None and keep(workspace, "aaaa1111bbbb2222", "2027", {}) is None
    assert read(workspace, new)["claims"]["a"].startswith("=HYPERLINK") and builds(workspace) == [new]


def test_only_the_newest_stay(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for n in range(KEEP + 5):
        keep(workspace, f"{n:016x}", "2026", {"n": n})
    assert [read(workspace, b)["n"] for b in builds(workspace)] == list(range(5, KEEP + 5))


def test_a_build_is_found_by_hash_or_as_the_last_not_later_than_a_date(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for inputs, date in (
        ("aaaa000000000000", "2020-12"),
        ("bbbb000000000000", "2024"),
        ("cccc000000000000", "2024-05"),
        ("dddd000000000000", "未采集"),
    ):
        keep(workspace, inputs, date, {})
    assert find(workspace, "bbbb").inputs[:4] == "bbbb"
    assert [find(workspace, day).inputs[:4] for day in ("2021", "2024-06", "2024", "2030-01-01")] == ["aaaa", "cccc", "cccc", "cccc"]
    for word in ("2020-11", "eeee", "", "a"):
        with pytest.raises(NotFound, match="没有保存过"):
            find(workspace, word)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    workspace = Workspace(tmp_path)
    kept = keep(workspace, "aaaa1111bbbb2222", "2026", {})
    assert kept is not None
    (workspace.gaps_kept / kept.file).write_bytes(content)
    with pytest.raises(DataError, match=r"aaaa1111.*删除"):
        read(workspace, kept)


def test_strangers_in_the_folder_are_passed_over(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.gaps_kept.mkdir()
    for name in ("notes_v1.json", "x_y_z_v1.json", ".000001_a_2020_v1.json.tmp", "000001_a_2020_v0.json"):
        (workspace.gaps_kept / name).write_text("{}", encoding="utf-8")
    assert builds(workspace) == []
