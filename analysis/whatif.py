"""What changes if a firm lands, a firm is lost, a link is cut: needs, statuses, sole suppliers, what stops and by which path.

A hypothesis (情景): the graph is copied, changed and compared; nothing is written back, no status changes. Lost firms and cut links
fail as in reachability.py: a lost last maker is not replaced from outside unless the rule says so. A firm known only at a parent
link may have made any of its leaves: what stops then is possible, never certain.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .need import need_of
from .reachability import Outside, World, available, outside_element, stopped_by
from .rings import ring_makers
from .scenario import Scenario, with_landings, without_makers
from .settings import Settings, read_settings
from .status import SOLE_UNVERIFIED, SOLE_VERIFIED, Facts, facts_of, status_of
from .supply import SupplyGraph, home_chain, leaves_below, parts_of, supply_graph
from .supply_check import check_links


@dataclass(frozen=True)
class State:
    """Counts and links before or after: needs of the plan without a known maker, statuses, sole suppliers in both senses.

    Sole suppliers are counted where the firm itself is recorded, not again at the links above.
    exposed: of all makers the one whose stop may reach most links, and those links (its own included).
    """

    needs: tuple[str, ...]
    statuses: Mapping[str, int]
    status_of: Mapping[str, str]
    sole_verified: tuple[str, ...]
    sole_unverified: tuple[str, ...]
    exposed: tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A link that stops. path: from what is lost (a firm or a link) to it; makers: residents known to make it.

    worlds: where it stops; certain: in both. `assumed`: only if a firm known at a parent link was the one that made this leaf.
    """

    link: str
    certain: bool
    worlds: tuple[str, ...]
    assumed: bool
    path: tuple[str, ...]
    makers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who could stand in for a link that loses its supply: makers here, in the rings beyond, and inputs that users could take instead.

    rings: ring → firms with the capability, inner rings left out; the last one holds firms whose place is unknown.
    """

    link: str
    here: tuple[str, ...]
    rings: Mapping[str, tuple[str, ...]]
    instead: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WhatIf:
    """A scenario and what comes of it. `graph` holds the names of newcomers; it is never written anywhere."""

    scenario: Scenario
    graph: Snapshot
    before: State
    after: State
    hits: tuple[Hit, ...]
    substitutes: tuple[Substitute, ...]


def what_if(
    graph: Snapshot,
    zone: Zone,
    scenario: Scenario,
    chain: str | None = None,
    outside: Outside = Outside.CLOSED,
    settings: Settings | None = None,
    before: State | None = None,
) -> WhatIf:
    """Return before, after, who is hit and who could stand in. `chain` narrows the counts; hits are told wherever they are.

    `before` is what `state_before` returned for the same graph, chain and settings, where it is at hand already.
    Cost O(graph), and one pair of fixed points a known maker.
    """
    settings = settings or read_settings()
    check_links(graph)
    landed = with_landings(graph, scenario.landings)
    after = without_makers(landed, scenario.lost, scenario.cut)
    newcomers = frozenset(x.firm for x in scenario.landings)
    supply = supply_graph(landed)
    return WhatIf(
        scenario,
        landed,
        before or state_before(graph, chain, settings),
        _state(after, chain, newcomers, settings),
        _hits(landed, supply, scenario, outside),
        tuple(_substitute(landed, supply, after, zone, link, set(scenario.lost)) for link in _losing(landed, scenario)),
    )


def state_before(graph: Snapshot, chain: str | None = None, settings: Settings | None = None) -> State:
    """Return the state of a graph to which nothing was done: the same for every scenario."""
    return _state(graph, chain, frozenset(), settings or read_settings())


def _state(graph: Snapshot, chain: str | None, newcomers: frozenset[str], settings: Settings) -> State:
    below = leaves_below(graph)
    wanted = [link for link in graph.of_type(s.LINK) if chain in (None, home_chain(graph, link.id))]
    facts = {link.id: _without_stale(graph, facts_of(graph, link, below[link.id]), newcomers) for link in wanted}
    status = {link: status_of(one, settings)[0] for link, one in facts.items()}
    leaves = [link for link in status if below[link] == (link,)]
    return State(
        tuple(link for link, one in facts.items() if not one.makers and need_of(graph, link)),
        Counter(status[link] for link in leaves),
        status,
        tuple(link for link, one in facts.items() if one.sole == SOLE_VERIFIED and graph.into(link, s.OPERATES_IN)),
        tuple(link for link, one in facts.items() if one.sole == SOLE_UNVERIFIED and graph.into(link, s.OPERATES_IN)),
        most_exposed(graph, below, status),
    )


def _without_stale(graph: Snapshot, facts: Facts, newcomers: frozenset[str]) -> Facts:
    """A declaration that supply relations are complete does not speak of newcomers: 断 is not proven where one is about."""
    users = {e.source for leaf in facts.leaves for use in graph.out(leaf, s.INPUT_TO) for e in graph.into(use.target, s.OPERATES_IN)}
    return replace(facts, broken=False) if newcomers & (users | {m.id for m in facts.makers}) else facts


def most_exposed(graph: Snapshot, below: Mapping[str, tuple[str, ...]], made: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return, of the makers of some links, the one whose stop may reach most links, in either world, and those links.

    ("", ()) where nobody is known.
    """
    supply = supply_graph(graph)
    before = {world: available(supply, world) for world in World}
    firms = sorted({e.source for link in made for e in graph.into(link, s.OPERATES_IN)})
    reach = {firm: _reach(supply, before, _alone(graph, below, {firm})) for firm in firms}
    worst = max(firms, key=lambda firm: len(reach[firm]), default="")
    return worst, reach.get(worst, ())


