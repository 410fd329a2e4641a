"""The compose file for a team's Neo4j: pinned to the LTS line, kept on the loopback address, no password in it, data on a volume."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).resolve().parents[2] / "docs" / "compose.yaml"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert set(found) == {"services", "volumes"} and set(found["services"]) == {"neo4j"}
    return found


def test_the_version_is_the_lts_line(compose: dict[str, Any]) -> None:
    assert re.fullmatch(r"neo4j:5\.26(\.\d+)?-community", compose["services"]["neo4j"]["image"])


def test_every_port_is_on_the_loopback_address(compose: dict[str, Any]) -> None:
    ports = compose["services"]["neo4j"]["ports"]
    assert {p.rpartition(":")[2] for p in ports} == {"7687", "7474"}
    assert all(p.startswith("127.0.0.1:") for p in ports)


def test_the_password_comes_from_the_environment_and_its_absence_is_an_error(compose: dict[str, Any]) -> None:
    auth = compose["services"]["neo4j"]["environment"]["NEO4J_AUTH"]
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?[^}]+\}", auth)


def test_memory_is_bounded(compose: dict[str, Any]) -> None:
    service = compose["services"]["neo4j"]
    given = {k: v for k, v in service["environment"].items() if "memory" in k}
    megabytes = {k: int(v[:-1]) * {"g": 1024, "m": 1}[v[-1]] for k, v in given.items()}
    assert megabytes["NEO4J_server_memory_heap_max__size"] >= 1024
    inside = megabytes["NEO4J_server_memory_heap_max__size"] + megabytes["NEO4J_server_memory_pagecache_size"]
    assert inside < int(service["mem_limit"][:-1]) * 1024


def test_data_outlives_the_container(compose: dict[str, Any]) -> None:
    mounts = dict(v.split(":") for v in compose["services"]["neo4j"]["volumes"])
    assert mounts["neo4j-data"] == "/data"
    assert set(mounts) == set(compose["volumes"])
