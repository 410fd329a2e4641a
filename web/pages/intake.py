"""导入: what an uploaded file would bring, found exactly as `liantu import --check` finds it, and what writing it brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...acts import Taken, take_in, validation_files
from ...graph.errors import DataError
from ...loaders.templates.cells import may_be_ours, read_sheets
from ...loaders.templates.ledger_book import LEDGER
from ...loaders.templates.read import is_template
from ...workspace.intake import Asked, Intake
from ...workspace.paths import Workspace

LIMIT_MB = 100  # unpacked, as the command line's default


@dataclass(frozen=True)
class Looked:
    """What a file would bring or brought: the JSON of the command line, whether it may be written, its reports, what it changes."""

    json: dict[str, Any]
    stopped: bool
    template: bool
    taken: Taken | None = None
    reports: Callable[[], dict[str, bytes]] = field(default=dict)

    @property
    def errors(self) -> int:
        """Number of faults that forbid the row or the file."""
        return sum(f["level"] == "错误" for f in self.json["faults"])

    @property
    def something(self) -> bool:
        """True where writing would write something."""
        return bool(self.json["new"] or self.json["changed"])


def look(workspace: Workspace, path: Path, how: Asked) -> Looked:
    """Check a file and write nothing. Raises DataError, Unreadable, without the folder it waits in."""
    return _do(workspace, path, how, check=True)


def write(workspace: Workspace, path: Path, how: Asked) -> Looked:
    """Take a file in as one batch; the JSON then has `batch` (empty where nothing was written). Raises DataError, StoreError."""
    return _do(workspace, path, how, check=False)


def _do(workspace: Workspace, path: Path, how: Asked, *, check: bool) -> Looked:
    try:
        return _template(workspace, path, how, check=check) or _list(workspace, path, how, check=check)
    except DataError as fault:
        raise DataError(*(problem.replace(str(path), path.name) for problem in fault.problems)) from None


def _template(workspace: Workspace, path: Path, how: Asked, *, check: bool) -> Looked | None:
    """Take in a workbook that `liantu template` wrote; None where it is something else."""
    if not may_be_ours(path):
        return None
    cells = read_sheets(path, how.limit_mb * 2**20)
    if not is_template(cells):
        return None
    if LEDGER in cells:
        raise DataError(f"{path.name}：这是对接台账，请在“台账”页导入 / this is a ledger, import it on the ledger page")
    taken = take_in(workspace, path, as_of=how.as_of, partial=how.partial, check=check)
    return Looked(dict(taken.json), taken.stopped and not how.partial, True, taken)


def _list(workspace: Workspace, path: Path, how: Asked, *, check: bool) -> Looked:
    intake = Intake(workspace)
    preview = intake.look(path, how)
    found = preview.as_json()
    if not check:
        batch = intake.commit(preview, how)
        found["batch"] = batch.id if batch else ""
    return Looked(found, preview.stopped, False, None, lambda: validation_files(preview))
