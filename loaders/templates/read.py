"""Sheets a clerk sends back → claims: every cell that says something the graph does not say yet. Pure; faults all in one go."""

from __future__ import annotations

from ...graph import schema as s
from ...graph.claims import digest
from ...graph.ids import name_key
from ...graph.snapshot import Node
from ..intake.fault import ERROR, Fault
from .cells import Sheets
from .names import Names, Unclear
from .read_cells import CellReader
from .read_edges import EdgeReader
from .reading import Known, Pen, Read, Reading, unlinked
from .rows import Row, about_of, layout, required, rows_of
from .sheets import ABOUT, DICTIONARY, FIRMS, INDICATORS, MARK, SHEETS, TYPE, EdgeSheet, NodeSheet
from .values import date_of


def is_template(sheets: Sheets) -> bool:
    """Whether a workbook is one of ours: its hidden sheet 字典 says so in its first cell."""
    first = sheets.get(DICTIONARY) or [[]]
    return bool(first[0]) and first[0][0] == MARK


def template_claims(sheets: Sheets, known: Known, *, file: str, as_of: str = "") -> Reading:
    """Return what the sheets say that the graph does not say yet.

    Claims are of grade staff, quote their row and carry the date of the sheet 说明 (else `as_of`), figures their own year. A cell
    as it was written out says nothing; an emptied one takes nothing away. Cost: O(cells + nodes).
    """
    about = about_of(sheets.get(ABOUT) or [])
    date, heads = stated_date(about, as_of)
    reader = _Reader(known, Pen(file, date), heads)
    for sheet in SHEETS:
        rows, faults = rows_of(layout(sheet), sheets.get(sheet.title) or [])
        heads += faults
        reader.take(sheet, rows)
    done = reader.read()
    return Reading(done, (*heads, *undated(done, date)), " ".join(about[k] for k in ("填报单位", "填报人") if k in about), date)


def stated_date(about: dict[str, str], as_of: str) -> tuple[str, list[Fault]]:
    """Return the date of the sheet 说明, else `as_of`, and what is wrong with it."""
    try:
        return date_of(about["填报日期"]) if "填报日期" in about else as_of, []
    except Unclear as fault:
        return as_of, [Fault(ABOUT, 0, "填报日期", about["填报日期"], ERROR, fault.problem, fault.advice)]


def undated(rows: tuple[Read, ...], date: str) -> list[Fault]:
    """Return a fault where claims lack a date: a statement without one cannot grow old."""
    if date or all(c.as_of for read in rows for c in read.claims):
        return []
    advice = "请在“说明”填写填报日期（如 2026-03-01），或加 --as-of"
    return [Fault(ABOUT, 0, "填报日期", "", ERROR, "没有填报日期，无法记下这些内容截至何时", advice)]


