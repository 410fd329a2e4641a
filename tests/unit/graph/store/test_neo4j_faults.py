"""What a server refuses, and a server that does not answer as asked, are one line that says what to do."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from neo4j.exceptions import Neo4jError

from liantu.graph.errors import StoreError
from liantu.graph.store import open_store
from liantu.graph.store.neo4j_faults import refused


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Neo.ClientError.Database.DatabaseNotFound", "没有这个数据库"),
        ("Neo.ClientError.Security.CredentialsExpired", "改密码"),
        ("Neo.ClientError.Security.Forbidden", "没有这个权限"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "只读"),
        ("Neo.ClientError.Statement.AccessMode", "只能查询"),
        ("Neo.ClientError.Cluster.NotALeader", "从节点"),
        ("Neo.ClientError.Statement.SyntaxError", "Neo4j 报错：first"),
    ],
)
def test_each_refusal_has_its_advice(code: str, said: str) -> None:
    line = refused(Neo4jError._hydrate_neo4j(code=code, message="first\nsecond"))
    assert said in line and "\n" not in line and "second" not in line and " / " in line


@pytest.fixture(params=[b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"], ids=["hangs up", "speaks something else"])
def stranger(request: pytest.FixtureRequest) -> Iterator[int]:
    """The port of something that is no Neo4j."""

    def answer() -> None:
        with suppress(OSError):
            while True:
                with listening.accept()[0] as client:
                    client.recv(100)
                    client.sendall(request.param)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer, daemon=True).start()
        yield listening.getsockname()[1]


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc"])
def test_what_is_no_neo4j_is_one_line(stranger: int, scheme: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"{scheme}://ann:geheim@127.0.0.1:{stranger}")
    said = str(caught.value)
    assert "\n" not in said and "geheim" not in said
    assert ("TLS" in said) == ("+s" in scheme), said


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_missing_server_is_one_line_to_a_process_without_logging(scheme: str) -> None:
    """The driver logs a routing table it cannot get, and Python prints what nobody handles; under pytest that is not seen."""
    opened = f"from liantu.graph.store import open_store; open_store('{scheme}://ann:geheim@127.0.0.1:{_unused()}')"
    done = subprocess.run([sys.executable, "-c", opened], capture_output=True, encoding="utf-8", check=False)
    raised = done.stderr.index("Traceback")
    assert not done.stderr[:raised] and "连不上 Neo4j" in done.stderr and "geheim" not in done.stderr.splitlines()[-1]


def _unused() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
