"""A workspace out of a backup: looked at whole and unpacked beside it first, then put in place; broken off, it says so."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.files import write_atomic
from .backup import FORMAT, LIST, derived, held
from .form import BEFORE, READ_AS_THEY_ARE, RESTORING
from .lock import locked
from .paths import Workspace

_PART = re.compile(r"[^\x00-\x1f<>:\"|?*\\/. ](?:[^\x00-\x1f<>:\"|?*\\/]*[^\x00-\x1f<>:\"|?*\\/. ])?")  # what every system can name
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # what Windows keeps for devices


def restore(workspace: Workspace, file: Path, *, replace: bool = False) -> list[str]:
    """Put a backup in place of what the workspace holds and return the names of its files; graphs are built anew when asked for.

    Raises DataError for a file that is no whole backup, is of a newer version, or where the workspace holds something and `replace`
    is not given; StoreError where it is being written. Until all is unpacked and every hash agrees nothing is touched.
    """
    interrupted = (workspace.root / RESTORING).exists()
    if not replace and (interrupted or held(workspace)):
        raise DataError(f"工作区 {workspace.root} 已有内容，要替换请加 --replace / holds something already, add --replace to replace it")
    workspace.root.mkdir(parents=True, exist_ok=True)
    with locked(workspace.lock):
        for left in workspace.root.glob(".restore-*"):
            shutil.rmtree(left, ignore_errors=True)
        unpacked = Path(tempfile.mkdtemp(dir=workspace.root, prefix=".restore-"))
        try:
            names = _unpack(file, unpacked, workspace)
            _switch(workspace, unpacked)
        finally:
            shutil.rmtree(unpacked, ignore_errors=True)
    return names


def _unpack(file: Path, folder: Path, workspace: Workspace) -> list[str]:
    """Unpack what is listed, each file held to its hash."""
    with _readable(file):
        archive = zipfile.ZipFile(file)
    with archive:
        with _readable(file):
            listed = _listed(archive, file)
        _check_names(archive, listed, file, workspace)
        for name, said in listed.items():
            with _readable(file):
                data = archive.read(name)
            _write(folder / name, data, said, file)
    return sorted(listed)


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    """Turn what the zip reader says of altered bytes into one clear line."""
    try:
        yield
    except PermissionError:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _broken(file) from None


def _listed(archive: zipfile.ZipFile, file: Path) -> Mapping[str, Mapping[str, Any]]:
    try:
        head = json.loads(archive.read(LIST))
        listed, schema, form = dict(head["files"]), str(head["schema"]), head["format"]
    except (KeyError, ValueError, TypeError):
        raise DataError(f"{file} 不是 liantu 的备份（没有 {LIST}） / is no backup of liantu") from None
    if form != FORMAT or schema not in READ_AS_THEY_ARE:
        raise DataError(
            f"{file} 由更新的版本写成（模式版本 {schema}，本程序到 {s.VERSION}），请升级 liantu / written by a newer liantu: upgrade it"
        )
    return listed


def _check_names(archive: zipfile.ZipFile, listed: Mapping[str, Any], file: Path, workspace: Workspace) -> None:
    held = [info.filename for info in archive.infolist()]
    if sorted(held) != sorted([LIST, *listed]) or len({name.lower() for name in held}) != len(held):
        raise _broken(file)
    for name in listed:
        parts = name.split("/")
        sound = all(_PART.fullmatch(part) and not _DEVICE.fullmatch(part) for part in parts)
        if not sound or parts[0] in derived(workspace) or PurePosixPath(name).is_absolute():
            raise DataError(f"{file} 含不该有的文件名 {name!r}，不予恢复 / holds a file name that no backup has")


def _write(path: Path, data: bytes, said: Mapping[str, Any], file: Path) -> None:
    if hashlib.sha256(data).hexdigest() != said.get("sha256"):
        raise _broken(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, data)


def _broken(file: Path) -> DataError:
    return DataError(f"备份 {file} 不完整或被改动，请换一份 / the backup is incomplete or was altered, use another")


def _switch(workspace: Workspace, unpacked: Path) -> None:
    """Move what is there aside and the new in; a kill in between leaves RESTORING, and the old content aside until all is done."""
    root, before = workspace.root, workspace.root / BEFORE
    if not (root / RESTORING).exists():
        shutil.rmtree(before, ignore_errors=True)
    write_atomic(root / RESTORING, b"")
    before.mkdir(exist_ok=True)
    for path in sorted(root.iterdir()):
        if path.name not in derived(workspace) and not path.name.startswith("."):
            aside = before / path.name
            _remove(path) if aside.exists() else path.rename(aside)  # there already: a broken-off restore had put the new one here
    for path in sorted(unpacked.iterdir()):
        path.rename(root / path.name)
    (root / RESTORING).unlink()
    shutil.rmtree(before, ignore_errors=True)


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
