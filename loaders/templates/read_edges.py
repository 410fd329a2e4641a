"""Rows about an edge: who makes what here, who sells to whom. A row the graph holds already says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...graph import schema as s
from ...graph.ids import edge_id
from ...graph.spec import EdgeType, Prop
from ..intake.fault import ERROR
from .cells import tidy
from .names import Names, Unclear
from .reading import Known, Pen, Read
from .rows import required
from .sheets import ENDS, RELATION, EdgeSheet
from .values import read as values_of
from .values import shown


class EdgeReader:
    """Reads rows of edges; `arrivals` are the rows of nodes, which may bring a firm into the zone."""

    def __init__(self, known: Known, names: Names, pen: Pen, arrivals: Iterable[Read]) -> None:
        self.graph, self.names, self.pen = known.graph, names, pen
        said = [c for read in arrivals if read.sound for c in read.claims]
        self.arrived = {c.subject for c in said if c.predicate == s.LOCATED_IN.name and known.zone.holds(str(c.value))}
        self.gone = {c.subject for c in said if c.predicate == "left"}
        self.seen: dict[str, int] = {}

    def row(self, sheet: EdgeSheet, read: Read) -> None:
        """Read a row: claims and faults go into `read`."""
        if lacking := sorted(required(sheet) - read.row.cells.keys()):
            read.faults.append(read.row.fault(lacking[0], ERROR, f"缺少 {'、'.join(lacking)}", "带 * 的列都要填"))
            return
        ends = [self._end(read, title, label) for title, label in zip(ENDS[sheet.title], (sheet.source, sheet.target), strict=True)]
        pair = sheet.by_word(read.row.cells[RELATION]) if len(sheet.edges) > 1 else sheet.edges[0]
        if pair is None:
            words = "、".join(edge.zh for edge, _ in sheet.edges)
            read.faults.append(read.row.fault(RELATION, ERROR, f"关系不能是“{read.row.cells[RELATION]}”", f"应为：{words}"))
        elif all(ends):
            self._edge(sheet, read, ends[0], ends[1], *pair)

    def _end(self, read: Read, title: str, label: str) -> str:
        try:
            return self.names.find(read.row.cells[title], (label,), title)
        except Unclear as fault:
            read.faults.append(read.row.fault(title, ERROR, fault.problem, fault.advice))
            return ""

    def _edge(self, sheet: EdgeSheet, read: Read, source: str, target: str, edge_type: EdgeType, modality: str) -> None:
        if source == target:
            read.faults.append(read.row.fault(ENDS[sheet.title][1], ERROR, "两端是同一家企业", "请改正其中一端"))
            return
        stated = self._stated(sheet, read, edge_type)
        key = ";".join(f"{k}={stated.get(k, '')}" for k in edge_type.key)
        edge = self._held(source, target, edge_type, stated) or edge_id(edge_type.name, source, target, key)
        if edge_type is s.OPERATES_IN and edge not in self.graph.edges and not self._is_here(source):
            advice = f"先在“企业”的“{s.LOCATED_IN.zh}”写明在区；若只是有此能力，关系请选“{s.CAPABLE_OF.zh}”"
            read.faults.append(read.row.fault(ENDS[sheet.title][0], ERROR, "该企业没有在区依据，不能记为在区内生产", advice))
            return
        self._write(read, edge, (source, edge_type.name, target, modality, key), stated, edge_type)

    def _held(self, source: str, target: str, edge_type: EdgeType, stated: Mapping[str, str]) -> str | None:
        """Return the edge the graph has between these ends with these key properties, whatever its key is written like."""
        found = (e for e in self.graph.out(source, edge_type) if e.target == target)
        return next((e.id for e in found if all(tidy(str(e.props.get(k, ""))) == stated.get(k, "") for k in edge_type.key)), None)

    def _write(self, read: Read, edge: str, ends: tuple[str, str, str, str, str], stated: Mapping[str, str], edge_type: EdgeType) -> None:
        first = self.seen.setdefault(edge, read.row.number)
        if first != read.row.number:
            read.faults.append(read.row.fault("", ERROR, f"与第 {first} 行说的是同一件事", "请合并为一行"))
            return
        source, name, target, modality, key = ends
        held = self.graph.edges.get(edge)
        read.node_id, read.is_new = edge, held is None
        if held is None:
            read.claims.append(self.pen.claim(read.row, source, name, target, modality, stated.get("year", ""), key))
        for prop in edge_type.props:
            text = stated.get(prop.name, "")
            if text and text != (tidy(shown(prop, held.props[prop.name])) if held and prop.name in held.props else ""):
                self._prop(read, edge, prop, text, stated.get("year", ""))

    def _prop(self, read: Read, edge: str, prop: Prop, text: str, year: str) -> None:
        try:
            read.claims += [self.pen.claim(read.row, edge, prop.name, value, as_of=year) for value in values_of(prop, text)]
        except Unclear as fault:
            read.faults.append(read.row.fault(prop.zh, ERROR, fault.problem, fault.advice))

    def _stated(self, sheet: EdgeSheet, read: Read, edge_type: EdgeType) -> dict[str, str]:
        """Return the row's edge properties by name, those in the key as the schema writes them; what another relation has is a fault."""
        own = {p.name for p in edge_type.props}
        stated = {p.name: read.row.cells[p.zh] for p in sheet.props if p.zh in read.row.cells}
        for prop in sheet.props:
            if prop.name in stated and prop.name not in own:
                read.faults.append(read.row.fault(prop.zh, ERROR, f"关系“{edge_type.zh}”没有这一项", "请清空此格"))
            elif prop.name in stated and prop.name in edge_type.key:
                try:
                    stated[prop.name] = str(values_of(prop, stated[prop.name])[0])
                except Unclear as fault:
                    read.faults.append(read.row.fault(prop.zh, ERROR, fault.problem, fault.advice))
        return stated

    def _is_here(self, firm: str) -> bool:
        node = self.graph.nodes.get(firm)
        resident = node is not None and node.props.get("resident") is True
        return firm not in self.gone and (resident or firm in self.arrived)
