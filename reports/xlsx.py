"""A document as workbook: one sheet a section, text stays text, every sheet prints one page wide."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..graph.ids import clean_text
from ..viz.theme import STATUS_COLORS
from .base import Block, Card, Cell, Document, Figure, Paragraph, Picture, Section, Table
from .board_grid import grid
from .text_width import line_count

CREATED = datetime(2000, 1, 1)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST, BOARD_COLUMNS, TEXT_COLUMN = 32_000, 10, 100
PAGE, NARROWEST, BOARD_WIDTH = 150.0, 5.0, 15.0  # sheet columns that print readably on one A4 page, and bounds of one
LINE, HIGHEST = 13.5, 409  # points
SIZES = {"title": 1.4, "lead": 1.2}  # size of a look relative to plain text
CHART_WIDTH, CHART_BASE, CHART_ROW, DEFAULT_ROW, ALT_LONGEST = 760, 110, 26, 20, 255  # pixels; characters
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
FONT = "宋体"
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "text": {},
    "lead": {"bold": True, "font_size": 12},
    "head": {"bold": True, "border": 1, "bg_color": "#D9D9D9", "align": "center"},
    "cell": {"border": 1},
    "number": {"border": 1, "align": "center"},
}


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a legal sheet name (≤ 31 characters, none of []:*?/\\) that is not taken yet, and take it."""
    base = _ILLEGAL.sub("_", clean_text(title)).strip().strip("'")[:27] or "表"
    name, count = base, 1
    while name.lower() in taken or name.lower() == "history":
        count += 1
        name = f"{base}({count})"
    taken.add(name.lower())
    return name


def shown(document: Document, cell: Cell) -> str | int:
    """Return what a cell of the workbook holds: a count as a number, text with its footnote numbers behind it."""
    marks = "".join(f"〔{n}〕" for n in document.refs(cell))
    if isinstance(cell.value, int) and not marks:
        return cell.value
    text = f"{cell.text}{marks}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def column_widths(section: Section) -> list[float]:
    """Return the widths of a sheet's columns: those of its widest table, so that the sheet prints on one page's width."""
    tables = [b.table if isinstance(b, Picture) else b for b in section.blocks if isinstance(b, Table | Picture)]
    board = any(isinstance(b, Figure) for b in section.blocks)
    widest = max(tables, key=lambda t: len(t.columns), default=None)
    if widest is None and not board:
        return [TEXT_COLUMN]
    given = [float(c.width) for c in widest.columns] if widest else []
    if board:
        given += [BOARD_WIDTH] * (BOARD_COLUMNS - len(given))
    scale = min(1.0, PAGE / sum(given))
    return [max(w * scale, BOARD_WIDTH if board else NARROWEST) for w in given]


def render_xlsx(document: Document) -> bytes:
    """Return the document as the bytes of an .xlsx file."""
    import xlsxwriter

    made, taken = io.BytesIO(), set[str]()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"title": document.title[:200], "comments": document.edition, "created": CREATED})
    formats = {
        k: book.add_format({"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter"} | v) for k, v in FORMATS.items()
    }
    colours = _colours(book)
    for section in document.sections:
        _Sheet(book, sheet_name(section.sheet, taken), document, formats, colours).section(section)
    _Sheet(book, sheet_name("注释", taken), document, formats, colours).footnotes()
    book.close()
    return made.getvalue()


def _colours(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 9, "text_wrap": True, "valign": "vcenter", "border": 1}
    looks = {word: {"bg_color": look.color, "font_color": look.text} for word, look in STATUS_COLORS.items()}
    return {word: book.add_format(base | look) for word, look in {**looks, "": {}}.items()}


