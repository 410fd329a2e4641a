"""The reader of firm names with the shipped place words."""

from __future__ import annotations

from functools import lru_cache

from ..graph.identity.names import NameReader
from .places import read_codes
from .shipped import CODES, DATA, code_table


@lru_cache(maxsize=1)
def name_reader() -> NameReader:
    """Return the reader that knows the places of data/codes/gbt2260.csv."""
    return NameReader(read_codes(code_table(DATA, CODES[0])))
