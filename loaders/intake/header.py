"""Where a sheet's header stands and what its columns are: known words, never positions; a bare list of names is a table of one column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from .sheet import Row, Sheet, text_of
from .words import bracketed, column_of, header_key, is_blank, words

LOOKED_AT, KNOWN_ENOUGH = 10, 3  # filled rows, known headers
SAMPLE, LONGEST_NAME = 200, 60
_PROSE = re.compile(r"[。；！？!?;]|^\d+(\.\d+)?%?$")
_TITLE = re.compile(r"名单|名录|清单|一览|公示|汇总|企业|公司")
UNUSED = frozenset({"personal", "", "index"})


@dataclass(frozen=True)
class Layout:
    """What a sheet's columns are. `labels` as the file writes them, `columns` what they are ("" unknown), aligned by position.

    `header_row` is 0 for a list without a header; data begin at `first_row`. `titles` stand above the header.
    """

    sheet: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    header_row: int
    first_row: int
    titles: tuple[str, ...] = ()
    by_content: bool = False
    at: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        at: dict[str, int] = {}
        for position in sorted(range(len(self.columns)), key=lambda p: self._rank(p)):
            if self.columns[position] not in UNUSED:
                at.setdefault(self.columns[position], position)
        object.__setattr__(self, "at", at)

    def _rank(self, position: int) -> tuple[int, int]:
        """Of two columns of one kind the one whose header stands first in the table of words counts."""
        column = self.columns[position]
        known = [header_key(h) for h in words()["columns"].get(column, [])]
        key = header_key(self.labels[position])
        return (known.index(key) if key in known else len(known), position)

    def label(self, column: str) -> str:
        """Return the header of a kind of column as the file writes it; empty where the sheet has none."""
        return self.labels[self.at[column]] if column in self.at else ""

    @cached_property
    def capital_context(self) -> str:
        """What the header says of the unit of capital: 注册资本（万元） → 万元."""
        return bracketed(self.label("capital"))


def find_layout(sheet: Sheet) -> Layout | None:
    """Return the layout of a sheet; None where it has neither a header nor looks like a list of names."""
    sample = [(n, row) for n, row in islice(sheet.rows(), 10 * SAMPLE) if any(text_of(c) for c in row)][:SAMPLE]
    best: tuple[int, int] = (0, 0)
    for position, (_, row) in enumerate(sample[:LOOKED_AT]):
        found = {column_of(text_of(c)) for c in row} - {""}
        if _is_header(found, row) and len(found) > best[0]:
            best = (len(found), position)
    return _tabular(sheet, sample, best[1]) if best[0] else _listing(sheet, sample)


def _is_header(found: set[str], row: Row) -> bool:
    filled = sum(not is_blank(text_of(c)) for c in row)
    return len(found) >= KNOWN_ENOUGH or ("name" in found and (len(found) > 1 or filled <= KNOWN_ENOUGH))


def _tabular(sheet: Sheet, sample: Sequence[tuple[int, Row]], position: int) -> Layout | None:
    number, row = sample[position]
    deep = max((last - first for (first, left), (last, _) in sheet.merges if first == number - 1 and left < len(row)), default=0)
    below = [r for n, r in sample[position + 1 :] if number < n <= number + deep]
    labels = tuple(_label(row, below, column) for column in range(max(map(len, [row, *below]))))
    columns = tuple(column_of(label) for label in labels)
    titles = tuple(t for n, r in sample[:position] for t in dict.fromkeys(map(text_of, r)) if t)
    layout = Layout(sheet.name, labels, columns, number, number + deep + 1, titles)
    rest = sample[position + 1 + len(below) :]
    if "name" not in layout.at:
        return _by_content(layout, rest)
    explains = _share(_cells(rest, layout.at["name"]), column_of) > 0.5  # a sheet that explains the columns of another
    return None if explains else layout


def _label(row: Row, below: Sequence[Row], column: int) -> str:
    """Return the innermost header of a column: a header may stand in two rows, the upper one over a group."""
    texts = [text_of(r[column]) if column < len(r) else "" for r in (row, *below)]
    return next((text for text in reversed(texts) if text), "")


def _by_content(layout: Layout, rows: Sequence[tuple[int, Row]]) -> Layout | None:
    """Take the one unknown column whose cells end like firms' names for the names."""
    unknown = [p for p, column in enumerate(layout.columns) if not column]
    likely = [p for p in unknown if _share(_cells(rows, p), is_organisation) >= 0.5]
    if len(likely) != 1:
        return None
    columns = tuple("name" if p == likely[0] else c for p, c in enumerate(layout.columns))
    return Layout(layout.sheet, layout.labels, columns, layout.header_row, layout.first_row, layout.titles, by_content=True)


def _listing(sheet: Sheet, sample: Sequence[tuple[int, Row]]) -> Layout | None:
    """Return the layout of a list of names without a header, title lines above it allowed."""
    width = max((len(row) for _, row in sample), default=0)
    shares = {p: _share(_cells(sample, p), is_organisation) for p in range(width)}
    named = [p for p in shares if shares[p] >= 0.5 and len(list(_cells(sample, p))) > len(sample) // 2]
    if not named and width == 1:
        named = [0] if _short_names(sheet, list(_cells(sample, 0))) else []
    if len(named) != 1:
        return None
    start = next((i for i, (_, row) in enumerate(sample) if _begins(row, named[0])), 0)
    titles = tuple(t for _, row in sample[:start] for t in dict.fromkeys(map(text_of, row)) if t)
    labels = tuple(letters(p) for p in range(width))
    columns = tuple("name" if p == named[0] else "" for p in range(width))
    return Layout(sheet.name, labels, columns, 0, sample[start][0], titles, by_content=True)


def _begins(row: Row, position: int) -> bool:
    text = text_of(row[position]) if position < len(row) else ""
    return is_organisation(text) or bool(text and not _TITLE.search(text) and not text[:1].isascii())


def _short_names(sheet: Sheet, cells: list[str]) -> bool:
    """Tell a list of short names (its title says what it is) from any other lines of text."""
    titled = any(_TITLE.search(text) for text in [sheet.name, *cells[:2]])
    return titled and _share(cells, lambda t: 1 < len(t) <= LONGEST_NAME // 2 and not _PROSE.search(t)) >= 0.8


def is_organisation(text: str) -> bool:
    """True where a cell ends like the name of a firm or institution."""
    plain = text.lower()
    return 3 < len(text) <= LONGEST_NAME and plain.endswith(tuple(words()["organisation"]["ends"])) and not _PROSE.search(plain)


def _cells(rows: Sequence[tuple[int, Row]], position: int) -> Iterator[str]:
    found = (text_of(row[position]) for _, row in rows if position < len(row))
    return (text for text in found if text)


def _share(cells: Iterator[str] | list[str], holds: object) -> float:
    assert callable(holds)
    told = [bool(holds(text)) for text in cells]
    return sum(told) / len(told) if told else 0.0


def letters(position: int) -> str:
    """Return a column's letters as a spreadsheet shows them.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    return (letters(position // 26 - 1) if position > 25 else "") + chr(65 + position % 26)
