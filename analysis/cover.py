"""Choosing sets that cover most weight: lazy greedy with its bounds, the optimum by integer programming, every optimum where they are few.

Maximum coverage (Nemhauser, Wolsey, Fisher 1978): the value is monotone and submodular, so greedy reaches 1 − 1/e of the optimum where
only the number of sets is limited. With costs the greedy by gain per cost, or the best single set, is held against the upper bound that
the gains left over give (Leskovec et al. 2007): value + the most that the next gains could add if they did not overlap.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..graph.errors import LiantuError

GUARANTEE = 1 - 1 / math.e
Chosen = tuple[str, ...]


@dataclass(frozen=True)
class Cover:
    """sets: name → what it covers; weights: element → whole number above 0; at most `most` sets, costing at most `budget` together.

    costs: name → whole number, 0 or more; None where nothing but the number is limited. Of equals the one that stands earlier in `sets`
    is taken.
    """

    sets: Mapping[str, frozenset[str]]
    weights: Mapping[str, int]
    most: int
    costs: Mapping[str, int] | None = None
    budget: int = 0

    @cached_property
    def names(self) -> Chosen:
        """The sets that could be taken at all: they cover something and are not too dear alone; in their order."""
        return tuple(n for n, held in self.sets.items() if held and self.fits([n]))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """name → its place in the order."""
        return {n: i for i, n in enumerate(self.names)}

    def sorted(self, chosen: Iterable[str]) -> Chosen:
        """Return a choice in the order of the sets."""
        return tuple(sorted(chosen, key=self.place.__getitem__))

    def value(self, chosen: Iterable[str]) -> int:
        """Return the weight covered, each element once."""
        return sum(self.weights[x] for x in frozenset().union(*(self.sets[n] for n in chosen)))

    def fits(self, chosen: Iterable[str]) -> bool:
        """Tell whether these sets keep both limits."""
        picked = list(chosen)
        return len(picked) <= self.most and (self.costs is None or sum(self.costs[n] for n in picked) <= self.budget)

    def gain(self, name: str, covered: frozenset[str]) -> int:
        """Return the weight a set adds to what is covered."""
        return sum(self.weights[x] for x in self.sets[name] - covered)


def lazy_greedy(problem: Cover) -> Chosen:
    """Return sets in the order taken, the largest gain (with costs: gain per cost) first, ties by place. A stale gain is an upper bound.

    >>> lazy_greedy(Cover({"a": frozenset("xy"), "b": frozenset("yz"), "c": frozenset("z")}, {"x": 1, "y": 1, "z": 1}, 2))
    ('a', 'b')
    """
    taken = _by_rate(problem)
    if problem.costs is None or not problem.names:
        return taken
    single = max(problem.names, key=lambda n: problem.value([n]))
    return taken if problem.value(taken) >= problem.value([single]) else (single,)


def _by_rate(problem: Cover) -> Chosen:
    queue = [(-_rate(problem, n, problem.value([n])), i) for i, n in enumerate(problem.names)]
    heapq.heapify(queue)
    taken: list[str] = []
    covered: frozenset[str] = frozenset()
    while queue and len(taken) < problem.most:
        _, place = heapq.heappop(queue)
        name = problem.names[place]
        gain = problem.gain(name, covered)
        if not gain or not problem.fits([*taken, name]):
            continue
        now = (-_rate(problem, name, gain), place)
        if queue and now > queue[0]:
            heapq.heappush(queue, now)
        else:
            taken.append(name)
            covered |= problem.sets[name]
    return tuple(taken)


def _rate(problem: Cover, name: str, gain: int) -> float:
    return gain if problem.costs is None else gain / problem.costs[name] if problem.costs[name] else math.inf


def upper_bound(problem: Cover, chosen: Chosen) -> int:
    """Return a value that no choice exceeds, from the gains left beside `chosen`: the largest ones, or as many as the budget pays for."""
    covered: frozenset[str] = frozenset().union(*(problem.sets[n] for n in chosen))
    gains = {n: gain for n in problem.names if (gain := problem.gain(n, covered))}
    bound = sum(sorted(gains.values(), reverse=True)[: problem.most])
    if problem.costs is not None:
        bound = min(bound, _fractional(problem, gains))
    return min(problem.value(chosen) + bound, problem.value(problem.names))


def _fractional(problem: Cover, gains: Mapping[str, int]) -> int:
    """The most that the budget buys where parts of a set may be bought."""
    left, bought = float(problem.budget), 0.0
    for name in sorted(gains, key=lambda n: -_rate(problem, n, gains[n])):
        cost = (problem.costs or {})[name]
        share = 1.0 if cost <= left else left / cost
        bought, left = bought + share * gains[name], left - share * cost
    return math.floor(bought + 1e-9)


def optima(problem: Cover, limit: int) -> tuple[int, tuple[Chosen, ...], bool]:
    """Return the largest value, the smallest choices that reach it (at most `limit`, earlier sets first), and whether these are all.

    Integer programming (scipy.optimize.milp, HiGHS); each further choice is a solution with the earlier ones cut off.
    Raises LiantuError where the solver gives up.
    """
    if not problem.names:
        return 0, ((),), True
    model = _Model(problem)
    best = problem.value(model.solve())
    size = len(model.solve(at_least=best))
    found: list[Chosen] = []
    for choice in model.each(best, size):
        if len(found) == limit:
            return best, _ordered(problem, found), False
        found.append(choice)
    return best, _ordered(problem, found), True


def _ordered(problem: Cover, found: Iterable[Chosen]) -> tuple[Chosen, ...]:
    return tuple(sorted(found, key=lambda choice: [problem.place[n] for n in choice]))


class _Model:
    """Variables: one a set (0 or 1), one an element (covered or not). Rows: covered only by a chosen set, the number, the cost."""

    def __init__(self, problem: Cover) -> None:
        self.problem, self.names = problem, problem.names
        self.elements = sorted(frozenset().union(*(problem.sets[n] for n in self.names)))
        self.width = len(self.names) + len(self.elements)
        place = {x: len(self.names) + i for i, x in enumerate(self.elements)}
        rows: dict[str, dict[int, float]] = {x: {place[x]: 1.0} for x in self.elements}
        for column, name in enumerate(self.names):
            for x in problem.sets[name]:
                rows[x][column] = -1.0
        self.rows: list[tuple[dict[int, float], float]] = [(row, 0.0) for row in rows.values()]
        self.rows.append(({i: 1.0 for i in range(len(self.names))}, float(problem.most)))
        if problem.costs is not None:
            self.rows.append(({i: float(problem.costs[n]) for i, n in enumerate(self.names)}, float(problem.budget)))
        self.reward = {place[x]: -float(problem.weights[x]) for x in self.elements}

    def solve(self, at_least: int | None = None) -> Chosen:
        """Return a choice of the largest value; with `at_least` one of the fewest sets that reach that value."""
        found = self._run(self.reward if at_least is None else {i: 1.0 for i in range(len(self.names))}, self._floor(at_least))
        if found is None:
            raise LiantuError("精确求解没有结果，请减少企业数或候选 / the exact solver found nothing, ask for fewer firms")
        return found

    def each(self, value: int, size: int) -> Iterator[Chosen]:
        """Yield every choice of `size` sets that reaches a value."""
        rows = [*self._floor(value), ({i: 1.0 for i in range(len(self.names))}, float(size))]
        while (found := self._run({}, rows)) is not None:
            yield found
            rows.append(({self.problem.place[n]: 1.0 for n in found}, float(size - 1)))

    def _floor(self, value: int | None) -> list[tuple[dict[int, float], float]]:
        return [] if value is None else [(self.reward, 0.5 - value)]

    def _run(self, objective: Mapping[int, float], more: list[tuple[dict[int, float], float]]) -> Chosen | None:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        rows = [*self.rows, *more]
        cells = [(value, i, j) for i, (row, _) in enumerate(rows) for j, value in row.items()]
        values, lines, columns = zip(*cells, strict=True)
        matrix = coo_array((values, (lines, columns)), shape=(len(rows), self.width)).tocsr()
        goal: Any = np.array([objective.get(j, 0.0) for j in range(self.width)])
        whole = np.array([1] * len(self.names) + [0] * len(self.elements))
        limits = LinearConstraint(matrix, -np.inf, [top for _, top in rows])
        got = milp(goal, constraints=limits, integrality=whole, bounds=Bounds(0, 1), options={"mip_rel_gap": 0})
        return None if got.x is None else tuple(n for n, x in zip(self.names, got.x, strict=False) if x > 0.5)
