"""The test server is a real Neo4j: the official driver and py2neo both write to it and read back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import neo4j
import pytest

from neo4j_server.server import Address

pytestmark = pytest.mark.neo4j


@pytest.fixture
def label(neo4j_server: Address) -> Iterator[str]:
    """A label nobody else uses; its nodes are removed afterwards."""
    name = f"Smoke{uuid.uuid4().hex[:8]}"
    yield name
    with driver(neo4j_server) as d:
        d.execute_query(f"MATCH (n:{name}) DETACH DELETE n", database_="neo4j")


def driver(address: Address) -> neo4j.Driver:
    """Open the official driver at an address."""
    return neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password))


def test_the_official_driver_writes_and_reads(neo4j_server, label):
    with driver(neo4j_server) as d:
        rows = [{"id": i, "name": name} for i, name in enumerate(["正极材料", "锂电池"])]
        d.execute_query(f"UNWIND $rows AS r MERGE (n:{label} {{id: r.id}}) SET n.name = r.name", rows=rows)
        records, _, _ = d.execute_query(f"MATCH (n:{label}) RETURN n.name AS name ORDER BY n.id")
    assert [r["name"] for r in records] == ["正极材料", "锂电池"]


def test_the_routing_scheme_works_too(neo4j_server):
    uri = neo4j_server.uri.replace("bolt://", "neo4j://", 1)
    with driver(neo4j_server._replace(uri=uri)) as d:
        assert d.execute_query("RETURN 1 AS one").records[0]["one"] == 1


def test_a_wrong_password_is_refused(neo4j_server):
    with driver(neo4j_server._replace(password="wrong")) as d, pytest.raises(neo4j.exceptions.AuthError):
        d.verify_connectivity()


def test_the_server_is_neo4j_5(neo4j_server):
    with driver(neo4j_server) as d:
        record = d.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS version").records[0]
    assert record["version"].startswith("5.")


def test_py2neo_writes_and_reads(py2neo_graph, label):
    py2neo = pytest.importorskip("py2neo")
    maker, product = py2neo.Node(label, name="甲公司"), py2neo.Node(label, name="锂电池")
    py2neo_graph.create(py2neo.Relationship(maker, "MAKES", product))
    found = py2neo_graph.run(f"MATCH (:{label})-[r:MAKES]->(p:{label}) RETURN p.name AS name").data()
    assert found == [{"name": "锂电池"}]
