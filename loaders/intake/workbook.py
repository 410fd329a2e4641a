"""Excel files: measured before they are opened, tried in a process of their own, then read sheet by sheet.

A crafted or stray cell can make the reading library ask for more memory than there is, which ends the process; so a child
process opens the file first, and only what it survived is opened here.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from .sheet import MOST_CELLS, Row, Sheet, Unreadable

_SECONDS = 300
_TRY = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
except ImportError:
    pass
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
cells = 0
for sheet in book.sheets_metadata:
    if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
        found = book.get_sheet_by_name(sheet.name)
        cells = max(cells, found.total_height * found.total_width)
print(json.dumps(cells))
"""
_DAMAGED = "文件损坏，打不开；请用 Excel 或 WPS 打开后另存为 .xlsx / damaged, save it again as .xlsx"
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d+)[\"']")
_CHUNK = 1 << 20


def read_workbook(path: Path, content: bytes, limit_mb: int) -> list[Sheet]:
    """Return the sheets of an .xlsx or .xls file. Raises Unreadable; nothing is unpacked beyond the limit."""
    hidden = _checked_archive(content, limit_mb) if content[:2] == b"PK" else {}
    _try(path)
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        _sheet(book.get_sheet_by_name(sheet.name), sheet.visible != python_calamine.SheetVisibleEnum.Visible, hidden.get(sheet.name, ()))
        for sheet in book.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]


def _sheet(found: object, hidden: bool, hidden_rows: tuple[int, ...]) -> Sheet:
    import python_calamine

    assert isinstance(found, python_calamine.CalamineSheet)
    _, left = found.start or (0, 0)
    merges = tuple(found.merged_cell_ranges or ())
    return Sheet(found.name, partial(_rows, found, left), hidden, hidden_rows, merges)


def _rows(found: object, left: int) -> Iterator[tuple[int, Row]]:
    import python_calamine

    assert isinstance(found, python_calamine.CalamineSheet)
    for number, row in enumerate(found.iter_rows(), 1):  # it begins in the first row of the sheet, but in its first filled column
        yield number, [*[""] * left, *row]


def _try(path: Path) -> None:
    """Open the file in a child process. Raises Unreadable where that fails, hangs or finds too large a sheet."""
    try:
        done = subprocess.run([sys.executable, "-c", _TRY, str(path)], capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(f"读了 {_SECONDS} 秒还没有读完，已放弃；请拆成几个文件 / took too long, split the file") from None
    if b"PasswordError" in done.stderr:
        raise Unreadable("文件有密码；请去掉密码后另存 / the file has a password, save it without one")
    if b"memory allocation" in done.stderr:
        raise Unreadable("工作表的有效区域过大；请删去远处的多余单元格后另存 / a stray cell far out, delete it and save again")
    if done.returncode:
        raise Unreadable(_DAMAGED)
    if (cells := json.loads(done.stdout)) > MOST_CELLS:
        raise Unreadable(f"工作表占 {cells} 格，上限 {MOST_CELLS}；请删去远处的多余单元格 / too many cells, delete stray ones")


def _checked_archive(content: bytes, limit_mb: int) -> dict[str, tuple[int, ...]]:
    """Return sheet name → hidden rows. Raises Unreadable for a damaged archive, no workbook, or one that expands too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive, limit_mb)
            if not any(name.lower().endswith("workbook.xml") for name in archive.namelist()):
                raise Unreadable("不是 Excel 工作簿（可能是 Word 文件或压缩包）；请另存为 .xlsx 或 .csv / not an Excel workbook")
            hidden = {name: _hidden_rows(archive, name) for name in archive.namelist()}
            return {sheet: hidden.get(file, ()) for sheet, file in _files_of_sheets(archive).items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError):
        raise Unreadable(_DAMAGED) from None


def _check_size(archive: zipfile.ZipFile, limit_mb: int) -> None:
    if (size := sum(item.file_size for item in archive.infolist())) > limit_mb << 20:
        raise Unreadable(f"解压后有 {size >> 20} MB，上限 {limit_mb} MB；请拆成几个文件，或用 --limit-mb 放宽 / expands beyond the limit")


def _hidden_rows(archive: zipfile.ZipFile, name: str) -> tuple[int, ...]:
    """Read a member to its end, so that a forged size is found out, and return the hidden rows where it is a sheet."""
    found, count, rest = [], 0, b""
    with archive.open(name) as member:
        while chunk := member.read(_CHUNK):
            rest += chunk
            cut = max(rest.rfind(b"<"), 0) if len(rest) < _CHUNK * 2 else len(rest)
            for tag in _ROW.findall(rest[:cut]):
                number = _NUMBER.search(tag)
                count = int(number[1]) if number and len(number[1]) < 8 else count + 1
                found += [count] if _HIDDEN.search(tag) else []
            rest = rest[cut:]
    return tuple(found)


def _files_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name → member, as workbook.xml and its relations say."""
    book = next(name for name in archive.namelist() if name.lower().endswith("workbook.xml"))
    folder = PurePosixPath(book).parent
    try:
        targets = {e.get("Id"): e.get("Target", "") for e in _elements(archive, str(folder / "_rels" / "workbook.xml.rels"))}
        sheets = [e for e in _elements(archive, book) if e.tag.endswith("}sheet")]
    except (ElementTree.ParseError, KeyError):
        return {}
    found = {}
    for sheet in sheets:
        target = targets.get(next((v for k, v in sheet.attrib.items() if k.endswith("}id")), ""), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else str(folder / target)
    return found


def _elements(archive: zipfile.ZipFile, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(archive.read(name)).iter())
