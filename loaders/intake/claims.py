"""Resolved records → claims: one source a sheet, its rows as canonical text, every claim quoting its cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.claims import Claim, Value
from ...graph.ids import clean_text
from ...graph.sources import Source
from .known import Known
from .placing import Placer
from .resolve import Here, Resolved
from .title import Honour, named_honour

GRADE, LICENCE, PUBLISHER, UNKNOWN = "registry", "none stated", "用户", "未采集"
_INDUSTRY = ("industry_code", "industry", "scope")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Table:
    """One sheet with firms: where it comes from, its honour, and whether the clerk says that all are registered in the zone."""

    file: str
    sheet: str
    only_sheet: bool
    as_of: str
    honour: Honour | None
    registered: bool


def lines_of(table: Table, items: Iterable[Resolved], here: Here) -> str:
    """Return the canonical text of a sheet: a firm's row stands in the line whose number Excel shows."""
    rows = {item.record.row: item.record.line() + _said_of_all(table, here) for item in items}
    return "".join(f"{clean_text(rows.get(n, ''))}\n" for n in range(1, max(rows, default=0) + 1))


def _said_of_all(table: Table, here: Here) -> str:
    listed = f"｜{_list_quote(table)}" if table.honour else ""
    return listed + (f"｜{_clerk_quote(here)}" if table.registered else "")


def _list_quote(table: Table) -> str:
    return f"名单：{table.honour.title if table.honour else ''}"


def _clerk_quote(here: Here) -> str:
    return f"经手人声明：名单内企业均在{here.zone.name}登记"


def source_of(table: Table, text: str) -> Source:
    """Return the source of a sheet; its id follows from its text, so the same list is the same source."""
    title = table.file if table.only_sheet else f"{table.file}·{table.sheet}"
    key = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()[:12]
    about = {"publisher": PUBLISHER, "date": table.as_of or UNKNOWN, "licence": LICENCE, "grade": GRADE}
    return Source(id=f"import-{key}", title=title, label=title, text=text, **about)


@dataclass(frozen=True)
class Reference:
    """What every list is held against: the zone, the links, the table of GB/T 2260 and where its rows stand."""

    here: Here
    placer: Placer
    codes: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, str]  # where the row of a code stands


