"""The statements that write a graph to Neo4j, in order, whichever driver sends them."""

from __future__ import annotations

from collections.abc import Iterator

from .. import cypher
from .. import schema as s
from ..rows import CLAIM_LABEL, Row, by_type, claim_row, meta_row, row_of
from ..snapshot import Edge, GraphData
from ..spec import EdgeType

BATCH = 5_000
Statement = tuple[str, Row]


def load(data: GraphData, build: Row) -> Iterator[Statement]:
    """Yield the statements of a write, in order: begin, nodes, claims, edges, cleanup, labels, ready.

    `build` holds `workspace` and `build`. A statement with `limit` is to be repeated until it returns less than that.
    """
    yield cypher.start_build(), build
    for name, nodes in by_type(data.nodes).items():
        yield from _batches(cypher.merge_nodes(name), [row_of(n) for n in nodes], build)
    yield from _batches(cypher.merge_nodes(CLAIM_LABEL), [claim_row(c) for c in data.claims], build)
    for name, edges in by_type(data.edges).items():
        yield from _batches(cypher.merge_edges(_edge_type(name)), [_edge_row(e) for e in edges], build)
    yield from ((text, {**build, "limit": BATCH}) for text in cypher.cleanup())
    yield from ((text, build) for text in cypher.mark_firms())
    yield cypher.finish_build(), {**build, "row": meta_row(data.meta), "expected": 1}


def _batches(text: str, rows: list[Row], build: Row) -> Iterator[Statement]:
    for i in range(0, len(rows), BATCH):
        yield text, {**build, "rows": rows[i : i + BATCH]}


def _edge_type(name: str) -> EdgeType:
    found = s.SCHEMA.edge(name)
    assert found is not None
    return found


def _edge_row(edge: Edge) -> Row:
    return {"id": edge.id, "source": edge.source, "target": edge.target, "props": row_of(edge)}
