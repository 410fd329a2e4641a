"""A clerk's list → one batch: examined, resolved against everything that is there, previewed, and only then written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.sources import Source
from ..loaders.intake.claims import ClaimWriter, Reference, Table, lines_of, source_of
from ..loaders.intake.examine import Examined, examine
from ..loaders.intake.fault import NOTICE, Fault
from ..loaders.intake.header import Layout
from ..loaders.intake.judge import judge_of
from ..loaders.intake.known import Known, known_firms
from ..loaders.intake.places import Gazetteer
from ..loaders.intake.placing import Placer
from ..loaders.intake.resolve import Here, Resolved, here_of, resolve
from ..loaders.intake.row import Record
from ..loaders.intake.sheet import LIMIT_MB
from ..loaders.places import read_codes
from ..loaders.shipped import CODES, DATA, code_table, load_shipped, read_links
from .batches import Batch, append, standing_claims
from .paths import Workspace
from .sources import keep_table

_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.年/]?(0[1-9]|1[0-2])[-_.月/]?(0[1-9]|[12]\d|3[01])(?!\d)")
Step = Callable[[str, int], None]


@dataclass(frozen=True)
class Asked:
    """How a list is to be taken in. `as_of`: its date; empty means what its title or file name says, else unknown."""

    keep_contact: bool = False
    registered: bool = False
    partial: bool = False
    as_of: str = ""
    limit_mb: int = LIMIT_MB


@dataclass
class Preview:
    """What a list would bring, before anything is written. Counts are firms, `duplicates` rows."""

    examined: Examined
    faults: list[Fault]
    notices: list[Fault]
    items: list[Resolved]
    writers: list[tuple[ClaimWriter, list[Resolved]]]
    duplicates: int
    stopped: bool
    new: int = 0
    changed: int = 0
    deregistered: int = 0
    sources: list[Source] = field(default_factory=list)

    def claims(self, step: Step = lambda *_: None) -> Iterator[Claim]:
        """Yield the claims anew at each call."""
        for writer, items in self.writers:
            yield from writer.write(items, lambda n: step("写入", n))

    def as_json(self) -> dict[str, Any]:
        """Return the contract of `liantu import --check --json`, with the notices and the deregistered behind it."""
        return {
            "file": self.examined.path.name,
            "rows": len(self.examined.records),
            "firms": [firm_json(r) for r in self.examined.records if r.name],
            "faults": [f.as_json() for f in self.faults],
            "new": self.new,
            "changed": self.changed,
            "duplicates": self.duplicates,
            "deregistered": self.deregistered,
            "notices": [f.as_json() for f in self.notices],
        }


def firm_json(record: Record) -> dict[str, Any]:
    """Return a firm of the contract; null where the row does not say it."""
    place = record.place
    return {
        "name": record.name,
        "uscc": record.uscc,
        "status_active": record.active,
        "capital_cny_10k": record.capital,
        "founded": record.founded,
        "province": place.province or None,
        "city": place.city or None,
        "former_names": list(record.former),
    }


class Intake:
    """Takes lists into a workspace, one after the other; what never changes meanwhile is read once."""

    def __init__(self, workspace: Workspace, data: Path = DATA) -> None:
        self.workspace, self.data = workspace, data

    @cached_property
    def _shipped(self) -> tuple[Claim, ...]:
        shipped = load_shipped(self.data)
        self._zone = shipped.zone
        return shipped.claims

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, str]]:
        return read_codes(code_table(self.data, CODES[0]))

    @cached_property
    def _code_lines(self) -> Mapping[str, str]:
        """Code → where its row stands in the table of places."""
        lines = code_table(self.data, CODES[0]).read_text(encoding="utf-8").split("\n")
        return {line.partition(",")[0]: f"第{number}行" for number, line in reversed(list(enumerate(lines, 1)))}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of GB/T 2260."""
        return Gazetteer(self._codes)

    @cached_property
    def _placer(self) -> Placer:
        return Placer(read_links(self.data), read_codes(code_table(self.data, CODES[1])))

    @cached_property
    def here(self) -> Here:
        """The zone and the names a list may give it."""
        claims = self._shipped
        forms = [str(c.value) for c in claims if c.subject == self._zone.id and c.predicate in (s.NAME.name, s.ALIASES.name)]
        within = {c.subject: str(c.value) for c in claims if c.predicate == s.WITHIN.name}
        return here_of(self._zone, forms, within)

    def look(self, path: Path, asked: Asked, step: Step = lambda *_: None) -> Preview:
        """Return what a list would bring. Raises Unreadable, DataError; writes nothing."""
        found = examine(path, self.gazetteer, keep_contact=asked.keep_contact, limit_mb=asked.limit_mb, progress=lambda n: step("读取", n))
        known = known_firms(self._everything())
        known.judge = judge_of(self._everything())
        items, more, likely = resolve(found.good(), known, self.here, asked.registered, lambda n: step("识别", n))
        faults = [*found.faults, *(f for f in more if f.level != NOTICE)]
        notices = [*found.notices, *(f for f in more if f.level == NOTICE)]
        preview = Preview(found, faults, notices, items, [], len(found.duplicates | likely), found.stopped and not asked.partial)
        self._prepare(preview, known, asked)
        return preview

    def _everything(self) -> Iterator[Claim]:
        yield from self._shipped
        yield from standing_claims(self.workspace)

    def _prepare(self, preview: Preview, known: Known, asked: Asked) -> None:
        """Make the writers of all sheets and count what they would change."""
        found, minted = preview.examined, {item.firm: item.record.name for item in preview.items if item.is_new}
        by_sheet: dict[str, list[Resolved]] = {layout.sheet: [] for layout in found.layouts}
        for item in preview.items:
            by_sheet[item.record.layout.sheet].append(item)
        changed = set[str]()
        for layout in found.layouts:
            items, table = by_sheet[layout.sheet], _table(found, layout, asked)
            source = source_of(table, lines_of(table, items, self.here))
            writer = ClaimWriter(table, source, known, minted, Reference(self.here, self._placer, self._codes, self._code_lines))
            changed |= writer.changed(items)
            preview.sources.append(source)
            preview.writers.append((writer, items))
        preview.new, preview.changed = len(minted), len(changed)
        preview.deregistered = sum(item.record.active is False for item in preview.items)

    def commit(self, preview: Preview, asked: Asked, step: Step = lambda *_: None) -> Batch | None:
        """Write what a preview shows as one batch and return it; None where there is nothing new.

        The texts of the sheets are kept first, under ids made of their content; the batch alone makes them count, so a kill
        before it leaves the graph as it was. Raises StoreError where the workspace is locked.
        """
        claims = preview.claims(step)
        first = next(claims, None)
        if preview.stopped or first is None:
            return None
        for source in preview.sources:
            keep_table(self.workspace, source)
        return append(self.workspace, _with_first(first, claims), title=f"导入 {preview.examined.path.name}", when=asked.as_of)


def _table(found: Examined, layout: Layout, asked: Asked) -> Table:
    honour = found.honours.get(layout.sheet)
    as_of = asked.as_of or dated([*layout.titles, found.path.stem]) or (honour.year if honour else "")
    return Table(found.path.name, layout.sheet, len(found.layouts) == 1, as_of, honour, asked.registered)


def _with_first(first: Claim, rest: Iterable[Claim]) -> Iterator[Claim]:
    yield first
    yield from rest


def dated(texts: Iterable[str]) -> str:
    """Return the day that the first telling text names, as in 企查查导出_20240506; empty where none does.

    >>> dated(["导出时间：2024年05月06日"]), dated(["名单2025"])
    ('2024-05-06', '')
    """
    found = next((m for text in texts if (m := _DAY.search(text))), None)
    return "-".join(found.groups()) if found else ""
