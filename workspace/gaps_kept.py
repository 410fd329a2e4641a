"""The gaps of earlier builds: one small file a state of the inputs, so that what is new since then can be said.

A file is written when the gaps of a build are first read, whole or not at all; the newest KEEP stay. Files are numbered in
the order of writing, for no clock is read; `date` is the latest date in the data of that build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..graph.dates import is_date, latest
from ..graph.errors import DataError, NotFound
from ..graph.files import write_atomic
from .paths import Workspace

KEEP = 20
SHORTEST = 4  # characters of a build's hash that name it
VERSION = "1"


@dataclass(frozen=True, slots=True)
class KeptBuild:
    """A build whose gaps are kept: its place in the order, the hash of its inputs, the latest date in its data."""

    number: int
    inputs: str
    date: str

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.number:06d}_{self.inputs}_{self.date}_v{VERSION}.json"


def builds(workspace: Workspace) -> list[KeptBuild]:
    """Return the builds whose gaps are kept, oldest first; files of another form are passed over."""
    found = [_named(path) for path in workspace.gaps_kept.glob(f"*_v{VERSION}.json")] if workspace.gaps_kept.is_dir() else []
    return sorted((x for x in found if x), key=lambda b: (b.number, b.inputs))


def _named(path: Path) -> KeptBuild | None:
    parts = path.stem.split("_")
    return KeptBuild(int(parts[0]), parts[1], parts[2]) if len(parts) == 4 and parts[0].isdecimal() else None


def keep(workspace: Workspace, inputs: str, date: str, content: Mapping[str, Any]) -> KeptBuild | None:
    """Keep the gaps of a build, once; return it, or None where it was kept before. Removes the oldest beyond KEEP."""
    there = builds(workspace)
    if any(b.inputs == inputs for b in there):
        return None
    new = KeptBuild(there[-1].number + 1 if there else 1, inputs, date)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    write_atomic(workspace.gaps_kept / new.file, text.encode("utf-8", "backslashreplace"))
    for old in [*there, new][:-KEEP]:
        with suppress(OSError):
            (workspace.gaps_kept / old.file).unlink()
    return new


def find(workspace: Workspace, word: str) -> KeptBuild:
    """Return the kept build that a word names: the beginning of its hash, or a date (the last build whose data are not later).

    Raises NotFound, naming those that are kept.
    """
    there = builds(workspace)
    if is_date(word):
        found = [b for b in there if is_date(b.date) and latest(b.date) <= latest(word)]
    else:
        found = [b for b in there if len(word) >= SHORTEST and b.inputs.startswith(word)]
    if not found:
        known = "、".join(f"{b.inputs}（{b.date}）" for b in there) or "无"
        raise NotFound(f"没有保存过 {word!r} 的缺口；已保存：{known} / no gaps kept of that build or date")
    return found[-1]


def read(workspace: Workspace, build: KeptBuild) -> Mapping[str, Any]:
    """Return what was kept of a build. Raises DataError for a broken file."""
    path = workspace.gaps_kept / build.file
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        content = None
    if not isinstance(content, dict):
        raise DataError(f"{path}：读不了，请删除该文件 / cannot be read, remove the file")
    return content
