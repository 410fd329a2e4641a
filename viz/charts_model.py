"""What a figure holds: numbers and names, before anything is drawn; every picture and table of it is made from these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .theme import BoxStyle, StatusStyle

Value = str | int


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars: `looks` gives the series in their order, `counts` row → series → number of links; `notes` stand beside a row."""

    rows: tuple[str, ...]
    looks: Mapping[str, StatusStyle]
    counts: Mapping[str, Mapping[str, int]]
    notes: Mapping[str, str]

    def total(self, row: str) -> int:
        """Return the length of a bar."""
        return sum(self.counts[row].values())


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a heat map: who stands in it; none means 未采集, which is not 0."""

    who: tuple[str, ...] = ()

    @property
    def count(self) -> int | None:
        """Number of those known; None where nothing is known."""
        return len(self.who) or None


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat map: fields by row and column; `silent` names rows that hold nothing and are not drawn."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    fields: tuple[tuple[Field, ...], ...]
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A node of the flow: a link, a parent with its parts, or the rest of a stage; `links` counts the leaf links in it."""

    id: str
    name: str
    stage: str
    links: int


@dataclass(frozen=True, slots=True)
class Band:
    """Inputs between two groups, drawn as one band; `pairs` names them.

    `said` is empty for a band that is drawn; else why not: the goods themselves run in a circle, or only the grouping makes one.
    """

    source: str
    target: str
    pairs: tuple[tuple[str, str], ...]
    said: str = ""

    @property
    def inputs(self) -> int:
        """Width of the band: the number of inputs, each counting one."""
        return len(self.pairs)


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of goods: groups, bands without a cycle, bands that would close one; `inside` inputs stay within their group."""

    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    returning: tuple[Band, ...]
    inside: int

    @property
    def names(self) -> dict[str, str]:
        """Group id → name."""
        return {g.id: g.name for g in self.groups}


@dataclass(frozen=True, slots=True)
class Twig:
    """A node of the tree: its name, what it is in a word, its look (None: a heading), its children."""

    name: str
    word: str = ""
    look: StatusStyle | BoxStyle | None = None
    children: tuple[Twig, ...] = ()

    def rows(self, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
        """Return one path of labels per end of a branch."""
        here = (*path, self.label)
        return [row for child in self.children for row in child.rows(here)] if self.children else [here]

    @property
    def label(self) -> str:
        """Name and word."""
        return f"{self.name}（{self.word}）" if self.word else self.name


Figure = Bars | Heat | Flow | Twig


@dataclass(frozen=True)
class Chart:
    """A figure with its words and the same numbers as a table."""

    id: str
    title: str
    caption: str
    figure: Figure
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def printed(self) -> bool:
        """True for what stands on paper; a tree is for opening."""
        return not isinstance(self.figure, Twig)
