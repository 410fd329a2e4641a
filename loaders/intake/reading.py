"""Any list a clerk has → sheets of cells: what a file is shows in its first bytes, not in its name."""

from __future__ import annotations

from pathlib import Path

from .plain_text import read_text
from .sheet import LIMIT_MB, Sheet, Unreadable
from .workbook import read_workbook

_OTHERS = {  # first bytes → what it is, in words
    b"%PDF": "PDF",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"{\\rtf": "RTF 文本",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
}
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_BIFF = tuple(bytes([9, version, size, 0]) for version, size in ((0, 4), (2, 6), (4, 6), (8, 16)))  # .xls of the nineties
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml")


def read_sheets(path: Path, limit_mb: int = LIMIT_MB) -> list[Sheet]:
    """Return the sheets of an .xlsx, .xls, .csv or .txt file.

    Raises Unreadable with one clear reason; a file above `limit_mb` (unpacked) is refused before it is read.
    """
    try:
        if (size := path.stat().st_size) > limit_mb << 20:
            raise Unreadable(f"文件有 {size >> 20} MB，上限 {limit_mb} MB；请拆成几个文件，或用 --limit-mb 放宽 / larger than the limit")
        content = path.read_bytes()
    except OSError as fault:
        raise Unreadable(f"读不到（{fault.strerror}），请检查路径 / cannot be read, check the path") from None
    if not content.strip():
        raise Unreadable("空文件 / the file is empty")
    if content.startswith((_ZIP, _OLE, *_BIFF)):
        return read_workbook(path, content, limit_mb)
    _refuse_others(content)
    return read_text(content, path.stem)


def _refuse_others(content: bytes) -> None:
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if kind := next((words for sign, words in _OTHERS.items() if start.startswith(sign)), ""):
        raise Unreadable(f"是 {kind}，不是表格；请导出为 .xlsx 或 .csv / not a table, export it as .xlsx or .csv")
    if start.lower().startswith(_MARKUP):
        raise Unreadable("是网页（HTML/XML）格式的表；请用 Excel 打开后另存为 .xlsx / a web page saved as a table, save it as .xlsx")
