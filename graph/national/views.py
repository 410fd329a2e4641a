"""The national graph for notebooks: pandas frames, a NetworkX MultiDiGraph, an igraph Graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import LiantuError, NotFound
from ..spec import EdgeType, NodeType
from .model import NationalGraph
from .schema import NATIONAL, edge_columns, node_columns

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import pandas as pd

DTYPES = {"str": "string", "float": "Float64", "bool": "boolean"}  # pandas types that know NA


def to_frame(graph: NationalGraph, name: str) -> pd.DataFrame:
    """Return the rows of a label or an edge type as a frame; text is `string`, shares `Float64`, yes or no `boolean`, NA where unknown.

    Columns are those of docs/schema.md: id and properties of a node, source, target and properties of an edge. Raises NotFound.
    """
    import pandas as pd

    node_type, edge_type = _declared(name)
    types = node_columns(node_type) if node_type else edge_columns(edge_type) if edge_type else {}
    rows = graph.nodes[name] if node_type else graph.edges[name]
    cells = zip(*rows, strict=True) if rows else ([] for _ in types)
    columns = {column: pd.Series(list(values), dtype=DTYPES[types[column]]) for column, values in zip(types, cells, strict=True)}
    return pd.DataFrame(columns)


def faults_frame(graph: NationalGraph) -> pd.DataFrame:
    """Return the faults of the tables: table, line, kind, left_out, text."""
    import pandas as pd

    rows = [(f.table, f.line, f.kind, f.left_out, f.text) for f in graph.faults]
    types = {"table": "string", "line": "Int64", "kind": "string", "left_out": "boolean", "text": "string"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def to_networkx(graph: NationalGraph, *types: str) -> nx.MultiDiGraph[str]:
    """Return a MultiDiGraph of all nodes and of the edges of these types (all, where none is named).

    Nodes are ids, with `type` and the properties that have a value; edge keys are edge types. No node of it is a resident of
    the zone, nor has it any such property. Raises NotFound. Cost: linear; all of it takes about 1 s and 250 MB.
    """
    import networkx as nx

    chosen = _chosen(types)
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node_type in NATIONAL.nodes:
        names = tuple(node_columns(node_type))[1:]
        found.add_nodes_from((row[0], _attributes(node_type.name, names, row[1:])) for row in graph.nodes[node_type.name])
    for edge_type in chosen:
        names = tuple(edge_columns(edge_type))[2:]
        for row in graph.edges[edge_type.name]:
            found.add_edge(row[0], row[1], edge_type.name, **_attributes(edge_type.name, names, row[2:]))
    return found


def to_igraph(graph: NationalGraph, *types: str) -> igraph.Graph:
    """Return a directed igraph Graph of all nodes and of the edges of these types (all, where none is named).

    Vertices carry `name` (the id), `type` and `label`; edges `type`. Raises NotFound, LiantuError where igraph is not installed.
    Cost: linear; 0.3 s for all of it.
    """
    try:
        import igraph
    except ImportError:
        raise LiantuError("缺少 igraph，请运行 pip install 'liantu[igraph]' / igraph is not installed") from None
    chosen = [t.name for t in _chosen(types)]
    ids, pairs = graph.pairs(*chosen)
    found = igraph.Graph(len(ids), pairs, directed=True)
    found.vs["name"] = ids
    found.vs["type"] = [t.name for t in NATIONAL.nodes for _ in graph.nodes[t.name]]
    at_name = {t.name: tuple(node_columns(t)).index("name") for t in NATIONAL.nodes}
    found.vs["label"] = [row[at_name[t.name]] for t in NATIONAL.nodes for row in graph.nodes[t.name]]
    found.es["type"] = [name for name in chosen for _ in graph.edges[name]]
    return found


def _attributes(type_name: str, names: tuple[str, ...], values: tuple[object, ...]) -> dict[str, object]:
    return {"type": type_name, **{k: v for k, v in zip(names, values, strict=True) if v is not None}}


def _chosen(types: tuple[str, ...]) -> list[EdgeType]:
    return [t for name in types for t in [_edge_type(name)]] or list(NATIONAL.edges)


def _edge_type(name: str) -> EdgeType:
    if found := NATIONAL.edge(name):
        return found
    raise NotFound(f"全国图没有边类型 {name!r}，可用：{'、'.join(t.name for t in NATIONAL.edges)} / no such edge type")


def _declared(name: str) -> tuple[NodeType | None, EdgeType | None]:
    node_type = next((t for t in NATIONAL.nodes if t.name == name), None)
    return node_type, None if node_type else _edge_type(name)
