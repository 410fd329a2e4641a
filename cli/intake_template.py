"""Taking a filled-in workbook in, and saying what changed: the import command calls this where the file is one of ours."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.errors import DataError
from .options import Asked
from .output import Column, emit_json, emit_rows

if TYPE_CHECKING:
    from ..analysis.changes import Change
    from ..session import Session
    from ..workspace.templates import Imported

FAULT_COLUMNS = (
    Column("sheet", "工作表", "sheet"),
    Column("row", "行号", "row"),
    Column("column", "列", "column"),
    Column("value", "值", "value", 24),
    Column("level", "级别", "level"),
    Column("problem", "问题", "problem", 0),
    Column("advice", "建议", "advice", 0),
)
CHANGE_COLUMNS = (
    Column("name", "对象", "what"),
    Column("what", "内容", "respect"),
    Column("before", "之前", "before", 0),
    Column("after", "之后", "after", 0),
)


def take_in(asked: Asked, file: Path, *, partial: bool = False, check: bool = False) -> None:
    """Import a template or confirm sheet, print faults and what it changed. Raises DataError where faults keep it out."""
    from ..workspace.paths import open_workspace
    from ..workspace.templates import import_template

    with asked.open() as session:
        gaps_before, graph_before = session.find_gaps(), session.graph
    done = import_template(open_workspace(asked.workspace), file, as_of=asked.as_of or "", partial=partial, check=check)
    changes: list[Change] = []
    if done.batch:
        with asked.open() as session:
            changes = _changes(session, gaps_before, graph_before)
            _keep_labels(session, done, {g.link.id: g.status for g in gaps_before}, asked.as_of or "")
    _emit(asked, done, changes)
    if done.stopped:
        raise DataError(f"{file.name}：有错误，没有写入；改正后再导入，或加 --partial 只收无误的行 / faults, nothing written")


def _changes(session: Session, gaps_before: Any, graph_before: Any) -> list[Change]:
    from ..analysis.changes import firm_changes, gap_changes

    return [*firm_changes(graph_before, session.graph), *gap_changes(gaps_before, session.find_gaps())]


def _keep_labels(session: Session, done: Imported, before: dict[str, str], as_of: str) -> None:
    """Keep what the staff confirmed beside what was thought, so that the engine's word can be measured one day."""
    from ..workspace.labels import Label, keep

    keep(
        session.workspace,
        [
            Label(done.claims[0].as_of or as_of, "confirmed", a.link, "；".join(a.makers), "complete" if a.complete else "partial",
                  before.get(a.link, ""), done.batch)
            for a in done.answers
        ],
    )  # fmt: skip


def _emit(asked: Asked, done: Imported, changes: list[Change]) -> None:
    faults = [f.as_json() for f in done.faults]
    counts = {k: getattr(done, k) for k in ("file", "batch", "new", "changed", "same")}
    if asked.json:
        emit_json({**counts, "faults": faults, "changes": [asdict(c) for c in changes]})
        return
    emit_rows(asked, [counts], [Column(k, zh, k) for k, zh in zip(counts, ("文件", "批次", "新增", "修改", "未变"), strict=True)])
    if faults:
        emit_rows(asked, faults, FAULT_COLUMNS, "问题")
    if changes:
        emit_rows(asked, [asdict(c) for c in changes], CHANGE_COLUMNS, "因此改变")
