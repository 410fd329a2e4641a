"""The shape of the supply of final products: dominators, independent routes, bridges and articulation points (METHODS §1).

These look at paths over links and forget that a link needs all its inputs at once; what really stops is told by cuts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .failure_net import Net, failure_net
from .reachability import World
from .supply import SupplyGraph

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.DiGraph[str]

SOURCE, NEED = "SOURCE", "NEED"


@dataclass(frozen=True, slots=True)
class Routes:
    """How one product is reached in one world from a virtual source, which feeds every link that needs no input there.

    dominators: links that every path to it passes, from the source on. independent: for the need worst off, how many paths to it
    share no link; 0 for a product that needs no input.
    """

    product: str
    world: str
    dominators: tuple[str, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Of the inputs that the products need, taken without direction: bridges (pairs of links), articulation points; and the routes.

    Bridges and articulation points: relations and links without which the picture falls apart, in either world.
    """

    bridges: tuple[tuple[str, str], ...]
    articulation: tuple[str, ...]
    routes: tuple[Routes, ...]


def shape(supply: SupplyGraph, products: Iterable[str]) -> Shape:
    """Return the shape of the supply of these links. Cost O(links + inputs), and one maximum flow a need of a product."""
    import networkx as nx

    wanted = sorted(set(products))
    plain: nx.Graph[str] = nx.Graph()
    plain.add_edges_from((m, link) for link in _upstream(supply, wanted) for need in supply.needs.get(link, ()) for m in need)
    return Shape(
        tuple(sorted((min(ends), max(ends)) for ends in nx.bridges(plain))),
        tuple(sorted(nx.articulation_points(plain))),
        tuple(_routes(net, world, product) for world, net in _nets(supply, wanted) for product in wanted if product in net.at),
    )


def _nets(supply: SupplyGraph, products: Sequence[str]) -> list[tuple[World, Net]]:
    return [(world, failure_net(supply, world, products)) for world in World]


def _upstream(supply: SupplyGraph, products: Iterable[str]) -> list[str]:
    found: set[str] = set()
    todo = list(products)
    while todo:
        link = todo.pop()
        if link not in found:
            found.add(link)
            todo += [m for need in supply.needs.get(link, ()) for m in need]
    return sorted(found)


def _routes(net: Net, world: World, product: str) -> Routes:
    import networkx as nx

    graph = _graph(net, product)
    above = nx.immediate_dominators(graph, SOURCE)
    passed, at = [], above[product]
    while at != SOURCE:
        passed.append(at)
        at = above[at]
    needs = net.needs[net.at[product]]
    return Routes(product, world.value, tuple(reversed(passed)), min((_disjoint(graph, net, need, product) for need in needs), default=0))


def _graph(net: Net, product: str) -> Graph:
    """The links the product depends on, each fed by its inputs, the rest by the source."""
    import networkx as nx

    graph: Graph = nx.DiGraph()
    todo, seen = [net.at[product]], set[int]()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        members = {m for need in net.needs[node] for m in need}
        graph.add_edges_from((net.names[m], net.names[node]) for m in sorted(members))
        if not members:
            graph.add_edge(SOURCE, net.names[node])
        todo += sorted(members)
    return graph


def _disjoint(graph: Graph, net: Net, need: Sequence[int], product: str) -> int:
    """Return how many paths from the source to the members of a need share no link, by Menger's theorem."""
    from networkx.algorithms.connectivity import local_node_connectivity

    graph = graph.copy()
    graph.remove_node(product)
    members = [net.names[m] for m in need if net.names[m] in graph]
    graph.add_edges_from((member, NEED) for member in members)
    return int(local_node_connectivity(graph, SOURCE, NEED)) if members and SOURCE in graph else 0
