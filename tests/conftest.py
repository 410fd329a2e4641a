"""Fixtures for every test."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from browsing import launched
from neo4j_server.jars import missing
from neo4j_server.server import Address, running_server

pytest_plugins = ["built", "in_groups", "no_silent_skips"]
gc.set_threshold(50_000, 20, 10)  # rarer than usual, as in the command line: a process keeps graphs of 500,000 objects
settings.register_profile("machine", deadline=None)  # how fast a machine is today is no property of the code
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("LIANTU_CI") else "machine")


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Address]:
    """Yield (uri, user, password) of one Neo4j for the whole run: NEO4J_URI if set, else a server of our own."""
    if uri := os.environ.get("NEO4J_URI"):
        yield Address(uri, os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", "neo4j"))
    elif reason := missing():
        pytest.skip(f"no Neo4j for this run: set NEO4J_URI; here is {reason}")
    else:
        with running_server() as address:
            yield address


@pytest.fixture(scope="session")
def py2neo_graph(neo4j_server: Address) -> Iterator[Any]:
    """Yield a py2neo.Graph on that server; py2neo never closes its sockets by itself, so this does."""
    py2neo = pytest.importorskip("py2neo", reason="py2neo is an extra: pip install -e .[py2neo]")
    graph = py2neo.Graph(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password))
    yield graph
    graph.service.connector.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Yield a headless Chromium for a file: while it is open no other event loop can run in this thread, so not for the whole run."""
    yield from launched()
