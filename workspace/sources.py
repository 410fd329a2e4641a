"""Texts the user adds: kept in the workspace beside a registry of the same form as the shipped one."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from ..graph.errors import DataError
from ..graph.files import write_atomic
from ..graph.sources import Source
from ..loaders.shipped import DATA
from ..loaders.sources import read_sources
from ..loaders.text_file import read_text
from .lock import locked
from .paths import Workspace

NONE_STATED = "none stated"


def all_sources(workspace: Workspace) -> dict[str, Source]:
    """Return the shipped sources and the workspace's own. Raises DataError where a text was altered."""
    return read_sources(DATA / "sources") | own_sources(workspace) | _tables(workspace)


def own_sources(workspace: Workspace) -> dict[str, Source]:
    """Return the texts the user added, which count by themselves; tables count by their batch. Raises DataError where one was altered."""
    registry = workspace.own_sources
    return read_sources(registry.parent) if registry.exists() else {}


def _tables(workspace: Workspace) -> dict[str, Source]:
    registry = workspace.tables
    return read_sources(registry.parent) if registry.exists() else {}


def add_source(workspace: Workspace, file: Path, source_id: str, *, title: str = "", date: str = "", publisher: str = "") -> Source:
    """Keep the text of a file as source `source_id`; an id is never used again. Raises DataError, StoreError."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source_id):
        raise DataError(f"来源编号 {source_id!r} 只能用小写字母、数字和 - / lower-case letters, digits and - only")
    known = all_sources(workspace)
    if source_id in known:
        raise DataError(f"来源 {source_id} 已有（{known[source_id].title}），请换一个编号 / the id is taken, choose another")
    content = read_text(file).encode()
    name = title or file.stem
    row = {"id": source_id, "title": name, "label": name, "publisher": publisher or "未采集", "date": date or "未采集"}
    row |= {"licence": NONE_STATED, "grade": "plan", "file": f"{source_id}.txt", "sha256": hashlib.sha256(content).hexdigest()}
    with locked(workspace.ready().lock):
        write_atomic(workspace.root / "sources" / row["file"], content)
        _register(workspace.own_sources, row)
    return all_sources(workspace)[source_id]


def keep_table(workspace: Workspace, source: Source) -> None:
    """Keep the canonical text of an imported table, whose id is derived from that text; keeping it twice changes nothing.

    Raises StoreError where the workspace is locked.
    """
    folder = workspace.tables.parent
    content = source.text.encode()
    row = {k: getattr(source, k) for k in ("id", "title", "label", "publisher", "date", "licence", "grade")}
    row |= {"file": f"{source.id}.txt", "sha256": hashlib.sha256(content).hexdigest()}
    with locked(workspace.ready().lock):
        if f'"id": "{source.id}"' in _registered(workspace.tables):
            return
        write_atomic(folder / row["file"], content)
        _register(workspace.tables, row)


def _registered(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else "sources:\n"


def _register(path: Path, row: dict[str, str]) -> None:
    """Add a row; JSON strings are YAML strings, so that any title survives."""
    write_atomic(path, f"{_registered(path)}  - {json.dumps(row, ensure_ascii=False)}\n".encode())
