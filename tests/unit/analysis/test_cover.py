"""Choosing sets: the optimum against trying every choice, greedy against its bounds, ties against all there are."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from liantu.analysis.cover import GUARANTEE, Cover, lazy_greedy, optima, upper_bound

LIMIT = 10


@st.composite
def problems(draw: st.DrawFn, priced: bool, most_sets: int = 9) -> Cover:
    """Up to `most_sets` sets over seven elements, with whole costs where `priced`."""
    elements = "stuvwxy"
    names = [f"f{i:02}" for i in range(draw(st.integers(0, most_sets)))]
    sets = {n: frozenset(draw(st.sets(st.sampled_from(elements), max_size=4))) for n in names}
    weights = {x: draw(st.integers(1, 9)) for x in elements}
    costs = {n: draw(st.integers(0, 6)) for n in names} if priced else None
    return Cover(sets, weights, draw(st.integers(1, 6)), costs, draw(st.integers(0, 12)) if priced else 0)


def every_choice(problem: Cover) -> list[tuple[str, ...]]:
    """All choices that keep the limits, worked out without the class under test."""
    found = [c for k in range(problem.most + 1) for c in combinations(problem.sets, k)]
    return [c for c in found if problem.costs is None or sum(problem.costs[n] for n in c) <= problem.budget]


def worth(problem: Cover, choice: tuple[str, ...]) -> int:
    return sum(w for x, w in problem.weights.items() if any(x in problem.sets[n] for n in choice))


def check(problem: Cover) -> None:
    choices = every_choice(problem)
    best = max(worth(problem, c) for c in choices)
    fewest = min(len(c) for c in choices if worth(problem, c) == best)
    wanted = {c for c in choices if worth(problem, c) == best and len(c) == fewest}
    value, found, complete = optima(problem, LIMIT)
    assert value == best
    assert complete == (len(wanted) <= LIMIT)
    assert set(found) == wanted if complete else (set(found) < wanted and len(found) == LIMIT)
    greedy = lazy_greedy(problem)
    assert greedy in choices or tuple(sorted(greedy)) in choices
    assert worth(problem, greedy) <= best <= upper_bound(problem, greedy)


@settings(max_examples=25)
@given(problems(priced=False))
def test_the_optimum_is_what_trying_every_choice_finds(problem: Cover) -> None:
    check(problem)
    greedy = worth(problem, lazy_greedy(problem))
    assert greedy >= GUARANTEE * optima(problem, 1)[0] - 1e-9


@settings(max_examples=25)
@given(problems(priced=True))
def test_and_so_it_is_under_a_budget(problem: Cover) -> None:
    check(problem)


@settings(max_examples=5)
@given(problems(priced=True, most_sets=15))
def test_with_fifteen_candidates_too(problem: Cover) -> None:
    check(problem)


@settings(max_examples=100)
@given(problems(priced=False))
def test_lazy_is_what_plain_greedy_takes(problem: Cover) -> None:
    taken: list[str] = []
    while len(taken) < problem.most:
        gains = {n: worth(problem, (*taken, n)) - worth(problem, tuple(taken)) for n in problem.sets}
        best = max(gains, key=lambda n: gains[n], default="")
        if not best or not gains[best]:
            break
        taken.append(best)
    assert lazy_greedy(problem) == tuple(taken)


def test_greedy_can_miss_the_optimum_and_its_bound_says_by_how_much() -> None:
    sets = {"wide": frozenset("abcd"), "left": frozenset("abe"), "right": frozenset("cdf")}
    problem = Cover(sets, dict.fromkeys("abcdef", 1), 2)
    assert lazy_greedy(problem) == ("wide", "left") and problem.value(("wide", "left")) == 5
    assert optima(problem, 9) == (6, (("left", "right"),), True)
    assert upper_bound(problem, ("wide", "left")) == 6


def test_nothing_to_choose_from() -> None:
    assert optima(Cover({}, {}, 3), 9) == (0, ((),), True)
    assert lazy_greedy(Cover({"a": frozenset()}, {}, 3)) == ()


def test_earlier_sets_win_among_equals() -> None:
    problem = Cover({"z": frozenset("a"), "b": frozenset("a"), "a": frozenset("a")}, {"a": 1}, 1)
    assert lazy_greedy(problem) == ("z",)
    assert optima(problem, 9) == (1, (("z",), ("b",), ("a",)), True)
