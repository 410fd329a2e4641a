"""A plan's text from a .txt or .docx file: one paragraph a line, one table cell a line, bytes as the quotes will need them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import BadZipFile

from ..graph.errors import DataError
from ..graph.ids import clean_text

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def read_text(path: Path) -> str:
    """Return the text of a .txt (UTF-8 with or without BOM, UTF-16 by its BOM, GB 18030) or .docx file.

    Raises DataError where the file is absent, of another kind, damaged or empty.
    """
    readers = {".txt": _plain, ".docx": _docx}
    if path.suffix.lower() not in readers:
        raise DataError(f"{path}：只读 .txt 和 .docx，请另存后再试 / only .txt and .docx, save it as one of them")
    try:
        text = readers[path.suffix.lower()](path)
    except OSError as fault:
        raise DataError(f"{path}：读不了：{fault.strerror or fault} / cannot be read") from None
    text = clean_text(_BREAKS.sub("\n", text))
    if not text.strip():
        raise DataError(f"{path}：没有文字（扫描件要先识别） / no text in it, a scan must be recognised first")
    return text


def _plain(path: Path) -> str:
    content = path.read_bytes()
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if utf16 else ["utf-8-sig", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(f"{path}：既不是 UTF-8 也不是 GB 18030，请另存为 UTF-8 / neither UTF-8 nor GB 18030, save it as UTF-8")


def _docx(path: Path) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(path.read_bytes()))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise DataError(f"{path}：不是完好的 Word 文件，请重新另存 / not a sound Word file, save it again") from None
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += _cells(block) if isinstance(block, Table) else [block.text]
    return "\n".join(lines) + "\n"


def _cells(table: object) -> list[str]:
    from docx.table import Table

    assert isinstance(table, Table)
    return [f"\t{cell.text}" for row in table.rows for cell in row.cells]
