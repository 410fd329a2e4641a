"""GraphData → igraph: the same views as networkx, in C, for graphs of a hundred thousand nodes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import schema as s
from .errors import LiantuError, NotFound
from .nx import VIEWS
from .snapshot import Edge, GraphData, Node

if TYPE_CHECKING:
    import igraph


def to_igraph(data: GraphData, view: str = "all") -> igraph.Graph:
    """Return a directed igraph Graph, vertices and edges in the order of the data.

    By igraph's habit the vertex attribute `name` is the id (so `graph.vs.find("link:…")` works); the display name is `label`.
    An edge has `id`, `type`, `claims`. Properties are attributes, None where absent; `resident` of a firm is None where unknown.
    Raises NotFound for another view, LiantuError where the extra `igraph` is not installed. Cost: linear.
    """
    if view not in VIEWS:
        raise NotFound(f"没有视图 {view!r}，可用：{'、'.join(VIEWS)} / no such view")
    try:
        library = import_module("igraph")
    except ImportError:
        raise LiantuError("igraph 需要附加组件，请运行 pip install 'liantu[igraph]' / igraph needs an extra") from None
    labels, types = VIEWS[view]
    nodes = [n for n in data.nodes if n.type in labels]
    edges = [e for e in data.edges if e.type in types]
    number = {n.id: i for i, n in enumerate(nodes)}
    graph: igraph.Graph = library.Graph(
        n=len(nodes),
        edges=[(number[e.source], number[e.target]) for e in edges],
        directed=True,
        vertex_attrs=_columns(nodes, {"name": lambda n: n.id, "label": lambda n: n.props.get(s.NAME.name)}),
        edge_attrs=_columns(edges, {"id": lambda e: e.id}),
    )
    return graph


def _columns(things: Sequence[Node] | Sequence[Edge], first: dict[str, Callable[[Any], Any]]) -> dict[str, list[Any]]:
    told: dict[str, Callable[[Any], Any]] = {**first, "type": lambda x: x.type, "claims": lambda x: list(x.claims)}
    present = dict.fromkeys(sorted({key for x in things for key in x.props} - set(told)))
    own = {name: [get(x) for x in things] for name, get in told.items()}
    return own | {name: [x.props.get(name) for x in things] for name in present}
