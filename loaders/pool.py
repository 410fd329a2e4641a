"""The national pool → claims: who makes what the links need. Nobody in it becomes a resident, no resident stands in it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..graph import schema as s
from ..graph.ids import name_key
from .base import DOMAIN_REFERENCE, Scribe
from .places import code_context

SAME, GROUP, DIFFERENT, UNCLEAR = "same", "group", "different", "unclear"
VERDICTS = (SAME, GROUP, DIFFERENT, UNCLEAR)
SOURCE = "ckg"
Codes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One line of a pool: its cells, its text as it stands in the source, and where; `source` only where not the pool's."""

    cells: Mapping[str, str]
    text: str
    where: str
    source: str = ""


@dataclass(frozen=True)
class Pool:
    """Firms (code, name, short_name, place, year), what they make (code, product, revenue_share, year, link), and who is who.

    `identities` (code, organisation, verdict, why) decides on listed firms whose names meet an organisation of the plan.
    """

    firms: tuple[PoolRow, ...]
    makes: tuple[PoolRow, ...]
    identities: tuple[PoolRow, ...]
    source: str = SOURCE


def read_pool(folder: Path) -> Pool:
    """Read the pool's files; a file that is absent holds no rows."""
    return Pool(_rows(folder / "firms.csv"), _rows(folder / "makes.csv"), _rows(folder / "identities.csv"))


def _rows(path: Path) -> tuple[PoolRow, ...]:
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    where = f"{path.parent.name}/{path.name}"
    return tuple(PoolRow(cells, lines[n - 1], f"{where} 第{n}行") for n, cells in enumerate(csv.DictReader(lines), 2))


def firm_id(code: str) -> str:
    """Return the id of a listed firm."""
    return f"{s.FIRM.prefix}:cn-{code.lower()}"


def product_id(name: str) -> str:
    """Return the id of a product by its name: the same name is the same product."""
    return f"{s.PRODUCT.prefix}:{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def transform_pool(scribe: Scribe, pool: Pool, codes: Codes) -> None:
    """Write the claims of a pool after those of the shipped organisations and places; a doubtful identity is a fault.

    A firm that is (`same`) an organisation of the plan adds what it makes to that organisation and is no firm of its own;
    where that is `unclear` its rows are left out. No row ever writes OPERATES_IN.
    """
    known = _known(scribe)
    ids = _identities(scribe, pool, known)
    _Writer(scribe, pool, known, ids, codes).write()


@dataclass(frozen=True)
class _Known:
    """What is claimed already: name key → organisation, the links, the places."""

    owners: Mapping[str, str]
    subjects: frozenset[str]


def _known(scribe: Scribe) -> _Known:
    named = [c for c in scribe.claims if c.predicate in (s.NAME.name, s.ALIASES.name)]
    owners = {name_key(str(c.value)): c.subject for c in named if c.subject.startswith(f"{s.FIRM.prefix}:")}
    return _Known(owners, frozenset(c.subject for c in named))


def _identities(scribe: Scribe, pool: Pool, known: _Known) -> dict[str, tuple[str, str]]:
    """Return code → (verdict, organisation); every listed firm that bears an organisation's very name needs a verdict."""
    decided = {}
    for row in pool.identities:
        code, organisation, verdict = row.cells["code"], row.cells["organisation"], row.cells["verdict"]
        decided[code] = (verdict, organisation)
        if verdict not in VERDICTS or organisation not in known.subjects:
            scribe.fault(row.where, f"应写 {'、'.join(VERDICTS)} 之一和已有的企业编号 / verdict or organisation unknown")
    for row in pool.firms:
        owner = next((o for key in ("name", "short_name") if (o := known.owners.get(name_key(row.cells[key])))), None)
        if owner in (None, firm_id(row.cells["code"])) or row.cells["code"] in decided:
            continue
        if owner.startswith(firm_id("")):  # another row of a pool: the same firm, written without its code
            decided[row.cells["code"]] = (SAME, owner)
        else:
            what = f"名称与 {owner} 相同，不能另作候选；请删去该行，或先在 identities.csv 判定"
            scribe.fault(row.where, f"{what} / bears the name of {owner}: remove the row, or decide in identities.csv")
    return decided


