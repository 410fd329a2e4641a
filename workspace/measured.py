"""What `liantu evaluate gaps` measured last, kept for the reports' annex: one file, good for one state of the inputs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..graph.files import write_atomic
from .paths import Workspace


def keep_measured(workspace: Workspace, inputs: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep the figures measured on a build. Raises OSError."""
    text = json.dumps({"inputs": inputs, "rows": [dict(row) for row in rows]}, ensure_ascii=False, indent=1)
    write_atomic(workspace.ready().measured, text.encode())


def measured(workspace: Workspace, inputs: str) -> tuple[Mapping[str, Any], ...]:
    """Return the figures measured on this very build; nothing where they are of another, or the file cannot be read."""
    try:
        held = json.loads(workspace.measured.read_text(encoding="utf-8"))
        return tuple(held["rows"]) if held["inputs"] == inputs else ()
    except (OSError, ValueError, KeyError, TypeError):
        return ()
