"""Cuts of one element for very many links at once: sets that stay small where the chains are shallow, as in national tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .failure_net import Needs, Net, failure_net
from .reachability import Outside, World
from .supply import SupplyGraph

Lost = frozenset[str] | None  # None: everything


def single_cuts(
    supply: SupplyGraph, world: World, products: Iterable[str], outside: Outside = Outside.CLOSED
) -> Mapping[str, frozenset[str]]:
    """Return product → the elements (firms, links, outside suppliers) each of which alone stops it; only products that stand.

    The same answer as the singles of cuts.cut_sets in one world. Cost O(inputs · size of the sets), times the rounds of a loop.
    """
    wanted = tuple(products)
    net = failure_net(supply, world, wanted, outside)
    down = _spread(net, _own(net))
    return {product: down[net.at[product]] or frozenset() for product in wanted if product in net.at}


def _own(net: Net) -> list[frozenset[str]]:
    own: list[set[str]] = [set() for _ in net.names]
    for element, nodes in net.alone.items():
        for node in nodes:
            own[node].add(element)
    return [frozenset(elements) for elements in own]


def _spread(net: Net, own: Sequence[frozenset[str]]) -> list[Lost]:
    """The greatest fixed point: a node not settled yet is taken down by everything."""
    down: list[Lost] = [None] * len(net.names)
    for start, end in net.spans:
        changed = True
        while changed:
            changed = False
            for node in range(start, end):
                new = _value(net.needs[node], own[node], down)
                changed = changed or (end - start > 1 and new != down[node])
                down[node] = new
    return down


def _value(needs: Needs, own: frozenset[str], down: Sequence[Lost]) -> Lost:
    parts = [own]
    for need in needs:
        known = [lost for member in need if (lost := down[member]) is not None]
        if not known:
            return None
        parts.append(known[0].intersection(*known[1:]) if len(need) > 1 else known[0])
    return frozenset().union(*parts) if needs else own
