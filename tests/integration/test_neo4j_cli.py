"""The same commands against a real Neo4j give the same JSON; a wrong password is one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from built import answer
from liantu.cli.main import run
from liantu.graph.snapshot import GraphData
from liantu.graph.store import open_store
from liantu.graph.store.neo4j import Neo4jStore
from neo4j_server.server import Address

pytestmark = pytest.mark.neo4j


def url(address: Address, password: str | None = None) -> str:
    scheme, _, host = address.uri.partition("://")
    return f"{scheme}://{address.user}:{password or address.password}@{host}?workspace=cli-test"


@pytest.fixture(autouse=True, scope="module")
def _read_the_server_once() -> Iterator[None]:
    """The first command reads the graph from the server, the others get what it read: reading is most of each one's time."""
    read, known = Neo4jStore.read, dict[str, GraphData]()

    def remembered(store: Neo4jStore) -> GraphData:
        if store.url not in known:
            known[store.url] = read(store)
        return known[store.url]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Neo4jStore, "read", remembered)
        yield


@pytest.fixture(scope="module")
def home(home: Path, neo4j_server: Address) -> Iterator[Path]:
    """The workspace with a built graph, built into Neo4j too for the time of this file."""
    assert run(["build", "--workspace", str(home), "--quiet", "--store", url(neo4j_server)]) == 0
    yield home
    with open_store(url(neo4j_server)) as store:
        store.drop()


@pytest.mark.parametrize(
    "question",
    [
        ["chains"],
        ["gaps", "--all"],
        ["show", "正极材料"],
        ["search", "电机"],
        ["verify"],
        ["query", "1"],
        ["query", "2"],
        ["query", "10"],
        ["query", "11"],
    ],
    ids=" ".join,
)
def test_same_json(capsys: pytest.CaptureFixture[str], home: Path, neo4j_server: Address, question: list[str]) -> None:
    embedded = answer(capsys, home, *question)
    assert embedded
    assert answer(capsys, home, *question, "--store", url(neo4j_server)) == embedded


def test_naive_count_finds_no_invitee(capsys: pytest.CaptureFixture[str], home: Path, neo4j_server: Address) -> None:
    text = "MATCH (f:Firm)-[:OPERATES_IN]->(l:Link) WHERE f.workspace = $workspace RETURN DISTINCT f.id AS id, f.resident AS resident"
    rows = answer(capsys, home, "query", "--cypher", text, "--store", url(neo4j_server))
    assert rows and {row["resident"] for row in rows} == {True}


def test_wrong_password(capsys: pytest.CaptureFixture[str], home: Path, neo4j_server: Address) -> None:
    capsys.readouterr()
    assert run(["chains", "--workspace", str(home), "--store", url(neo4j_server, "wrong-secret")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("错误：") and said.count("\n") == 1 and "wrong-secret" not in said
