"""The Neo4j store: strangers, workspaces, labels, large writes, logins."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from builders import claim, graph, small
from liantu.graph.errors import StoreError
from liantu.graph.store import load as loading
from liantu.graph.store import neo4j as module
from liantu.graph.store import open_store
from liantu.graph.store.address import parse_address
from storing import EMPTY, neo4j_only, neo4j_url, same


@pytest.fixture
def stranger(driver):
    """Somebody else's Firm and Link in the same database, with our ids and even our edge type."""
    driver.execute_query("CREATE (:Firm:Foreign {id: 'firm:here', name: 'x'})-[:OPERATES_IN {id: 'e'}]->(:Link:Foreign {id: 'link:cell'})")
    look = "MATCH (f:Foreign) OPTIONAL MATCH (f)-[e]->() RETURN labels(f), properties(f), properties(e) ORDER BY f.id"
    yield lambda: [tuple(r) for r in driver.execute_query(look).records]
    driver.execute_query("MATCH (f:Foreign) DETACH DELETE f")


@neo4j_only
def test_a_strangers_nodes_are_not_touched(store, stranger):
    before = stranger()
    store.write(small())
    store.write(EMPTY)
    store.drop()
    assert stranger() == before
    assert len(before) == 2


@neo4j_only
def test_a_strangers_edge_between_our_nodes_stays(store, driver):
    store.write(small())
    driver.execute_query("MATCH (a:Liantu {id: 'firm:here'}), (b:Liantu {id: 'firm:away'}) CREATE (a)-[:SUPPLIES {mine: 1}]->(b)")
    store.write(small())
    assert same(store.read(), small())
    assert driver.execute_query("MATCH ()-[e:SUPPLIES {mine: 1}]->() RETURN count(e) AS n").records[0]["n"] == 1


@neo4j_only
def test_two_workspaces_do_not_meet(store, neo4j_server):
    with open_store(neo4j_url(neo4j_server, "other")) as other:
        store.write(small())
        other.write(graph(nodes="firm:here"))
        store.write(EMPTY)
        assert len(other.read().nodes) == 1
        other.drop()
        with pytest.raises(StoreError, match="build"):
            other.read()
    assert same(store.read(), EMPTY)


@neo4j_only
def test_residents_and_invitees_carry_a_label(store, driver):
    store.write(small())
    look = "MATCH (n:Liantu) WHERE n:Resident OR n:Invitee RETURN n.id AS id, n:Resident AS resident, n:Invitee AS invitee ORDER BY id"
    found = driver.execute_query(look).records
    assert [tuple(r) for r in found] == [("firm:here", True, False), ("firm:wanted", False, True)]
    store.write(graph(nodes="firm:here firm:wanted"))
    assert not driver.execute_query("MATCH (n:Liantu) WHERE n:Resident OR n:Invitee RETURN n").records


@neo4j_only
def test_every_node_of_ours_is_marked(store, driver):
    store.write(small())
    look = "MATCH (n) WHERE n.workspace = 'contract' RETURN count(n) AS all, count(CASE WHEN n:Liantu THEN 1 END) AS ours"
    found = driver.execute_query(look).records[0]
    assert found["all"] == found["ours"] == len(small().nodes) + len(small().claims) + 1


@neo4j_only
def test_a_graph_that_is_not_ready_is_refused(store, driver):
    store.write(small())
    driver.execute_query("MATCH (b:LiantuBuild {workspace: 'contract'}) SET b.state = 'building'")
    for act in (store.read, lambda: store.query("RETURN 1 AS a")):
        with pytest.raises(StoreError, match="尚未写完"):
            act()
    store.write(small())
    assert same(store.read(), small())


