"""Reads which characters an OpenType font has (table cmap, format 12, which a font with a rare character has), without a font library."""

from __future__ import annotations

import struct
from pathlib import Path


def characters(path: Path) -> set[int]:
    """Return the code points the font maps to glyphs."""
    data = path.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">II", data, 20 + 16 * n) for n in range(count)}
    start = tables[b"cmap"][0]
    subtables = [struct.unpack_from(">I", data, start + 8 + 8 * n)[0] for n in range(struct.unpack_from(">H", data, start + 2)[0])]
    wide = next(start + at for at in subtables if struct.unpack_from(">H", data, start + at)[0] == 12)
    groups = struct.unpack_from(">I", data, wide + 12)[0]
    ranges = (struct.unpack_from(">II", data, wide + 16 + 12 * n) for n in range(groups))
    return {point for first, last in ranges for point in range(first, last + 1)}


def family(path: Path) -> set[str]:
    """Return the family and full names the font gives itself (table name, Windows platform)."""
    data = path.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    start = next(struct.unpack_from(">I", data, 20 + 16 * n)[0] for n in range(count) if data[12 + 16 * n : 16 + 16 * n] == b"name")
    entries, strings = struct.unpack_from(">HH", data, start + 2)
    rows = [struct.unpack_from(">6H", data, start + 6 + 12 * n) for n in range(entries)]
    found = [(r, data[start + strings + r[5] : start + strings + r[5] + r[4]]) for r in rows]
    return {text.decode("utf-16-be") for row, text in found if row[0] == 3 and row[3] in (1, 4)}
