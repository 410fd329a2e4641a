"""Measures of imported amounts as intervals under an unknown remainder: κ, local share, HHI, CR_n; location quotient, shrunk (METHODS §2).

A remainder is what is not known: an amount between two bounds, split in any way among at most `parts` makers (None: any
number of them). Every interval holds the measure for every such remainder, and its ends are reached or approached.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WITHIN = 0.9  # probability of the interval of a location quotient


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; the ends count as part of it. `high` may be infinite."""

    low: float
    high: float

    def rounded(self, places: int = 4) -> list[float]:
        """Return both ends, for JSON."""
        return [round(self.low, places), round(self.high, places)]


NOTHING = Interval(0.0, 0.0)
ANYTHING = Interval(0.0, math.inf)


def kappa(supply: Interval, demand: Interval) -> Interval:
    """Return κ = min(1, S/D), the share of a demand that the supply could meet, over all S and D of two intervals of one unit.

    `demand.high` must be positive.

    >>> kappa(Interval(20, 20), Interval(100, math.inf)).rounded()
    [0.0, 0.2]
    """
    low = supply.low / demand.high if demand.high < math.inf else 0.0
    high = supply.high / demand.low if demand.low > 0 else math.inf
    return Interval(min(1.0, low), min(1.0, high))


def local_share(local: float, total: float, unknown_local: Interval, unknown_other: Interval) -> Interval:
    """Return 本地配套率 = local purchases ÷ all purchases, where further purchases of both kinds are unknown.

    `local` and `total` are the known ones, total > 0.

    >>> local_share(30, 100, NOTHING, ANYTHING).rounded()
    [0.0, 0.3]
    """
    low = (local + unknown_local.low) / (total + unknown_local.low + unknown_other.high)
    most = unknown_local.high
    high = 1.0 if most == math.inf else (local + most) / (total + most + unknown_other.low)
    return Interval(low, high)


def hhi(known: Sequence[float], remainder: Interval = NOTHING, parts: int | None = None) -> Interval:
    """Return the Herfindahl–Hirschman index Σ share² (0 to 1) of makers with amounts `known` and a remainder.

    The index is highest with the remainder in one hand and lowest with it in equal parts, so both ends are closed forms of
    the remainder R: (Σx² + R²/m)/(Σx + R)², lowest at R = m·Σx²/Σx. The sum of `known` must be positive. Cost O(makers).

    >>> hhi([50, 50]).rounded(), hhi([50, 50], Interval(0, 100)).rounded()
    ([0.5, 0.5], [0.125, 0.5])
    """
    total, squares = math.fsum(known), math.fsum(x * x for x in known)
    if total <= 0:
        raise ValueError(f"HHI 需要正的已知量，得到 {total} / the known amounts must be positive")

    def index(rest: float, hands: float) -> float:
        if rest == math.inf:
            return 1 / hands
        return (squares + rest * rest / hands) / (total + rest) ** 2

    hands = math.inf if parts is None else max(parts, 1)
    turning = hands * squares / total
    lowest = min(max(turning, remainder.low), remainder.high)
    return Interval(index(lowest, hands), max(index(remainder.low, 1), index(remainder.high, 1)))


def top_share(known: Sequence[float], n: int, remainder: Interval = NOTHING, parts: int | None = None) -> Interval:
    """Return CR_n, the share of the n largest makers (0 to 1), over all remainders. Cost O(makers²).

    Highest with the remainder in one hand, at an end of its interval; lowest in equal parts, at an end or where a part
    is as large as a known maker.

    >>> top_share([60, 30, 10], 2).rounded(), top_share([60, 30, 10], 1, ANYTHING, 1).rounded()
    ([0.9, 0.9], [0.375, 1.0])
    """
    ordered = sorted(known, reverse=True)
    if math.fsum(ordered) <= 0:
        raise ValueError("CR_n 需要正的已知量 / the known amounts must be positive")
    hands = math.inf if parts is None else max(parts, 1)
    turning = [hands * x for x in ordered if remainder.low < hands * x < remainder.high]
    ends = (remainder.low, remainder.high)
    low = min(_share(ordered, n, rest, hands) for rest in (*ends, *turning))
    return Interval(low, max(_share(ordered, n, rest, 1) for rest in ends))


def _share(ordered: Sequence[float], n: int, rest: float, hands: float) -> float:
    """CR_n of makers and a remainder in equal parts; without bounds the limit of both."""
    total = math.fsum(ordered)
    if rest == math.inf:
        return min(1.0, n / hands)
    if hands == math.inf:
        return math.fsum(ordered[:n]) / (total + rest)
    each = rest / hands
    copies = [each] * int(min(n, hands))
    return min(1.0, math.fsum(sorted([*ordered[:n], *copies], reverse=True)[:n]) / (total + rest))


@dataclass(frozen=True, slots=True)
class Quotient:
    """A location quotient: mean and 90 % interval after shrinkage, and what it was made of."""

    mean: float
    low: float
    high: float
    observed: int
    expected: float


def location_quotient(observed: int, expected: float, strength: float) -> Quotient:
    """Return observed ÷ expected, shrunk towards 1: O ~ Poisson(θ·E), θ ~ Gamma(strength, strength), posterior mean and interval.

    `strength` > 0 is how many expected firms the prior weighs; E ≥ 0. Source: conjugate Gamma–Poisson model.

    >>> q = location_quotient(0, 2.0, 1.0)
    >>> round(q.mean, 3), round(q.low, 3), round(q.high, 3)
    (0.333, 0.017, 0.999)
    """
    from scipy.stats import gamma

    shape, rate = strength + observed, strength + expected
    low, high = gamma.ppf(((1 - WITHIN) / 2, (1 + WITHIN) / 2), shape, scale=1 / rate)
    return Quotient(shape / rate, float(low), float(high), observed, expected)


def finite(amounts: Iterable[float | None]) -> bool:
    """True where every amount is a number that can be: finite and not negative."""
    return all(x is not None and math.isfinite(x) and x >= 0 for x in amounts)
