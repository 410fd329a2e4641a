"""The words of messy lists (words.toml): headers, statuses, currencies, units, honours; and what counts as an empty cell."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...graph.ids import clean_text

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MARKS = re.compile(r"[\s*:\"'“”\u200b-\u200f\ufeff]+")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_WRAPPED = re.compile(r'^="(.*)"$', re.DOTALL)


@cache
def words() -> Mapping[str, Any]:
    """Return the tables of words.toml."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@cache
def _columns() -> Mapping[str, str]:
    return {header_key(h): column for column, headers in words()["columns"].items() for h in headers}


@cache
def _personal() -> frozenset[str]:
    return frozenset(header_key(h) for h in words()["personal"]["headers"])


@cache
def _blank() -> frozenset[str]:
    return frozenset(words()["blank"]["words"])


def header_key(header: str) -> str:
    """Return a header as it is compared: NFKC, lower case, without blanks and marks.

    >>> header_key(" 统一社会信用代码*\\n")
    '统一社会信用代码'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", header)).lower()


def bracketed(text: str) -> str:
    """Return what stands in the brackets of a header: `注册资本（万元）` → `万元`."""
    return "".join(part[1:-1] for part in _BRACKETED.findall(unicodedata.normalize("NFKC", text)))


@cache
def column_of(header: str) -> str:
    """Return what a column is by its header (a key of [columns], or `personal`), or an empty string."""
    key = header_key(header)
    bare = _BRACKETED.sub("", key)
    if key in _personal() or bare in _personal() or any(part in bare for part in words()["personal"]["parts"]):
        return "personal"
    return _columns().get(key) or _columns().get(bare, "")


def tidy(text: str) -> str:
    """Return a cell's text without what nobody sees: control and zero-width characters, line ends, blanks at its ends.

    A code that a spreadsheet kept as text by `="…"` or a leading apostrophe comes out bare.

    >>> tidy('="91440704MA4W000390"'), tidy("  甲\\n有限公司　")
    ('91440704MA4W000390', '甲 有限公司')
    """
    if text.isprintable() and text[:1] not in "= " and text[-1:] != " " and "  " not in text:
        return text
    seen = " ".join(_UNSEEN.sub("", clean_text(text)).split())
    inner = _WRAPPED.match(seen)
    return " ".join(inner[1].split()) if inner else seen


def is_blank(text: str) -> bool:
    """True where a tidy cell says nothing: empty, `-`, 无, N/A …"""
    return not text or text.lower() in _blank()
