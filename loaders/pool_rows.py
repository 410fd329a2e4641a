"""The rows of the national tables that the pool rests on, byte for byte (sources/ckg/rows.txt), and the pool held against them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ..graph.sources import Source
from .pool import Codes, Pool, PoolRow
from .pool_places import PlaceNames
from .pool_review import ACCEPTED
from .pool_tables import share_of

FIRM_COLUMNS = 6  # code, short name, legal name, exchange, listed on, industry; a row of makes has three
NOT_THERE = "来源 ckg 的行里没有这一条，请恢复该行 / no such row in the source, restore it"


def canonical(cells: Iterable[str]) -> str:
    """Return a row as one line of CSV, without its line end: its text as evidence."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


class Rows:
    """Looks the rows of the source up by what they are about."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._firms: dict[str, tuple[str, list[str]]] = {}
        self._makes: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for line in source.text.splitlines():
            cells = next(csv.reader([line]))
            if len(cells) == FIRM_COLUMNS:
                self._firms[cells[0]] = (line, cells)
            else:
                self._makes[cells[0], cells[1]].append((line, cells[2]))

    def firm(self, code: str) -> tuple[str, list[str]] | None:
        """Return the line of a firm and its cells."""
        return self._firms.get(code)

    def make(self, code: str, product: str, share: str) -> str | None:
        """Return the line that says a firm makes a product with that share of its revenue (empty: none between 0 and 1)."""
        return next((line for line, given in self._makes.get((code, product), ()) if share_of(given) == share), None)


@dataclass(frozen=True)
class _Check:
    rows: Rows
    verdicts: Mapping[tuple[str, str], str]
    places: PlaceNames

    def firm(self, row: PoolRow) -> str:
        """The line that says what a firm's row says; empty where none does."""
        found, c = self.rows.firm(row.cells["code"]), row.cells
        if found is None:
            return ""
        line, (_, short, name, *_) = found
        return line if (c["name"], c["short_name"], c["place"], c["year"]) == (name, short, self.places.of(name), self._year) else ""

    def make(self, row: PoolRow) -> str:
        """The line that says what a row of makes says, where its link was accepted too; empty where none does."""
        c = row.cells
        accepted = self.verdicts.get((c["product"], c["link"])) == ACCEPTED
        return (self.rows.make(c["code"], c["product"], c["revenue_share"]) or "") if accepted and c["year"] == self._year else ""

    @property
    def _year(self) -> str:
        return self.rows.source.date


def grounded(pool: Pool, source: Source, verdicts: Mapping[tuple[str, str], str], codes: Codes) -> tuple[Pool, list[str]]:
    """Return the pool with each row's text and place as they stand in the source, and a fault for every row that does not.

    Every cell of a row is held against the source's row, or against what follows from it: the place from the legal name,
    the year from the source, the link from the accepted pairs. Cost O(rows).
    """
    check = _Check(Rows(source), verdicts, PlaceNames(codes))
    firms = [(row, check.firm(row)) for row in pool.firms]
    makes = [(row, check.make(row)) for row in pool.makes]
    faults = [f"{row.where}：「{row.text[:60]}」{NOT_THERE}" for row, line in [*firms, *makes] if not line]
    kept = (tuple(_quoted(row, line, source) for row, line in rows if line) for rows in (firms, makes))
    return replace(pool, firms=next(kept), makes=next(kept)), faults


def _quoted(row: PoolRow, line: str, source: Source) -> PoolRow:
    return replace(row, text=line, where=source.row_locators(line)[0])


def in_source(row: PoolRow, line: str, source: Source, other: str) -> PoolRow:
    """Return a row quoted from the shipped source where its line stands there, else as a row of the source `other`."""
    return _quoted(row, line, source) if source.row_locators(line) else replace(row, text=line, source=other)


def rows_text(lines: Collection[str]) -> str:
    """Return the text of the source: each line once, sorted."""
    return "".join(f"{line}\n" for line in sorted(set(lines)))
