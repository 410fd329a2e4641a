"""Short names: does one body leave out the end of the other, and does it then still mean the firm itself?

The rules were tuned on half of the short and full names of the firms listed in China, with their nearest neighbours as
strangers; the other half gave the figures in docs/how-to/same-or-not.md. 股份有限公司 is the rare legal form: a firm has one.
"""

from __future__ import annotations

from enum import Enum, auto

from .names import Name
from .places import same_place
from .words import words


class Shortening(Enum):
    """What a shorter body is to a longer one."""

    SURE = auto()  # 海康威视 / 杭州海康威视数字技术股份有限公司
    DOUBTFUL = auto()  # 比亚迪 / 比亚迪半导体股份有限公司: the whole firm, or another one of its group
    NONE = auto()


def shortening(short: Name, long: Name) -> Shortening:
    """Tell whether `short` is a short name of `long`. A text that states a whole legal form is no short name."""
    if not short.bare or len(short.body) < 2:
        return Shortening.NONE
    if not _leaves_out(short, long):
        cut = short.listed and long.body.startswith(short.body[:2]) and is_contained(short.body, long.body)
        return Shortening.DOUBTFUL if cut else Shortening.NONE
    if short.placed or not _place_fits(short, long):
        return Shortening.DOUBTFUL
    sure = _beside_joint_stock(short, long) if long.form == "joint" else _beside_others(short, long)
    return Shortening.SURE if sure else Shortening.DOUBTFUL


def is_contained(part: str, whole: str) -> bool:
    """True where the characters of `part` stand in `whole` in this order."""
    rest = iter(whole)
    return all(c in rest for c in part)


def left_out(short: Name, long: Name) -> list[str]:
    """Return the trade words that only the longer name has."""
    return [w for w in long.trade if w not in short.trade]


def _leaves_out(short: Name, long: Name) -> bool:
    same_core = bool(short.core) and short.core == long.core
    return long.body.startswith(short.body) or (same_core and is_contained("".join(short.trade), "".join(long.trade)))


def _place_fits(short: Name, long: Name) -> bool:
    """A short name may lack the place; one that states a place means a firm of that place."""
    return not short.place or same_place(short.place, long.place)


def _beside_joint_stock(short: Name, long: Name) -> bool:
    length, missing, known = shown(short), left_out(short, long), words()
    if length >= 4 and not short.listed:
        return bool(missing) or long.body.startswith(short.body)
    generic_end = bool(missing) and missing[-1] in known.generic
    if length == 3 and not short.listed:
        return generic_end or bool(long.place) or long.group
    return not short.listed and short.core == long.core and not is_common(short.core) and _all_generic(missing)


def _beside_others(short: Name, long: Name) -> bool:
    """Beside a 有限公司, which may be any daughter, only words that say nothing may be left out, of a name that says no trade."""
    if short.form or short.core != long.core or not _all_generic(left_out(short, long)):
        return False
    if any(w not in words().generic for w in short.trade):  # 比亚迪汽车 beside 比亚迪汽车工业有限公司
        return False
    return shown(short) >= 4 or not long.place


def _all_generic(missing: list[str]) -> bool:
    return bool(missing) and all(w in words().generic for w in missing)


def shown(name: Name) -> int:
    """Count the characters a short name shows: its place words and its body."""
    return len("".join(name.lead)) + len(name.body)


def is_common(core: str) -> bool:
    """True for a trade name of two characters of good omen: many firms bear it."""
    return len(core) < 3 and all(c in words().omens for c in core)
