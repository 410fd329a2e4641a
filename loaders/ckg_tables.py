"""The tables of ChainKnowledgeGraph as the benchmark reads them: who makes what, firms, industries; every fault named at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..graph.errors import DataError
from ..graph.ids import clean_text
from .pool_tables import FILLER

NEEDED = {
    "makes.csv": ("firm_code", "product", "revenue_share"),
    "firms.csv": ("firm_code", "short_name", "full_name", "industry_code"),
    "industries.csv": ("industry_code", "name"),
    "industry_parent.csv": ("industry_code", "parent_code"),
}
BESIDE = ("products.csv", "subclass.csv", "upstream.csv")  # must be there, are not read: they brought nothing measurable
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CkgTables:
    """What the ranking uses. `makes`: (firm, product, reported); a row at the filler share is listed, not reported.

    `firms`: code → (short name, industries from wide to narrow); `industries`: code → name.
    """

    makes: tuple[tuple[str, str, bool], ...]
    firms: Mapping[str, tuple[str, tuple[str, ...]]]
    industries: Mapping[str, str]


def read_ckg(folder: Path) -> CkgTables:
    """Read the folder. Codes stay text (leading zeros); shares of 0, above 1 or no number still prove the row.

    Raises DataError naming every absent file, missing column and undecodable byte.
    """
    tables = {name: list(_rows(folder / name, columns)) for name, columns in NEEDED.items()}
    absent = [_absent(name) for name in BESIDE if not (folder / name).is_file()]
    if problems := [row for rows in tables.values() for row in rows if isinstance(row, str)] + absent:
        raise DataError(*problems)
    good = {name: [row for row in rows if isinstance(row, dict)] for name, rows in tables.items()}
    parents = {row["industry_code"]: row["parent_code"] for row in good["industry_parent.csv"]}
    return CkgTables(
        tuple((r["firm_code"], r["product"], r["revenue_share"] != FILLER) for r in good["makes.csv"] if r["firm_code"] and r["product"]),
        {r["firm_code"]: (r["short_name"], lineage(r["industry_code"], parents)) for r in good["firms.csv"] if r["firm_code"]},
        {r["industry_code"]: r["name"] for r in good["industries.csv"]},
    )


def lineage(code: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return an industry and those above it, the widest first; a loop in the table ends the climb.

    >>> lineage("110101", {"110101": "110100", "110100": "110000"}), lineage("a", {"a": "a"}), lineage("", {})
    (('110000', '110100', '110101'), ('a',), ())
    """
    chain: list[str] = []
    while code and code not in chain:
        chain.append(code)
        code = parents.get(code, "")
    return tuple(reversed(chain))


def read_queries(path: Path) -> tuple[str, ...]:
    """Return the column `product` of a CSV file as written, each once, in order. Raises DataError."""
    rows = list(_rows(path, ("product",)))
    if problems := [row for row in rows if isinstance(row, str)]:
        raise DataError(*problems)
    return tuple(dict.fromkeys(row["product"] for row in rows if isinstance(row, dict) and row["product"]))


def _absent(name: str) -> str:
    return f"{name}：文件夹里没有这个文件；请给出完整的表文件夹 / not in the folder: give the whole folder of tables"


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str] | str]:
    """Yield the rows, or one line that says what is wrong with the file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, IsADirectoryError):
        yield _absent(path.name)
        return
    except UnicodeDecodeError as fault:
        yield f"{path.name}：不是 UTF-8（第 {fault.start} 字节）；请另存为 UTF-8 / not UTF-8 (byte {fault.start}): save it as UTF-8"
        return
    reader = csv.DictReader(text.replace("\x00", "").splitlines(keepends=True))
    if missing := [c for c in columns if c not in (reader.fieldnames or ())]:
        yield f"{path.name}：第 1 行缺少列 {'、'.join(missing)} / line 1 lacks columns {', '.join(missing)}"
        return
    for row in reader:
        yield {column: clean_text(row[column] or "").strip() for column in columns}