class _Sheet:
    """Writes one sheet from the top down. Row heights are set: not every program grows rows to wrapped text."""

    def __init__(self, book: Any, name: str, document: Document, formats: dict[str, Any], colours: dict[str, Any]) -> None:
        self._book, self._sheet = book, book.add_worksheet(name)
        self._document, self._formats, self._colours = document, formats, colours
        self._row = 0
        self._widths: list[float] = [TEXT_COLUMN]

    def section(self, section: Section) -> None:
        """Write a section: title, dates, blocks; freeze and filter where it is one list."""
        self._set_up(column_widths(section))
        self._line(f"{self._document.title}（{self._document.edition}）　{section.title}", "title")
        self._line(self._document.head_line, "text")
        for block in section.blocks:
            self._block(block, alone=len(section.blocks) == 1)

    def footnotes(self) -> None:
        """Write the list of footnotes."""
        self._set_up([8, TEXT_COLUMN])
        self._line("注释", "title")
        for note in self._document.footnotes:
            self._cells([note.number, note.text[:LONGEST]])

    def _set_up(self, widths: list[float]) -> None:
        self._widths = widths
        for i, width in enumerate(widths):
            self._sheet.set_column(i, i, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&C第&P页 共&N页")

    def _height(self, texts: list[str], widths: list[float]) -> None:
        """Make the row as high as its fullest cell; a column of width 2 holds one Chinese character."""
        lines = max((line_count(t, max(w - 1, 2) / 2) for t, w in zip(texts, widths, strict=True)), default=1)
        self._sheet.set_row(self._row, min(LINE * lines + 3, HIGHEST))

    def _line(self, text: str, look: str) -> None:
        """Write text over the whole width."""
        last = len(self._widths) - 1
        self._height([text], [sum(self._widths) / SIZES.get(look, 1)])
        if last:
            self._sheet.merge_range(self._row, 0, self._row, last, "", self._formats[look])
        self._sheet.write_string(self._row, 0, text[:LONGEST], self._formats[look])
        self._row += 1

    def _block(self, block: Block, alone: bool) -> None:
        if isinstance(block, Paragraph):
            self._line(str(shown(self._document, block.cell)), "lead" if block.style == "lead" else "text")
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._table(block, alone)

    def _picture(self, block: Picture) -> None:
        """The numbers behind a picture, bars as a chart of the workbook, and what there is to know."""
        first = self._row + 1  # the row below the title is the header
        self._table(replace(block.table, title=block.title), alone=False, stretch=not block.bars)
        if block.bars:
            self._chart(block, first)
        for line in block.lines:
            self._line(line, "text")
        self._row += 1

    def _chart(self, block: Picture, first: int) -> None:
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        name, last = self._sheet.get_name(), first + len(block.table.rows)
        titles = [column.title for column in block.table.columns]
        for word in block.bars:
            at, look = titles.index(word), STATUS_COLORS[word]
            chart.add_series(
                {
                    "name": [name, first, at],
                    "categories": [name, first + 1, 0, last, 0],
                    "values": [name, first + 1, at, last, at],
                    "fill": {"color": look.color},
                    "border": {"color": look.border},
                    "gap": 60,
                }
            )
        chart.set_title({"name": block.title, "name_font": {"size": 11}})
        chart.set_y_axis({"reverse": True, "crossing": "max"})  # first row on top, figures below
        chart.set_x_axis({"major_gridlines": {"visible": True}})
        chart.set_size({"width": CHART_WIDTH, "height": CHART_BASE + CHART_ROW * len(block.table.rows)})
        self._sheet.insert_chart(self._row, 0, chart, {"description": block.alt[:ALT_LONGEST]})
        self._row += 2 + (CHART_BASE + CHART_ROW * len(block.table.rows)) // DEFAULT_ROW

    def _table(self, block: Table, alone: bool, stretch: bool = False) -> None:
        """Write a list; `stretch` lets the last column, which tells most, run to the edge of the sheet."""
        if block.title:
            self._line(block.title, "lead")
        head = self._row
        self._cells([column.title for column in block.columns], "head", stretch)
        for row in block.rows:
            self._cells([shown(self._document, cell) for cell in row], stretch=stretch)
        if alone:
            self._sheet.freeze_panes(head + 1, 2)
            self._sheet.autofilter(head, 0, max(self._row - 1, head + 1), len(block.columns) - 1)
            self._sheet.repeat_rows(0, head)
        if block.note:
            self._line(block.note, "text")
        self._row += 1

    def _cells(self, values: list[str | int], look: str = "cell", stretch: bool = False) -> None:
        last, edge = len(values) - 1, len(self._widths) - 1
        wide = stretch and last < edge
        widths = [*self._widths[:last], sum(self._widths[last:])] if wide else self._widths[: len(values)]
        self._height([str(v) for v in values], widths)
        if wide:
            self._sheet.merge_range(self._row, last, self._row, edge, "", self._formats[look])
        for i, value in enumerate(values):
            if isinstance(value, int):
                self._sheet.write_number(self._row, i, value, self._formats["number"])
            else:
                self._sheet.write_string(self._row, i, value, self._formats[look])
        self._row += 1

    def _figure(self, figure: Figure) -> None:
        board, at = grid(figure, BOARD_COLUMNS), 0
        for title, span in board.lanes:
            if span > 1:
                self._sheet.merge_range(self._row, at, self._row, at + span - 1, "", self._formats["head"])
            self._sheet.write_string(self._row, at, title, self._formats["head"])
            at += span
        self._row += 1
        for row in board.rows:
            self._cards([(i, card) for i, card in enumerate(row) if card is not None])
        if figure.legend:
            self._line(figure.legend, "text")
        self._row += 1

    def _cards(self, cards: list[tuple[int, Card]]) -> None:
        texts = ["\n".join(card.lines())[:LONGEST] for _, card in cards]
        self._height(texts, [self._widths[i] for i, _ in cards])
        for (i, card), text in zip(cards, texts, strict=True):
            self._sheet.write_string(self._row, i, text, self._colours[card.status])
        self._row += 1