class _Reader:
    """Finds out first which node each row is about, so that any row can name any other; then reads the cells."""

    def __init__(self, known: Known, pen: Pen, heads: list[Fault]) -> None:
        self.known, self.graph, self.names, self.pen, self.heads = known, known.graph, Names(known.graph), pen, heads
        self.nodes: list[tuple[NodeSheet, Read, Node]] = []
        self.edges: list[tuple[EdgeSheet, Read]] = []
        self.failed: list[Read] = []
        self.taken: dict[str, Row] = {}
        self.codes = {n.props["uscc"]: n.id for n in self.graph.of_type(s.FIRM) if n.props.get("uscc")}

    def take(self, sheet: NodeSheet | EdgeSheet, rows: list[Row]) -> None:
        """Take the rows of a sheet in."""
        for row in rows:
            read = Read(row)
            if isinstance(sheet, EdgeSheet):
                self.edges.append((sheet, read))
                continue
            try:
                self.nodes.append((sheet, read, self._identify(sheet, read)))
            except Unclear as fault:
                read.faults.append(row.fault(s.NAME.zh if sheet.named else "", ERROR, fault.problem, fault.advice))
                self.failed.append(read)

    def read(self) -> tuple[Read, ...]:
        """Return the rows with their claims, in the order of the sheets."""
        cells = CellReader(self.known, self.names, self.pen)
        for sheet, read, node in self.nodes:
            cells.row(sheet, read, node)
        done = [*self.failed, *(read for _, read, _ in self.nodes)]
        edges = EdgeReader(self.known, self.names, self.pen, arrivals=done)
        for edge_sheet, read in self.edges:
            edges.row(edge_sheet, read)
            done.append(read)
        unlinked(done)
        order = {sheet.title: n for n, sheet in enumerate(SHEETS)}
        return tuple(sorted(done, key=lambda r: (order[r.row.sheet], r.row.number)))

    def _identify(self, sheet: NodeSheet, read: Read) -> Node:
        """Return the node of a row: by its id, else by credit code or name, else a new one. Raises Unclear."""
        node = self._by_id(sheet, read.row) if read.row.id else self._by_name(sheet, read.row)
        if node is None:
            made = self._minted(sheet, read.row)
            node = self.graph.nodes.get(made.id, made)
            read.is_new = node is made
        first = self.taken.setdefault(node.id, read.row)
        if first is not read.row and sheet is not INDICATORS:
            raise Unclear(f"与“{first.sheet}”第 {first.number} 行是同一个", "请合并为一行")
        read.node_id, read.is_new = node.id, read.is_new and first is read.row
        self.names.add(node)
        return node

    def _by_id(self, sheet: NodeSheet, row: Row) -> Node:
        node = self.graph.nodes.get(row.id)
        if node is None or node.type not in sheet.labels:
            raise Unclear(f"编号 {row.id} 不是已有的{sheet.title}", "编号列由程序生成；新增的行请留空")
        return node

    def _by_name(self, sheet: NodeSheet, row: Row) -> Node | None:
        if not sheet.named:
            return None
        same = self.codes.get(row.cells.get("统一社会信用代码", "").upper()) if sheet is FIRMS else None
        labels = {t.name for t in sheet.types if len(sheet.types) == 1 or t.zh == row.cells.get(TYPE, t.zh)}
        found = [same] if same else [i for i in self.names.matches(row.cells.get(s.NAME.zh, ""), labels) if i in self.graph.nodes]
        if len(found) > 1:
            raise Unclear(f"有 {len(found)} 个已有的{sheet.title}用此名", f"请在编号列写明是哪一个：{'、'.join(found[:5])}")
        return self.graph.node(found[0]) if found else None

    def _minted(self, sheet: NodeSheet, row: Row) -> Node:
        """Return a new node; the same row gives the same id. Raises Unclear."""
        if lacking := sorted(required(sheet) - row.cells.keys()):
            raise Unclear(f"缺少 {'、'.join(lacking)}", "新增的行必须填写带 * 的列")
        node_type = next((t for t in sheet.types if len(sheet.types) == 1 or t.zh == row.cells[TYPE]), None)
        if node_type is None:
            raise Unclear(f"类型不能是“{row.cells[TYPE]}”", f"应为：{'、'.join(t.zh for t in sheet.types)}")
        if not sheet.named:
            parts = [f"{title}={text}" for title, text in row.cells.items() if title != "撤回日期"]
            name = f"{row.cells['名单']}（{row.cells['确认日期']}）"
        else:
            name = row.cells[s.NAME.zh]
            parts = [name_key(name) or name]
        home = f"{self._chain(row)}/" if node_type is s.LINK else ""
        return Node(f"{node_type.prefix}:{home}own-{digest([node_type.name, *parts])}", node_type.name, {"name": name})

    def _chain(self, row: Row) -> str:
        return self.names.find(row.cells[s.LINK_OF.zh], (s.CHAIN.name,), s.CHAIN.zh).partition(":")[2]
