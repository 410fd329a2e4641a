"""A made-up set of national tables that one can draw, with every fault in it once."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from liantu.loaders.national_rows import TABLES
from project import ROOT

REAL = Path(os.environ.get("LIANTU_CKG") or ROOT.parent / "shared" / "ckg")
with_real_tables = pytest.mark.skipif(not REAL.is_dir(), reason="the national tables are not shipped; LIANTU_CKG names their folder")

# 甲 000001 makes 电池 (0.6) and, as a filler, 正极; 乙 000002 makes 正极 (1.2: no figure); 丙 600003 makes nothing.
# 锂矿 → 碳酸锂 → 正极 → 电池 and 锂矿 → 电池; 锂电池 is narrower than 电池; industries 110000 > 110100 > 110101.
GOOD: dict[str, list[tuple[str, ...]]] = {
    "firms.csv": [
        ("000001", "甲", "甲股份有限公司", "深圳证券交易所", "2001-02-03", "110101"),
        ("000002", "乙", "乙股份有限公司", "深圳证券交易所", "2002-02-03", "110101"),
        ("600003", "丙", "丙股份有限公司", "上海证券交易所", "2003-02-03", "110100"),
    ],
    "products.csv": [("锂矿",), ("碳酸锂",), ("正极",), ("电池",), ("锂电池",)],
    "industries.csv": [("110000", "大类"), ("110100", "中类"), ("110101", "小类")],
    "makes.csv": [("000001", "电池", "0.6"), ("000001", "正极", "0.001"), ("000002", "正极", "0.4")],
    "subclass.csv": [("电池", "锂电池")],
    "upstream.csv": [("碳酸锂", "锂矿"), ("正极", "碳酸锂"), ("电池", "正极"), ("电池", "锂矿")],
    "industry_parent.csv": [("110100", "110000"), ("110101", "110100")],
}
FAULTY: dict[str, list[tuple[str, ...]]] = {
    "firms.csv": [
        ("12", "短", "短公司", "深圳证券交易所", "2001-01-01", ""),
        ("", "空", "空公司", "深圳证券交易所", "2001-01-01", ""),
        ("000001", "又甲", "又甲公司", "深圳证券交易所", "2001-01-01", "110101"),
        ("000004", "丁", "丁公司", "2010-02-11", "-", "999999"),
        ("000005", "戊", "戊公司", "深圳证券交易所", "2001-01-01", ""),
        ("000006", "少一格"),
    ],
    "products.csv": [("电池",), ("2.1.5",), ("坏\x00字",)],
    "makes.csv": [
        ("000001", "电池", "0.7"),
        ("000009", "电池", "0.5"),
        ("000001", "没有", "0.5"),
        ("000004", "电池", "1.2"),
        ("000005", "电池", "0.0"),
        ("600003", "电池", "很多"),
    ],
    "subclass.csv": [("电池", "电池")],
    "upstream.csv": [("锂矿", "碳酸锂"), ("电池", "电池"), ("电池", "没有"), ("电池", "正极")],
    "industry_parent.csv": [("110100", "110100"), ("110100", "x")],
}
Rows = Mapping[str, Iterable[Sequence[str]]]


def write_national(folder: Path, more: Rows | None = None, tables: Rows | None = None) -> Path:
    """Write the seven tables (the good ones, or `tables`) into a folder; `more` adds rows at the end of each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header in TABLES.items():
        rows = [*(tables or GOOD).get(name, ()), *(more or {}).get(name, ())]
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return folder
