"""A zip whose bytes depend on its content only: fixed dates, one system, one compression level."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from ..graph.files import zip_entry


def fixed_zip(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """Return the archive with its entries in their order, all dated 1980-01-01; `changes`: entry → what becomes of its bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            change = (changes or {}).get(name, bytes)
            new.writestr(zip_entry(name), change(old.read(name)), compresslevel=6)
    return made.getvalue()
