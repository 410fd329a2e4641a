"""登记状态 in the words of the tools → in business, gone, or a word that says neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from .words import words

_BRACKETED = re.compile(r"\([^()]*\)")
_NOISE = re.compile(r"[\s()、,;/·\"“”]+")
KNOWN = {"true": True, "false": False, "unclear": None}


@cache
def _table() -> Mapping[str, bool | None]:
    return {word: KNOWN[kind] for kind, found in words()["status"].items() for word in found}


@cache
def status_of(text: str) -> tuple[bool | None, bool]:
    """Return (in business, whether the word is known): a known word may say neither, as 迁出 or 清算.

    >>> status_of("存续（在营、开业、在册）"), status_of("吊销，未注销"), status_of("迁出"), status_of("火星")
    ((True, True), (False, True), (None, True), (None, False))
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    first = re.split(r"[,;、/\s]", _BRACKETED.sub("", plain).strip())[0]
    for form in (_NOISE.sub("", plain), _NOISE.sub("", _BRACKETED.sub("", plain)), first):
        if form in _table():
            return _table()[form], True
    return None, False
