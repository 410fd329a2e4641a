"""How often the engine's word was right, by what staff confirmed later: share, number of answers and interval, from 100 answers on.

An answer says which firms make a link in the zone and whether the list is whole. It tests a status that claims something:
缺 is right where a whole list names nobody, and wrong where anybody is named; 强, 有, 弱, 断, 短 are right where somebody is
named, and wrong where a whole list names nobody. 待核实 claims nothing, and a list that is neither whole nor names anybody
tests nothing; both are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .status import ABSENT, BROKEN, PRESENT, SHORT, STRONG, UNDERWAY, WEAK

LEAST = 100  # METHODS §2: no probability is printed before 100 confirmed outcomes
LEVEL = 0.95
UNKNOWN_GROUP = "未记"
MISSING, THERE = frozenset({ABSENT, UNDERWAY}), frozenset({BROKEN, WEAK, SHORT, STRONG, PRESENT})


@dataclass(frozen=True, slots=True)
class Answer:
    """What was thought of a link (status, grade, 把握) and what staff confirmed: somebody makes it, the list is whole."""

    status: str
    grade: str
    stability: str
    somebody: bool
    whole: bool

    @property
    def right(self) -> bool | None:
        """Whether the status was right; None where the answer does not test it."""
        if not (self.somebody or self.whole):
            return None
        return self.somebody == (self.status in THERE) if self.status in MISSING | THERE else None


@dataclass(frozen=True, slots=True)
class Share:
    """Share right among `n` answers of a group, with its 95 % interval (Wilson score interval)."""

    group: str
    right: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share."""
        return self.right / self.n


def judged(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that test a status."""
    return [a for a in answers if a.right is not None]


def calibration(answers: Sequence[Answer]) -> list[Share]:
    """Return the shares right of all, by grade and by 把握; empty below 100 answers that test a status. Cost: linear.

    >>> calibration([Answer("缺", "A", "高", False, True)] * 99)
    []
    >>> [(s.group, s.n, s.value) for s in calibration([Answer("缺", "A", "高", False, True)] * 100)]
    [('全部', 100, 1.0), ('证据等级 A', 100, 1.0), ('把握 高', 100, 1.0)]
    """
    found = judged(answers)
    return list(_shares(found)) if len(found) >= LEAST else []


def _shares(found: Sequence[Answer]) -> Iterator[Share]:
    yield _share("全部", found)
    for title, key in (("证据等级", "grade"), ("把握", "stability")):
        for value in sorted({getattr(a, key) for a in found}):
            yield _share(f"{title} {value or UNKNOWN_GROUP}", [a for a in found if getattr(a, key) == value])


def _share(group: str, found: Sequence[Answer]) -> Share:
    from scipy.stats import binomtest

    right = sum(bool(a.right) for a in found)
    interval = binomtest(right, len(found)).proportion_ci(LEVEL, method="wilson")
    return Share(group, right, len(found), float(interval.low), float(interval.high))
