"""One world of a supply graph as a net of nodes, and what every single element takes down by itself (METHODS §1).

Only what the targets depend on is kept, and only what stands while nothing fails. A link that can be made here and bought
outside at once (rule OPEN) becomes three nodes: itself, and the two ways to get it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .reachability import Outside, World, available, outside_element
from .strong_parts import strong_parts
from .supply import SupplyGraph

Needs = tuple[tuple[int, ...], ...]
Pair = tuple[str, str]
NONE = -1


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
    ways = _Ways(supply, world, outside)
    needs = _upstream(ways, (supply.numbered.at[t] for t in targets))
    spans = strong_parts({node: [m for need in all_needs for m in need] for node, all_needs in needs.items()})
    order = [node for part in spans for node in part]
    place = {node: i for i, node in enumerate(order)}
    numbered = tuple(tuple(tuple(sorted(place[m] for m in need)) for need in needs[node]) for node in order)
    ends = [0, *accumulate(map(len, spans))]
    names = tuple(map(ways.name, order))
    alone, together = _breakers(ways, order)
    return Net(names, numbered, tuple(pairwise(ends)), alone, together, {name: i for i, name in enumerate(names)})


class _Ways:
    """How each standing link is got in a world. Links go by their numbers: side by side in memory, which very many of them need."""

    def __init__(self, supply: SupplyGraph, world: World, outside: Outside) -> None:
        self.supply, self.outside, self.size = supply, outside, len(supply.links)
        net, at = supply.numbered, supply.numbered.at
        self.unseen = [world is World.OPTIMISTIC and not complete for complete in net.complete]
        self.up = bytearray(self.size)
        for link in available(supply, world, (), outside):
            self.up[at[link]] = True

    def local(self, link: int) -> bool:
        return bool(self.supply.numbered.makers[link]) or self.unseen[link]

    def bought(self, link: int) -> bool:
        closed = self.outside is Outside.ZONE or self.supply.numbered.barred[link]
        return not closed and (self.outside is Outside.OPEN or not self.local(link))

    def inputs(self, link: int) -> Needs:
        at = self.supply.numbered.at
        return tuple(tuple(m for member in need if self.up[m := at[member]]) for need in self.supply.needs[self.supply.links[link]])

    def roles(self, link: int) -> tuple[int, int]:
        """Return the nodes that stand for making and for buying the link; NONE where it is not got that way."""
        made, bought = self.local(link) and all(self.inputs(link)), self.bought(link)
        if made and bought:
            return self.size + link, 2 * self.size + link
        return (link, NONE) if made else (NONE, link)

    def nodes(self, link: int) -> Iterator[tuple[int, Needs]]:
        """Yield the nodes of a link with their needs."""
        made, bought = self.roles(link)
        if NONE not in (made, bought):
            yield link, ((made, bought),)
            yield bought, ()
        yield (link, ()) if made == NONE else (made, self.inputs(link))

    def name(self, node: int) -> str:
        """Return the name of a node: the link's id, or the way in which the link is got."""
        role, link = divmod(node, self.size)
        return (str, made_node, bought_node)[role](self.supply.links[link])


def made_node(link: str) -> str:
    """Return the name of the node that stands for making a link here, where it can be bought too."""
    return f"MADE({link})"


def bought_node(link: str) -> str:
    """Return the name of the node that stands for buying a link outside, where it can be made here too."""
    return f"BOUGHT({link})"


def _upstream(ways: _Ways, targets: Iterable[int]) -> dict[int, Needs]:
    found: dict[int, Needs] = {}
    todo = [t for t in targets if ways.up[t]]
    while todo:
        link = todo.pop()
        if link in found:
            continue
        parts = list(ways.nodes(link))
        found |= dict(parts)
        todo += [m for _, needs in parts for need in needs for m in need if m < ways.size and m not in found]
    return found


def _breakers(ways: _Ways, order: Sequence[int]) -> tuple[dict[str, frozenset[int]], dict[Pair, frozenset[int]]]:
    alone: dict[str, list[int]] = defaultdict(list)
    together: dict[Pair, list[int]] = defaultdict(list)
    place = {node: i for i, node in enumerate(order)}
    for link in (node for node in order if node < ways.size):
        made, bought = ways.roles(link)
        name = ways.supply.links[link]
        alone[name].append(place[link])
        if bought != NONE:
            alone[outside_element(name)].append(place[bought])
        makers = sorted(ways.supply.makers[name])
        if made != NONE and not ways.unseen[link]:
            if len(makers) == 1:
                alone[makers[0]].append(place[made])
            elif len(makers) == 2:
                together[makers[0], makers[1]].append(place[made])
    return {k: frozenset(v) for k, v in alone.items()}, {k: frozenset(v) for k, v in together.items()}
