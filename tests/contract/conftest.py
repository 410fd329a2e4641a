"""Fixtures of the contract tests: a store of each kind, empty at first, removed afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from liantu.graph.store import Store, open_store
from storing import neo4j_url


@pytest.fixture
def address(request, tmp_path) -> str:
    """The address of an absent graph of the kind the test asks for."""
    if request.param == "neo4j":
        return neo4j_url(request.getfixturevalue("neo4j_server"))
    return "memory:" if request.param == "memory" else f"ladybug:{tmp_path / 'g.lbug'}"


@pytest.fixture
def store(address) -> Iterator[Store]:
    """An empty store, removed afterwards."""
    with open_store(address) as opened:
        yield opened
        if hasattr(opened, "drop"):
            opened.drop()


@pytest.fixture
def driver(neo4j_server):
    """The plain driver, to look at the database as a stranger does."""
    import neo4j

    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as opened:
        yield opened
