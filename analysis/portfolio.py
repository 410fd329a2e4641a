"""招商组合: the few firms whose landing would close most of what is open, the plan's needs first; what each adds, and who could stand in.

Objective: a need of the plan without a known maker here weighs more than all proven gaps together, a proven gap weighs one; a link is
counted once. Of equal choices the plan's invitees and the nearer rings come first. A firm is taken to land with every link that
evidence says it can make or that the plan names it for: an upper bound of what its landing closes. A budget counts only over a column
that is filled; else the number of firms alone is the limit, and it is said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .cover import GUARANTEE, Chosen, Cover, lazy_greedy, optima, upper_bound
from .gaps import Gap
from .openings import NEED, Closes, Opening, able, may_land, openings, owners
from .rings import places_above

LAND = "land_mu"
CENTS = 100  # areas are compared as whole hundredths
TIES = 20  # optimal choices that are looked for at most


@dataclass(frozen=True, slots=True)
class Addition:
    """A firm of the portfolio: what it closes beyond those before it, the value that adds, and who could stand in for it.

    resident: false or null (unknown), never true. instead: firms that keep the value of the whole set in this one's place.
    """

    firm: Node
    invited: bool
    closes: tuple[Opening, ...]
    value: int
    total: int
    instead: tuple[Node, ...]


@dataclass(frozen=True)
class Portfolio:
    """The chosen firms in the order of what each adds. `greedy_value` ≤ `value` (the optimum) ≤ `bound`.

    land: the budget in 亩, None where none applies; land_filled: candidates whose area is filled; land_asked: what was asked for.
    ties: other smallest sets of the same value, as many as were looked for; all_ties: these are all. at_home: groups of residents left out.
    """

    chain: str | None
    most: int
    land: float | None
    land_asked: float | None
    land_filled: int
    candidates: int
    at_home: int
    open_ones: tuple[Opening, ...]
    reachable: frozenset[str]
    need_weight: int
    additions: tuple[Addition, ...]
    greedy: tuple[Node, ...]
    greedy_value: int
    value: int
    bound: int
    ties: tuple[tuple[Node, ...], ...]
    all_ties: bool

    @property
    def gap(self) -> float:
        """The optimality gap of the greedy choice: (optimum − greedy) / optimum, 0 where nothing can be closed."""
        return (self.value - self.greedy_value) / self.value if self.value else 0.0

    @property
    def guarantee(self) -> float | None:
        """The share of the optimum that greedy is certain to reach, 1 − 1/e; None under a budget of land."""
        return GUARANTEE if self.land is None else None


def portfolio(
    graph: Snapshot, zone: Zone, found: Sequence[Gap], most: int, land: float | None = None, chain: str | None = None
) -> Portfolio:
    """Return the portfolio of at most `most` firms and `land` 亩. `found`: the gaps of the chain, or of all.

    Cost: O(firms · links) and a few integer programmes. Raises DataError for limits that are no positive numbers, and where the land
    suffices for no candidate.
    """
    if most < 1 or (land is not None and not 0 < land < math.inf):
        raise DataError(f"家数 {most}、用地 {land} 应为大于 0 的数 / the limits must be numbers above 0")
    open_ones = openings(found)
    weight = 1 + sum(one.kind != NEED for one in open_ones)
    firms, at_home = _candidates(graph, zone, open_ones)
    costs = _areas(graph, firms) if land is not None else {}
    sets = {f: links for f, links in firms.items() if f in costs} if costs else firms
    limited = land if costs else None
    problem = Cover(sets, {o.link: weight if o.kind == NEED else 1 for o in open_ones}, most, costs or None, _cents(limited or 0))
    _affordable(problem, limited)
    greedy = lazy_greedy(problem)
    value, best, complete = optima(problem, TIES + 1)
    chosen = problem.sorted(greedy) if problem.sorted(greedy) in best else best[0]
    others = [c for c in best if c != chosen][:TIES]
    return Portfolio(
        chain,
        most,
        limited,
        land,
        len(costs),
        len(firms),
        at_home,
        open_ones,
        frozenset().union(*sets.values()),
        weight,
        tuple(_additions(graph, problem, chosen, {o.link: o for o in open_ones})),
        tuple(graph.node(f) for f in greedy),
        problem.value(greedy),
        value,
        upper_bound(problem, greedy),
        tuple(tuple(graph.node(f) for f in c) for c in others),
        complete,
    )


def _candidates(graph: Snapshot, zone: Zone, open_ones: Sequence[Opening]) -> tuple[dict[str, frozenset[str]], int]:
    """Firm → openings it closes, whom to prefer among equals first; and how many groups of residents were left out."""
    closes, home = Closes(graph, open_ones), owners(graph)
    firms = {f.id: closed for f in graph.of_type(s.FIRM) if may_land(f) and (closed := closes(able(graph, f.id)))}
    ordered = sorted(firms.keys() - home, key=lambda f: (not is_invited(graph, f), ring_of(graph, zone, f), f))
    return {f: firms[f] for f in ordered}, len(home & firms.keys())


def is_invited(graph: Snapshot, firm: str) -> bool:
    """Tell whether the plan names a firm to bring in."""
    return bool(graph.out(firm, s.INVITED_FOR) or graph.into(firm, s.INVITES))


def ring_of(graph: Snapshot, zone: Zone, firm: str) -> int:
    """Return the number of the innermost ring a firm is located in, 0 for the zone; the count of rings where its place is unknown."""
    around = {p for e in graph.out(firm, s.LOCATED_IN) for p in places_above(graph, e.target)}
    return next((n for n, (_, place) in enumerate(zone.rings) if place in around), len(zone.rings))


def _areas(graph: Snapshot, firms: Mapping[str, frozenset[str]]) -> dict[str, int]:
    filled = {f: graph.node(f).props.get(LAND) for f in firms}
    return {f: _cents(float(area)) for f, area in filled.items() if area is not None and area >= 0}


def _cents(area: float) -> int:
    return round(area * CENTS)


def _affordable(problem: Cover, land: float | None) -> None:
    if land is not None and problem.costs and not problem.names:
        least = min(problem.costs.values()) / CENTS
        raise DataError(
            f"用地预算 {land:g} 亩不够：填了用地亩数的候选企业中最少的一家也要 {least:g} 亩；请提高 --land 或只按家数 "
            "/ the land suffices for no candidate, raise --land or leave it out"
        )


def _additions(graph: Snapshot, problem: Cover, chosen: Chosen, open_ones: Mapping[str, Opening]) -> list[Addition]:
    """The chosen firms, the one that adds most first."""
    left, covered, total, rows = list(chosen), frozenset[str](), 0, list[Addition]()
    while left:
        firm = max(left, key=lambda f: problem.gain(f, covered))
        left.remove(firm)
        gained = problem.gain(firm, covered)
        closed = tuple(open_ones[x] for x in sorted(problem.sets[firm] - covered, key=lambda x: (open_ones[x].kind != NEED, x)))
        covered, total = covered | problem.sets[firm], total + gained
        rows.append(Addition(graph.node(firm), is_invited(graph, firm), closed, gained, total, _stand_ins(graph, problem, chosen, firm)))
    return rows


def _stand_ins(graph: Snapshot, problem: Cover, chosen: Chosen, firm: str) -> tuple[Node, ...]:
    """Firms outside the set that keep its value in the place of one."""
    others = [f for f in chosen if f != firm]
    whole = problem.value(chosen)
    able_too = (f for f in problem.names if f not in chosen and problem.fits([*others, f]) and problem.value([*others, f]) == whole)
    return tuple(graph.node(f) for f in able_too)
