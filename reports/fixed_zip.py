"""A zip whose bytes depend on its content only: fixed dates, one system, one compression level."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

DATE = (1980, 1, 1, 0, 0, 0)
UNIX = 3  # where the archive says it was made; Python writes 0 on Windows


def fixed_zip(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """Return the archive with its entries in their order, all dated 1980-01-01; `changes`: entry → what becomes of its bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, UNIX
            change = (changes or {}).get(name, bytes)
            new.writestr(info, change(old.read(name)), compresslevel=6)
    return made.getvalue()
