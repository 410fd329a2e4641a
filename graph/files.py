"""Files that are there whole or not at all, archives whose bytes depend on their content only, rows as text."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from .errors import DataError

UNIX = 3  # what the zip format calls it


def read_utf8(path: Path) -> str:
    """Return the text of a file that a person may have saved from a spreadsheet, without its byte order mark. Raises DataError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"{path}：不是 UTF-8，请另存为 UTF-8 / not UTF-8, save it as UTF-8") from None


def write_atomic(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace a file: temp file beside it, fsync, rename, fsync of the folder. A kill leaves the old or the new one.

    Large content may come in pieces.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _permissions())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV that is read back as it was; a lone carriage return, which Python's writer leaves bare, stands in quotes."""
    cells = [tuple(row) for row in rows]
    bare = any("\r" in cell for row in cells for cell in row)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL).writerows(cells)
    return text.getvalue()


def zip_entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of an archive that tells neither when nor on which system it was made (Python writes 0 on Windows)."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, UNIX
    return entry


def _permissions() -> int:
    """What a plainly created file would get; a temporary file is readable by its owner only."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; the rename itself is durable there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
