"""GraphData → networkx: one MultiDiGraph, whole or one view of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import schema as s
from .errors import NotFound
from .snapshot import Edge, GraphData, Node

if TYPE_CHECKING:
    import networkx as nx

VIEWS: dict[str, tuple[frozenset[str], frozenset[str]]] = {  # view → (labels, edge types)
    "supply": (frozenset({s.LINK.name}), frozenset({s.INPUT_TO.name})),
    "hierarchy": (
        frozenset({s.CHAIN.name, s.LINK.name, s.DIRECTION.name, s.PLACE.name}),
        frozenset({s.LINK_OF.name, s.PART_OF.name, s.WITHIN.name}),
    ),
    "all": (frozenset(t.name for t in s.SCHEMA.nodes), frozenset(t.name for t in s.SCHEMA.edges)),
}


def to_networkx(data: GraphData, view: str = "all") -> nx.MultiDiGraph[str]:
    """Return a graph as a MultiDiGraph: nodes and edge keys are our ids, attributes are `type`, the properties, `claims`.

    Views: `supply` (links and INPUT_TO), `hierarchy` (chains, links, directions, places; LINK_OF, PART_OF, WITHIN), `all`.
    Every firm has `resident`, None where unknown; OPERATES_IN joins residents only, so a plain count of it is right.
    Raises NotFound for another view. Cost: linear.
    """
    import networkx as nx

    if view not in VIEWS:
        raise NotFound(f"没有视图 {view!r}，可用：{'、'.join(VIEWS)} / no such view")
    labels, types = VIEWS[view]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((n.id, _attributes(n)) for n in data.nodes if n.type in labels)
    for edge in data.edges:
        if edge.type in types:
            graph.add_edge(edge.source, edge.target, edge.id, **_attributes(edge))
    return graph


def _attributes(thing: Node | Edge) -> dict[str, Any]:
    unknown = {"resident": None} if thing.type == s.FIRM.name else {}
    return {"type": thing.type, **unknown, **thing.props, "claims": list(thing.claims)}
