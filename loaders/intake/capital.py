"""Registered capital as written, with units and currencies → 万元 of RMB; a foreign currency is kept as written, never converted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .numerals import LETTERS, number_of
from .words import words

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CHINESE = re.compile(f"[{LETTERS}]+")
_EXPONENT = re.compile(r"\d(?:\.\d+)?e\+?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Capital:
    """`cny_10k`: 万元 of RMB, None where it is foreign or unreadable; `problem` is empty where it was read."""

    cny_10k: float | None = None
    foreign: bool = False
    problem: str = ""


@cache
def _currency(kind: str) -> re.Pattern[str]:
    found = sorted(words()["capital"][kind], key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in found))


def capital_of(text: str, context: str = "") -> Capital:
    """Return the capital in a tidy cell; `context` is what header and currency column say, for a number without its own unit.

    >>> capital_of("5,000万元人民币").cny_10k, capital_of("500万美元").foreign, capital_of("1.2亿").cny_10k
    (5000.0, True, 12000.0)
    >>> capital_of("27557.4168", "万元").cny_10k, capital_of("5000").problem
    (27557.4168, '没有单位')
    """
    written = _plain(text)
    foreign = bool(_currency("foreign").search(written))
    bare = _currency("foreign" if foreign else "yuan").sub("", written)
    number, unit = _parts(re.sub(r"[()]|整$|^(?:注册资本|币)", "", bare))
    said = _plain(context)
    if number is None:
        return Capital(problem="读不出数额")
    if foreign or (not _currency("yuan").search(written) and _currency("foreign").search(said)):
        return Capital(foreign=True)
    unit = unit or (_unit_in(said) if bare == written else "") or ("元" if bare != written else "")
    if unit not in words()["capital"]["units"]:
        return Capital(problem=f"不认识的单位“{unit}”" if unit else "没有单位")
    return Capital(float(number * Decimal(words()["capital"]["units"][unit]) / 10_000))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace(" ", "").replace("萬", "万").replace("億", "亿")


def _parts(text: str) -> tuple[Decimal | None, str]:
    """Return (number, unit): the unit may stand before the number too, as in 万元 500."""
    found = _EXPONENT.match(text) or _NUMBER.search(text)
    if found and (before := text[: found.start()]) in ("", "元", "万元", "亿元"):
        return Decimal(found[0].replace(",", "")), text[found.end() :] or before
    spelt = _CHINESE.match(text)
    number = number_of(spelt[0]) if spelt else None
    return (Decimal(number), text[spelt.end() :]) if spelt and number is not None else (None, "")


def _unit_in(said: str) -> str:
    bare = _currency("yuan").sub("", said)
    return next((unit for unit in sorted(words()["capital"]["units"], key=len, reverse=True) if unit in bare), "")
