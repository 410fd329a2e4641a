"""What a report is made of: plain data that every renderer draws, and the context that sections are functions of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..analysis.coverage import Head, head
from ..analysis.evidence import Evidence
from ..analysis.gaps import Gap
from ..analysis.recommend.model import Advice
from ..analysis.settings import Settings, read_settings
from ..graph import schema as s
from ..graph.changes import Change
from ..graph.closings import Closing
from ..graph.errors import NotFound
from ..graph.ids import clean_text
from ..graph.ledger import Entry
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .scope import Scope

INTERNAL, PUBLIC = "internal", "public"
MISSING, NOT_COLLECTED, NOT_APPLICABLE = "数据未采集", "未采集", "不适用"


@dataclass(frozen=True, slots=True)
class Cell:
    """Text (may hold line breaks) or a count, and the evidence it rests on."""

    value: str | int
    notes: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.value, str):
            object.__setattr__(self, "value", clean_text(self.value))

    @property
    def text(self) -> str:
        """The value as every format prints it."""
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its title and its share of the width."""

    key: str
    title: str
    width: int = 10


@dataclass(frozen=True, slots=True)
class Table:
    """A list of the pack. `title` is empty where the section's own title says it all."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if wrong := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"{self.title}：每行应有 {len(self.columns)} 格，得到 {len(wrong[0])} 格 / wrong row length")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `style`: body, lead (a heading inside page one), item (a line of page one)."""

    cell: Cell
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Card:
    """A link in the picture: name, group it stands in, status word (empty in the public edition), marks, firms."""

    name: str
    group: str
    status: str
    needed: bool
    residents: tuple[str, ...]
    invitees: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Return what stands on the card, line by line; a dot marks a part of the card above."""
        state = " ".join(x for x in (self.status, "需求✓" if self.needed else "") if x)
        firms = [f"在区：{'、'.join(self.residents)}"] if self.residents else []
        wanted = [f"拟引进：{'、'.join(self.invitees)}"] if self.invitees else []
        name = f"· {self.name}" if self.group else self.name
        return tuple(clean_text(x) for x in (name, state, *firms, *wanted) if x)


@dataclass(frozen=True, slots=True)
class Figure:
    """全景图: lanes of cards, and the same picture as a fragment of HTML with its style sheet."""

    lanes: tuple[tuple[str, tuple[Card, ...]], ...]
    fragment: str = ""
    css: str = ""
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Shade:
    """A field of the coloured table that stands for a picture: its text and how it is coloured (empty: plain)."""

    text: str
    fill: str = ""
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: numbered title, lines to read under it, the drawing as SVG, how wide it is printed, the numbers behind it.

    `alt` tells in words what is to be seen; `fields` is the picture as a coloured table, header row first; `bars` counts the
    columns of `table` that are bars (0: none).
    """

    title: str
    lines: tuple[str, ...]
    svg: str
    width_mm: float
    height_mm: float
    alt: str
    table: Table
    fields: tuple[tuple[Shade, ...], ...]
    bars: tuple[str, ...] = ()


Block = Paragraph | Table | Figure | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; `sheet` is its name in the workbook; `wide` asks for a landscape page."""

    id: str
    title: str
    sheet: str
    blocks: tuple[Block, ...]
    wide: bool = False

    def cells(self) -> Iterator[Cell]:
        """Yield the cells in reading order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)
            elif isinstance(block, Paragraph):
                yield block.cell


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered source: where it stands and, in the internal edition, its words."""

    number: int
    text: str


@dataclass(frozen=True)
class Document:
    """A whole report, ready to be drawn. The first section is page one."""

    name: str
    title: str
    head_line: str
    edition: str
    as_of: str
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...] = ()
    numbers: Mapping[tuple[str, str, str], int] = field(default_factory=dict)

    def refs(self, cell: Cell) -> tuple[int, ...]:
        """Return the footnote numbers of a cell."""
        return tuple(sorted({self.numbers[note_key(note)] for note in cell.notes}))


def note_key(note: Evidence) -> tuple[str, str, str]:
    """Return what makes two pieces of evidence one footnote: source, place, words."""
    return (note.source, note.locator, note.quote)


@dataclass(frozen=True)
class Material:
    """What all reports of one pack share.

    `closings` are the differences that the staff settled, `ledger` whom they follow up (internal edition), `measured` the
    figures of the engine's own error (`liantu evaluate gaps`, annex), `changes` the what-if to play through (a section).
    Raises NotFound for an edition that does not exist.
    """

    graph: Snapshot
    zone: Zone
    edition: str = INTERNAL
    as_of: str | None = None
    closings: Mapping[str, Closing] = field(default_factory=dict)
    ledger: tuple[Entry, ...] = ()
    measured: tuple[Mapping[str, Any], ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        if self.edition not in (INTERNAL, PUBLIC):
            raise NotFound(f"没有版本 {self.edition}，可用：{INTERNAL}、{PUBLIC} / unknown edition")

    @property
    def shown_closings(self) -> Mapping[str, Closing]:
        """The closings that this edition may show: who settled what is not for outside."""
        return self.closings if self.edition == INTERNAL else {}


@dataclass(frozen=True)
class Context(Material):
    """What a section is a function of. `chain` is None for the zone; `found` holds the gaps of the scope, ranked.

    `recommended` is whom to approach; the rest as in `Material`.
    """

    chain: Node | None = None
    found: tuple[Gap, ...] = ()
    recommended: tuple[Advice, ...] = ()
    settings: Settings = field(default_factory=read_settings)

    @cached_property
    def chains(self) -> tuple[Node, ...]:
        """Every chain of the graph, by id."""
        return tuple(self.graph.of_type(s.CHAIN))

    @cached_property
    def head(self) -> Head:
        """The dates every output heads with."""
        return head(self.graph, self.zone, self.as_of)

    @cached_property
    def scope(self) -> Scope:
        """The firms, directions, platforms and projects the report is about."""
        return Scope(self.graph, self.chain.id if self.chain else None)

    @property
    def public(self) -> bool:
        """True for the edition that is handed out (对外推介版)."""
        return self.edition == PUBLIC


Row = dict[str, Cell | str | int]
Build = Callable[[Context], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class SectionType:
    """A registered section: how it is built, which editions may show it, how it is laid out."""

    id: str
    title: str
    sheet: str
    build: Build
    editions: frozenset[str] = frozenset({INTERNAL, PUBLIC})
    wide: bool = False


def table(columns: Iterable[tuple[str, str, int]], rows: Iterable[Row], title: str = "", note: str = "") -> Table:
    """Return a table from (key, title, width) columns and rows by key; a key that a row lacks prints empty."""
    made = tuple(Column(*column) for column in columns)
    cells = tuple(tuple(_cell(row.get(column.key, "")) for column in made) for row in rows)
    return Table(made, cells, clean_text(title), clean_text(note))


def listed(columns: Iterable[tuple[str, str, int]], rows: Sequence[Row], *, empty: str, title: str = "", note: str = "") -> Block:
    """Return a table, or the sentence `empty` where it would have no rows: a head above nothing tells nobody anything."""
    return table(columns, rows, title, note) if rows else Paragraph(Cell(f"{title}：{empty}" if title else empty))


def _cell(given: Cell | str | int) -> Cell:
    return given if isinstance(given, Cell) else Cell(given)
