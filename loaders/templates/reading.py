"""What came of reading a workbook: one entry a row, with its claims, its faults and its state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...graph.claims import Claim, Value
from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from ..intake.fault import ERROR, Fault, stops
from .rows import Row

SOURCE = "source:staff"
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class Known:
    """What the reading holds the cells against: the graph, the zone, the four-digit classes of GB/T 4754."""

    graph: Snapshot
    zone: Zone
    classes: frozenset[str]


@dataclass(frozen=True)
class Pen:
    """Writes claims of the staff that quote their row, dated `date` unless the row says otherwise."""

    file: str
    date: str

    def claim(
        self, row: Row, subject: str, predicate: str, value: Value, modality: str = "existing", as_of: str = "", key: str = ""
    ) -> Claim:
        """Return a claim of grade staff."""
        where = f"{self.file}·{row.sheet}·第{row.number}行"
        return Claim(subject, predicate, value, SOURCE, row.text, where, modality, "staff", as_of or self.date, key)


@dataclass
class Read:
    """What came of one row: its claims, its faults, whether it is new, changed or the same."""

    row: Row
    node_id: str = ""
    is_new: bool = False
    claims: list[Claim] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """True where no fault forbids taking the row in."""
        return not stops(self.faults)

    @property
    def state(self) -> str:
        """new, changed or same."""
        return NEW if self.is_new else CHANGED if self.claims else SAME


@dataclass(frozen=True, slots=True)
class Answer:
    """What the staff confirmed of a link: who makes it here, and whether that is everybody."""

    link: str
    makers: tuple[str, ...]
    complete: bool


@dataclass(frozen=True)
class Reading:
    """What a workbook says: one entry a row, and the faults of headers and of the whole."""

    rows: tuple[Read, ...]
    heads: tuple[Fault, ...]
    who: str
    date: str
    answers: tuple[Answer, ...] = ()

    @property
    def faults(self) -> list[Fault]:
        """Every fault, sheet by sheet, row by row."""
        return [*self.heads, *(fault for read in self.rows for fault in read.faults)]

    @property
    def claims(self) -> list[Claim]:
        """The claims of the sound rows."""
        return [c for read in self.rows if read.sound for c in read.claims]

    def count(self, state: str) -> int:
        """Return how many sound rows are new, changed or the same."""
        return sum(1 for read in self.rows if read.sound and read.state == state)


def unlinked(rows: Iterable[Read]) -> None:
    """Fault every row that speaks of a new thing whose own row is not sound: the sound rows then hold by themselves."""
    rows = list(rows)
    while bad := {r.node_id for r in rows if r.is_new and not r.sound} - {None, ""}:
        hit = [r for r in rows if r.sound and any({c.subject, str(c.value), *c.subject.split("|")} & bad for c in r.claims)]
        if not hit:
            return
        for read in hit:
            read.faults.append(read.row.fault("", ERROR, "所指的另一行有误，本行无法导入", "请先改正那一行"))
