"""One world of a supply graph as a net of nodes, and what every single element takes down by itself (METHODS §1).

Only what the targets depend on is kept, and only what stands while nothing fails. A link that can be made here and bought
outside at once (rule OPEN) becomes three nodes: itself, and the two ways to get it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .reachability import Outside, World, available, has_unseen_maker, outside_element
from .strong_parts import strong_parts
from .supply import SupplyGraph

Needs = tuple[tuple[int, ...], ...]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Net:
    """Nodes in an order in which inputs come before users, loops aside.

    names: node → its name; a link's node bears the link's id. needs: node → AND of ORs of nodes.
    spans: first and last+1 node of each strongly connected part, in order; `loops`: those with a cycle.
    alone: element (firm, link, outside supplier) → nodes it takes down by itself.
    together: two firms → the nodes whose only makers they are.
    """

    names: tuple[str, ...]
    needs: tuple[Needs, ...]
    spans: tuple[tuple[int, int], ...]
    alone: Mapping[str, frozenset[int]]
    together: Mapping[Pair, frozenset[int]]
    at: Mapping[str, int]


def failure_net(supply: SupplyGraph, world: World, targets: Iterable[str], outside: Outside = Outside.CLOSED) -> Net:
    """Return the net of all that the targets depend on in this world. Cost O(links + inputs + makers)."""
    up = available(supply, world, (), outside)
    ways = _Ways(supply, world, up, outside)
    needs = _upstream(ways, (t for t in targets if t in up))
    spans = strong_parts({node: sorted({m for need in all_needs for m in need}) for node, all_needs in needs.items()})
    names = tuple(name for part in spans for name in part)
    at = {name: i for i, name in enumerate(names)}
    numbered = tuple(tuple(tuple(sorted(at[m] for m in need)) for need in needs[name]) for name in names)
    ends = [0]
    for part in spans:
        ends.append(ends[-1] + len(part))
    alone, together = _breakers(ways, names, at)
    return Net(names, numbered, tuple(pairwise(ends)), alone, together, at)


@dataclass(frozen=True)
class _Ways:
    """How each standing link is got in a world."""

    supply: SupplyGraph
    world: World
    up: frozenset[str]
    outside: Outside

    def local(self, link: str) -> bool:
        return bool(self.supply.makers[link]) or has_unseen_maker(self.supply, link, self.world)

    def bought(self, link: str) -> bool:
        closed = self.outside is Outside.ZONE or self.supply.outside[link] == "barred"
        return not closed and (self.outside is Outside.OPEN or not self.local(link))

    def made(self, link: str) -> bool:
        return self.local(link) and all(need & self.up for need in self.supply.needs[link])

    def inputs(self, link: str) -> list[frozenset[str]]:
        return [need & self.up for need in self.supply.needs[link]]

    def roles(self, link: str) -> tuple[str, str]:
        """Return the nodes that stand for making and for buying the link; empty where it is not got that way."""
        made, bought = self.made(link), self.bought(link)
        if made and bought:
            return made_node(link), bought_node(link)
        return (link, "") if made else ("", link)

    def nodes(self, link: str) -> Iterator[tuple[str, list[frozenset[str]]]]:
        """Yield the nodes of a link with their needs."""
        made, bought = self.roles(link)
        if made and bought:
            yield link, [frozenset({made, bought})]
            yield bought, []
        if not made:
            yield link, []
        else:
            yield made, self.inputs(link)


def made_node(link: str) -> str:
    """Return the name of the node that stands for making a link here, where it can be bought too."""
    return f"MADE({link})"


def bought_node(link: str) -> str:
    """Return the name of the node that stands for buying a link outside, where it can be made here too."""
    return f"BOUGHT({link})"


def _upstream(ways: _Ways, targets: Iterable[str]) -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    todo = sorted(targets)
    while todo:
        link = todo.pop()
        if link in found:
            continue
        parts = list(ways.nodes(link))
        found |= dict(parts)
        todo += sorted({m for _, needs in parts for need in needs for m in need if m in ways.up and m not in found})
    return found


def _breakers(ways: _Ways, names: tuple[str, ...], at: Mapping[str, int]) -> tuple[dict[str, frozenset[int]], dict[Pair, frozenset[int]]]:
    alone: dict[str, set[int]] = defaultdict(set)
    together: dict[Pair, set[int]] = defaultdict(set)
    for link in (name for name in names if name in ways.supply.needs):
        made, bought = ways.roles(link)
        alone[link].add(at[link])
        if bought:
            alone[outside_element(link)].add(at[bought])
        makers = sorted(ways.supply.makers[link])
        if made and not has_unseen_maker(ways.supply, link, ways.world):
            if len(makers) == 1:
                alone[makers[0]].add(at[made])
            elif len(makers) == 2:
                together[makers[0], makers[1]].add(at[made])
    return {k: frozenset(v) for k, v in alone.items()}, {k: frozenset(v) for k, v in together.items()}
