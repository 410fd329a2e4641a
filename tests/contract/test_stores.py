"""One contract over every store: what was written comes back, or a clear line says why not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from builders import HOSTILE, claim, graph, graphs, small
from liantu.graph.errors import DataError, StoreError
from liantu.graph.snapshot import Edge, GraphData, Node, sorted_data
from liantu.graph.store import MemoryStore, open_store, snapshot
from storing import EMPTY, cypher_store, every_store, same

NAIVE_COUNT = "MATCH (f:Firm)-[:OPERATES_IN]->(l:Link) RETURN l.id AS link, count(DISTINCT f) AS makers"


@every_store
def test_what_was_written_comes_back(store):
    store.write(small())
    assert same(store.read(), small())


@every_store
def test_a_second_write_replaces_all_of_the_first(store):
    store.write(small())
    fewer = graph(claim("firm:here", "about", "x"), nodes="firm:here chain:other")
    store.write(fewer)
    assert same(store.read(), fewer)


@every_store
def test_writing_the_same_twice_changes_nothing(store):
    store.write(small())
    store.write(small())
    assert same(store.read(), small())


@every_store
def test_the_empty_graph(store):
    store.write(EMPTY)
    assert same(store.read(), EMPTY)


@every_store
def test_nothing_written_yet_is_a_clear_error(store):
    with pytest.raises(StoreError, match="build"):
        store.read()


@every_store
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=graphs())
def test_any_graph_comes_back(store, data):
    store.write(data)
    assert same(store.read(), data)


@every_store
def test_hostile_texts_come_back_byte_equal(store):
    nodes = [Node(f"firm:{i}", "Firm", {"name": text, "aliases": [text, text]}) for i, text in enumerate(HOSTILE)]
    data = sorted_data(nodes, [], [claim(t, t, t, quote=t, source=t) for t in HOSTILE], {t: t for t in HOSTILE})
    store.write(data)
    assert same(store.read(), data)


@every_store
def test_large_integers_and_absent_numbers_do_not_meet(store):
    links = [Node(f"link:{i}", "Link", {"name": str(i)}) for i in range(4)]
    props = [{"essentiality": 2**60 + 1}, {}, {"cost_share": 1.0}, {"cost_share": 0.1}]
    ends = [("link:0", "link:1"), ("link:1", "link:2"), ("link:2", "link:3"), ("link:3", "link:0")]
    edges = [Edge(f"{a}|INPUT_TO|{b}", "INPUT_TO", a, b, p) for (a, b), p in zip(ends, props, strict=True)]
    data = sorted_data(links, edges, [], {})
    store.write(data)
    assert same(store.read(), data)


@every_store
def test_a_snapshot_of_the_store_answers(store):
    store.write(small())
    assert snapshot(store).node("firm:here").props["resident"] is True


def broken_graphs() -> dict[str, GraphData]:
    """Graphs with one fault each."""
    a, b = Node("firm:a", "Firm", {"name": "a"}), Node("link:b", "Link", {"name": "b"})
    c = Node("link:c", "Link", {"name": "c"})
    edge = Edge("firm:a|CAPABLE_OF|link:b", "CAPABLE_OF", "firm:a", "link:b", {})
    inputs = Edge("link:b|INPUT_TO|link:c", "INPUT_TO", "link:b", "link:c", {})
    return {
        "an edge twice": sorted_data([a, b], [edge, edge], [], {}),
        "a node twice": sorted_data([a, a], [], [], {}),
        "an absent end": sorted_data([a], [edge], [], {}),
        "a pair not allowed": sorted_data([a, b], [replace(edge, type="MAKES")], [], {}),
        "an undeclared label": sorted_data([replace(a, type="Company")], [], [], {}),
        "an undeclared edge": sorted_data([a, b], [replace(edge, type="LIKES")], [], {}),
        "an undeclared property": sorted_data([replace(a, props={"colour": "x"})], [], [], {}),
        "a wrong type": sorted_data([replace(b, props={"terminal": 1})], [], [], {}),
        "an int beyond 64 bits": sorted_data([b, c], [replace(inputs, props={"essentiality": 2**63})], [], {}),
        "a lone surrogate": sorted_data([replace(a, props={"name": "\ud800"})], [], [], {}),
        "a NUL": sorted_data([a], [], [claim("a", "b", "\0")], {}),
    }


@every_store
@pytest.mark.parametrize("fault", broken_graphs())
def test_a_broken_graph_is_refused_and_the_old_one_stays(store, fault):
    store.write(small())
    with pytest.raises(DataError):
        store.write(broken_graphs()[fault])
    assert same(store.read(), small())


@cypher_store
def test_a_naive_count_finds_residents_only(store):
    store.write(small())
    assert store.query(NAIVE_COUNT) == [{"link": "link:cathode", "makers": 1}]


@cypher_store
def test_a_query_returns_plain_nodes_edges_and_values(store):
    store.write(small())
    text = "MATCH (f:Firm {id: $id})-[o:OPERATES_IN]->(l:Link) RETURN f, o, l.aliases AS aliases, l.terminal AS t"
    [row] = store.query(text, {"id": "firm:here"})
    assert row["f"].items() >= {"id": "firm:here", "type": "Firm", "name": "here", "resident": True}.items()
    assert row["o"].items() >= {"id": "firm:here|OPERATES_IN|link:cathode", "type": "OPERATES_IN", "grade": "A"}.items()
    assert (row["aliases"], row["t"]) == (["正极", "正极材料"], None)
    assert None not in [*row["f"].values(), *row["o"].values()]
    assert not {"_ID", "_LABEL", "workspace", "build"} & (row["f"].keys() | row["o"].keys())


@cypher_store
def test_claims_are_nodes_with_plain_columns(store):
    store.write(small())
    rows = store.query("MATCH (c:Claim {workspace: $workspace}) WHERE c.predicate = 'terminal' RETURN c.value AS v, c.value_type AS t")
    assert rows == [{"v": "true", "t": "bool"}]


@cypher_store
@pytest.mark.parametrize(
    "text",
    ["MATC (n) RETURN n", "MATCH (n:Firm) WHERE n.id = $absent RETURN n", "CREATE (n:Firm {id: 'x'})", "RETURN 1 AS a; RETURN 2 AS b"],
)
def test_a_wrong_or_writing_query_is_one_line(store, text):
    store.write(small())
    with pytest.raises(StoreError) as caught:
        store.query(text)
    assert "\n" not in str(caught.value)
    assert same(store.read(), small())


def test_memory_speaks_no_cypher():
    with pytest.raises(StoreError, match="Cypher"):
        MemoryStore().query("RETURN 1")


def test_an_unknown_address_is_refused_without_showing_a_password():
    with pytest.raises(StoreError) as caught:
        open_store("neo4jj://ann:geheim@host")
    assert "geheim" not in str(caught.value)