class ClaimWriter:
    """Writes the claims of one sheet: what no register has said before, or only longer ago.

    `minted`: firm → name, of the new ones.
    """

    def __init__(self, table: Table, source: Source, known: Known, minted: Mapping[str, str], reference: Reference) -> None:
        self.table, self.source, self.known = table, source, known
        self.here, self.placer, self.codes, self.lines = reference.here, reference.placer, reference.codes, reference.lines
        self._minted = dict(minted)
        self._places: set[str] = set()

    def changed(self, items: Iterable[Resolved]) -> set[str]:
        """Return the firms known before of which the rows say something that nobody has said."""
        before = (item for item in items if item.firm in self.known.facts)
        return {i.firm for i in before if any(not self.known.holds(i.firm, predicate, value) for predicate, value, _ in self._said(i))}

    def write(self, items: Iterable[Resolved], progress: Progress = lambda _: None) -> Iterator[Claim]:
        """Yield the claims of all rows, the source's own first where there is anything to say; the same at each call."""
        told = False
        self._places = set(self.known.subjects)
        for number, item in enumerate(items):
            for claim in self._row(item):
                if not told:
                    yield from self._about_source()
                    told = True
                yield claim
            if number % 1000 == 0:
                progress(number)

    def _about_source(self) -> Iterator[Claim]:
        values = {"name": self.source.title, "publisher": PUBLISHER, "date": self.source.date, "licence": LICENCE, "grade": GRADE}
        for name, value in values.items():
            yield Claim(f"{s.SOURCE.prefix}:{self.source.id}", name, value, "source:domain", "来源登记", "批次", "existing", "domain", "")

    def _row(self, item: Resolved) -> Iterator[Claim]:
        for predicate, value, quote in self._said(item):
            if not self.known.confirmed(item.firm, predicate, value, self.table.as_of):
                yield self._claim(item, predicate, value, quote)
        yield from self._capable_by_name(item)
        if item.place:
            yield from self._place(item.place)

    def _claim(self, item: Resolved, predicate: str, value: Value, quote: str) -> Claim:
        where = f"第{item.record.row}行"
        return Claim(item.firm, predicate, value, f"source:{self.source.id}", quote, where, "registered", GRADE, self.table.as_of)

    def _said(self, item: Resolved) -> Iterator[tuple[str, Value, str]]:
        """Yield (predicate, value, quote) of a row."""
        yield from self._names(item)
        yield from self._register(item)
        if item.left:
            yield "left", item.left, item.record.fragment("status")
        if item.place:
            yield s.LOCATED_IN.name, item.place, item.record.fragment(item.told) if item.told else _clerk_quote(self.here)
        yield from self._honours(item)
        yield from self._industry(item)

    def _names(self, item: Resolved) -> Iterator[tuple[str, Value, str]]:
        record = item.record
        if item.is_new:
            yield s.NAME.name, record.name, record.fragment("name")
        elif not self.known.holds(item.firm, s.NAME.name, record.name):
            yield from self._alias(item, record.name, "name")
        for name in record.former:
            yield from self._alias(item, name, "former_names")
        if english := record.text("name_en"):
            yield s.NAME_EN.name, english, record.fragment("name_en")

    def _register(self, item: Resolved) -> Iterator[tuple[str, Value, str]]:
        """Yield what a register says of the legal person; what it does not say is None or empty."""
        record = item.record
        code_column = next((c for c in ("uscc", "uscc_or_number", "tax_number") if record.text(c)), "")
        said: tuple[tuple[str, Value | None, str], ...] = (
            ("uscc", record.uscc, code_column),
            ("is_active", record.active, "status"),
            ("founded", record.founded, "founded"),
            ("capital_cny_10k", record.capital, "capital"),
            ("capital_stated", record.capital_foreign or None, "capital"),
        )
        for predicate, value, column in said:
            if value is not None:
                yield predicate, value, record.fragment(column)

    def _alias(self, item: Resolved, name: str, column: str) -> Iterator[tuple[str, Value, str]]:
        """Yield a further name, unless a row of this list minted the firm under it."""
        if name != self._minted.get(item.firm):
            yield s.ALIASES.name, name, item.record.fragment(column)

    def _honours(self, item: Resolved) -> Iterator[tuple[str, Value, str]]:
        record = item.record
        if self.table.honour:
            yield "honours", str(self.table.honour), _list_quote(self.table)
        if honour := named_honour(record.text("list_kind"), record.text("list_year")):
            yield "honours", honour, record.fragment("list_kind")

    def _industry(self, item: Resolved) -> Iterator[tuple[str, Value, str]]:
        record = item.record
        code = self.placer.code_of(record.text("industry_code"), record.text("industry"))
        if not code:
            return
        quote = record.fragment("industry_code" if record.text("industry_code") else "industry")
        yield "industry_codes", code, quote
        if not item.left and record.active is not False:
            for link in self.placer.registered(code, f"{record.text('scope')} {record.name}"):
                yield s.CAPABLE_OF.name, link, quote

    def _capable_by_name(self, item: Resolved) -> Iterator[Claim]:
        """Yield what only the words of the name let one guess, for lists that say nothing of the industry."""
        record = item.record
        if item.left or record.active is False or any(column in record.layout.at for column in _INDUSTRY):
            return
        for link, word in self.placer.by_name(record.name):
            if not self.known.holds(item.firm, s.CAPABLE_OF.name, link):
                quote = f"按名称推断：“{record.name}”含“{word}”"
                where = f"{self.source.title} 第{record.row}行"
                yield Claim(item.firm, s.CAPABLE_OF.name, link, "source:domain", quote, where, "inferred", "domain", self.table.as_of)

    def _place(self, place: str) -> Iterator[Claim]:
        """Yield a place of GB/T 2260 and those above it, once, where the graph lacks them."""
        code = place.partition(":")[2]
        while place not in self._places and code in self.codes:
            self._places.add(place)
            row = self.codes[code]
            above = f"{s.PLACE.prefix}:{row['parent'] or 'cn'}"
            for predicate, value in (("name", row["name"]), ("code", code), (s.WITHIN.name, above)):
                quote, where = ",".join(row.values()), self.lines[code]
                yield Claim(place, predicate, value, "source:gbt2260", quote, where, "existing", "registry", "2024")
            place, code = above, row["parent"]
