"""A date in any of the forms of registry exports → ISO 8601, only as exact as it was written."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from .numerals import LETTERS, number_of

EARLIEST, LATEST = 1840, 2100
_SERIAL_ZERO = date(1899, 12, 30)  # day 60 and later; Excel counts a 29 February 1900 that never was
_SERIALS = range(366, 73051)  # 1901 to 2100
_PARTED = re.compile(r"(\d{4})[-/.年·](\d{1,2})(?:[-/.月·](\d{1,2})日?|月)?(?:[T ].*)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?(?:\d{6})?")
_YEAR = re.compile(r"(\d{4})年?")
_CHINESE = re.compile(f"([{LETTERS}]{{4}})年(?:([{LETTERS}]{{1,3}})月(?:([{LETTERS}]{{1,3}})[日号])?)?")


def date_of(cell: object) -> str | None:
    """Return a date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, None where it cannot be read or never was.

    Excel serials count in the 1900 system; a day before a month is not guessed (12/09/2000 is None).

    >>> date_of("2000年9月12日"), date_of(36892.0), date_of("200009"), date_of("2001/2/30"), date_of("二〇〇〇年九月")
    ('2000-09-12', '2001-01-01', '2000-09', None, '2000-09')
    """
    if isinstance(cell, datetime | date):
        return _iso(cell.year, cell.month, cell.day)
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if re.fullmatch(r"\d{5}(\.\d+)?|\d{3,4}\.0", text) and int(float(text)) in _SERIALS and not _YEAR.fullmatch(text.removesuffix(".0")):
        day = _SERIAL_ZERO + timedelta(days=int(float(text)))
        return _iso(day.year, day.month, day.day)
    return _written(re.sub(r"\s*([-/.年月])\s*|\s+(?=日)", r"\1", text.removesuffix(".0")))


def _written(text: str) -> str | None:
    for pattern in (_PARTED, _SOLID, _YEAR):
        if found := pattern.fullmatch(text):
            return _iso(*(int(part) if part else None for part in (*found.groups(), None, None)[:3]))
    if found := _CHINESE.fullmatch(text):
        return _iso(*(number_of(part) if part else None for part in found.groups()))
    return None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or not EARLIEST <= year <= LATEST:
        return None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)])
