"""Dominators and independent routes against the enumeration of all paths; bridges and articulation points against removal."""

from __future__ import annotations

from itertools import combinations

import networkx as nx

from liantu.analysis.reachability import World, available
from liantu.analysis.routes import shape
from liantu.analysis.supply import SupplyGraph, supply_graph
from supply_graphs import random_snapshot

WORLDS = {world.value: world for world in World}


def paths(supply: SupplyGraph, world: World, product: str) -> list[list[str]]:
    """Every simple path of links to the product that begins at a link without inputs in this world."""
    up = available(supply, world)
    made = {x for x in up if (supply.makers[x] or (world is World.OPTIMISTIC and x not in supply.complete))}
    inputs = {x: {m for need in supply.needs[x] for m in need if m in up} if x in made else set() for x in up}
    found: list[list[str]] = []
    todo = [[product]]
    while todo:
        path = todo.pop()
        if not inputs[path[0]]:
            found.append(path)
        todo += [[m, *path] for m in inputs[path[0]] if m not in path]
    return found


def most_disjoint(routes: list[frozenset[str]]) -> int:
    """The largest number of routes of which no two share a link."""
    routes = sorted(set(routes), key=len)
    size = 0
    while any(all(not a & b for a, b in combinations(some, 2)) for some in combinations(routes, size + 1)):
        size += 1
    return size


def test_dominators_and_routes_equal_enumeration() -> None:
    seen = set()
    for seed in range(120):
        supply = supply_graph(random_snapshot(seed))
        for route in shape(supply, supply.links).routes:
            world = WORLDS[route.world]
            every = paths(supply, world, route.product)
            common = set.intersection(*(set(p) for p in every)) - {route.product}
            assert set(route.dominators) == common
            assert all(list(route.dominators) == [x for x in p if x in common] for p in every)
            if len(every) <= 12:
                assert route.independent == _worst_need(supply, every, route.product, world)
                seen.add(route.independent)
    assert {0, 1, 2} <= seen


def _worst_need(supply: SupplyGraph, every: list[list[str]], product: str, world: World) -> int:
    if every == [[product]]:
        return 0
    up = available(supply, world)
    counts = []
    for need in supply.needs[product]:
        counts.append(most_disjoint([frozenset(p[:-1]) for p in every if p[-2] in need & up]))
    return min(counts)


def test_bridges_and_articulation_points_equal_removal() -> None:
    for seed in range(120):
        supply = supply_graph(random_snapshot(seed))
        found = shape(supply, supply.links)
        plain = nx.Graph([(m, x) for x in supply.links for need in supply.needs[x] for m in need])
        parts = nx.number_connected_components(plain)
        for a, b in plain.edges:
            rest = plain.copy()
            rest.remove_edge(a, b)
            assert ((min(a, b), max(a, b)) in found.bridges) == (nx.number_connected_components(rest) > parts)
        for node in plain:
            rest = plain.copy()
            rest.remove_node(node)
            assert (node in found.articulation) == (nx.number_connected_components(rest) > parts)
