"""CSV and text files: encoding, separator, quotation marks that do not pair."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import partial

from ...graph.ids import clean_text
from .sheet import Row, Sheet, Unreadable
from .words import column_of

SEPARATORS = (",", "\t", ";", "|")
_SNIFFED = 30  # lines
_LINE_END = re.compile(r"\r\n?|\n")
_MASKED = re.compile(r"[\x00-\x08\x0e-\x1f]")
csv.field_size_limit(2**31 - 1)


def read_text(content: bytes, name: str) -> list[Sheet]:
    """Return the one sheet of a text file. Raises Unreadable where it is no text."""
    text = clean_text(_decoded(content))
    separator = _separator(text)
    rows = partial(_rows, text, separator)
    return [Sheet(name, rows, broken_from=_broken_from(text, separator))]


def _decoded(content: bytes) -> str:
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or len(_MASKED.findall(text[:4000])) <= 3 + len(text[:4000]) // 100:
            return text  # nearly any bytes are letters of gb18030; text has no control characters
    raise Unreadable("不是 Excel，也不是 UTF-8、GB18030 或带标记的 UTF-16 文本；请另存为 .xlsx / neither text nor Excel")


def _separator(text: str) -> str:
    """Return the separator under which the first lines show most known headers; empty where each line is one cell."""
    head = [line for line in text[:200_000].splitlines() if line.strip()][:_SNIFFED]
    known = {separator: _known(head, separator) for separator in ("", *SEPARATORS)}
    best = max(known, key=lambda s: known[s])
    return best if known[best] else next((s for s in SEPARATORS if _even(head, s)), "")


def _known(lines: list[str], separator: str) -> int:
    return max((len({column_of(cell) for cell in _split(line, separator)} - {""}) for line in lines), default=0)


def _even(lines: list[str], separator: str) -> bool:
    return len(lines) > 1 and lines[-1].count(separator) > 0 and len({line.count(separator) for line in lines[1:]}) == 1


def _split(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), []) if separator else [line]


def _rows(text: str, separator: str) -> Iterator[tuple[int, Row]]:
    if not separator:
        for number, line in enumerate(_LINE_END.split(text), 1):
            yield number, [_unquoted(line)]
        return
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
        yield number, list(cells)


def _unquoted(line: str) -> str:
    bare = line.strip()
    return bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] == '"' else line


def _broken_from(text: str, separator: str) -> int:
    """Return the row that begins a quoted cell which never ends, 0 where there is none."""
    if not separator:
        return 0
    whole = 0
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            whole += 1
    except csv.Error as fault:
        return whole + 1 if "end of data" in str(fault) else 0
    return 0
