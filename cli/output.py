"""Printing rows: JSON, a rich table on a terminal, TSV in a pipe."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from .options import Asked

NO_START = tuple("，。；：、）”？！")  # what no line begins with


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key of the row, header in Chinese and English, most cells it takes on a terminal (0: what is left)."""

    key: str
    zh: str
    en: str
    width: int | None = None


def emit_json(content: Any) -> None:
    """Print JSON, readable, in UTF-8."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def emit_rows(
    asked: Asked, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], title: str = "", shown: Sequence[Column] = ()
) -> None:
    """Print rows as JSON (whole), a table on a terminal (of the columns `shown`, where given), or TSV."""
    if asked.json:
        emit_json(list(rows))
    elif sys.stdout.isatty():
        _table(asked, rows, shown or columns, title)
    else:
        _tsv(asked, rows, columns)


def emit_lines(lines: Iterable[str]) -> None:
    """Print lines; on a terminal long ones go on under their own indent, elsewhere each stays whole."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines:
        click.echo("\n".join(wrapped(line, width)) if width else line)


def wrapped(line: str, width: int) -> list[str]:
    """Return a line cut to `width` terminal cells (a Chinese letter takes two), further pieces indented two deeper.

    >>> wrapped("  甲乙丙丁", 8)
    ['  甲乙丙', '    丁']
    """
    from rich.cells import chop_cells

    indent = " " * (len(line) - len(line.lstrip(" ")))
    pieces: list[str] = []
    while line or not pieces:
        head = "" if not pieces else f"{indent}  "
        piece = next(iter(chop_cells(line, max(width - len(head), 2))), "")
        kept = len(piece) - (len(piece) > 1 and line[len(piece) : len(piece) + 1] in NO_START)
        pieces.append(head + line[:kept])
        line = line[kept:]
    return pieces


def _header(asked: Asked, column: Column) -> str:
    return column.en if asked.lang == "en" else column.zh


def _cell(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(_cell(v) for v in value)
    return " ".join(str(value).split())


def _tsv(asked: Asked, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> None:
    click.echo("\t".join(_header(asked, c) for c in columns))
    for row in rows:
        click.echo("\t".join(_cell(row.get(c.key)) for c in columns))


def _table(asked: Asked, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    greedy = any(c.width == 0 for c in columns)
    table = Table(title=Text(title) if title else None, title_justify="left", show_lines=greedy, expand=greedy)
    for column in columns:
        share = {"ratio": 1} if column.width == 0 else {"max_width": column.width}
        table.add_column(Text(_header(asked, column)), overflow="fold", **share)
    for row in rows:
        table.add_row(*(Text(_cell(row.get(c.key))) for c in columns))
    Console().print(table)


def first_line(fault: Exception) -> str:
    """Return the first line of what a fault of a library says."""
    return str(fault).strip().partition("\n")[0]