@neo4j_only
@pytest.mark.parametrize("broken_after", [1, 5])
def test_a_large_write_that_breaks_off_is_refused_until_built_again(store, monkeypatch, broken_after):
    store.write(EMPTY)
    load = module.load
    monkeypatch.setattr(module, "ONE_TRANSACTION", 0)
    monkeypatch.setattr(loading, "BATCH", 7)

    def breaks(data, build):
        for n, step in enumerate(load(data, build)):
            if n == broken_after:
                raise KeyboardInterrupt
            yield step

    with monkeypatch.context() as patch:
        patch.setattr(module, "load", breaks)
        with pytest.raises(KeyboardInterrupt):
            store.write(small())
    with pytest.raises(StoreError, match="尚未写完"):
        store.read()
    store.write(small())
    assert same(store.read(), small())
    store.write(EMPTY)
    assert same(store.read(), EMPTY)


@neo4j_only
def test_a_small_write_that_breaks_off_leaves_the_old_graph(store, monkeypatch):
    store.write(small())
    load = module.load
    monkeypatch.setattr(module, "load", lambda data, build: [*list(load(data, build))[:-1], ("THIS IS NO CYPHER", {})])
    with pytest.raises(StoreError, match="Neo4j"):
        store.write(EMPTY)
    assert same(store.read(), small())


@neo4j_only
def test_a_graph_that_is_replaced_while_it_is_read_is_not_given_out(store, monkeypatch):
    store.write(small())
    builds = iter(range(100))
    monkeypatch.setattr(store, "_ready", lambda result: {"build": next(builds), "keys": [], "values": []})
    with pytest.raises(StoreError, match="正被改写"):
        store.read()


@neo4j_only
def test_a_writer_that_was_overtaken_does_not_call_its_graph_ready(store, monkeypatch, driver):
    load = module.load
    monkeypatch.setattr(module, "ONE_TRANSACTION", 0)

    def overtaken(data, build):
        *first, last = load(data, build)
        yield from first
        driver.execute_query("MATCH (b:LiantuBuild {workspace: 'contract'}) SET b.build = 'another'")
        yield last

    monkeypatch.setattr(module, "load", overtaken)
    with pytest.raises(StoreError, match="另一个写入"):
        store.write(small())


@neo4j_only
def test_full_text_finds_chinese_names_and_aliases(store, driver):
    store.write(graph(claim("firm:here", "aliases", "江海电子"), nodes="firm:here"))
    driver.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    found = driver.execute_query("CALL db.index.fulltext.queryNodes('liantu_names', '江海') YIELD node RETURN node.id AS id").records
    assert [r["id"] for r in found] == ["firm:here"]


@pytest.mark.neo4j
def test_a_wrong_password_is_one_line_without_it(neo4j_server):
    with pytest.raises(StoreError, match="登录被拒绝") as caught:
        open_store(neo4j_url(neo4j_server._replace(password="geheim@:/")))
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.neo4j
def test_user_and_password_may_come_from_the_environment(neo4j_server, monkeypatch):
    monkeypatch.setenv("NEO4J_USER", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    with open_store(neo4j_server.uri + "?workspace=env&database=neo4j") as store:
        assert store.url == neo4j_server.uri + "?workspace=env&database=neo4j"
        with pytest.raises(StoreError, match="env"):
            store.read()


@pytest.mark.neo4j
def test_an_absent_database_is_one_line(neo4j_server):
    with pytest.raises(StoreError) as caught:
        open_store(neo4j_url(neo4j_server) + "&database=nosuch")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_server_there_is_one_line(scheme):
    with pytest.raises(StoreError, match="连不上") as caught:
        open_store(f"{scheme}://ann:geheim@127.0.0.1:9")
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("rest", ["", "host:port", "ann:ge/heim@host", "host?wrkspace=a", "host?workspace=", "host/path"])
def test_a_wrong_address_shows_the_right_shape_and_no_password(rest):
    with pytest.raises(StoreError, match="workspace=NAME") as caught:
        open_store(f"neo4j://{rest}")
    assert "heim" not in str(caught.value)


def test_a_password_with_every_sign_survives_the_address():
    password = "p@ss:w/o?r#d%字"
    address = parse_address(f"neo4j://ann:{quote(password, safe='')}@h:1?workspace=w")
    assert (address.password, address.shown) == (password, "neo4j://ann@h:1?workspace=w")
    assert quote(password, safe="") not in repr(address)
    assert password not in repr(address)