class _Writer:
    def __init__(self, scribe: Scribe, pool: Pool, known: _Known, ids: Mapping[str, tuple[str, str]], codes: Codes) -> None:
        self.scribe, self.pool, self.known, self.ids, self.codes = scribe, pool, known, ids, codes
        self.done: set[str] = set()  # products and places that have their claims

    def write(self) -> None:
        for row in self.pool.firms:
            if self._verdict(row) not in (SAME, UNCLEAR):
                self._firm(row)
        for row in self.pool.makes:
            if self._verdict(row) != UNCLEAR:
                self._make(row)

    def _verdict(self, row: PoolRow) -> str:
        return self.ids.get(row.cells["code"], (DIFFERENT, ""))[0]

    def _say(self, subject: str, predicate: str, value: str | float, row: PoolRow, modality: str) -> None:
        said = {"source": row.source or self.pool.source, "quote": row.text, "locator": row.where}
        self.scribe.say(subject, predicate, value, **said, modality=modality, as_of=row.cells["year"])

    def _firm(self, row: PoolRow) -> None:
        firm, short = firm_id(row.cells["code"]), row.cells["short_name"]
        self._say(firm, s.NAME.name, row.cells["name"], row, "reference")
        if short and short != row.cells["name"] and self.known.owners.get(name_key(short), firm) == firm:
            self._say(firm, s.ALIASES.name, short, row, "reference")
        if code := row.cells["place"]:
            self._place(code, row)
            self._say(firm, s.LOCATED_IN.name, f"{s.PLACE.prefix}:{code}", row, "existing")
        verdict, organisation = self.ids.get(row.cells["code"], ("", ""))
        if verdict == GROUP:
            why = next(r for r in self.pool.identities if r.cells["code"] == row.cells["code"])
            context = {"source": "domain", "quote": why.cells["why"], "locator": why.where, "modality": "inferred"}
            self.scribe.edge(organisation, s.PART_OF_GROUP.name, firm, {}, row.where, **context)

    def _place(self, code: str, row: PoolRow) -> None:
        """Write a place of the GB/T 2260 table, and those above it, unless it is there already."""
        place, given = f"{s.PLACE.prefix}:{code}", self.codes.get(code)
        if given is None:
            self.scribe.fault(row.where, f"地区代码 {code!r} 不在 GB/T 2260 表中 / no such place code")
        elif place not in self.known.subjects and place not in self.done:
            self.done.add(place)
            context = code_context(self.scribe, given)
            self.scribe.props(place, {"name": given["name"], "code": code}, row.where, **context)
            above = given["parent"]
            self.scribe.edge(place, s.WITHIN.name, f"{s.PLACE.prefix}:{above or 'cn'}", {}, row.where, **context)
            if above:
                self._place(above, row)

    def _make(self, row: PoolRow) -> None:
        verdict, organisation = self.ids.get(row.cells["code"], ("", ""))
        firm = organisation if verdict == SAME else firm_id(row.cells["code"])
        product, link = product_id(row.cells["product"]), row.cells["link"]
        if product not in self.done:
            self.done.add(product)
            self._say(product, s.NAME.name, row.cells["product"], row, "reference")
        edge = f"{firm}|{s.MAKES.name}|{product}"
        if edge not in self.done:
            self.done.add(edge)
            self._say(firm, s.MAKES.name, product, row, "existing")
            if share := row.cells["revenue_share"]:
                self._say(edge, "revenue_share", float(share), row, "existing")
        if link:
            self._link(firm, product, link, row)

    def _link(self, firm: str, product: str, link: str, row: PoolRow) -> None:
        if link not in self.known.subjects:
            self.scribe.fault(row.where, f"环节 {link!r} 不存在 / no such link")
            return
        belongs = f"{product}|{s.BELONGS_TO.name}|{link}"
        if belongs not in self.done:
            self.done.add(belongs)
            context = {"source": "domain", "quote": DOMAIN_REFERENCE, "locator": "pool/mapping.csv", "modality": "inferred"}
            self.scribe.edge(product, s.BELONGS_TO.name, link, {}, row.where, **context)
        self._say(firm, s.CAPABLE_OF.name, link, row, "existing")


def organisations_met(names: Iterable[str], owners: Iterable[str]) -> dict[str, list[str]]:
    """Return name → the organisations' name keys it begins with: each such meeting wants a verdict in identities.csv.

    >>> organisations_met(["甲乙技术股份有限公司"], ["甲乙", "丙丁"])
    {'甲乙技术股份有限公司': ['甲乙']}
    """
    keys = [key for key in owners if len(key) > 1]
    found = {name: sorted(key for key in keys if name_key(name).startswith(key)) for name in names}
    return {name: met for name, met in found.items() if met}
