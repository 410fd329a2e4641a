"""对接台账: one entry a contact with a firm about a link, with the history of its stages. Plain data; the file is the workspace's."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace

from . import schema as s
from .claims import digest
from .dates import is_date, latest
from .errors import DataError
from .files import csv_text
from .ids import name_key

REGISTERED, PRODUCING, ENDED = "注册", ("投产", "达产"), ("暂缓", "终止")
_PROJECT = f"{s.PROJECT.prefix}:ledger-"
CLOSED = ("达产", "终止")  # nothing is to be followed up any more


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger. `history` is every stage with its date, oldest first: 2026-01 线索；2026-03-05 在谈."""

    id: str
    firm: str  # name as the staff write it
    firm_id: str  # of the graph; empty where the graph does not know the firm
    link: str  # id of the link
    stage: str
    production: str = ""  # start of production, expected or actual
    unit: str = ""
    person: str = ""
    next_date: str = ""
    note: str = ""
    history: str = ""

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The stages with their dates, oldest first."""
        return [(date, stage) for date, _, stage in (step.partition(" ") for step in self.history.split("；") if step)]

    @property
    def date(self) -> str:
        """When the present stage was reached."""
        return self.steps[-1][0] if self.steps else ""

    @property
    def registered(self) -> str:
        """When the firm was registered here; empty where it never was, and where the project ended."""
        return "" if self.stage == "终止" else next((d for d, stage in self.steps if stage == REGISTERED), "")

    def overdue(self, at: str) -> bool:
        """True where the next date lies before a day and the matter is not closed."""
        return bool(self.next_date) and self.stage not in CLOSED and is_date(at) and latest(self.next_date) < latest(at)

    def moved(self, stage: str, date: str) -> Entry:
        """Return the entry at another stage since a date; the same stage again adds no step."""
        if stage == self.stage and self.history:
            return self
        return replace(self, stage=stage, history="；".join([*filter(None, [self.history]), f"{date} {stage}"]))


def firm_of(entry: Entry) -> str:
    """Return the id of the entry's firm: the graph's, else one made from its name."""
    return entry.firm_id or f"{s.FIRM.prefix}:own-{digest([s.FIRM.name, name_key(entry.firm) or entry.firm])}"


def project_id(entry: Entry) -> str:
    """Return the id of the project that an agreed entry stands for in the graph."""
    return f"{_PROJECT}{entry.id.lower()}"


def is_of_ledger(project: str) -> bool:
    """Whether a project of the graph comes from the ledger: such a one is never shown to strangers."""
    return project.startswith(_PROJECT)


COLUMNS = tuple(f.name for f in fields(Entry))


def read_ledger(text: str) -> list[Entry]:
    """Return the entries of ledger.csv. Raises DataError with every broken row."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if tuple(rows.fieldnames or COLUMNS) != COLUMNS:
        raise DataError(f"ledger.csv：表头应为 {','.join(COLUMNS)}，请恢复该文件 / broken header, restore the file")
    entries = [Entry(*((row[c] or "") for c in COLUMNS)) for row in rows]
    if problems := [f"ledger.csv 第{n}行：{fault}" for n, entry in enumerate(entries, 2) for fault in faults(entry)]:
        raise DataError(*problems)
    if len({e.id for e in entries}) < len(entries):
        raise DataError("ledger.csv：编号重复，请恢复该文件 / an id occurs twice, restore the file")
    return entries


def write_ledger(entries: Iterable[Entry]) -> str:
    """Return text that `read_ledger` reads back."""
    return csv_text([COLUMNS, *(astuple(e) for e in entries)])


def unregistered(entry: Entry, residents: Collection[str]) -> str:
    """Return one line where an entry produces, yet its firm was never registered here and is no resident otherwise; else nothing."""
    if entry.stage not in PRODUCING or entry.registered or entry.firm_id in residents:
        return ""
    return f"{entry.firm}：到“{entry.stage}”之前须先登记“{REGISTERED}”及日期，只有注册才算在区企业 / register the firm first"


def faults(entry: Entry) -> Iterator[str]:
    """Yield what is wrong with an entry."""
    if lacking := [name for name in ("id", "firm", "link", "stage", "history") if not getattr(entry, name)]:
        yield f"缺少 {'、'.join(lacking)}，请补上 / missing, fill in"
        return
    if bad := sorted({stage for _, stage in entry.steps} - set(s.PROJECT_STAGES)):
        yield f"阶段 {'、'.join(bad)} 不在 {'、'.join(s.PROJECT_STAGES)} 之中 / unknown stage"
    dates = {"next_date": entry.next_date, "production": entry.production}
    yield from (
        f"{name} {text!r} 不是日期（2026、2026-03 或 2026-03-01）/ no date" for name, text in dates.items() if text and not is_date(text)
    )
    yield from (f"history 中的 {date!r} 不是日期 / no date" for date, _ in entry.steps if not is_date(date))
    if entry.steps and entry.steps[-1][1] != entry.stage:
        yield f"阶段 {entry.stage} 与历史的最后一步 {entry.steps[-1][1]} 不一致 / stage and history disagree"
