"""Files that wait between preview and confirmation: kept for this process alone, under names of ours, a few at a time."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from ..graph.errors import DataError, NotFound
from ..graph.ids import clean_text

MOST = 8  # files that wait; the oldest goes
LONGEST = 80  # characters of a name
TYPES = (".xlsx", ".xlsm", ".xls", ".csv", ".txt")
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits. `path` is ours; its last part is the name the user gave it, made harmless."""

    token: str
    path: Path


class Uploads:
    """Keeps uploads in a folder of its own that goes with the process."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Upload] = OrderedDict()
        self._lock = Lock()

    @cached_property
    def _folder(self) -> Path:
        made = Path(tempfile.mkdtemp(prefix="liantu-"))
        weakref.finalize(self, shutil.rmtree, made, ignore_errors=True)
        return made

    def add(self, name: str, content: bytes) -> Upload:
        """Keep a file and return it. Raises DataError for an empty one or one of a kind that no list has."""
        harmless = harmless_name(name)
        if Path(harmless).suffix.lower() not in TYPES:
            raise DataError(f"{harmless}：不是能导入的文件，应为 {'、'.join(TYPES)} / not a list, expected one of these types")
        if not content:
            raise DataError(f"{harmless}：文件是空的 / the file is empty")
        token = secrets.token_urlsafe(16)
        with self._lock:
            parent = self._folder
        folder = parent / token
        folder.mkdir()
        made = Upload(token, folder / harmless)
        made.path.write_bytes(content)
        with self._lock:
            self._held[token] = made
            gone = [self._held.popitem(last=False)[1] for _ in range(len(self._held) - MOST)]
        for old in gone:
            shutil.rmtree(old.path.parent, ignore_errors=True)
        return made

    def get(self, token: str) -> Upload:
        """Return a file that waits. Raises NotFound where it waits no longer."""
        with self._lock:
            if token not in self._held:
                raise NotFound("预览已失效（服务重启过，或又上传了别的文件），请重新上传 / the preview is gone, upload again")
            return self._held[token]

    def drop(self, token: str) -> None:
        """Let a file go."""
        with self._lock:
            gone = self._held.pop(token, None)
        if gone:
            shutil.rmtree(gone.path.parent, ignore_errors=True)


def harmless_name(name: str) -> str:
    r"""Return the last part of a file name, without what a file system or a screen could take amiss.

    >>> harmless_name("D:\\表\\名单 2024-05-06.xlsx"), harmless_name("../../etc/passwd"), harmless_name("a<b>.csv")
    ('名单 2024-05-06.xlsx', 'passwd', 'a_b_.csv')
    >>> harmless_name("CON.xlsx"), harmless_name(".."), harmless_name("")
    ('_CON.xlsx', '名单', '名单')
    """
    last = re.split(r"[/\\]", clean_text(name))[-1]
    plain = " ".join(_FORBIDDEN.sub("_", last).split()).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    plain = f"{stem[:LONGEST].strip(' .')}{dot}{suffix[:8].strip()}" if dot else plain[:LONGEST].strip(" .")
    return f"_{plain}" if _RESERVED.fullmatch(plain.partition(".")[0]) else plain or "名单"
