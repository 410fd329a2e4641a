"""Whether and where the embedded database can be used on this machine.

Its package may be there and the OpenSSL 3 it links against not. On Windows it takes a path for text in the system's code page: writing
fails in a folder with Chinese letters (tried), so such a folder is named by its short name (8.3), where the volume keeps one.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

ASCII_PATHS_ONLY = sys.platform == "win32"


@cache
def embedded_fault() -> str:
    """Return why the embedded database cannot be loaded here, in one line; empty where it can. Cost: its import, once a process."""
    try:
        import ladybug

        ladybug.version  # noqa: B018  (loads the compiled part; the import alone does not)
    except (ImportError, OSError, RuntimeError) as fault:
        return " ".join(str(fault).split())
    return ""


def reachable(folder: Path) -> Path | None:
    """Return a folder by a name that the database can use; None where it has no such name. The folder need not be there yet."""
    if not ASCII_PATHS_ONLY or str(folder).isascii():
        return folder
    there = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    named = short_name(there) / folder.relative_to(there)
    return named if str(named).isascii() else None


if sys.platform == "win32":
    import ctypes

    def short_name(folder: Path) -> Path:
        """Return the short name that Windows keeps of a folder; the folder itself where it keeps none."""
        text = ctypes.create_unicode_buffer(1 << 15)
        ctypes.windll.kernel32.GetShortPathNameW(str(folder), text, len(text))
        return Path(text.value or folder)

else:

    def short_name(folder: Path) -> Path:
        """Return the folder: other systems take any path."""
        return folder
