"""Workbooks in tests: the graph of the reports as a filled template, cells set by sheet, id and header."""

from __future__ import annotations

from pathlib import Path

from liantu.graph.snapshot import Snapshot
from liantu.loaders.templates.book import template_book
from liantu.loaders.templates.cells import read_sheets
from liantu.loaders.templates.reading import Known
from report_graph import ZONE

Cells = dict[str, list[list[str]]]
CLASSES = frozenset({"3841", "3985"})


def known(graph: Snapshot) -> Known:
    """What a workbook of the graph is read against."""
    return Known(graph, ZONE, CLASSES)


def template(graph: Snapshot, folder: Path, *, filled: bool = True) -> Cells:
    """The template of a graph, written and read back."""
    return sheets_of(template_book(graph, ZONE, filled=filled), folder)


def sheets_of(content: bytes, folder: Path) -> Cells:
    """The cells of a workbook's bytes."""
    path = folder / "模板.xlsx"
    path.write_bytes(content)
    return read_sheets(path)


def column(cells: Cells, sheet: str, header: str) -> int:
    """Where a header stands."""
    return [h.rstrip("*") for h in cells[sheet][0]].index(header)


def put(cells: Cells, sheet: str, row: str | int, **values: str) -> int:
    """Set cells of the row with an id (first column) or of a number; returns the row's number as Excel shows it."""
    lines = cells[sheet]
    at = row - 1 if isinstance(row, int) else next(i for i, line in enumerate(lines) if line and line[0] == row)
    while len(lines) <= at:
        lines.append([])
    lines[at] += [""] * (len(lines[0]) - len(lines[at]))
    for header, value in values.items():
        lines[at][column(cells, sheet, header)] = value
    return at + 1


def add(cells: Cells, sheet: str, **values: str) -> int:
    """Add a row below the last; returns its number as Excel shows it."""
    return put(cells, sheet, len(cells[sheet]) + 1, **values)


def date(cells: Cells, day: str = "2026-03-01", who: str = "统计局") -> None:
    """Fill in who and when."""
    for line in cells["说明"]:
        if line[0] == "填报日期":
            line[1] = day
        elif line[0] == "填报单位":
            line[1] = who
