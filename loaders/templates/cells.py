"""All sheets of a workbook as text cells, read with limits: a file that would unpack beyond them is refused unread."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...graph.errors import DataError
from ...graph.ids import clean_text
from .sheets import DICTIONARY

LIMIT = 100 * 2**20  # bytes unpacked
LIST_LIMIT = 2**20  # bytes of the list of sheets that are looked at
LONGEST = 32_000  # characters of a cell; the format holds 32,767
Sheets = Mapping[str, list[list[str]]]


def read_sheets(path: Path, limit: int = LIMIT) -> dict[str, list[list[str]]]:
    """Return sheet → rows of cells, row 1 first, hidden sheets too. Raises DataError where the file cannot be read or is too big."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise DataError(f"{path}：读不到（{fault.strerror}），请检查路径 / cannot be read, check the path") from None
    _check_size(path, content, limit)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: [[text_of(c) for c in row] for row in _rows(book, name)] for name in book.sheet_names}
    except (python_calamine.CalamineError, ValueError, OSError) as fault:
        raise DataError(f"{path}：不是完好的 Excel 文件（{fault}），请重新另存 / not a sound Excel file, save it again") from None


def may_be_ours(path: Path) -> bool:
    """Whether a file is a workbook with a sheet of our hidden dictionary's name; only the list of sheets is read."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open("xl/workbook.xml") as listed:
            return f'"{DICTIONARY}"'.encode() in listed.read(LIST_LIMIT)
    except (OSError, KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False


def _rows(book: Any, name: str) -> list[list[Any]]:
    found: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return found


def _check_size(path: Path, content: bytes, limit: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except zipfile.BadZipFile:
        raise DataError(f"{path}：不是 .xlsx 文件，请用模板另存为 .xlsx / no .xlsx file, save it as one") from None
    if size > limit:
        raise DataError(f"{path}：解压后 {size // 2**20} MB，超过 {limit // 2**20} MB，未读取 / would unpack beyond the limit, not read")


def text_of(cell: Any) -> str:
    """Return a cell as tidy text: whole numbers without a point, days without midnight.

    >>> text_of(3985.0), text_of(" 甲 "), text_of(True), text_of(datetime.datetime(2026, 3, 1))
    ('3985', '甲', '是', '2026-03-01')
    """
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return tidy(str(cell))


def tidy(text: str) -> str:
    """Return text as a cell can hold it: cleaned, line ends alike, trimmed, cut where no cell is long enough."""
    plain = "\n".join(clean_text(text).splitlines()).strip()
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
