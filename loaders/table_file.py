"""Cells of a small table: the first sheet of an Excel file, or a CSV in UTF-8 or GB 18030."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from ..graph.errors import DataError
from ..graph.ids import clean_text


def read_table(path: Path) -> list[list[str]]:
    """Return the cells of the first sheet, header first. Raises DataError where the file cannot be read."""
    try:
        content = path.read_bytes()
        if path.suffix.lower() in (".xlsx", ".xls"):
            return _sheet(content)
    except OSError as fault:
        raise DataError(f"{path}：读不到（{fault.strerror}），请检查路径 / cannot be read, check the path") from None
    except ValueError as fault:
        raise DataError(f"{path}：不是完好的 Excel 文件（{fault}）/ not a sound Excel file") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(clean_text(content.decode(encoding)), newline="")))
        except UnicodeDecodeError:
            continue
    raise DataError(f"{path}：编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 / neither UTF-8 nor GB18030, save it as UTF-8")


def _sheet(content: bytes) -> list[list[str]]:
    import python_calamine

    try:
        rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.CalamineError as fault:
        raise ValueError(str(fault)) from None
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_text(str(cell)).strip()
