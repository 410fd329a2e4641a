"""What an import found, for the clerk: a table of all faults, and a copy of the sheet with red cells and a last column 校验结果."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..graph.ids import clean_text
from .xlsx import CREATED, LONGEST, OPTIONS, sheet_name

COLUMNS = {
    "file": ("文件", 24),
    "sheet": ("工作表", 14),
    "row": ("行", 6),
    "column": ("列", 18),
    "value": ("值", 28),
    "level": ("级别", 8),
    "problem": ("问题", 40),
    "advice": ("建议", 44),
}
RESULT = "校验结果"
RED, YELLOW = "#FFC7CE", "#FFEB9C"
Fault = Mapping[str, Any]


@dataclass(frozen=True)
class Copied:
    """A sheet to be copied: its name, header row (0: none), labels by position, rows as (number, cell texts)."""

    name: str
    header_row: int
    labels: Sequence[str]
    rows: Iterable[tuple[int, Sequence[str]]]


def fault_table(file: str, faults: Sequence[Fault]) -> bytes:
    """Return the validation report as .xlsx, one row a fault; same faults, same bytes."""
    with _Book() as book:
        sheet = book.sheet("校验报告")
        for position, (title, width) in enumerate(COLUMNS.values()):
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, title, book.bold)
        for number, fault in enumerate(faults, 1):
            for position, key in enumerate(COLUMNS):
                book.write(sheet, number, position, file if key == "file" else fault[key], book.looks.get(fault["level"]))
        sheet.freeze_panes(1, 0)
        if faults:
            sheet.autofilter(0, 0, len(faults), len(COLUMNS) - 1)
    return book.content


def marked_copy(sheets: Iterable[Copied], faults: Sequence[Fault]) -> bytes:
    """Return a copy of the user's sheets as .xlsx: faulty cells red (errors) or yellow, what is wrong in the last column.

    Every cell is text, as it was read: nothing in it is run as a formula.
    """
    with _Book() as book:
        for copied in sheets:
            _copy(book, copied, [f for f in faults if f["sheet"] == copied.name])
    return book.content


def _copy(book: _Book, copied: Copied, faults: Sequence[Fault]) -> None:
    sheet = book.sheet(copied.name)
    by_row = {row: list(found) for row, found in groupby(sorted(faults, key=lambda f: f["row"]), key=lambda f: f["row"])}
    last = len(copied.labels)
    for number, cells in copied.rows:
        found = by_row.get(number, [])
        looks = {copied.labels.index(f["column"]): book.looks[f["level"]] for f in reversed(found) if f["column"] in copied.labels}
        for position, text in _padded(cells, looks):
            book.write(sheet, number - 1, position, text, looks.get(position))
        if result := RESULT if number == copied.header_row else "；".join(_sentence(f) for f in found):
            book.write(sheet, number - 1, last, result, book.bold if number == copied.header_row else book.looks["错误"])
    if not copied.header_row:
        sheet.set_column(last, last, 40)


def _padded(cells: Sequence[str], looks: Mapping[int, Any]) -> Iterator[tuple[int, str]]:
    """Yield the filled cells, and the empty ones that are to be red."""
    wide = max([len(cells), *(position + 1 for position in looks)])
    texts = [*cells, *[""] * (wide - len(cells))]
    return ((p, text) for p, text in enumerate(texts) if text or p in looks)


def _sentence(fault: Fault) -> str:
    return f"[{fault['column']}] {fault['level']}：{fault['problem']}。{fault['advice']}" if fault["column"] else str(fault["problem"])


class _Book:
    """A workbook in memory that writes text and whole numbers only."""

    def __enter__(self) -> _Book:
        import xlsxwriter

        self._buffer, self._taken = io.BytesIO(), set[str]()
        self._book = xlsxwriter.Workbook(self._buffer, OPTIONS)
        self._book.set_properties({"created": CREATED})
        self.bold = self._book.add_format({"bold": True, "bg_color": "#D9D9D9"})
        self.looks = {level: self._book.add_format({"bg_color": color}) for level, color in (("错误", RED), ("警告", YELLOW))}
        return self

    def __exit__(self, *_: object) -> None:
        if not self._taken:
            self.sheet("空表")
        self._book.close()
        self.content = self._buffer.getvalue()

    def sheet(self, title: str) -> Any:
        """Add a sheet under a legal name."""
        return self._book.add_worksheet(sheet_name(title, self._taken))

    def write(self, sheet: Any, row: int, column: int, value: object, look: Any = None) -> None:
        """Write a cell; a value that begins like a formula stays text."""
        if isinstance(value, int):
            sheet.write_number(row, column, value, look)
        elif value:
            sheet.write_string(row, column, clean_text(str(value))[:LONGEST], look)
        else:
            sheet.write_blank(row, column, None, look)
