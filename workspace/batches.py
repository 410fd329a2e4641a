"""Batches: append-only files of claims. Undoing one is a new batch that says so; nothing is ever lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Any

from ..graph.claims import Claim
from ..graph.errors import DataError, NotFound
from ..graph.files import write_atomic
from .lock import locked
from .paths import Workspace

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_FIELDS = {f.name for f in fields(Claim)}


@dataclass(frozen=True, slots=True)
class Batch:
    """One import or one undo: `id` is NNNN-<hash>; `undoes` names the batch it takes back."""

    id: str
    title: str
    who: str
    when: str
    claims: int
    undoes: str = ""


def append(workspace: Workspace, claims: Iterable[Claim], *, title: str, who: str = "", when: str = "", undoes: str = "") -> Batch:
    """Write a batch (fsync, atomic rename) and return it. Raises StoreError where the workspace is locked.

    Claims are held as encoded lines, about 400 bytes each; a line begins with the claim's id, so sorted lines are sorted claims.
    """
    lines = sorted(_line(claim.as_row()) for claim in claims)
    with locked(workspace.ready().lock):
        number = len(list(_files(workspace))) + 1
        seed = hashlib.sha256(f"{number}{title}{undoes}".encode())
        for line in lines:
            seed.update(line)
        batch = Batch(f"{number:04d}-{seed.hexdigest()[:8]}", title, who, when, len(lines), undoes)
        write_atomic(workspace.batches / f"{batch.id}.jsonl", chain([_line(asdict(batch))], lines))
    return batch


def history(workspace: Workspace) -> list[Batch]:
    """Return every batch in the order written. Raises DataError for a broken file."""
    return [_header(path) for path in _files(workspace)]


def standing(workspace: Workspace) -> list[Batch]:
    """Return the batches that hold: not undone, or whose undoing was itself undone."""
    batches = history(workspace)
    undone: set[str] = set()
    for batch in reversed(batches):
        if batch.undoes and batch.id not in undone:
            undone.add(batch.undoes)
    return [b for b in batches if b.id not in undone and not b.undoes]


def undo(workspace: Workspace, batch_id: str, *, who: str = "", when: str = "") -> Batch:
    """Take a batch back by a new one. Raises NotFound for an unknown id, DataError where it is already undone."""
    batches = {b.id: b for b in history(workspace)}
    if batch_id not in batches:
        raise NotFound(f"没有批次 {batch_id}；可用 liantu history 查看 / unknown batch, see `liantu history`")
    target = batches[batch_id]
    holds = {b.id for b in standing(workspace)} if not target.undoes else _holding_undos(list(batches.values()))
    if batch_id not in holds:
        raise DataError(f"批次 {batch_id} 已撤销 / already undone")
    return append(workspace, (), title=f"撤销 {batch_id}", who=who, when=when, undoes=batch_id)


def _holding_undos(batches: list[Batch]) -> set[str]:
    undone: set[str] = set()
    for batch in reversed(batches):
        if batch.undoes and batch.id not in undone:
            undone.add(batch.undoes)
    return {b.id for b in batches if b.undoes} - undone


def standing_claims(workspace: Workspace) -> Iterator[Claim]:
    """Yield the claims of the batches that hold. Raises DataError for a broken line."""
    for batch in standing(workspace):
        path = workspace.batches / f"{batch.id}.jsonl"
        for number, row in _read(path):
            if number > 1:
                yield _claim(row, path, number)


def _claim(row: dict[str, Any], path: Path, number: int) -> Claim:
    claim_id, given = row.get("id"), {k: v for k, v in row.items() if k in _FIELDS}
    try:
        claim = Claim(**given)
    except TypeError:
        raise DataError(f"{path}：第 {number} 行缺字段 / line {number} lacks a field") from None
    if claim.id != claim_id:
        raise DataError(f"{path}：第 {number} 行内容与编号不符，文件被改动，请恢复 / line {number} was altered, restore the file")
    return claim


def _files(workspace: Workspace) -> Iterator[Path]:
    if workspace.batches.is_dir():
        yield from sorted(p for p in workspace.batches.glob("[0-9]*.jsonl"))


def _header(path: Path) -> Batch:
    try:
        return Batch(**next(_read(path))[1])
    except (StopIteration, TypeError):
        raise DataError(f"{path}：第 1 行不是批次头 / line 1 is no batch header") from None


def _read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the lines with their numbers; only what is asked for is read."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError:
                raise DataError(
                    f"{path}：第 {number} 行不是 JSON，文件被改动，请恢复 / line {number} is no JSON, restore the file"
                ) from None


def _line(row: object) -> bytes:
    return f"{_ENCODE(row)}\n".encode()
