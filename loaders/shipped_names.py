"""The reader of firm names with the shipped place words."""

from __future__ import annotations

from functools import lru_cache

from ..graph.identity.names import NameReader
from .places import read_codes
from .shipped import DATA


@lru_cache(maxsize=1)
def name_reader() -> NameReader:
    """Return the reader that knows the places of data/codes/gbt2260.csv."""
    return NameReader(read_codes(DATA / "codes" / "gbt2260.csv"))
