"""Export a graph to a folder in one of six formats, with a manifest; nothing is ever left half-written.

The folder's files are written beside it first and then moved in, the manifest last: it names each file with its SHA-256.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import export_graphs, export_tables
from . import schema as s
from .errors import NotFound, StoreError
from .scope import RESIDENT, scoped
from .snapshot import GraphData

__all__ = ["FORMATS", "MANIFEST", "counts", "export", "scoped"]
MANIFEST = "manifest.json"
Files = dict[str, bytes]
FORMATS: dict[str, Callable[[GraphData], Files]] = {
    "jsonl": export_tables.jsonl,
    "csv": export_tables.csv_files,
    "parquet": export_tables.parquet,
    "graphml": export_graphs.graphml,
    "gexf": export_graphs.gexf,
    "neo4j-csv": export_tables.neo4j_csv,
}


def export(data: GraphData, format_: str, folder: Path, *, scope: str = RESIDENT, meta: Mapping[str, Any] | None = None) -> list[Path]:
    """Write `data` to `folder` and return the files, the manifest last; it holds `meta` and the graph's own, scope and counts.

    `scope` is `resident` unless the pool and the invitees are asked for (`all`). Same data, same bytes. Raises NotFound
    for an unknown format or scope, StoreError where the folder cannot be written or an extra is missing. Cost: linear.
    """
    if format_ not in FORMATS:
        raise NotFound(f"没有格式 {format_!r}，可用：{'、'.join(FORMATS)} / no such format")
    shown = scoped(data, scope)
    files = FORMATS[format_](shown)
    manifest = {
        **dict(data.meta),
        **(meta or {}),
        "schema_version": s.VERSION,
        "format": format_,
        "scope": scope,
        "counts": counts(shown),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    with _clear(folder):
        _place(folder, files, manifest)
    return [folder / name for name in [*sorted(files), MANIFEST]]


def counts(data: GraphData) -> dict[str, Any]:
    """Return the numbers of nodes and edges by type, firms by residence, and claims."""
    firms = Counter(str(n.props.get("resident")).lower() for n in data.nodes if n.type == s.FIRM.name)
    return {
        "nodes": dict(sorted(Counter(n.type for n in data.nodes).items())),
        "edges": dict(sorted(Counter(e.type for e in data.edges).items())),
        "firms": {word: firms[key] for word, key in (("resident", "true"), ("elsewhere", "false"), ("unknown", "none"))},
        "claims": len(data.claims),
    }


def _place(folder: Path, files: Files, manifest: Mapping[str, Any]) -> None:
    temporary = folder.with_name(f"{folder.name}.building-{secrets.token_hex(4)}")
    temporary.mkdir(parents=True)
    try:
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        for name, content in {**files, MANIFEST: text.encode()}.items():
            _write(temporary / name, content)
        if folder.exists():
            _move_in(temporary, folder, [*files, MANIFEST], manifest)
        else:
            temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move_in(temporary: Path, folder: Path, names: list[str], manifest: Mapping[str, Any]) -> None:
    """Replace file by file, the manifest last; remove what an earlier export of this format has left over."""
    for stale in _listed(folder, manifest["format"]) - set(names):
        (folder / stale).unlink(missing_ok=True)
    for name in names:
        os.replace(temporary / name, folder / name)


def _listed(folder: Path, format_: str) -> set[str]:
    try:
        old = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        names = old["files"] if old["format"] == format_ else ()
    except (OSError, ValueError, KeyError, TypeError):
        return set()  # no manifest of ours: nothing here is ours to remove
    return {name for name in names if Path(name).name == name}


@contextmanager
def _clear(folder: Path) -> Iterator[None]:
    """Turn what the system raises into one clear line."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC)
        advice = "磁盘已满 / the disk is full" if full else "不能写入，请换一个文件夹 / cannot write here, choose another folder"
        raise StoreError(f"{folder}：{advice}（{error.strerror}）") from error
