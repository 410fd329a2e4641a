"""The workbook itself: one sheet a kind of thing, lists to choose from on a hidden sheet, ids locked and out of sight."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...graph import schema as s
from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from .cells import tidy
from .columns import EndsColumn
from .names import Names
from .rows import ABOUT_LABELS, Layout, edge_cells, edges_shown, layout, node_cells
from .sheets import ABOUT, DICTIONARY, ENDS, FIRMS, ID, MARK, RELATION, SHEETS, TEMPLATE, TYPE, EdgeSheet, NodeSheet

CREATED = datetime(2000, 1, 1)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FREE_ROWS = 2000  # rows below the last one that offer the lists too
PROTECTION = {k: True for k in ("insert_rows", "delete_rows", "sort", "autofilter", "format_columns", "format_rows", "format_cells")}
GUIDE = (
    "本工作簿由 liantu template 生成，填好后用 liantu import 导入。没有改动的格子不产生任何变化；清空格子不会删除已有内容。",
    "带 * 的列必填。第 2 行灰色为示例，导入时跳过。同一格里多个名称用“；”隔开。没有的留空，不要填“无”或 0。",
    "“编号”列（隐藏）由程序生成；新增的行不要填。改名称而保留编号，按更名处理。",
    "“数据年份”说明营收、研发费用、发明专利、从业人数、用地亩数属于哪一年；高企、专精特新、科小、上市填认定年份或“是”。",
    "企业-环节：只有在区企业能填“在区内生产”。企业名单确认为齐全的，填“名单齐全确认”，到期或撤回后自动失效。",
)
Lists = dict[tuple[str, ...], str]


def template_book(graph: Snapshot, zone: Zone, *, filled: bool = False) -> bytes:
    """Return the workbook as .xlsx bytes; `filled` writes what the graph says. Same graph, same bytes."""
    rows = {sheet.title: list(filled_rows(graph, sheet)) if filled else [] for sheet in SHEETS}
    names = Names(graph)
    offered = _name_lists(graph, names)
    pages = [Page(layout(sheet), rows[sheet.title], choices_of(sheet, offered)) for sheet in SHEETS]
    return write_book(pages, GUIDE, TEMPLATE, zone.name)


def filled_rows(graph: Snapshot, sheet: NodeSheet | EdgeSheet) -> Iterator[dict[str, str]]:
    """Yield the rows of a filled sheet, sorted by id."""
    names = Names(graph)
    nodes = [n for n in graph.nodes.values() if isinstance(sheet, NodeSheet) and sheet.includes(graph, n)]
    if isinstance(sheet, NodeSheet):
        yield from (node_cells(graph, names, sheet, node) for node in sorted(nodes, key=lambda n: n.id))
    else:
        listed = frozenset(n.id for n in graph.of_type(s.FIRM) if FIRMS.includes(graph, n))
        yield from (edge_cells(names, sheet, edge) for edge in edges_shown(graph, sheet, listed))


def _name_lists(graph: Snapshot, names: Names) -> dict[str, tuple[str, ...]]:
    """Return node type → labels to choose from, where a cell takes one name."""
    wanted = {s.CHAIN.name: graph.of_type(s.CHAIN), s.LINK.name: graph.of_type(s.LINK)}
    wanted[s.FIRM.name] = [n for n in graph.of_type(s.FIRM) if FIRMS.includes(graph, n)]
    return {label: tuple(sorted(tidy(names.label(n.id, (label,))) for n in nodes)) for label, nodes in wanted.items()}


@dataclass(frozen=True)
class Page:
    """A sheet to be written: its layout, its rows by header, header → what may be chosen."""

    layout: Layout
    rows: list[dict[str, str]]
    choices: Mapping[str, tuple[str, ...]]


def write_book(pages: Sequence[Page], guide: Sequence[str], kind: str, zone: str) -> bytes:
    """Return pages as one workbook of a kind. Same pages, same bytes."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"title": f"{zone} {MARK}", "created": CREATED})
    looks = _looks(book)
    about_sheet(book, guide, looks)
    written = [(page, book.add_worksheet(page.layout.title)) for page in pages]
    lists = dictionary(book, kind, [words for page in pages for words in page.choices.values()])
    for page, sheet in written:
        _sheet(sheet, page, looks, lists)
    book.close()
    return made.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
    free = {**base, "locked": False}
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#D9E2EC", "border": 1}),
        "grey": book.add_format({**free, "font_color": "#808080", "italic": True, "bg_color": "#F2F2F2"}),
        "cell": book.add_format(free),
        "text": book.add_format({**free, "num_format": "@"}),
        "given": book.add_format(base),
        "id": book.add_format({**base, "font_color": "#808080"}),
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
    }


