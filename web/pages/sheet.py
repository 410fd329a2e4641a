"""A list as the pages show it and as it downloads: the same columns, the same rows, the same words."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ...analysis.coverage import Head
from ...graph.export_tables import harmless
from ...graph.ids import clean_text
from ...reports.base import INTERNAL, Cell, Document, Row, Section, table
from ...reports.pack import legal_name
from ...reports.xlsx import render_xlsx
from ...viz.theme import EDITIONS


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to, field by field, and the page of it; empty fields let everything through."""

    page: int = field(default=1, kw_only=True)

    def query(self) -> dict[str, Any]:
        """Return the state that stands in the address: what is asked for, without the page."""
        return {key: value for key, value in asdict(self).items() if key != "page" and value}


@dataclass(frozen=True, slots=True)
class Item:
    """A cell: its words, the page they lead to (a path, empty: none), the class that gives it its look."""

    text: str
    href: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its title, (key, title, width) of each column, rows of cells, and the notes that stand under it."""

    title: str
    columns: tuple[tuple[str, str, int], ...]
    rows: Sequence[Sequence[Item | str | int]]
    note: str = ""
    conditions: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean_text(self.title))

    def csv(self, head: Head) -> bytes:
        """Return the list for office programs: utf-8 with BOM, formulas made harmless, the data's dates in the last line."""
        text = io.StringIO(newline="")
        titles = [title for _, title, _ in self.columns]
        told = [titles, *([str(words(cell)) for cell in row] for row in self.rows), [], *([line] for line in self._closing(head))]
        csv.writer(text).writerows([harmless(clean_text(cell)) for cell in row] for row in told)
        return text.getvalue().encode("utf-8-sig")

    def xlsx(self, head: Head) -> bytes:
        """Return the list as a workbook of one sheet that prints one page wide; text stays text."""
        keys = [key for key, _, _ in self.columns]
        rows: list[Row] = [{key: Cell(words(cell)) for key, cell in zip(keys, row, strict=True)} for row in self.rows]
        made = table(self.columns, rows, note=self.note)
        lines = self._closing(head)
        section = Section("list", self.title, self.title, (made,), wide=True)
        return render_xlsx(Document(self.title, self.title, Cell("　".join(lines)).text, EDITIONS[INTERNAL], head.as_of, (section,)))

    def file_name(self, kind: str) -> str:
        """Return the name a download is saved under."""
        return f"{legal_name(self.title)}.{kind}"

    def _closing(self, head: Head) -> list[str]:
        return [line for line in (head.line(), self.conditions) if line]


def words(cell: Item | str | int) -> str | int:
    """Return what a cell says."""
    return cell.text if isinstance(cell, Item) else cell


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name in the address, its label, and (value, label, how many rows) of each choice; `chosen` is empty for all."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet with its filters, one page of it at a time. `query` is the state that stands in the address."""

    sheet: Sheet
    path: str
    query: dict[str, Any]
    choices: tuple[Choice, ...] = ()
    page: int = 1
    size: int = 30

    @property
    def total(self) -> int:
        """Number of rows on all pages."""
        return len(self.sheet.rows)

    @property
    def pages(self) -> int:
        """Number of pages, one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def shown(self) -> Sequence[Sequence[Item | str | int]]:
        """The rows of this page."""
        start = (min(self.page, self.pages) - 1) * self.size
        return self.sheet.rows[start : start + self.size]
