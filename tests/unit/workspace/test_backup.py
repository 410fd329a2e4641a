"""Backup and restore: nothing is lost, nothing half, nothing outside; what is broken or newer is refused in one line."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import claim
from liantu.graph import schema as s
from liantu.graph.errors import DataError, StoreError
from liantu.workspace import restore as module
from liantu.workspace.backup import LIST, back_up, truth
from liantu.workspace.batches import append, history, undo
from liantu.workspace.form import BEFORE, RESTORING, SCHEMA_FILE
from liantu.workspace.lock import locked
from liantu.workspace.paths import Workspace, open_workspace, workspace_at
from liantu.workspace.restore import restore

NEW = claim("firm:new-in-batch", "name", "新企业", source="source:domain", quote="行业常识", locator="测试", grade="domain")


def filled(root: Path, firms: int = 1) -> Workspace:
    workspace = open_workspace(root)
    for number in range(firms):
        append(workspace, [NEW], title=f"第 {number} 批 ' <script>")
    (root / "sources").mkdir(exist_ok=True)
    (root / "sources" / "新 规划.txt").write_bytes("第一条\r\n".encode())
    (root / "graphs" / "0123.lbug").write_bytes(b"derived")
    (root / "CURRENT").write_text("0123.lbug\n")
    return workspace


def content(workspace: Workspace) -> dict[str, bytes]:
    return {p.as_posix(): (workspace.root / p).read_bytes() for p in truth(workspace)}


def forged(path: Path, held: dict[str, bytes], **head: object) -> Path:
    """Write an archive whose list agrees with its files."""
    listed = {n: {"sha256": hashlib.sha256(b).hexdigest(), "size": len(b)} for n, b in held.items()}
    said = {"format": "liantu-backup 1", "schema": s.VERSION, "files": listed} | head
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(LIST, json.dumps(said))
        for name, data in held.items():
            archive.writestr(name, data)
    return path


def test_what_was_backed_up_is_what_is_restored(tmp_path):
    workspace = filled(tmp_path / "a 空", 2)
    undo(workspace, history(workspace)[0].id)
    names = back_up(workspace, tmp_path / "b.zip")
    assert not [n for n in names if n.startswith(("graphs", "CURRENT", "lock"))]
    other = workspace_at(tmp_path / "c")
    assert restore(other, tmp_path / "b.zip") == sorted(names)
    assert content(other) == content(workspace)
    assert history(open_workspace(other.root)) == history(workspace)
    assert sorted(p.name for p in other.root.iterdir() if p.name.startswith(".")) == []


def test_the_same_content_gives_the_same_bytes(tmp_path):
    workspace = filled(tmp_path / "a")
    copy = tmp_path / "copy"
    shutil.copytree(workspace.root, copy, copy_function=shutil.copyfile)
    back_up(workspace, tmp_path / "1.zip")
    back_up(workspace_at(copy), tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_a_backup_overwrites_nothing_and_stays_outside(tmp_path):
    workspace = filled(tmp_path / "a")
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(DataError, match="已存在"):
        back_up(workspace, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"
    with pytest.raises(DataError, match="里面"):
        back_up(workspace, workspace.root / "sources" / "b.zip")
    with pytest.raises(DataError, match="没有可备份"):
        back_up(workspace_at(tmp_path / "none"), tmp_path / "c.zip")
    assert not (tmp_path / "c.zip").exists() and not (tmp_path / "none").exists()


def test_neither_runs_while_another_writes(tmp_path):
    workspace = filled(tmp_path / "a")
    back_up(workspace, tmp_path / "b.zip")
    before = content(workspace)
    with locked(workspace.lock):
        with pytest.raises(StoreError, match="PID"):
            back_up(workspace, tmp_path / "c.zip")
        with pytest.raises(StoreError, match="PID"):
            restore(workspace, tmp_path / "b.zip", replace=True)
    assert content(workspace) == before


def test_a_workspace_that_holds_something_is_replaced_only_when_told(tmp_path):
    back_up(filled(tmp_path / "a"), tmp_path / "b.zip")
    target = filled(tmp_path / "t", 3)
    mine = content(target)
    with pytest.raises(DataError, match="--replace"):
        restore(target, tmp_path / "b.zip")
    assert content(target) == mine
    restore(target, tmp_path / "b.zip", replace=True)
    assert content(target) == content(workspace_at(tmp_path / "a"))
    assert (target.root / "graphs" / "0123.lbug").exists(), "what is derived stays: a reader may have it open"


def test_a_workspace_with_a_built_graph_only_counts_as_empty(tmp_path):
    back_up(filled(tmp_path / "a"), tmp_path / "b.zip")
    target = open_workspace(tmp_path / "t").ready()
    (target.graphs / "1.lbug").write_bytes(b"x")
    target.gaps_kept.mkdir()
    (target.gaps_kept / "000001_0123_2026_v1.json").write_text("{}")
    with pytest.raises(DataError, match="没有可备份"):
        back_up(target, tmp_path / "c.zip")
    restore(target, tmp_path / "b.zip")
    assert history(target)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_half_an_archive_is_refused_and_nothing_is_touched(tmp_path, part):
    back_up(filled(tmp_path / "a"), tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: int(len(whole) * part)])
    target = filled(tmp_path / "t", 2)
    mine = content(target)
    with pytest.raises(DataError, match="不完整"):
        restore(target, tmp_path / "half.zip", replace=True)
    assert content(target) == mine
    assert not (target.root / RESTORING).exists() and not list(target.root.glob(".restore-*"))


@settings(max_examples=50)
@given(st.data())
def test_an_altered_byte_is_never_restored_unnoticed(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("altered")
    workspace = filled(folder / "a")
    back_up(workspace, folder / "b.zip")
    raw = bytearray((folder / "b.zip").read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    (folder / "x.zip").write_bytes(raw)
    target = workspace_at(folder / "t")
    try:
        restore(target, folder / "x.zip")
    except DataError:
        assert truth(target) == []
    else:
        assert content(target) == content(workspace), "only a byte that says nothing of the content may change"


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt",
        "a/../../out.txt",
        "/out.txt",
        "C:/out.txt",
        "a\\..\\..\\out.txt",
        "batches//x",
        ".",
        "con.txt",
        "a./b",
        ".hidden",
        "a\x00b",
        "CURRENT",
        "lock",
        "graphs/1.lbug",
        RESTORING,
        f"{BEFORE}/x",
        "x:stream",
    ],
)
def test_a_name_that_no_backup_has_is_refused(tmp_path, name):
    file = forged(tmp_path / "x.zip", {"closings.csv": b"", name: b"bad"})
    target = workspace_at(tmp_path / "w" / "t")
    with pytest.raises(DataError):
        restore(target, file)
    assert {p.name for p in tmp_path.rglob("*")} == {"x.zip", "w", "t", "lock"}


@pytest.mark.parametrize("more", [{"extra.csv": b"1"}, {"Closings.csv": b"1"}], ids=["unlisted", "same name but for case"])
def test_a_file_that_the_list_does_not_name_is_refused(tmp_path, more):
    file = forged(tmp_path / "x.zip", {"closings.csv": b""})
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(*more.popitem())
    with pytest.raises(DataError, match="不完整或被改动"):
        restore(workspace_at(tmp_path / "t"), file)


def test_a_backup_of_a_newer_version_is_refused_in_one_line(tmp_path):
    file = forged(tmp_path / "x.zip", {"closings.csv": b""}, schema="99")
    with pytest.raises(DataError, match=r"99.*升级") as caught:
        restore(workspace_at(tmp_path / "t"), file)
    assert "\n" not in str(caught.value)


def test_a_file_whose_hash_differs_is_refused(tmp_path):
    listed = {"closings.csv": {"sha256": hashlib.sha256(b"id,remark").hexdigest(), "size": 9}}
    file = forged(tmp_path / "x.zip", {"closings.csv": b"id,REMARK"}, files=listed)
    with pytest.raises(DataError, match="被改动"):
        restore(workspace_at(tmp_path / "t"), file)
    assert truth(workspace_at(tmp_path / "t")) == []


@pytest.mark.parametrize("text", [b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_is_refused(tmp_path, text):
    (tmp_path / "x.zip").write_bytes(text)
    with pytest.raises(DataError, match="备份"):
        restore(workspace_at(tmp_path / "t"), tmp_path / "x.zip")


class Killed(BaseException):
    """Stands for a kill: nothing may handle it."""


def moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int) -> int:
    """Restore with a kill at the `last` move; return how many moves were made."""
    made = 0
    real = Path.rename

    def rename(path: Path, to: Path) -> Path:
        nonlocal made
        if made == last:
            raise Killed
        made += 1
        return real(path, to)

    monkeypatch.setattr(Path, "rename", rename)
    try:
        restore(workspace_at(tmp_path / "t"), tmp_path / "b.zip", replace=True)
    except Killed:
        pass
    finally:
        monkeypatch.setattr(Path, "rename", real)
    return made


def test_a_kill_at_any_move_is_told_and_the_next_restore_completes_it(tmp_path, monkeypatch):
    back_up(filled(tmp_path / "a"), tmp_path / "b.zip")
    wanted = content(workspace_at(tmp_path / "a"))
    killed_at = 0
    while True:
        shutil.rmtree(tmp_path / "t", ignore_errors=True)
        mine = content(filled(tmp_path / "t", 2))
        target = workspace_at(tmp_path / "t")
        if moves(tmp_path, monkeypatch, killed_at) < killed_at:
            break
        if (target.root / RESTORING).exists():
            with pytest.raises(DataError, match="没有做完") as caught:
                open_workspace(target.root)
            assert "\n" not in str(caught.value)
            aside = {p.relative_to(target.root / BEFORE).as_posix() for p in (target.root / BEFORE).rglob("*") if p.is_file()}
            assert set(mine) <= aside | set(content(target)), "the old content is still somewhere"
            with pytest.raises(DataError, match="--replace"):
                restore(target, tmp_path / "b.zip")
            restore(target, tmp_path / "b.zip", replace=True)
        assert content(target) == wanted
        assert open_workspace(target.root) == target
        assert sorted(p.name for p in target.root.iterdir() if p.name.startswith(".")) == []
        killed_at += 1
    assert killed_at > 4


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_followed_neither_way(tmp_path):
    workspace = filled(tmp_path / "a")
    (tmp_path / "secret").write_text("secret")
    (workspace.root / "sources" / "link.txt").symlink_to(tmp_path / "secret")
    back_up(workspace, tmp_path / "b.zip")
    assert b"secret" not in b"".join(zipfile.ZipFile(tmp_path / "b.zip").read(n) for n in zipfile.ZipFile(tmp_path / "b.zip").namelist())
    file = forged(tmp_path / "x.zip", {"closings.csv": b"../secret"})
    restore(workspace_at(tmp_path / "t"), file)
    assert not (tmp_path / "t" / "closings.csv").is_symlink()


def test_unpacking_fails_where_the_disk_does_and_nothing_is_touched(tmp_path, monkeypatch):
    back_up(filled(tmp_path / "a"), tmp_path / "b.zip")
    target = filled(tmp_path / "t", 2)
    mine = content(target)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_atomic", full)
    with pytest.raises(OSError, match="No space"):
        restore(target, tmp_path / "b.zip", replace=True)
    assert content(target) == mine and not list(target.root.glob(".restore-*")) and (target.root / SCHEMA_FILE).exists()
