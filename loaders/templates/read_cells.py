"""The cells of a row about a node: what differs from what was written out becomes a claim."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph import schema as s
from ...graph.claims import Claim
from ...graph.ids import name_key
from ...graph.snapshot import Node
from ..intake.fault import ERROR, NOTICE, WARNING
from .columns import Column, EndsColumn, PropColumn, Said
from .names import Names, Unclear
from .reading import Known, Pen, Read
from .rows import Row, node_cells
from .sheets import ACTUAL, DECLARATIONS, INDICATORS, YEAR, NodeSheet, declaration_faults
from .values import year_of

TAKE_BACK = "要收回请用 liantu undo 撤销相应批次，或填入新值"


class CellReader:
    """Reads rows of nodes against the graph."""

    def __init__(self, known: Known, names: Names, pen: Pen) -> None:
        self.graph, self.zone, self.classes, self.names, self.pen = known.graph, known.zone, known.classes, names, pen

    def row(self, sheet: NodeSheet, read: Read, node: Node) -> None:
        """Read a row: claims and faults go into `read`."""
        known = node.id in self.graph.nodes
        before = node_cells(self.graph, self.names, sheet, node) if known else {}
        restated = read.row.cells.get(YEAR, "") != before.get(YEAR, "")
        for column in sheet.columns:
            text, held = read.row.cells.get(column.title, ""), before.get(column.title, "")
            if column.title in read.row.headers.difference(ACTUAL) and (text != held or (column.figure and restated and text)):
                self._cell(read, node, column, text, held, known)
        if read.is_new and not sheet.named:
            read.claims.append(self.pen.claim(read.row, node.id, s.NAME.name, node.name))
        if sheet is DECLARATIONS and read.claims:
            self._declaration(read, node)
        if sheet is INDICATORS:
            self._actual(read, node)

    def _cell(self, read: Read, node: Node, column: Column, text: str, held: str, known: bool) -> None:
        if not text:
            if read.row.id:
                read.faults.append(read.row.fault(column.title, NOTICE, f"清空不会删除已有内容“{held[:40]}”", TAKE_BACK))
            return
        try:
            if column.fixed and known:
                raise Unclear(f"“{column.title}”不能在表中改", f"原为“{held}”；请改回，或清空编号另立一行")
            said = self._said(read, node, column, text, known)
            read.claims += [self._claim(read.row, node, one, column) for one in said]
        except Unclear as fault:
            read.faults.append(read.row.fault(column.title, ERROR, fault.problem, fault.advice))

    def _said(self, read: Read, node: Node, column: Column, text: str, known: bool) -> list[Said]:
        if column.title == s.NAME.zh and known:
            return list(self._renamed(read, node, text))
        held = set(column.ends(self.graph, node)) if known and isinstance(column, EndsColumn) else set()
        found = list(column.said(self.names, node, text))
        if isinstance(column, EndsColumn) and any(said.value == node.id for said in found):
            raise Unclear(f"“{column.title}”指向了自己", "请改正")
        if held - {said.value for said in found}:
            read.faults.append(read.row.fault(column.title, NOTICE, "删去的名称仍保留", TAKE_BACK))
        self._moves_in(read, node, column, found)
        return [said for said in found if said.value not in held]

    def _renamed(self, read: Read, node: Node, text: str) -> Iterator[Said]:
        """A new name in a row with its id is a renaming; in a row found by name or code it is one more form of the name."""
        forms = {name_key(x) for x in (node.name, *node.props.get("aliases", ()))}
        if read.row.id:
            problem = f"名称由“{node.name}”改为“{text}”，按更名记录"
            read.faults.append(read.row.fault(s.NAME.zh, WARNING, problem, "若是另一个，请清空编号列另立一行"))
            yield Said(s.NAME.name, text, "existing")
            yield Said(s.ALIASES.name, node.name, "existing")
        elif name_key(text) not in forms:
            yield Said(s.ALIASES.name, text, "existing")

    def _moves_in(self, read: Read, node: Node, column: Column, found: list[Said]) -> None:
        here = any(said.predicate == s.LOCATED_IN.name and self.zone.holds(str(said.value)) for said in found)
        if here and node.props.get("resident") is False:
            problem = f"“{node.name}”原记为不在区内，将改为在区"
            read.faults.append(read.row.fault(column.title, WARNING, problem, "若在区的是其子公司或工厂，请另立一行，并填“隶属集团”"))

    def _claim(self, row: Row, node: Node, said: Said, column: Column) -> Claim:
        yearly = column.figure or (isinstance(column, PropColumn) and column.prop.name == "figures_year")
        if yearly and YEAR not in row.cells:
            raise Unclear(f"没有{YEAR}", f"请在“{YEAR}”写明这一行各数属于哪一年")
        as_of = year_of(row.cells[YEAR]) if yearly else said.as_of
        source, target = (str(said.value), node.id) if said.inward else (node.id, said.value)
        return self.pen.claim(row, source, said.predicate, target, said.modality, as_of)

    def _declaration(self, read: Read, node: Node) -> None:
        stated = {k: str(v) for k, v in node.props.items()} | {c.predicate: str(c.value) for c in read.claims}
        faults = declaration_faults(read.row.cells, self.classes, stated)
        read.faults += [read.row.fault(column, ERROR, problem, advice) for column, problem, advice in faults]

    def _actual(self, read: Read, node: Node) -> None:
        year, value, origin = (read.row.cells.get(title, "") for title in ACTUAL)
        if not (year or value or origin):
            return
        if not (year and value and origin):
            advice = "缺哪一项请补上；没有来源的数不收"
            read.faults.append(read.row.fault(ACTUAL[1], ERROR, f"{'、'.join(ACTUAL)}应一起填写", advice))
            return
        try:
            read.claims += self._of_year(read, node, year_of(year), value, origin)
        except Unclear as fault:
            read.faults.append(read.row.fault(ACTUAL[0], ERROR, fault.problem, fault.advice))

    def _of_year(self, read: Read, node: Node, year: str, value: str, origin: str) -> Iterator[Claim]:
        entry, held = f"{year}={value}（{origin}）", node.props.get("actuals", [])
        if entry in held:
            return
        if others := [h for h in held if h.startswith(f"{year}=")]:
            problem = f"{year} 年已有 {'；'.join(others)}，两数并存"
            read.faults.append(read.row.fault(ACTUAL[1], WARNING, problem, "若原数有误，请用 liantu undo 撤销相应批次"))
        yield self.pen.claim(read.row, node.id, "actuals", entry, as_of=year)
        if year >= str(node.props.get("latest_year", ""))[:4]:
            yield self.pen.claim(read.row, node.id, "latest_year", year, as_of=year)
            yield self.pen.claim(read.row, node.id, "latest_value", value, as_of=year)
