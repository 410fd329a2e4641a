"""A user's own pool (CSV or Excel: name, code, product, link, province, city, year, source) → rows of a pool, every fault named at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..graph.errors import DataError
from ..graph.ids import name_key
from .mapping import ALIAS, BASE, Mapper
from .pool import Codes, Pool, PoolRow
from .pool_places import PlaceNames

COLUMNS = {
    "name": "企业名称",
    "code": "代码",
    "product": "产品",
    "link": "环节",
    "province": "省",
    "city": "市",
    "year": "年份",
    "source": "来源",
}
REQUIRED = ("name", "product", "year", "source")
OWN_SOURCE = "own-pool"
SURE = BASE[ALIAS]  # below it a product that names no link is kept without one
_YEAR = re.compile(r"(19|20)\d\d")
_CODE = re.compile(r"[0-9]{6}|[0-9A-HJ-NP-RTUW-Y]{18}")


def pool_of(cells: list[list[str]], file: str, links: Mapping[str, Mapping[str, Any]], codes: Codes, mapper: Mapper) -> Pool:
    """Return the pool in the cells of a table. Pure. Raises DataError with every fault: file, row, column."""
    header = [_column(cell) for cell in (cells[0] if cells else [])]
    if faults := list(_header_faults(header, file)):
        raise DataError(*faults)
    rows = [
        PoolRow(dict(zip(header, (c.strip() for c in row), strict=False)), ",".join(row), f"{file} 第{n}行")
        for n, row in enumerate(cells[1:], 2)
        if any(c.strip() for c in row)
    ]
    if not rows:
        raise DataError(f"{file}：只有表头，没有企业行，请填写后再导入 / a header and no rows, fill in first")
    reading = _Reading(links, codes, mapper)
    faults = [fault for row in rows for fault in reading.faults(row)]
    if faults:
        raise DataError(*faults)
    firms = {firm.cells["code"]: firm for firm in map(reading.firm, rows)}
    return Pool(tuple(firms.values()), tuple(map(reading.make, rows)), (), OWN_SOURCE)


def _header_faults(header: list[str], file: str) -> Iterator[str]:
    if missing := [c for c in REQUIRED if c not in header]:
        words = "、".join(f"{c}（{COLUMNS[c]}）" for c in missing)
        read = " | ".join(x for x in header if x)[:60] or "空"
        yield f"{file} 第1行：缺少列 {words}；读到：{read}（CSV 以逗号分列）/ columns missing: {', '.join(missing)}"
    for column in COLUMNS:
        if header.count(column) > 1:
            yield f"{file} 第1行：列 {column}（{COLUMNS[column]}）出现 {header.count(column)} 次，请只留一列 / stands more than once"


def _column(cell: str) -> str:
    word = cell.strip().lower()
    return next((name for name, zh in COLUMNS.items() if word in (name, zh)), word)


class _Reading:
    """Reads rows against the links and the table of places."""

    def __init__(self, links: Mapping[str, Mapping[str, Any]], codes: Codes, mapper: Mapper) -> None:
        self.mapper = mapper
        self.codes, self.places = codes, PlaceNames(codes)
        self.links: dict[str, set[str]] = {}
        for link, row in links.items():
            for form in (link, link.removeprefix("link:"), row["name"], *row.get("aliases", [])):
                self.links.setdefault(name_key(form), set()).add(link)

    def faults(self, row: PoolRow) -> Iterator[str]:
        """Yield every fault of a row."""
        for column in REQUIRED:
            if not row.cells.get(column):
                yield f"{row.where} [{column}]：{COLUMNS[column]}不能为空 / must not be empty"
        for column, pattern in (("year", _YEAR), ("code", _CODE)):
            if (text := row.cells.get(column, "")) and not pattern.fullmatch(text):
                yield f"{row.where} [{column}]：{text!r} 不是有效的{COLUMNS[column]} / not a valid {column}"
        if (text := row.cells.get("link", "")) and len(self.links.get(name_key(text), ())) != 1:
            why = "不止一个环节用此名，请写编号" if name_key(text) in self.links else "没有这个环节"
            yield f"{row.where} [link]：{text!r} {why}；可用 liantu search 查找 / no single link of that name, try `liantu search`"
        for column in ("province", "city"):
            if (text := row.cells.get(column, "")) and not self._code(row, (column,)):
                yield f"{row.where} [{column}]：{text!r} 不在 GB/T 2260 表中或不唯一 / not a place of the table"

        province, city = (self._code(row, (column,)) for column in ("province", "city"))
        if province and city and province not in (city, self.codes[city]["parent"]):
            yield f"{row.where} [city]：{row.cells['city']!r} 不在{row.cells['province']} / the city is not in that province"

    def _code(self, row: PoolRow, columns: Iterable[str]) -> str:
        """Return the code of the place a row states; a city of a stated province only."""
        stated = "".join(row.cells.get(c, "") for c in columns)
        return self.places.of(stated) if stated else ""

    def firm(self, row: PoolRow) -> PoolRow:
        """Return the firm of a row."""
        place = self._code(row, ("city",)) or self._code(row, ("province",))
        cells = {"code": _key(row), "name": row.cells["name"], "short_name": "", "place": place, "year": row.cells["year"]}
        return PoolRow(cells, row.text, row.where)

    def make(self, row: PoolRow) -> PoolRow:
        """Return what the firm of a row makes; the link as stated, else as the product's very name or alias says, else none."""
        given = self.links.get(name_key(row.cells.get("link", "")), set()) if row.cells.get("link") else set()
        sure = given or {m.link for m in self.mapper.match(row.cells["product"]) if m.score >= SURE}
        link = next(iter(sure)) if len(sure) == 1 else ""
        cells = {"code": _key(row), "product": row.cells["product"], "revenue_share": "", "year": row.cells["year"], "link": link}
        return PoolRow(cells, row.text, row.where)


def _key(row: PoolRow) -> str:
    """Return the key of a firm: its code, else its name's hash, so that the same firm is one firm."""
    return row.cells.get("code") or hashlib.sha256(name_key(row.cells["name"]).encode()).hexdigest()[:10]
