"""AND/OR reachability over many draws at once (METHODS §1): the same least fixed point as analysis/reachability, on sets of draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

from ..reachability import World
from ..supply import SupplyGraph
from .masks import Mask, every


@dataclass(frozen=True)
class DrawnSupply:
    """A supply graph whose makers and declarations differ from draw to draw.

    made: leaf → draws with a maker (known or drawn). complete: leaf → draws in which its list is declared complete.
    """

    graph: SupplyGraph
    draws: int
    made: Mapping[str, Mask]
    complete: Mapping[str, Mask]

    @cached_property
    def _place(self) -> Mapping[str, int]:
        """Leaf → its place in an order in which inputs stand before their users, as far as loops allow."""
        return {leaf: i for i, leaf in enumerate(_flow_order(self.graph))}

    @cached_property
    def _worlds(self) -> Mapping[World, tuple[dict[str, Mask], dict[str, Mask], dict[str, Mask]]]:
        return {world: self._world(world) for world in World}

    def _world(self, world: World) -> tuple[dict[str, Mask], dict[str, Mask], dict[str, Mask]]:
        """Return (can make, can buy, available) of every leaf."""
        all_draws = every(self.draws)
        unseen = {leaf: all_draws & ~self.complete[leaf] if world is World.OPTIMISTIC else 0 for leaf in self.graph.links}
        make = {leaf: self.made[leaf] | unseen[leaf] for leaf in self.graph.links}
        buy = {leaf: 0 if self.graph.outside[leaf] == "barred" else all_draws & ~make[leaf] for leaf in self.graph.links}
        found = dict.fromkeys(self.graph.links, 0)
        self._grow(found, self.graph.links, make, buy)
        return make, buy, found

    def stopped(self, lost: frozenset[str], world: World) -> dict[str, Mask]:
        """Return leaf → draws in which it stops when `lost` leaves and their outside supply are gone; they are left out.

        In the pessimistic world the makers are those of the draw and no others.
        """
        make, buy, before = self._worlds[world]
        reached = self._hit(lost, buy, before)
        after = {**before, **dict.fromkeys(reached | lost, 0)}
        self._grow(after, reached, make, buy)
        return {leaf: gone for leaf in reached if (gone := before[leaf] & ~after[leaf])}

    def _hit(self, lost: frozenset[str], buy: Mapping[str, Mask], before: Mapping[str, Mask]) -> set[str]:
        """Return the users, direct or not, that may stop: those that are available in some draw without being bought."""
        found, todo = set[str](), list(lost)
        while todo:
            for user in self.graph.users.get(todo.pop(), ()):
                if user not in found and user not in lost and before[user] & ~buy[user]:
                    found.add(user)
                    todo.append(user)
        return found

    def _grow(self, found: dict[str, Mask], scope: Iterable[str], make: Mapping[str, Mask], buy: Mapping[str, Mask]) -> None:
        """Raise `found` over `scope` to the least fixed point; what lies outside the scope stays."""
        within = set(scope)
        queue = [(self._place[leaf], leaf) for leaf in within]
        queue.sort()
        waiting = set(within)
        while queue:
            _, leaf = heappop(queue)
            waiting.discard(leaf)
            now = found[leaf] | buy[leaf] | (make[leaf] & self._met(leaf, found, make[leaf]))
            if now != found[leaf]:
                found[leaf] = now
                for user in self.graph.users.get(leaf, ()):
                    if user in within and user not in waiting:
                        waiting.add(user)
                        heappush(queue, (self._place[user], user))

    def _met(self, leaf: str, found: Mapping[str, Mask], met: Mask) -> Mask:
        for need in self.graph.needs[leaf]:
            supplied = 0
            for member in need:
                supplied |= found[member]
            met &= supplied
        return met


def _flow_order(graph: SupplyGraph) -> list[str]:
    """Return the leaves, inputs first: strongly connected parts in topological order."""
    import networkx as nx

    flow: nx.DiGraph[str] = nx.DiGraph()
    flow.add_nodes_from(graph.links)
    flow.add_edges_from((member, leaf) for leaf, needs in graph.needs.items() for need in needs for member in sorted(need))
    whole = nx.condensation(flow)
    return [leaf for part in nx.topological_sort(whole) for leaf in sorted(whole.nodes[part]["members"])]
