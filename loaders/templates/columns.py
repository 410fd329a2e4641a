"""Columns of the workbook: each shows what the graph says of a node, and reads back what a clerk writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...graph.claims import Value
from ...graph.schema import SCHEMA
from ...graph.snapshot import Node, Snapshot
from ...graph.spec import EdgeType, Prop
from .names import SEPARATOR, Names, Unclear
from .values import DATES, NO, TEXTS, YES, choices, read, shown, year_of


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a cell: a property value, or an edge to (`inward`: from) another node."""

    predicate: str
    value: Value
    modality: str
    inward: bool = False
    as_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What every column has. `fixed`: cannot be changed in a row that is known already. `figure`: belongs to the row's year."""

    title: str
    required: bool = False
    fixed: bool = False
    figure: bool = False
    width: int = 16
    example: str = ""
    choices: tuple[str, ...] = ()
    as_text: bool = False

    def shown(self, graph: Snapshot, names: Names, node: Node) -> str:
        """Return what the graph says, as it stands in the cell."""
        raise NotImplementedError

    def said(self, names: Names, node: Node, text: str) -> Iterator[Said]:
        """Yield what a cell states. Raises Unclear."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class PropColumn(Column):
    """A property of the sheet's node types."""

    prop: Prop
    modality: str = "existing"

    def shown(self, graph: Snapshot, names: Names, node: Node) -> str:
        """Return the value in the words of the office."""
        return shown(self.prop, node.props[self.prop.name]) if self.prop.name in node.props else ""

    def said(self, names: Names, node: Node, text: str) -> Iterator[Said]:
        """Yield the values that the node does not have yet."""
        if SCHEMA.node(node.type).prop(self.prop.name) is None:
            raise Unclear(f"“{node.name}”没有“{self.title}”这一项", "请清空此格")
        held = node.props.get(self.prop.name, []) if self.prop.type == "list" else []
        yield from (Said(self.prop.name, value, self.modality) for value in read(self.prop, text) if value not in held)


@dataclass(frozen=True, kw_only=True)
class EndsColumn(Column):
    """The nodes at the other end of the node's edges of a type."""

    edge: EdgeType
    inward: bool = False
    modality: str = "existing"
    single: bool = False

    def ends(self, graph: Snapshot, node: Node) -> list[str]:
        """Return the ids at the other end, sorted."""
        edges = graph.into(node.id, self.edge) if self.inward else graph.out(node.id, self.edge)
        return sorted(e.source if self.inward else e.target for e in edges)

    def labels(self, node_type: str) -> frozenset[str]:
        """Return the types that may stand at the other end."""
        pairs = ((b, a) if self.inward else (a, b) for a, b in self.edge.pairs)
        return frozenset(other for own, other in pairs if own == node_type)

    def shown(self, graph: Snapshot, names: Names, node: Node) -> str:
        """Return the names, unmistakable among the types of that end."""
        labels = self.labels(node.type)
        return SEPARATOR.join(names.label(i, labels) for i in self.ends(graph, node))

    def said(self, names: Names, node: Node, text: str) -> Iterator[Said]:
        """Yield an edge for every name."""
        labels = self.labels(node.type)
        if not labels:
            raise Unclear(f"“{node.name}”没有“{self.title}”这一项", "请清空此格")
        found = names.find_all(text, labels, self.title)
        if self.single and len(found) > 1:
            raise Unclear(f"“{self.title}”只能有一个", "请只留一个")
        yield from (Said(self.edge.name, end, self.modality, self.inward) for end in found)


@dataclass(frozen=True, kw_only=True)
class TitleColumn(Column):
    """A title that a firm holds (高企 …), as 是 or the year; one entry of the list property."""

    prop: Prop
    word: str
    choices: tuple[str, ...] = field(default=())

    def shown(self, graph: Snapshot, names: Names, node: Node) -> str:
        """Return the latest year, 是 where no year is known, or nothing."""
        held = [h for h in node.props.get(self.prop.name, []) if h.partition("（")[0] == self.word]
        years = [m[1] for h in held if (m := re.search(r"（(\d{4})）$", h))]
        return max(years, default=YES if held else "")

    def said(self, names: Names, node: Node, text: str) -> Iterator[Said]:
        """Yield the title; 否 states nothing."""
        if text != NO:
            entry = self.word if text == YES else f"{self.word}（{year_of(text)}）"
            yield Said(self.prop.name, entry, "existing", as_of="" if text == YES else year_of(text))


def prop_column(
    prop: Prop, *, required: bool = False, fixed: bool = False, figure: bool = False, modality: str, example: str
) -> PropColumn:
    """Return the column of a property: header, closed list and format follow from its declaration."""
    wide = 40 if prop.name in ("about", "text") else 16
    return PropColumn(
        title=prop.zh, prop=prop, required=required, fixed=fixed, figure=figure, width=wide, example=example, modality=modality,
        choices=choices(prop) if prop.type != "list" else (), as_text=prop.name in TEXTS | DATES,
    )  # fmt: skip
