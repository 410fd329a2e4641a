"""Dates as sources give them: a year, a month or a day; compared without inventing what is not said."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def is_date(text: str) -> bool:
    """True for YYYY, YYYY-MM or YYYY-MM-DD that exists in the calendar.

    >>> [is_date(x) for x in ("2026", "2026-02", "2026-02-28", "2026-02-30", "2026-13", "26", "")]
    [True, True, True, False, False, False, False]
    """
    found = _DATE.fullmatch(text)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def earliest(text: str) -> str:
    """Return the first day a date can mean.

    >>> earliest("2026"), earliest("2026-02"), earliest("2026-02-03")
    ('2026-01-01', '2026-02-01', '2026-02-03')
    """
    return text + "-01-01"[len(text) - 4 :]


def latest(text: str) -> str:
    """Return the last day a date can mean.

    >>> latest("2026"), latest("2028-02"), latest("2026-02-03")
    ('2026-12-31', '2028-02-29', '2026-02-03')
    """
    if len(text) != len("2026-02"):
        return text + "-12-31"[len(text) - 4 :]
    year, month = int(text[:4]), int(text[5:])
    first_of_next = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return (first_of_next - timedelta(days=first_of_next != date.max)).isoformat()
