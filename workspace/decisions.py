"""decisions.csv of a workspace: which two records are one firm and which are not; rows are only ever added."""

from __future__ import annotations

from collections.abc import Sequence

from ..graph.errors import DataError
from ..graph.files import write_atomic
from ..graph.resolve import Decision, mapping, read_decisions, write_decisions
from .lock import locked
from .paths import Workspace


def decisions(workspace: Workspace) -> list[Decision]:
    """Return every decision in the order made. Raises DataError for a broken file."""
    path = workspace.decisions
    try:
        return read_decisions(path.read_text(encoding="utf-8-sig")) if path.exists() else []
    except UnicodeDecodeError:
        raise DataError(f"{path}：不是 UTF-8，请另存为 UTF-8 / not UTF-8, save it as UTF-8") from None


def decide(workspace: Workspace, made: Sequence[Decision]) -> list[Decision]:
    """Append decisions and return them; nothing is written where one of them contradicts another.

    Raises DataError naming the contradiction, StoreError where the workspace is locked.
    """
    with locked(workspace.ready().lock):
        rows = read_decisions(write_decisions([*decisions(workspace), *made]))
        mapping(rows)
        write_atomic(workspace.decisions, write_decisions(rows).encode("utf-8-sig"))
    return list(made)
