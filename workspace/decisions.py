"""decisions.csv of a workspace: which two records are one firm and which are not; rows are only ever added."""

from __future__ import annotations

from collections.abc import Sequence

from ..graph.files import read_utf8, write_atomic
from ..graph.resolve import Decision, mapping, read_decisions, write_decisions
from .lock import locked
from .paths import Workspace


def decisions(workspace: Workspace) -> list[Decision]:
    """Return every decision in the order made. Raises DataError for a broken file."""
    path = workspace.decisions
    return read_decisions(read_utf8(path)) if path.exists() else []


def decide(workspace: Workspace, made: Sequence[Decision]) -> list[Decision]:
    """Append decisions and return them; nothing is written where one of them contradicts another.

    Raises DataError naming the contradiction, StoreError where the workspace is locked.
    """
    with locked(workspace.ready().lock):
        rows = read_decisions(write_decisions([*decisions(workspace), *made]))
        mapping(rows)
        write_atomic(workspace.decisions, write_decisions(rows).encode("utf-8-sig"))
    return list(made)
