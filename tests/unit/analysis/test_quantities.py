"""Intervals under an unknown remainder, held against brute force over remainders; the quotient against scipy and its own posterior."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from liantu.analysis.quantities import ANYTHING, NOTHING, Interval, finite, hhi, kappa, local_share, location_quotient, top_share

amounts = st.lists(st.floats(0.5, 100), min_size=1, max_size=4)
bounds = st.tuples(st.floats(0, 60), st.floats(0, 60)).map(lambda x: Interval(min(x), max(x)))
splits = st.lists(st.floats(0, 1), min_size=1, max_size=4).filter(lambda x: sum(x) > 0)
EPS = 1e-9


def index_of(everyone: list[float]) -> float:
    return sum((x / sum(everyone)) ** 2 for x in everyone)


def top_of(everyone: list[float], n: int) -> float:
    return sum(sorted(everyone, reverse=True)[:n]) / sum(everyone)


def dealt(remainder: Interval, where: float, split: list[float]) -> list[float]:
    """One remainder inside its bounds, split in one way."""
    rest = remainder.low + where * (remainder.high - remainder.low)
    return [rest * s / sum(split) for s in split]


@given(amounts, bounds, st.floats(0, 1), splits, st.booleans(), st.integers(1, 4))
def test_no_remainder_leaves_the_intervals(known, remainder, where, split, limited, n):
    parts = len(split) if limited else None
    everyone = [*known, *dealt(remainder, where, split)]
    index, top = hhi(known, remainder, parts), top_share(known, n, remainder, parts)
    assert index.low - EPS <= index_of(everyone) <= index.high + EPS
    assert top.low - EPS <= top_of(everyone, n) <= top.high + EPS


@given(amounts, bounds, st.integers(1, 3), st.integers(1, 3))
def test_the_ends_are_reached(known, remainder, parts, n):
    """A grid of remainders, split in equal parts and in one hand, comes to both ends; no narrower interval is right."""
    grid = np.linspace(remainder.low, remainder.high, 2001)
    edges = [remainder.low, remainder.high, *(parts * x for x in known if remainder.low <= parts * x <= remainder.high)]
    tries = [*grid, *edges]
    equal = [[*known, *[r / parts] * parts] for r in tries]
    single = [[*known, r] for r in tries]
    index, top = hhi(known, remainder, parts), top_share(known, n, remainder, parts)
    assert min(map(index_of, equal)) == pytest.approx(index.low, abs=1e-4)
    assert max(map(index_of, single)) == pytest.approx(index.high, abs=1e-9)
    assert min(top_of(x, n) for x in equal) == pytest.approx(top.low, abs=1e-9)
    assert max(top_of(x, n) for x in single) == pytest.approx(top.high, abs=1e-9)


@given(amounts, st.integers(1, 3), st.one_of(st.none(), st.integers(1, 3)))
def test_without_bounds_it_is_the_limit_of_wide_bounds(known, n, parts):
    wide = Interval(0, 1e12)
    for measure in (lambda r: hhi(known, r, parts), lambda r: top_share(known, n, r, parts)):
        assert measure(ANYTHING).rounded() == pytest.approx(measure(wide).rounded(), abs=1e-3)


@given(bounds, bounds, st.floats(0, 1), st.floats(0, 1))
def test_kappa_holds_every_pair(supply, demand, a, b):
    d = demand.low + b * (demand.high - demand.low)
    if d <= 0 or demand.high <= 0:
        return
    found, value = kappa(supply, demand), min(1.0, (supply.low + a * (supply.high - supply.low)) / d)
    assert found.low - EPS <= value <= found.high + EPS and 0 <= found.low <= found.high <= 1


@given(st.floats(0, 50), st.floats(1, 50), bounds, bounds, st.floats(0, 1), st.floats(0, 1))
def test_local_share_holds_every_remainder(local, other, unknown_local, unknown_other, a, b):
    more, rest = (i.low + t * (i.high - i.low) for i, t in ((unknown_local, a), (unknown_other, b)))
    found = local_share(local, local + other, unknown_local, unknown_other)
    assert found.low - EPS <= (local + more) / (local + other + more + rest) <= found.high + EPS


def test_known_numbers():
    assert hhi([10, 10, 10, 10]) == Interval(0.25, 0.25)
    assert hhi([100], ANYTHING) == Interval(0.0, 1.0)
    assert top_share([40, 30, 20, 10], 3) == Interval(0.9, 0.9)
    assert kappa(NOTHING, Interval(5, 5)) == Interval(0, 0)
    assert kappa(ANYTHING, Interval(5, math.inf)) == Interval(0, 1)
    assert not finite([1.0, math.nan]) and not finite([-1.0]) and not finite([None]) and finite([0.0, 2.5])
    for measure in (hhi, lambda known: top_share(known, 1)):
        with pytest.raises(ValueError, match="positive"):
            measure([0.0])


@given(st.integers(0, 40), st.floats(0, 30), st.floats(0.5, 5))
def test_the_quotient_is_the_posterior(observed, expected, strength):
    """The interval's ends are the 5 % and 95 % quantiles that scipy gives, and hold 90 % of prior × likelihood."""
    found = location_quotient(observed, expected, strength)
    posterior = stats.gamma(strength + observed, scale=1 / (strength + expected))
    assert [found.low, found.high] == pytest.approx(posterior.ppf([0.05, 0.95]))
    assert found.mean == pytest.approx(posterior.mean())
    assert found.low < found.high


@pytest.mark.parametrize(("observed", "expected"), [(0, 2.0), (3, 1.5), (12, 4.0)])
def test_the_interval_holds_ninety_percent_of_prior_times_likelihood(observed, expected):
    def weight(theta):
        return stats.gamma.pdf(theta, 2, scale=0.5) * stats.poisson.pmf(observed, theta * expected)

    found = location_quotient(observed, expected, 2.0)
    inside, whole = integrate.quad(weight, found.low, found.high)[0], integrate.quad(weight, 0, 60, limit=200)[0]
    assert inside / whole == pytest.approx(0.9, abs=1e-6)


def test_shrinkage_pulls_towards_one():
    assert location_quotient(0, 0.0, 1.0).mean == 1.0
    assert 1 < location_quotient(3, 1.0, 1.0).mean < 3
    assert location_quotient(300, 100.0, 1.0).mean == pytest.approx(3, abs=0.03)
