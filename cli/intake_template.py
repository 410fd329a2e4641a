"""Saying what a filled-in workbook brought and changed: the import command calls this where the file is one of ours."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from .options import Asked
from .output import Column, emit_json, emit_rows

if TYPE_CHECKING:
    from ..acts import Taken

FAULT_COLUMNS = (
    Column("sheet", "工作表", "sheet"),
    Column("row", "行号", "row"),
    Column("column", "列", "column"),
    Column("value", "值", "value", 24),
    Column("level", "级别", "level"),
    Column("problem", "问题", "problem", 0),
    Column("advice", "建议", "advice", 0),
)
COUNT_COLUMNS = tuple(
    Column(k, zh, k) for k, zh in (("file", "文件"), ("batch", "批次"), ("new", "新增"), ("changed", "修改"), ("same", "未变"))
)
CHANGE_COLUMNS = (
    Column("name", "对象", "what"),
    Column("what", "内容", "respect"),
    Column("before", "之前", "before", 0),
    Column("after", "之后", "after", 0),
)


def tell(asked: Asked, taken: Taken) -> None:
    """Print the JSON, or counts, faults and what changes."""
    if asked.json:
        emit_json(taken.json)
        return
    emit_rows(asked, [taken.json], COUNT_COLUMNS)
    if faults := taken.json["faults"]:
        emit_rows(asked, faults, FAULT_COLUMNS, "问题")
    if taken.changes:
        emit_rows(asked, [asdict(c) for c in taken.changes], CHANGE_COLUMNS, "因此改变")
