"""Rows of the workbook: what the graph says of a node or an edge, and what stands in a sheet the clerk sends back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...graph import schema as s
from ...graph.snapshot import Edge, Node, Snapshot
from ..intake.fault import ERROR, NOTICE, Fault
from .cells import tidy
from .columns import Column, PropColumn
from .names import Names
from .sheets import ENDS, EXAMPLE, ID, RELATION, TYPE, EdgeSheet, NodeSheet
from .values import shown

ABOUT_LABELS = ("填报单位", "填报人", "填报日期")


@dataclass(frozen=True)
class Row:
    """A row as sent back: its sheet, its number as Excel shows it, its id cell, its filled cells by header, the headers there are."""

    sheet: str
    number: int
    id: str
    cells: Mapping[str, str]
    headers: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The row's canonical text, which the claims quote."""
        return "；".join(f"{title}={text}" for title, text in self.cells.items())

    def fault(self, column: str, level: str, problem: str, advice: str) -> Fault:
        """Return a fault at a cell of this row."""
        return Fault(self.sheet, self.number, column, self.cells.get(column, ""), level, problem, advice)


@dataclass(frozen=True)
class Layout:
    """How a sheet looks: headers in order, those to be filled, the grey example, what may be chosen, formats."""

    title: str
    headers: tuple[str, ...]
    required: frozenset[str]
    example: Mapping[str, str]
    texts: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    given: frozenset[str] = frozenset()  # columns that say something to the clerk and are never read
    height: int = 0  # of a row, in points; 0 leaves it to the program


def layout(sheet: NodeSheet | EdgeSheet) -> Layout:
    """Return the layout of a sheet of the template."""
    columns = sheet.columns if isinstance(sheet, NodeSheet) else ()
    texts, widths = frozenset(c.title for c in columns if c.as_text), {c.title: c.width for c in columns}
    return Layout(sheet.title, tuple(headers(sheet)), required(sheet), example(sheet), texts, widths)


def headers(sheet: NodeSheet | EdgeSheet) -> list[str]:
    """Return the headers of a sheet without marks; the id column stands first in a sheet of nodes."""
    if isinstance(sheet, EdgeSheet):
        return [*ENDS[sheet.title], *([RELATION] if len(sheet.edges) > 1 else []), *(p.zh for p in sheet.props)]
    return [ID, *([TYPE] if len(sheet.types) > 1 else []), *(c.title for c in sheet.columns)]


def required(sheet: NodeSheet | EdgeSheet) -> frozenset[str]:
    """Return the headers that a new row must fill."""
    if isinstance(sheet, EdgeSheet):
        return frozenset([*ENDS[sheet.title], *([RELATION] if len(sheet.edges) > 1 else [])])
    return frozenset([*([TYPE] if len(sheet.types) > 1 else []), *(c.title for c in sheet.columns if c.required)])


def example(sheet: NodeSheet | EdgeSheet) -> dict[str, str]:
    """Return the grey example row of a sheet; its id cell says that it is one."""
    if isinstance(sheet, EdgeSheet):
        source, target = ENDS[sheet.title]
        said = {source: "例：某某有限公司", target: "例：某某环节", "投产年": "2024", "年份": "2025", "金额": "100"}
        return {title: said.get(title, "") for title in headers(sheet)} | {RELATION: sheet.edges[0][0].zh}
    return {ID: EXAMPLE, TYPE: sheet.types[0].zh, **{c.title: c.example for c in sheet.columns}}


def node_cells(graph: Snapshot, names: Names, sheet: NodeSheet, node: Node) -> dict[str, str]:
    """Return what the graph says of a node, by header; figures only of the row's own year."""
    cells = {ID: node.id, TYPE: s.SCHEMA.node(node.type).zh}
    return cells | {c.title: tidy(c.shown(graph, names, node)) if _of_its_year(graph, node, c) else "" for c in sheet.columns}


def _of_its_year(graph: Snapshot, node: Node, column: Column) -> bool:
    if not (column.figure and isinstance(column, PropColumn)):
        return True
    return node.props.get("figures_year") in {c.as_of for c in graph.claims_on(node, column.prop.name)}


def edge_cells(names: Names, sheet: EdgeSheet, edge: Edge) -> dict[str, str]:
    """Return what the graph says of an edge, by header."""
    source, target = ENDS[sheet.title]
    edge_type = next(t for t, _ in sheet.edges if t.name == edge.type)
    said = {source: names.label(edge.source, (sheet.source,)), target: names.label(edge.target, (sheet.target,)), RELATION: edge_type.zh}
    return said | {p.zh: tidy(shown(p, edge.props[p.name])) for p in sheet.props if p.name in edge.props}


def edges_shown(graph: Snapshot, sheet: EdgeSheet, listed: frozenset[str]) -> Iterator[Edge]:
    """Yield the edges a filled workbook lists: those of the firms it lists, sorted."""
    for edge_type, _ in sheet.edges:
        found = (e for node in sorted(listed) for e in graph.out(node, edge_type))
        yield from (e for e in found if graph.node(e.target).type == sheet.target)


def rows_of(sheet: Layout, cells: Sequence[Sequence[str]]) -> tuple[list[Row], list[Fault]]:
    """Return the filled rows of a sheet, and what is wrong with its header. The grey example is skipped while it is unchanged."""
    faults, at = _header(sheet, list(cells[0]) if cells else [])
    grey = {k: v for k, v in sheet.example.items() if v and k != ID}
    rows = []
    for number, line in enumerate(cells[1:], 2):
        filled = {title: line[i] for title, i in at.items() if i < len(line) and line[i]}
        node_id = filled.pop(ID, "")
        shaded = {k: v for k, v in grey.items() if k in at}
        if filled.keys() - sheet.given and filled != shaded:
            rows.append(Row(sheet.title, number, "" if node_id == EXAMPLE else node_id, filled, frozenset(at)))
    return rows, faults


def _header(sheet: Layout, written: list[str]) -> tuple[list[Fault], dict[str, int]]:
    names = [w.rstrip("*＊ ").strip() for w in written]
    at = {title: names.index(title) for title in sheet.headers if title in names}
    faults = [
        Fault(sheet.title, 1, w, "", NOTICE, "模板没有这一列，没有导入", "如需导入，请改用模板的列名") for w in names if w and w not in at
    ]
    faults += [Fault(sheet.title, 1, w, "", ERROR, "这一列出现两次", "请只留一列") for w in sorted(at) if names.count(w) > 1]
    if written:
        lacking = sorted(sheet.required - at.keys())
        faults += [Fault(sheet.title, 1, w, "", ERROR, "缺少必填的列", "请用 liantu template 重新生成模板") for w in lacking]
    return faults, at


def about_of(cells: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return who filled the workbook in and when, by label."""
    return {line[0].rstrip("*"): line[1] for line in cells if len(line) > 1 and line[0].rstrip("*") in ABOUT_LABELS and line[1]}
