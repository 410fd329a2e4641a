"""closings.csv of a workspace: differences of the plan's audit that the staff settled, or took up again, with a remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, replace

from ..graph.closings import CLOSED, REOPENED, Closing, read_closings, write_closings
from ..graph.errors import DataError, NotFound
from ..graph.files import read_utf8, write_atomic
from .lock import locked
from .paths import Workspace


def closings(workspace: Workspace) -> Mapping[str, Closing]:
    """Return id → its last row, which closes or reopens. Raises DataError for a broken file."""
    return {closing.id: closing for closing in history(workspace)}


def history(workspace: Workspace) -> list[Closing]:
    """Return every closing and reopening in the order written. Raises DataError for a broken file."""
    path = workspace.closings
    return read_closings(read_utf8(path)) if path.exists() else []


def close(workspace: Workspace, closing: Closing) -> Closing:
    """Append a closing and return it. Raises DataError where remark or name is empty, StoreError where locked."""
    return _append(workspace, closing)


def reopen(workspace: Workspace, event: Closing) -> Closing:
    """Append a reopening and return it; the closing stays in the history.

    Raises NotFound where nothing of that id was ever closed, DataError where it is open, StoreError where locked.
    """
    last = closings(workspace).get(event.id)
    if last is None:
        raise NotFound(f"没有关闭过 {event.id}；可用 liantu audit --closings 查看 / never closed, see `liantu audit --closings`")
    if last.state != CLOSED:
        raise DataError(f"{event.id} 已于 {last.when} 重开（{last.who}），无须再开 / is open already")
    return _append(workspace, replace(event, state=REOPENED))


def _append(workspace: Workspace, event: Closing) -> Closing:
    clean = Closing(*(" ".join(x.split()) for x in astuple(event)))
    if not (clean.remark and clean.who):
        raise DataError("请写明备注（--remark）和经手人（--who）/ give a remark and a name")
    with locked(workspace.ready().lock):
        text = write_closings([*history(workspace), clean])
        write_atomic(workspace.closings, text.encode("utf-8-sig"))
    return clean
