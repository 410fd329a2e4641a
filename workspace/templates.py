"""A filled-in workbook → one batch: read, tried against the whole graph, then written; nothing is written where it does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.completeness import contradictions, covered
from ..graph.errors import DataError
from ..graph.snapshot import Snapshot
from ..loaders.intake.fault import ERROR, WARNING, Fault, stops
from ..loaders.places import read_codes, read_zone
from ..loaders.shipped import CODES, DATA, code_table
from ..loaders.templates.cells import Sheets, read_sheets
from ..loaders.templates.confirm import confirm_claims, is_confirm
from ..loaders.templates.ledger_book import LEDGER
from ..loaders.templates.read import is_template, template_claims
from ..loaders.templates.reading import CHANGED, NEW, SAME, Answer, Known, Read, Reading
from .batches import append
from .build import graph_data
from .paths import Workspace


@dataclass(frozen=True)
class Imported:
    """What a workbook brought: counts of rows, every fault, the batch (empty where nothing was written), the answers it gave.

    `before` and `after` are the graph without and with it, in memory; the stored graph is built anew by the next command.
    """

    file: str
    new: int
    changed: int
    same: int
    faults: tuple[Fault, ...]
    claims: tuple[Claim, ...]
    before: Snapshot
    after: Snapshot
    batch: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def stopped(self) -> bool:
        """True where faults kept the file out."""
        return stops(list(self.faults)) and not self.batch


def known_to(workspace: Workspace, data: Path = DATA) -> Known:
    """Return what a workbook is held against: the graph as it stands, the zone, the classes of GB/T 4754."""
    classes = frozenset(c for c, row in read_codes(code_table(data, CODES[1])).items() if row["level"] == "4")
    return Known(Snapshot(graph_data(workspace, data)), read_zone(data / "zone.yaml"), classes)


def import_template(
    workspace: Workspace,
    path: Path,
    *,
    as_of: str = "",
    partial: bool = False,
    check: bool = False,
    sheets: Sheets | None = None,
    title: str = "",
    data: Path = DATA,
) -> Imported:
    """Take in a template or a confirm sheet as one batch; `partial` keeps the sound rows of a faulty file, `check` writes nothing.

    A workbook that says nothing new writes no batch. Raises DataError where the file is no such workbook, StoreError where locked.
    """
    cells = sheets if sheets is not None else read_sheets(path)
    if not is_template(cells):
        raise DataError(f"{path}：不是链图模板（没有隐藏的“字典”表），请用 liantu template 生成 / not a template of ours, make one first")
    if LEDGER in cells:
        raise DataError(f"{path}：这是对接台账，请用 liantu ledger import 导入 / this is a ledger, use `liantu ledger import`")
    known = known_to(workspace, data)
    read = confirm_claims if is_confirm(cells) else template_claims
    found, after = _tried(workspace, read(cells, known, file=path.name, as_of=as_of), known.graph, data)
    sound = not stops(found.faults) or (partial and not stops(list(found.heads)))
    writes = bool(found.claims) and sound and not check
    batch = append(workspace, found.claims, title=title or f"模板：{path.name}", who=found.who, when=found.date).id if writes else ""
    answers = found.answers if writes else ()
    counts = {state: found.count(state) for state in (NEW, CHANGED, SAME)}
    numbers = (counts[NEW], counts[CHANGED], counts[SAME])
    return Imported(path.name, *numbers, tuple(found.faults), tuple(found.claims), known.graph, after, batch, answers)


def _tried(workspace: Workspace, found: Reading, before: Snapshot, data: Path) -> tuple[Reading, Snapshot]:
    """Return the reading with what the whole graph says of it (contradicted declarations too), and that graph."""
    if not found.claims:
        return found, before
    try:
        after = Snapshot(graph_data(workspace, data, found.claims))
        faults = [_contradicted(after, read) for read in found.rows]
        for read, more in zip(found.rows, faults, strict=True):
            read.faults += more
        return found, Snapshot(graph_data(workspace, data, found.claims)) if stops([f for more in faults for f in more]) else after
    except DataError as fault:
        return replace(found, heads=(*found.heads, *_lines(fault.problems))), before


def _lines(problems: Iterable[str]) -> list[Fault]:
    return [Fault("", 0, "", "", ERROR, problem, "请改正后再导入") for problem in problems]


def _contradicted(after: Snapshot, read: Read) -> list[Fault]:
    made = {c.subject for c in read.claims if s.SCHEMA.type_of(c.subject) is s.DECLARATION and c.predicate == "kind"}
    found = [x for one in sorted(made) if one in after.nodes for x in contradictions(after, after.node(one))]
    faults = [read.row.fault("", ERROR if x.resident else WARNING, x.text, "核实后再确认名单齐全") for x in found]
    return [*faults, *(_wide(after, read, one) for one in sorted(made) if one in after.nodes and after.node(one).props.get("codes"))]


def _wide(after: Snapshot, read: Read, declaration: str) -> Fault:
    links = covered(after, after.node(declaration))
    problem = f"按行业小类确认，涉及 {len(links)} 个环节：其中没有已掌握企业的将记为缺"
    return read.row.fault("行业小类", WARNING, problem, "名单本身须已导入，否则名单上的企业不会被算作生产者")
