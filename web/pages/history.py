"""历史: every batch in the order written, newest first, and what can still be taken back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...workspace.batches import history, standing
from ...workspace.paths import Workspace


def history_page(workspace: Workspace, batch: str = "") -> dict[str, Any]:
    """Return every batch with whether it holds and what took it back; `batch` is the one just written, if it is there."""
    holds, every = {b.id for b in standing(workspace)}, history(workspace)
    taken = {b.undoes: b.id for b in every if b.undoes}
    rows = [asdict(b) | {"standing": b.id in holds, "undone_by": taken.get(b.id, "")} for b in reversed(every)]
    return {"batches": rows, "written": next((row for row in rows if row["id"] == batch), None)}
