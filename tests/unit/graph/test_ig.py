"""The igraph view holds what the networkx view holds, and answers alike."""

from __future__ import annotations

import sys
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings

from builders import graphs, small
from liantu.graph.errors import LiantuError, NotFound
from liantu.graph.ig import to_igraph
from liantu.graph.nx import VIEWS, to_networkx
from liantu.graph.snapshot import GraphData


def told(value: dict[str, Any]) -> dict[str, Any]:
    """Attributes without the absent ones: networkx leaves them out, igraph has a column."""
    return {k: v for k, v in value.items() if v is not None}


@settings(max_examples=60)
@given(graphs())
def test_the_same_as_networkx(data: GraphData) -> None:
    for view in VIEWS:
        mine, theirs = to_igraph(data, view), to_networkx(data, view)
        assert mine.is_directed() and mine.vs["name"] == list(theirs) if len(theirs) else mine.vcount() == 0
        for vertex in mine.vs:
            own = told(theirs.nodes[vertex["name"]])
            label = own.pop("name", None)
            assert told(vertex.attributes()) == told({**own, "name": vertex["name"], "label": label})
        edges = {key: (a, b, told(found)) for a, b, key, found in theirs.edges(data=True, keys=True)}
        names = mine.vs["name"] if mine.vcount() else []
        found = {e["id"]: (names[e.source], names[e.target], told({k: v for k, v in e.attributes().items() if k != "id"})) for e in mine.es}
        assert found == edges


def test_measures_are_those_of_networkx() -> None:
    data = small()
    mine = to_igraph(data, "all")
    flat = nx.DiGraph(to_networkx(data, "all"))
    expected = nx.betweenness_centrality(flat, normalized=False)
    mine.simplify(combine_edges="first")
    assert dict(zip(mine.vs["name"], mine.betweenness(), strict=True)) == pytest.approx(expected)


def test_a_vertex_is_found_by_its_id_and_presence_counts_right() -> None:
    graph = to_igraph(small(), "all")
    assert graph.vs.find("link:cathode")["label"] == "cathode"
    assert [v["label"] for v in graph.vs.select(resident=True)] == ["here"]
    assert {graph.vs[e.source]["label"] for e in graph.es.select(type="OPERATES_IN")} == {"here"}


def test_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound, match="没有视图"):
        to_igraph(small(), "everything")
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(LiantuError, match=r"liantu\[igraph\]"):
        to_igraph(small(), "all")
    assert igraph
