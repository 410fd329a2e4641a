"""Start and stop one Neo4j server of our own on a free loopback port.

The server is a child process that ends when its standard input closes, so it never outlives the test run and
nothing else is ever stopped. Its data lives in a temporary folder and goes with it.
"""

from __future__ import annotations

import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import neo4j

from .jars import HERE, jars

OPENED = ("java.base/java.nio", "java.base/java.lang", "java.base/sun.nio.ch")
START_SECONDS = 180
STOP_SECONDS = 60


class Address(NamedTuple):
    """What a client needs to log in."""

    uri: str
    user: str
    password: str


@contextmanager
def running_server() -> Iterator[Address]:
    """Yield the address of a fresh, empty server; shut it down at the end."""
    with tempfile.TemporaryDirectory(prefix="liantu-neo4j-", ignore_cleanup_errors=True) as folder:
        port, log = free_port(), Path(folder, "server.log")
        process = _start(Path(folder, "home"), port, log)
        try:
            _wait_until_ready(process, log)
            yield _set_password(f"bolt://127.0.0.1:{port}")
        finally:
            _stop(process)


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(home: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    """Run Neo4jServer.java from source with the cached jars."""
    opened = [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED]
    program = ["-cp", str(jars() / "*"), str(HERE / "Neo4jServer.java"), str(home), str(port)]
    with log.open("wb") as out:
        return subprocess.Popen(["java", "-Xmx1g", *opened, *program], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT)


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server has printed "ready"; raise with its log when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while b"ready" not in log.read_bytes().split():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the Neo4j server did not start:\n" + log.read_text(errors="replace")[-3000:])
        time.sleep(0.2)


def _set_password(uri: str) -> Address:
    """Replace the first password through the `system` database, as a first login must."""
    address = Address(uri, "neo4j", secrets.token_hex(12))
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
            password=address.password,
            database_="system",
        )
    return address


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Close the server's input, which ends it; kill this one process if it does not."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
