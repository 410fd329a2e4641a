"""What the command line and the web page do alike to a workspace: take workbooks in, report on lists, keep outcomes of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .analysis.changes import Change, firm_changes, gap_changes
from .analysis.coverage import latest_date
from .analysis.draws.stability import Stability, stability
from .analysis.gaps import Gap, gaps
from .analysis.settings import read_settings
from .graph import schema as s
from .graph.completeness import declared
from .graph.ledger import Entry, firm_of
from .graph.snapshot import Snapshot
from .loaders.places import read_zone
from .loaders.shipped import DATA
from .loaders.templates.confirm_book import Asked as Question
from .loaders.templates.named import firm_id, link_id
from .workspace.labels import CONFIRMED, WHOLE, Label, keep
from .workspace.ledger import add, change, entries, merge
from .workspace.paths import Workspace
from .workspace.templates import Imported, import_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .loaders.intake.header import Layout
    from .loaders.intake.sheet import Sheet
    from .loaders.templates.cells import Sheets
    from .reports.validation import Copied
    from .workspace.intake import Preview

OUTCOMES = frozenset({"注册", "投产", "达产", "终止"})  # of the ledger, kept as labels


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


def take_in(
    workspace: Workspace,
    file: Path,
    *,
    as_of: str | None = None,
    partial: bool = False,
    check: bool = False,
    sheets: Sheets | None = None,
    title: str = "",
) -> Taken:
    """Import a template or confirm sheet (or `sheets` already at hand) as one batch; `check` writes nothing.

    Raises DataError where it is no such workbook, StoreError where the workspace is locked.
    """
    done = import_template(workspace, file, as_of=as_of or "", partial=partial, check=check, sheets=sheets, title=title)
    before, changes = _changes(done, as_of)
    if done.batch:
        _keep_labels(workspace, done, before, as_of)
    faults, rows = [f.as_json() for f in done.faults], done.new + done.changed + done.same
    counts = {"new": done.new, "changed": done.changed, "same": done.same, "duplicates": 0}
    told = {"changes": [asdict(c) for c in changes], "batch": done.batch}
    return Taken({"file": done.file, "rows": rows, "firms": [], "faults": faults, **counts, **told}, tuple(changes), done.stopped)


def _changes(done: Imported, as_of: str | None) -> tuple[list[Gap], list[Change]]:
    """Return the gaps before, and what the workbook changes of firms and links."""
    zone = read_zone(DATA / "zone.yaml")
    graphs = [Snapshot(declared(g.data, as_of)) if as_of else g for g in (done.before, done.after)]
    before = gaps(graphs[0], zone)
    if done.after is done.before:
        return before, []
    return before, [*firm_changes(*graphs), *gap_changes(before, gaps(graphs[1], zone))]


def _keep_labels(workspace: Workspace, done: Imported, before: list[Gap], as_of: str | None) -> None:
    """Keep what the staff confirmed beside what was thought, with grade and 把握, so that the engine's word can be measured."""
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
    return stability(done.before, read_zone(DATA / "zone.yaml"), before, read_settings(), as_of or latest_date(done.before))


def question_of(gap: Gap) -> Question:
    """Return the question whose answer settles a gap, as the confirm sheet asks it; the gap must have one."""
    held = gap.settle_by
    if held is None:
        raise ValueError(f"{gap.link.id} has no fact that settles it")
    impact = f"{len(gap.criticality.certain)}／{len(gap.criticality.possible)}"
    return Question(gap.link.id, held.fact, held.office, "、".join(gap.need.kinds), impact)


def residents(graph: Snapshot) -> frozenset[str]:
    """Return the firms known to be here: such a one may produce without a step 注册 in the ledger."""
    return frozenset(f.id for f in graph.of_type(s.FIRM) if f.props.get("resident") is True)


def keep_outcome(workspace: Workspace, find_gaps: Callable[[], Iterable[Gap]], entry: Entry, before: str) -> None:
    """Keep an outcome of the ledger beside the status its link had; nothing where the stage is no outcome or was `before` too."""
    if entry.stage == before or entry.stage not in OUTCOMES:
        return
    status = next((g.status for g in find_gaps() if g.link.id == entry.link), "")
    keep(workspace, [Label(entry.date, "ledger", entry.link, firm_of(entry), entry.stage, status, entry.id)])


def open_entry(workspace: Workspace, graph: Snapshot, find_gaps: Callable[[], Iterable[Gap]], entry: Entry, stage: str, date: str) -> Entry:
    """Add an entry to the ledger at a stage since a date; the firm gets its name and id of the graph where it is known there.

    Raises NotFound for a link that is not, DataError where the entry is broken or there already, StoreError.
    """
    known = firm_id(graph, entry.firm)
    named = replace(entry, firm=graph.node(known).name if known else entry.firm, firm_id=known, link=link_id(graph, entry.link))
    made = add(workspace, named.moved(stage, date), residents(graph))
    keep_outcome(workspace, find_gaps, made, "")
    return made


def change_entry(
    workspace: Workspace, graph: Snapshot, find_gaps: Callable[[], Iterable[Gap]], entry_id: str, how: Callable[[Entry], Entry]
) -> Entry:
    """Change an entry of the ledger and return it. Raises NotFound, DataError where it would be broken, StoreError."""
    before, after = change(workspace, entry_id, how, residents(graph))
    keep_outcome(workspace, find_gaps, after, before.stage)
    return after


def merge_entries(workspace: Workspace, graph: Snapshot, find_gaps: Callable[[], Iterable[Gap]], rows: Sequence[Entry]) -> tuple[int, int]:
    """Take in the rows of a ledger's table; return how many are new and changed. Raises DataError with every fault, StoreError."""
    held = {e.id: e.stage for e in entries(workspace)}
    new, changed = merge(workspace, rows, residents(graph))
    if new or changed:
        for entry in entries(workspace):
            keep_outcome(workspace, find_gaps, entry, held.get(entry.id, ""))
    return new, changed


def validation_files(preview: Preview) -> dict[str, bytes]:
    """Return file name → content of the validation report of a list and of its marked copy (xlsx)."""
    from .reports.validation import fault_table, marked_copy

    path, layouts = preview.examined.path, {layout.sheet: layout for layout in preview.examined.layouts}
    faults = [f.as_json() for f in preview.faults]
    copies = [_copied(sheet, layouts[sheet.name]) for sheet in preview.examined.sheets if sheet.name in layouts]
    table = fault_table(path.name, [*faults, *(f.as_json() for f in preview.notices)])
    return {f"{path.name}-校验报告.xlsx": table, f"{path.name}-校验结果.xlsx": marked_copy(copies, faults)}


def _copied(sheet: Sheet, layout: Layout) -> Copied:
    from .loaders.intake.sheet import text_of
    from .reports.validation import Copied

    return Copied(sheet.name, layout.header_row, layout.labels, ((n, [*map(text_of, row)]) for n, row in sheet.rows()))
