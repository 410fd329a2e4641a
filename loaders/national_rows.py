"""The national tables as rows with their line numbers; what is wrong with a file is one line, with a row one fault."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.errors import DataError
from ..graph.ids import clean_text, is_clean
from ..graph.national.model import Fault

if TYPE_CHECKING:
    from _csv import Reader

TABLES: dict[str, tuple[str, ...]] = {  # file → the columns that are read, by name; others are passed over
    "firms.csv": ("firm_code", "short_name", "full_name", "exchange", "listed_on", "industry_code"),
    "products.csv": ("product",),
    "industries.csv": ("industry_code", "name"),
    "makes.csv": ("firm_code", "product", "revenue_share"),
    "subclass.csv": ("product", "narrower_product"),
    "upstream.csv": ("product", "upstream_product"),
    "industry_parent.csv": ("industry_code", "parent_code"),
}
Line = tuple[int, tuple[str, ...]]


@dataclass
class Table:
    """A table as read: the line and the cells (in the order of TABLES) of each whole row, how many rows there were, their faults."""

    name: str
    rows: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    read: int = 0
    sha256: str = ""

    def fault(self, line: int, kind: str, *cells: str) -> None:
        """Note a fault of a row."""
        self.faults.append(Fault(self.name, line, kind, ",".join(cells)))


def read_tables(folder: Path) -> dict[str, Table]:
    """Return every table by its file name. Raises DataError naming every file that cannot be used: absent, not UTF-8, columns, quotes."""
    found = {name: _read(folder / name, name) for name in TABLES}
    if problems := [table for table in found.values() if isinstance(table, str)]:
        raise DataError(*problems)
    return {name: table for name, table in found.items() if isinstance(table, Table)}


def _read(path: Path, name: str) -> Table | str:
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return f"{name}：文件夹里没有这个文件；请给出完整的表文件夹 / not in the folder: give the whole folder of tables"
    except UnicodeDecodeError as fault:
        return f"{name}：不是 UTF-8（第 {fault.start} 字节）；请另存为 UTF-8 / not UTF-8 (byte {fault.start}): save it as UTF-8"
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [cell.strip() for cell in next(reader, [])]
        table = Table(name, sha256=hashlib.sha256(content).hexdigest())
        return _header_fault(name, head) or _filled(table, head, reader, clean=is_clean(text))
    except csv.Error as fault:
        line = reader.line_num
        return f"{name}：第 {line} 行读不下去（{fault}）；请检查引号 / line {line} cannot be read: check its quotes"


def _header_fault(name: str, head: list[str]) -> str:
    if missing := [c for c in TABLES[name] if c not in head]:
        came = "、".join(head)[:80] or "空文件"
        return f"{name}：第 1 行缺少列 {'、'.join(missing)}，读到：{came} / line 1 lacks columns {', '.join(missing)}"
    if twice := [c for c in TABLES[name] if head.count(c) > 1]:
        return f"{name}：第 1 行有重复的列 {'、'.join(twice)} / line 1 has columns {', '.join(twice)} more than once"
    return ""


def _filled(table: Table, head: list[str], reader: Reader, *, clean: bool) -> Table:
    at = [head.index(column) for column in TABLES[table.name]]
    end = reader.line_num
    for cells in reader:
        line, end = end + 1, reader.line_num
        table.read += bool(cells)
        if len(cells) == len(head):
            table.rows.append((line, tuple([cells[n].strip() for n in at] if clean else _cleaned(table, line, [cells[n] for n in at]))))
        elif cells:
            table.fault(line, "cells", *map(clean_text, cells))
    return table


def _cleaned(table: Table, line: int, cells: list[str]) -> list[str]:
    kept = [clean_text(cell).strip() for cell in cells]
    if not all(map(is_clean, cells)):
        table.fault(line, "control", *kept)
    return kept
