"""Interop with py2neo on the real server: our graph goes in through it, a Subgraph comes out."""

from __future__ import annotations

import sys

import pytest

from builders import claim, graph, small
from liantu.graph.errors import DataError, StoreError
from liantu.graph.snapshot import Node, sorted_data
from liantu.graph.store import load as loading
from liantu.graph.store import py2neo_interop as interop
from storing import EMPTY, WORKSPACE, neo4j_only, same


@pytest.fixture
def py2neo_graph(neo4j_server):
    """A py2neo.Graph as its user would open it."""
    py2neo = pytest.importorskip("py2neo")
    graph = py2neo.Graph(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password))
    yield graph
    graph.service.connector.close()


@neo4j_only
def test_what_py2neo_writes_our_store_reads(store, py2neo_graph, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 10)
    interop.write_py2neo(py2neo_graph, small(), WORKSPACE)
    assert same(store.read(), small())
    interop.write_py2neo(py2neo_graph, EMPTY, WORKSPACE)
    assert same(store.read(), EMPTY)


@neo4j_only
def test_a_failed_write_leaves_the_old_graph(store, py2neo_graph, monkeypatch):
    store.write(small())
    load = interop.load
    monkeypatch.setattr(interop, "load", lambda data, build: [*list(load(data, build))[:-1], ("NO CYPHER", {})])
    with pytest.raises(StoreError, match="py2neo"):
        interop.write_py2neo(py2neo_graph, EMPTY, WORKSPACE)
    assert same(store.read(), small())


@neo4j_only
def test_a_broken_graph_is_refused(store, py2neo_graph):
    with pytest.raises(DataError):
        interop.write_py2neo(py2neo_graph, sorted_data([Node("x:y", "Nobody", {})], [], [], {}), WORKSPACE)


def test_a_subgraph_holds_every_node_and_edge():
    pytest.importorskip("py2neo")
    found, data = interop.subgraph(small()), small()
    assert {n["id"] for n in found.nodes} == {n.id for n in data.nodes}
    assert {r["id"] for r in found.relationships} == {e.id for e in data.edges}
    assert [n["id"] for n in found.nodes if n.has_label("Resident")] == ["firm:here"]


@neo4j_only
def test_a_subgraph_can_be_merged_by_py2neo(store, py2neo_graph):
    only = graph(claim("firm:here", "about", "<img src=x>"), nodes="firm:here")
    py2neo_graph.merge(interop.subgraph(only), "Liantu", "id")
    found = py2neo_graph.run("MATCH (n:Firm:Liantu {workspace: 'default'}) RETURN n.about AS about").data()
    py2neo_graph.run("MATCH (n:Liantu {workspace: 'default'}) DETACH DELETE n")
    assert found == [{"about": "<img src=x>"}]


def test_without_the_extra_one_clear_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "py2neo", None)
    with pytest.raises(StoreError, match=r"pip install 'liantu\[py2neo\]'"):
        interop.subgraph(small())
