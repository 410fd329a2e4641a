"""closings.csv of a workspace: differences of the plan's audit that the staff settled with a remark."""

from __future__ import annotations

from collections.abc import Mapping

from ..graph.closings import Closing, read_closings, write_closings
from ..graph.errors import DataError
from ..graph.files import write_atomic
from .lock import locked
from .paths import Workspace


def closings(workspace: Workspace) -> Mapping[str, Closing]:
    """Return id → closing; the last row on an id counts. Raises DataError for a broken file."""
    return {closing.id: closing for closing in _rows(workspace)}


def close(workspace: Workspace, closing: Closing) -> Closing:
    """Append a closing and return it. Raises DataError where remark or name is empty, StoreError where locked."""
    clean = Closing(*(" ".join(x.split()) for x in (closing.id, closing.remark, closing.who, closing.when)))
    if not (clean.remark and clean.who):
        raise DataError("请写明备注（--remark）和经手人（--who）/ give a remark and a name")
    with locked(workspace.ready().lock):
        text = write_closings([*_rows(workspace), clean])
        write_atomic(workspace.closings, text.encode("utf-8-sig"))
    return clean


def _rows(workspace: Workspace) -> list[Closing]:
    path = workspace.closings
    try:
        return read_closings(path.read_text(encoding="utf-8-sig")) if path.exists() else []
    except UnicodeDecodeError:
        raise DataError(f"{path}：不是 UTF-8，请另存为 UTF-8 / not UTF-8, save it as UTF-8") from None