def _alone(graph: Snapshot, below: Mapping[str, tuple[str, ...]], lost: set[str]) -> frozenset[str]:
    """Return the leaves that the lost firms make, or may make by a parent, and that nobody else is known to make at the leaf itself."""
    leaves = {leaf for firm in lost for e in graph.out(firm, s.OPERATES_IN) for leaf in below[e.target]}
    return frozenset(leaf for leaf in leaves if {e.source for e in graph.into(leaf, s.OPERATES_IN)} <= lost)


def _reach(supply: SupplyGraph, before: Mapping[World, frozenset[str]], leaves: frozenset[str]) -> tuple[str, ...]:
    if not leaves:
        return ()
    return tuple(sorted(leaves.union(*(stopped_by(supply, leaves, world, up) for world, up in before.items()))))


def _losing(graph: Snapshot, scenario: Scenario) -> list[str]:
    """Return the links that lose supply: those cut, and those a lost firm makes."""
    made = [e.target for firm in scenario.lost for e in graph.out(firm, s.OPERATES_IN)]
    return list(dict.fromkeys([*scenario.cut, *made]))


def _hits(graph: Snapshot, supply: SupplyGraph, scenario: Scenario, outside: Outside) -> tuple[Hit, ...]:
    below = leaves_below(graph)
    cut = {leaf for link in scenario.cut for leaf in below[link]}
    lost = {*scenario.lost, *cut, *map(outside_element, cut)}
    assumed = {leaf for leaf in _alone(graph, below, set(scenario.lost)) if not supply.makers[leaf]}
    direct, possible = {}, {}
    for world in World:
        up = available(supply, world, (), outside)
        direct[world] = up - available(supply, world, lost, outside)
        possible[world] = up - available(supply, world, {*lost, *assumed, *map(outside_element, assumed)}, outside)
    stops = {link for found in (*direct.values(), *possible.values()) for link in found}
    causes = _causes(graph, supply, below, scenario, cut)
    paths = shortest_paths(supply, causes, stops)
    found = [_hit(graph, link, direct, possible, paths) for link in stops]
    return tuple(sorted(found, key=lambda h: (not h.certain, h.assumed, len(h.path), h.link)))


def _hit(
    graph: Snapshot,
    link: str,
    direct: Mapping[World, frozenset[str]],
    possible: Mapping[World, frozenset[str]],
    paths: Mapping[str, tuple[str, ...]],
) -> Hit:
    inside = [world for world in World if link in direct[world]]
    worlds = inside or [world for world in World if link in possible[world]]
    makers = tuple(e.source for e in graph.into(link, s.OPERATES_IN))
    return Hit(link, len(inside) == len(World), tuple(w.value for w in worlds), not inside, paths.get(link, (link,)), makers)


def _causes(
    graph: Snapshot, supply: SupplyGraph, below: Mapping[str, tuple[str, ...]], scenario: Scenario, cut: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return leaf → the path that leads to it: a lost firm (by way of the parent it is known at), or the leaf itself."""
    causes: dict[str, tuple[str, ...]] = {}
    for firm in scenario.lost:
        for edge in graph.out(firm, s.OPERATES_IN):
            for leaf in below[edge.target]:
                way = (firm, leaf) if leaf == edge.target else (firm, edge.target, leaf)
                causes.setdefault(leaf, way)
    return causes | {leaf: (leaf,) for leaf in sorted(cut)}


def shortest_paths(supply: SupplyGraph, causes: Mapping[str, tuple[str, ...]], stops: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return link → the shortest path to it from a cause, over links that stop. Cost O(links + inputs)."""
    allowed = set(stops)
    paths = {link: way for link, way in causes.items() if link in allowed}
    todo = deque(sorted(paths))
    while todo:
        link = todo.popleft()
        for user in sorted(supply.users.get(link, ())):
            if user in allowed and user not in paths:
                paths[user] = (*paths[link], user)
                todo.append(user)
    return paths


def _substitute(graph: Snapshot, supply: SupplyGraph, after: Snapshot, zone: Zone, link: str, lost: set[str]) -> Substitute:
    leaves, scope = leaves_below(graph)[link], parts_of(graph, [link])
    here = sorted({e.source for one in scope for e in after.into(one, s.OPERATES_IN)})
    rings: dict[str, tuple[str, ...]] = {}
    told = set(here) | lost
    for name, firms in list(ring_makers(graph, scope, zone).items())[1:]:
        rings[name] = tuple(f for f in firms if f not in told)
        told |= set(firms)
    return Substitute(link, tuple(here), rings, _instead(supply, leaves))


def _instead(supply: SupplyGraph, leaves: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (other input, user) where a user could take another member of the same need."""
    lost = set(leaves)
    pairs = {(other, user) for leaf in leaves for user, at in supply.uses.get(leaf, ()) for other in supply.needs[user][at] - lost}
    return tuple(sorted(pairs))
