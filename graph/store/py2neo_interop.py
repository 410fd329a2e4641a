"""Interop with py2neo, an optional extra (`pip install 'liantu[py2neo]'`).

py2neo is end of life: its authors have stopped and nothing in it is mended. This module is for those who already have
notebooks on it; the store itself uses the official driver. Rows go in batches: one CREATE a row is fifty times slower.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from .. import cypher
from .. import schema as s
from ..errors import StoreError
from ..integrity import check_integrity
from ..rows import row_of
from ..snapshot import Edge, GraphData, Node
from .load import load

if TYPE_CHECKING:
    import py2neo

WORKSPACE = "default"


def write_py2neo(graph: py2neo.Graph, data: GraphData, workspace: str = WORKSPACE) -> None:
    """Write a graph through a `py2neo.Graph` the caller has opened; `open_store` reads it back. One transaction.

    Only nodes and edges of ours in `workspace` are touched. Raises DataError for a broken graph, StoreError where the
    extra is missing or the server refuses; what was there before then stays.
    """
    py2neo = _py2neo()
    check_integrity(data)
    try:
        for text in cypher.constraints():
            graph.run(text)
        transaction = graph.begin()
        try:
            for text, params in load(data, {"workspace": workspace, "build": secrets.token_hex(8)}):
                _run(transaction, text, params)
        except BaseException:
            graph.rollback(transaction)
            raise
        graph.commit(transaction)
    except py2neo.errors.Neo4jError as error:
        raise StoreError(f"py2neo：Neo4j 报错：{str(error).partition(chr(10))[0]} / Neo4j refused the statement") from None


def _run(transaction: Any, text: str, params: dict[str, Any]) -> None:
    while transaction.evaluate(text, params) == params.get("limit", -1):
        continue


def subgraph(data: GraphData) -> py2neo.Subgraph:
    """Return a graph as a `py2neo.Subgraph`, to look at or to `graph.merge(subgraph, "Liantu", "id")`.

    Nodes carry their label and `Liantu`, residents also `Resident`. Raises StoreError where the extra is missing.
    """
    py2neo = _py2neo()
    nodes = {n.id: py2neo.Node(*_labels(n), **{**row_of(n), "workspace": WORKSPACE}) for n in data.nodes}
    for node in nodes.values():
        node.__primarylabel__, node.__primarykey__ = cypher.MARK, "id"
    edges = [py2neo.Relationship(nodes[e.source], e.type, nodes[e.target], **_edge_props(e)) for e in data.edges]
    return py2neo.Subgraph(nodes.values(), edges)


def _labels(node: Node) -> list[str]:
    resident = node.type == s.FIRM.name and node.props.get("resident") is True
    return [node.type, cypher.MARK, *([cypher.RESIDENT] if resident else [])]


def _edge_props(edge: Edge) -> dict[str, Any]:
    return {**row_of(edge), "workspace": WORKSPACE}


def _py2neo() -> Any:
    try:
        import py2neo
        import py2neo.errors
    except ImportError:
        raise StoreError("缺少 py2neo，请运行 pip install 'liantu[py2neo]' / py2neo is not installed") from None
    return py2neo
