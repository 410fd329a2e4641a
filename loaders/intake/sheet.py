"""A sheet as it was read: its rows as often as one asks, with the numbers Excel shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ...graph.errors import DataError
from .words import tidy

Row = list[object]
Merge = tuple[tuple[int, int], tuple[int, int]]  # (first row, first column), (last row, last column), counted from 0
LIMIT_MB = 100
MOST_CELLS = 20_000_000  # of the rectangle a sheet fills; beyond it a stray cell far out would take gigabytes


class Unreadable(DataError):
    """A file that is refused whole; its text is the reason."""


@dataclass(frozen=True)
class Sheet:
    """`rows` yields (row number from 1, cells) anew at each call; rows without any cell may be left out."""

    name: str
    rows: Callable[[], Iterator[tuple[int, Row]]]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    merges: tuple[Merge, ...] = ()
    broken_from: int = 0  # the row from which quotation marks do not pair; 0: they do


def text_of(cell: object) -> str:
    """Return a cell's tidy text: whole numbers without a point, dates in ISO form."""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else tidy(str(cell))
