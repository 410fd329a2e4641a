"""The national tables (ChainKnowledgeGraph: firms, makes, subclass) → the rows of a pool: who makes what the links need."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..graph.errors import DataError
from ..graph.ids import clean_text
from .mapping import Mapper

YEAR = "2021"
FILLER = "0.001"  # stands in 28 % of the rows, beside items of the business scope: no figure, so such a row proves no making
LEAST_SHARE = 0.01
GONE = ("退", "PT")  # marks of a short name: no longer listed
NEEDED = {"firms.csv": ("firm_code", "short_name", "full_name"), "makes.csv": ("firm_code", "product", "revenue_share")}
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of the tables; `broader` names the wider products of a product."""

    firms: Mapping[str, Row]
    makes: tuple[Row, ...]
    broader: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Made:
    """A firm's product with the link it was read as; `share` is empty where the table gives none between 0 and 1, `stated` is its cell."""

    code: str
    product: str
    share: str
    link: str
    score: float
    stated: str = ""


def read_tables(folder: Path) -> Tables:
    """Read the folder of tables. Raises DataError naming every file that is absent and every column that is missing."""
    tables = {name: _rows(folder / name, columns) for name, columns in NEEDED.items()}
    if problems := [fault for found in tables.values() for fault in found if isinstance(fault, str)]:
        raise DataError(*problems)
    firms = {row["firm_code"]: row for row in tables["firms.csv"] if isinstance(row, dict)}
    broader: dict[str, list[str]] = defaultdict(list)
    if (folder / "subclass.csv").is_file():
        for row in _rows(folder / "subclass.csv", ("product", "narrower_product")):
            if isinstance(row, dict):
                broader[row["narrower_product"]].append(row["product"])
    return Tables(firms, tuple(r for r in tables["makes.csv"] if isinstance(r, dict)), {k: tuple(v) for k, v in broader.items()})


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str] | str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [c for c in columns if c not in (reader.fieldnames or ())]:
                return [f"{path.name}：第 1 行缺少列 {'、'.join(missing)} / columns missing"]
            return [{k: clean_text(v or "").strip() for k, v in row.items() if k} for row in reader]
    except FileNotFoundError:
        return [f"{path.name}：文件夹里没有这个文件 / not in the folder"]
    except UnicodeDecodeError as fault:
        return [f"{path.name}：不是 UTF-8（第 {fault.start} 字节）/ not UTF-8"]


def share_of(text: str) -> str:
    """Return a revenue share as written if it lies in 0 < share ≤ 1 and is no filler, else empty.

    >>> share_of("0.25"), share_of("1.0"), share_of("1.2"), share_of("0"), share_of("0.001"), share_of("x")
    ('0.25', '1.0', '', '', '', '')
    """
    try:
        return text if text != FILLER and 0 < float(text) <= 1 else ""
    except ValueError:
        return ""


def earned(tables: Tables) -> Iterator[Row]:
    """Yield the rows that prove making: a firm that is listed, a share that is a figure, at least 1 % (or beyond 1: unusable as figure)."""
    for row in tables.makes:
        firm = tables.firms.get(row["firm_code"])
        if firm and not any(mark in firm["short_name"] for mark in GONE) and _proves(row["revenue_share"]):
            yield row


def _proves(text: str) -> bool:
    try:
        return text != FILLER and float(text) >= LEAST_SHARE
    except ValueError:
        return False


def without(tables: Tables, excluded: Collection[tuple[str, str]]) -> Tables:
    """Return the tables without the rows of these (code, product) pairs."""
    return replace(tables, makes=tuple(row for row in tables.makes if (row["firm_code"], row["product"]) not in excluded))


def proposals(tables: Tables, mapper: Mapper) -> dict[str, list[tuple[str, str, float]]]:
    """Return product → (link, how, score) for every product that proves making and reads as a link; sorted by product."""
    products = sorted({row["product"] for row in earned(tables)})
    found = {product: [(m.link, m.how, m.score) for m in mapper.match(product)] for product in products}
    return {product: matches for product, matches in found.items() if matches}


def select(tables: Tables, accepted: Mapping[str, Mapping[str, float]], per_link: int, per_firm: int) -> list[Made]:
    """Return the rows of a pool, sorted: for each link its `per_link` makers with the largest shares, `per_firm` links a firm.

    `accepted` maps product → link → score. A firm's best product stands for a link. Cost O(rows log rows).
    """
    best: dict[tuple[str, str], Made] = {}
    for row in earned(tables):
        for link, score in accepted.get(row["product"], {}).items():
            made = Made(row["firm_code"], row["product"], share_of(row["revenue_share"]), link, score, row["revenue_share"])
            key = (made.code, link)
            best[key] = min(best.get(key, made), made, key=_rank)
    return sorted(_quota(_quota(best.values(), "link", per_link), "code", per_firm), key=lambda m: (m.code, m.link))


def _rank(made: Made) -> tuple[float, float, str, str, str]:
    return (-float(made.share or 0), -made.score, made.code, made.product, made.link)


def _quota(rows: Iterable[Made], group: str, limit: int) -> list[Made]:
    kept, seen = [], Counter[str]()
    for made in sorted(rows, key=_rank):
        seen[getattr(made, group)] += 1
        if seen[getattr(made, group)] <= limit:
            kept.append(made)
    return kept
