"""Taking a filled-in workbook in, and saying what changed: the import command calls this where the file is one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .options import Asked
from .output import Column, emit_json, emit_rows

if TYPE_CHECKING:
    from ..analysis.changes import Change
    from ..analysis.draws.stability import Stability
    from ..analysis.gaps import Gap
    from ..graph.presence import Zone
    from ..loaders.templates.cells import Sheets
    from ..workspace.paths import Workspace
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
COUNT_COLUMNS = tuple(
    Column(k, zh, k) for k, zh in (("file", "文件"), ("batch", "批次"), ("new", "新增"), ("changed", "修改"), ("same", "未变"))
)
CHANGE_COLUMNS = (
    Column("name", "对象", "what"),
    Column("what", "内容", "respect"),
    Column("before", "之前", "before", 0),
    Column("after", "之后", "after", 0),
)


@dataclass(frozen=True)
class Taken:
    """What became of a workbook: the JSON of the import, what it changes, whether faults kept it out."""

    json: Mapping[str, Any]
    changes: tuple[Change, ...]
    stopped: bool

    @property
    def refusal(self) -> str:
        """Why nothing was written, and what to do."""
        return f"{self.json['file']}：有错误，没有写入；改正后再导入，或加 --partial 只收无误的行 / faults, nothing written"

    def tell(self, asked: Asked) -> None:
        """Print the JSON, or counts, faults and what changes."""
        if asked.json:
            emit_json(self.json)
            return
        emit_rows(asked, [self.json], COUNT_COLUMNS)
        if faults := self.json["faults"]:
            emit_rows(asked, faults, FAULT_COLUMNS, "问题")
        if self.changes:
            emit_rows(asked, [asdict(c) for c in self.changes], CHANGE_COLUMNS, "因此改变")


def take_in(
    asked: Asked, file: Path, *, partial: bool = False, check: bool = False, sheets: Sheets | None = None, title: str = ""
) -> Taken:
    """Import a template or confirm sheet (or `sheets` already at hand) as one batch. Raises DataError where it is no such workbook."""
    from ..workspace.paths import open_workspace
    from ..workspace.templates import import_template

    workspace = open_workspace(asked.workspace)
    done = import_template(workspace, file, as_of=asked.as_of or "", partial=partial, check=check, sheets=sheets, title=title)
    before, changes = _changes(done, asked.as_of)
    if done.batch:
        _keep_labels(workspace, done, before, asked.as_of)
    faults, rows = [f.as_json() for f in done.faults], done.new + done.changed + done.same
    counts = {"new": done.new, "changed": done.changed, "same": done.same, "duplicates": 0}
    told = {"changes": [asdict(c) for c in changes], "batch": done.batch}
    return Taken({"file": done.file, "rows": rows, "firms": [], "faults": faults, **counts, **told}, tuple(changes), done.stopped)


def _zone() -> Zone:
    from ..loaders.places import read_zone
    from ..loaders.shipped import DATA

    return read_zone(DATA / "zone.yaml")


def _changes(done: Imported, as_of: str | None) -> tuple[list[Gap], list[Change]]:
    """Return the gaps before, and what the workbook changes of firms and links."""
    from ..analysis.changes import firm_changes, gap_changes
    from ..analysis.gaps import gaps
    from ..graph.completeness import declared
    from ..graph.snapshot import Snapshot

    zone = _zone()
    graphs = [Snapshot(declared(g.data, as_of)) if as_of else g for g in (done.before, done.after)]
    before = gaps(graphs[0], zone)
    if done.after is done.before:
        return before, []
    return before, [*firm_changes(*graphs), *gap_changes(before, gaps(graphs[1], zone))]


def _keep_labels(workspace: Workspace, done: Imported, before: list[Gap], as_of: str | None) -> None:
    """Keep what the staff confirmed beside what was thought, with grade and 把握, so that the engine's word can be measured."""
    from ..workspace.labels import CONFIRMED, WHOLE, Label, keep

    if not done.answers:
        return
    date, thought, held = done.claims[0].as_of, {g.link.id: g for g in before}, _stability(done, before, as_of)
    new = []
    for answer in done.answers:
        gap = thought.get(answer.link)
        told = (gap.status, done.batch, gap.grade, held[gap.link.id].label) if gap else ("", done.batch)
        outcome = WHOLE if answer.complete else "partial"
        new.append(Label(date, CONFIRMED, answer.link, "；".join(answer.makers), outcome, *told))
    keep(workspace, new)


def _stability(done: Imported, before: list[Gap], as_of: str | None) -> Mapping[str, Stability]:
    from ..analysis.coverage import latest_date
    from ..analysis.draws.stability import stability
    from ..analysis.settings import read_settings

    return stability(done.before, _zone(), before, read_settings(), as_of or latest_date(done.before))
