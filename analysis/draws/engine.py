"""The gap engine over many draws: status, grade, need, criticality and rank of every link in each of them.

It says what analysis/gaps says of each single draw (tests/unit/analysis/draws holds the two against each other).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ...graph import schema as s
from ...graph.completeness import declarations_of
from ...graph.snapshot import Node, Snapshot
from ..link_amounts import AmountsOf, thin
from ..reachability import World
from ..settings import Settings
from ..status import ABSENT, BROKEN, PRESENT, SHORT, STRONG, UNDERWAY, UNKNOWN, WEAK, says_here
from ..supply import SupplyGraph, leaves_below, parts_of, supply_graph
from .facts import Standing, makers_declared
from .masks import Mask, any_of, combinations, counted, every, exactly_one, unpacked
from .supply import DrawnSupply

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Changes:
    """What differs from the graph, by link: draws in which unseen makers are there, its makers are gone, its list is declared complete."""

    unseen: Mapping[str, Mask] = field(default_factory=dict)
    gone: Mapping[str, Mask] = field(default_factory=dict)
    declared: Mapping[str, Mask] = field(default_factory=dict)


class Drawn:
    """Every link of a graph in many draws. Costs: O(links · inputs) operations on sets of draws."""

    def __init__(self, graph: Snapshot, settings: Settings, standing: Standing, changes: Changes | None = None) -> None:
        self.graph, self.settings, self.standing, self.changes = graph, settings, standing, changes or Changes()
        self.draws = standing.draws
        self.links: Sequence[Node] = graph.of_type(s.LINK)
        self._below = leaves_below(graph)

    @cached_property
    def _firms(self) -> dict[str, dict[str, Mask]]:
        """Link → firm → draws in which it is known to make that very link."""
        found: dict[str, dict[str, Mask]] = {}
        for link in self.links:
            left = ~self.changes.gone.get(link.id, 0)
            edges = self.graph.into(link.id, s.OPERATES_IN)
            found[link.id] = {e.source: self.standing.edge(self.graph, e) & left for e in edges}
        return found

    @cached_property
    def _scope(self) -> dict[str, tuple[str, ...]]:
        """Link → itself and its parts at every level."""
        return {link.id: tuple(sorted(parts_of(self.graph, [link.id]))) for link in self.links}

    def _makers(self, link: str) -> dict[str, Mask]:
        """Return firm → draws, the link's parts included."""
        found: dict[str, Mask] = {}
        for one in self._scope[link]:
            for firm, mask in self._firms[one].items():
                found[firm] = found.get(firm, 0) | mask
        return found

    @cached_property
    def _declared(self) -> dict[str, Mask]:
        """Link → draws in which its own list of makers is declared complete."""
        found = {}
        for link in self.links:
            told = any_of(self.standing.of(c) for c in makers_declared(self.graph, link))
            said = self.standing.said(self.graph, link, "makers_complete")
            found[link.id] = said | told | self.changes.declared.get(link.id, 0)
        return found

    def complete(self, link: str) -> Mask:
        """Return the draws in which the link's list of makers is declared complete, itself or by all its leaves."""
        leaves = every(self.draws)
        for leaf in self._below[link]:
            leaves &= self._declared[leaf]
        return leaves | self._declared[link]

    def _unseen(self, link: str) -> Mask:
        return any_of(self.changes.unseen.get(leaf, 0) & ~self._declared[leaf] for leaf in self._below[link]) & ~self.complete(link)

    def known(self, link: str) -> Mask:
        """Return the draws in which the link has a maker, known or drawn."""
        return any_of(self._makers(link).values()) | self._unseen(link)

    @cached_property
    def statuses(self) -> dict[str, dict[str, Mask]]:
        """Link → status → draws: the first rule that holds, in the order of the settings."""
        return {link.id: self._status(link) for link in self.links}

    def _status(self, link: Node) -> dict[str, Mask]:
        left, found = every(self.draws), {}
        rules = self._rules(link)
        for status in self.settings["order"]["statuses"]:
            found[status] = rules[status] & left
            left &= ~rules[status]
        return found

    def _rules(self, link: Node) -> dict[str, Mask]:
        draws, makers, complete = every(self.draws), self._makers(link.id), self.complete(link.id)
        known, needed = self.known(link.id), every(self.draws) if link.props.get("needed") is not False else 0
        absent, weak, strong = (self._stated(link, word) for word in ("absent", "weak", "strong"))
        led = any_of(mask & self.standing.said(self.graph, self.graph.node(firm), "standing") for firm, mask in makers.items())
        missing, live = needed & ~known & (complete | absent), draws if self._live(link.id) else 0
        return {
            ABSENT: missing & ~live,
            UNDERWAY: missing & live,
            UNKNOWN: draws & ~known & ~missing,
            BROKEN: self._broken(link, makers),
            WEAK: known & (complete & exactly_one(makers.values()) | weak | self._thin(link.id, makers, complete)),
            SHORT: known & self._short(link),
            STRONG: known & (strong | led),
            PRESENT: known,
        }

    def _stated(self, link: Node, word: str) -> Mask:
        claims = self.graph.claims_on(link, "stated")
        return any_of(self.standing.of(c.id) for c in claims if c.value == word and says_here(c))

    @cached_property
    def _amounts(self) -> AmountsOf:
        return AmountsOf(self.graph)

    def _thin(self, link: str, makers: Mapping[str, Mask], complete: Mask) -> Mask:
        """Draws in which imported amounts make the link weak; only a complete list lets an interval say so."""
        scope = self._scope[link]
        if not complete or not self._amounts.speak_of(scope, makers):
            return 0
        users, found = self._users(link), 0
        firms = {firm: (makers.get(firm, 0), users.get(firm, 0)) for firm in {*makers, *users}}
        flags = {(firm, role): mask for firm, both in firms.items() for role, mask in enumerate(both) if mask}
        for members, mask in combinations(flags, complete):
            own, buyers = ({firm for firm, role in members if role == wanted} for wanted in (0, 1))
            if thin(self._amounts.measures(scope, own, buyers, True, False, 1), self.settings):
                found |= mask
        return found

    def _live(self, link: str) -> bool:
        """True where a project is agreed and does not produce yet; projects are not drawn."""
        projects = (e.source for one in self._scope[link] for e in self.graph.into(one, s.INVESTS_IN))
        return any(self.graph.node(p).props.get("stage") in s.LIVE_STAGES for p in projects)

    def _users(self, link: str) -> dict[str, Mask]:
        found: dict[str, Mask] = {}
        for leaf in self._below[link]:
            for edge in self.graph.out(leaf, s.INPUT_TO):
                for firm, mask in self._firms[edge.target].items():
                    found[firm] = found.get(firm, 0) | mask
        return found

    def _broken(self, link: Node, makers: Mapping[str, Mask]) -> Mask:
        if not any(self.graph.node(one).props.get("suppliers_complete") for one in self._scope[link.id]):
            return 0
        users = {firm: mask & ~makers.get(firm, 0) for firm, mask in self._users(link.id).items()}
        sold = any_of(
            mask & users[edge.target] for firm, mask in makers.items() for edge in self.graph.out(firm, s.SUPPLIES) if edge.target in users
        )
        return any_of(makers.values()) & any_of(users.values()) & ~sold

    def _short(self, link: Node) -> Mask:
        demand = any(self.graph.into(one, s.DEMANDS) for one in self._scope[link.id])
        if not (link.props.get("terminal") and demand and link.props.get("users_complete")):
            return 0
        return every(self.draws) & ~any_of(self._users(link.id).values())

    @cached_property
    def _supply(self) -> DrawnSupply:
        graph: SupplyGraph = supply_graph(self.graph)
        made = {leaf: any_of(self._firms[leaf].values()) | self._unseen(leaf) for leaf in graph.links}
        return DrawnSupply(graph, self.draws, made, {leaf: self._declared[leaf] for leaf in graph.links})

    def criticality(self, link: str) -> np.ndarray:
        """Return what stops with the link, shape (4, draws): terminals and links certainly, terminals and links possibly."""
        import numpy as np

        lost = frozenset(self._below[link])
        first, second = (self._supply.stopped(lost, world) for world in World)
        either = {leaf: first.get(leaf, 0) | second.get(leaf, 0) for leaf in first.keys() | second.keys()}
        both = {leaf: first[leaf] & second[leaf] for leaf in first.keys() & second.keys()}
        ends = self._supply.graph.terminals
        sets = [mask for part in (both, either) for mask in ([m for i, m in part.items() if i in ends], list(part.values()))]
        return np.stack([counted(masks, self.draws) for masks in sets])

    def order(self, links: Sequence[str]) -> np.ndarray:
        """Return the rank of each link among `links` in each draw, 0 first, shape (links, draws); the order of Gap.order."""
        import numpy as np

        ids = sorted(links)
        keys = np.stack([self._keys(link) for link in ids])  # (links, keys, draws)
        tie = np.broadcast_to(np.arange(len(ids))[:, None], (len(ids), self.draws))
        placed = np.lexsort((tie, *(keys[:, k, :] for k in reversed(range(keys.shape[1])))), axis=0)
        ranks = np.empty_like(placed)
        np.put_along_axis(ranks, placed, tie, axis=0)
        return ranks[[ids.index(link) for link in links]]

    def _keys(self, link: str) -> np.ndarray:
        import numpy as np

        needed = np.full(self.draws, self.graph.node(link).props.get("needed") is False)
        return np.stack([needed, self.grade(link), *-self.criticality(link), -self.cover(link)])

    def grade(self, link: str) -> np.ndarray:
        """Return the evidence grade, 0 for A to 3 for D, shape (draws,)."""
        import numpy as np

        best = self.standing.grades(self.graph, self._claims(link))
        return sum((place * unpacked(mask, self.draws) for place, mask in enumerate(best)), np.zeros(self.draws, dtype=np.uint8))

    def _claims(self, link: str) -> Iterator[tuple[str, Mask]]:
        """Yield the claims a gap is argued from, with the draws in which they bear on it: need, words, makers, projects."""
        graph, node, always = self.graph, self.graph.node(link), every(self.draws)
        scope = self._scope[link]
        for edge in [e for t in (s.AIMS_AT, s.INVITED_FOR) for e in graph.into(link, t)]:
            yield from ((c, self.standing.edge(graph, edge)) for c in edge.claims)
        for edge in [e for place in scope for e in graph.into(place, s.INVESTS_IN)]:
            yield from ((c, always) for c in edge.claims)
        for edge in [e for place in scope for e in graph.into(place, s.OPERATES_IN)]:
            makes = self._firms[edge.target][edge.source]
            led = graph.claims_on(graph.node(edge.source), "standing")
            yield from ((c, makes) for c in (*edge.claims, *(c.id for c in led)))
        said = [c for name in ("stated", "makers_complete") for c in graph.claims_on(node, name)]
        yield from ((c.id, always) for c in (*said, *declarations_of(graph, node)))

    def cover(self, link: str) -> np.ndarray:
        """Return how many measures and invitees of the plan stand for the link, shape (draws,)."""
        aims = self.graph.into(link, s.AIMS_AT)
        invited = [e for e in self.graph.into(link, s.INVITED_FOR) if self.graph.node(e.source).props.get("resident") is not True]
        return counted((self.standing.edge(self.graph, e) for e in (*aims, *invited)), self.draws)