def about_sheet(book: Any, guide: Sequence[str], looks: Mapping[str, Any]) -> None:
    """Write 说明: what the workbook is, and who fills it in and when."""
    page = book.add_worksheet(ABOUT)
    _printed(page)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, MARK, looks["title"])
    for row, label in enumerate(ABOUT_LABELS, 1):
        page.write_string(row, 0, label, looks["head"])
        page.write_blank(row, 1, None, looks["text"])
    for row, line in enumerate(guide, len(ABOUT_LABELS) + 2):
        page.write_string(row, 1, line, looks["cell"])


def dictionary(book: Any, kind: str, lists: Sequence[tuple[str, ...]]) -> Lists:
    """Write the hidden sheet 字典; return list → its range. A list of choices may be longer than a cell's rule can hold."""
    page = book.add_worksheet(DICTIONARY)
    page.hide()
    page.write_string(0, 0, MARK)
    page.write_string(1, 0, kind)
    page.write_string(2, 0, s.VERSION)
    ranges: Lists = {}
    for words in dict.fromkeys(w for w in lists if w):
        column = len(ranges) + 1
        for row, word in enumerate(words):
            page.write_string(row, column, word)
        ranges[words] = f"={DICTIONARY}!{_at(0, column)}:{_at(len(words) - 1, column)}"
    return ranges


def _at(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def choices_of(sheet: NodeSheet | EdgeSheet, offered: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return header → what may be chosen there."""
    if isinstance(sheet, EdgeSheet):
        found = dict(zip(ENDS[sheet.title], (offered.get(sheet.source, ()), offered.get(sheet.target, ())), strict=True))
        return found | {RELATION: tuple(edge.zh for edge, _ in sheet.edges)}
    found = {c.title: c.choices for c in sheet.columns if c.choices}
    found |= {c.title: offered.get(s.CHAIN.name, ()) for c in sheet.columns if isinstance(c, EndsColumn) and c.single}
    return found | ({TYPE: tuple(t.zh for t in sheet.types)} if len(sheet.types) > 1 else {})


def _printed(sheet: Any) -> None:
    """Print on A4, one page wide: the confirm sheet is often filled in on paper first."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(0)


def _sheet(sheet: Any, page: Page, looks: Mapping[str, Any], lists: Lists) -> None:
    shape = page.layout
    for i, title in enumerate(shape.headers):
        look = looks["id" if title == ID else "given" if title in shape.given else "text" if title in shape.texts else "cell"]
        sheet.set_column(i, i, shape.widths.get(title, 24), look, {"hidden": title == ID})
        sheet.write_string(0, i, f"{title}*" if title in shape.required else title, looks["head"])
        sheet.write_string(1, i, shape.example.get(title, ""), looks["grey"])
        for number, row in enumerate(page.rows, 2):
            if text := tidy(row.get(title, "")):
                sheet.write_string(number, i, text, look)
        if words := page.choices.get(title):
            rule = {
                "validate": "list",
                "source": lists[words],
                "error_type": "warning",
                "error_title": title,
                "error_message": "不在可选项中",
            }
            sheet.data_validation(2, i, len(page.rows) + FREE_ROWS, i, rule)
    for number in range(2, len(page.rows) + 2) if shape.height else ():
        sheet.set_row(number, shape.height)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    _printed(sheet)
    sheet.protect("", PROTECTION)
