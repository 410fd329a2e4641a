"""What the store tests share: addresses, the stores to run over, and equality that looks at types."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from liantu.graph.snapshot import GraphData, sorted_data

EMPTY = sorted_data([], [], [], {})
WORKSPACE = "contract"
_NEO4J = pytest.param("neo4j", marks=pytest.mark.neo4j)
every_store = pytest.mark.parametrize("address", ["memory", "ladybug", _NEO4J], indirect=True)
cypher_store = pytest.mark.parametrize("address", ["ladybug", _NEO4J], indirect=True)
ladybug_only = pytest.mark.parametrize("address", ["ladybug"], indirect=True)
neo4j_only = pytest.mark.parametrize("address", [_NEO4J], indirect=True)


def neo4j_url(server, workspace: str = WORKSPACE) -> str:
    """The address of a workspace of the test server, password included."""
    return server.uri.replace("://", f"://{quote(server.user)}:{quote(server.password, safe='')}@") + f"?workspace={workspace}"


def same(left: GraphData, right: GraphData) -> bool:
    """Equal, types of values included (True is not 1, 1 is not 1.0)."""
    return left == right and exact(left) == exact(right)


def exact(data: GraphData) -> list[str]:
    """Every node, edge and claim as text; properties sorted, for a mapping has no order."""
    things = [repr((t.id, t.type, sorted(t.props.items()), t.claims)) for t in (*data.nodes, *data.edges)]
    return [*things, *map(repr, data.claims), repr(sorted(data.meta.items()))]
