"""The form of a workspace's files: who may read them, and whether a restore into it was finished.

The file SCHEMA holds the schema version of the program that wrote last; a workspace without it is of version 1, or new.
"""

from __future__ import annotations

from pathlib import Path

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.files import write_atomic

SCHEMA_FILE, RESTORING, BEFORE = "SCHEMA", "RESTORING", ".before-restore"
READ_AS_THEY_ARE = ("1", "2")  # each schema only added to the one before it, so nothing of their files is rewritten


def check_form(root: Path) -> None:
    """Raise DataError where a restore was broken off, or a newer program has written here."""
    if (root / RESTORING).exists():
        raise DataError(
            f"工作区 {root} 上次恢复没有做完，请再运行 liantu restore 备份.zip --replace（原有内容在 {BEFORE}）"
            " / a restore was broken off: run it again with --replace"
        )
    found = form_of(root)
    if found not in READ_AS_THEY_ARE:
        raise DataError(
            f"工作区 {root} 由更新的版本写成（模式版本 {found}，本程序到 {s.VERSION}），请升级 liantu"
            f" / written by a newer liantu (schema {found}, this one reads up to {s.VERSION}): upgrade liantu"
        )


def form_of(root: Path) -> str:
    """Return the schema version of the program that wrote a workspace last; "1" where nothing says so."""
    file = root / SCHEMA_FILE
    return file.read_text(encoding="utf-8", errors="replace").strip()[:20] if file.is_file() else READ_AS_THEY_ARE[0]


def mark_form(root: Path) -> None:
    """Note this program's schema version, once. Raises OSError."""
    if not (root / SCHEMA_FILE).is_file() or form_of(root) != s.VERSION:
        write_atomic(root / SCHEMA_FILE, f"{s.VERSION}\n".encode())
