"""labels.csv: what turned out to be true beside what was thought before, one row an answer, for a later evaluation."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from ..graph.errors import DataError
from ..graph.files import csv_text, read_utf8, write_atomic
from .batches import standing
from .lock import locked
from .paths import Workspace


@dataclass(frozen=True, slots=True)
class Label:
    """A confirmed fact: when, of which kind (confirmed, or a stage of the ledger), about which link and firms, what came out.

    `status_before` is the status the engine gave, with its evidence grade and 把握 (empty in files of older versions);
    `batch` the batch or ledger entry it came with, so that what was undone can be left out.
    """

    date: str
    kind: str
    link: str
    firms: str
    outcome: str
    status_before: str
    batch: str
    grade_before: str = ""
    stability_before: str = ""


COLUMNS = tuple(f.name for f in fields(Label))
OLD_COLUMNS = COLUMNS[:-2]
CONFIRMED, WHOLE = "confirmed", "complete"  # kind and outcome of an answer of the confirm sheet


def labels(workspace: Workspace) -> list[Label]:
    """Return the labels in the order kept. Raises DataError for a broken file."""
    path = workspace.labels
    if not path.exists():
        return []
    rows = csv.DictReader(io.StringIO(read_utf8(path), newline=""))
    if tuple(rows.fieldnames or ()) not in (COLUMNS, OLD_COLUMNS):
        raise DataError(f"{path}：表头应为 {','.join(COLUMNS)}，请恢复该文件 / broken header, restore the file")
    return [Label(*(row.get(c) or "" for c in COLUMNS)) for row in rows]


def standing_labels(workspace: Workspace) -> list[Label]:
    """Return the labels whose batch holds; of several answers about one link the last. Raises DataError for a broken file."""
    holds = {batch.id for batch in standing(workspace)}
    kept = [label for label in labels(workspace) if label.batch in holds]
    return list({(label.kind, label.link): label for label in kept}.values())


def keep(workspace: Workspace, new: Sequence[Label]) -> None:
    """Append labels; the same one is kept once. Raises StoreError where the workspace is locked."""
    if not new:
        return
    with locked(workspace.ready().lock):
        rows = dict.fromkeys([*labels(workspace), *new])
        write_atomic(workspace.labels, csv_text([COLUMNS, *(astuple(label) for label in rows)]).encode("utf-8-sig"))
