"""Small tables in the form of the benchmark: written by hand, or drawn by a seed with industries that share words and products."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from liantu.analysis.ranking.market import FirmFacts, Make, Market, market

STEMS = ("锂电池", "印制电路", "减速", "医用", "显示", "汽车")
HEADS = ("隔膜", "材料", "板", "器", "设备", "组件", "零部件", "服务")
HEADERS = {
    "makes.csv": ("firm_code", "product", "revenue_share"),
    "firms.csv": ("firm_code", "short_name", "full_name", "exchange", "listed_on", "industry_code"),
    "industries.csv": ("industry_code", "name"),
    "industry_parent.csv": ("industry_code", "parent_code"),
    "products.csv": ("product",),
    "subclass.csv": ("product", "narrower_product"),
    "upstream.csv": ("product", "upstream_product"),
}


def small_market(makes: Iterable[str], industries: Mapping[str, Sequence[str]] | None = None) -> Market:
    """The market of lines "firm product product …"."""
    rows = [Make(firm, product) for line in makes for firm, *products in [line.split()] for product in products]
    given = industries or {}
    return market(rows, {make.firm: FirmFacts(f"企业{make.firm}", tuple(given.get(make.firm, ()))) for make in rows})


def drawn_rows(firms: int, seed: int) -> list[tuple[str, str, str]]:
    """Rows (code, product, share): each firm has a stem of its own and makes mostly things of that stem."""
    chance = random.Random(seed)
    rows = []
    for number in range(firms):
        stem = STEMS[number % len(STEMS)]
        for _ in range(chance.randint(2, 9)):
            word = stem if chance.random() < 0.8 else chance.choice(STEMS)
            product = word + chance.choice(("", "高端", "新型", "专用")) + chance.choice(HEADS)
            rows.append((f"{number:06d}", product, chance.choice(("0.001", "0.25", "1.7", "0.0", "x"))))
    return rows


def drawn_market(firms: int, seed: int) -> Market:
    """The market of drawn rows, with the stem as the industry."""
    rows = drawn_rows(firms, seed)
    facts = {code: FirmFacts(f"企业{code}", ("1", "11", f"11{int(code) % len(STEMS)}")) for code, _, _ in rows}
    return market((Make(code, product, share != "0.001") for code, product, share in rows), facts)


def write_tables(folder: Path, makes: Iterable[Sequence[str]], more: Mapping[str, Iterable[Sequence[str]]] | None = None) -> Path:
    """Write the seven tables; a firm's industry is its number modulo six; `more` adds rows to a table."""
    folder.mkdir(parents=True, exist_ok=True)
    makes = list(makes)
    codes = sorted({row[0] for row in makes})
    rows: dict[str, list[Sequence[str]]] = {name: [] for name in HEADERS}
    rows["makes.csv"] = list(makes)
    rows["firms.csv"] = [(c, f"简称{c}", f"企业{c}股份有限公司", "", "", f"1100{int(c) % 6:02d}") for c in codes]
    rows["industries.csv"] = [("110000", "大类"), *((f"1100{n:02d}", f"行业{n}") for n in range(1, 6))]
    rows["industry_parent.csv"] = [(f"1100{n:02d}", "110000") for n in range(1, 6)]
    for name, added in (more or {}).items():
        rows[name] = [*rows[name], *added]
    for name, header in HEADERS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows[name]])
    return folder
