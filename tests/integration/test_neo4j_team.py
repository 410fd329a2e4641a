"""A server shared by a team: routing and TLS addresses, users who only read, logins that fail, a graph that is being built."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import which
from urllib.parse import quote

import neo4j
import pytest

from builders import small
from liantu.graph.errors import StoreError
from liantu.graph.store import open_store
from neo4j_server.server import Address
from storing import neo4j_url, same

pytestmark = pytest.mark.neo4j
WORKSPACE = "team"


@pytest.fixture(scope="module")
def built(neo4j_server: Address) -> Iterator[Address]:
    """The server with a graph in the workspace of this test, removed afterwards."""
    with open_store(neo4j_url(neo4j_server, WORKSPACE)) as store:
        store.write(small())
        yield neo4j_server
        store.drop()


@pytest.fixture
def reader(neo4j_server: Address) -> Iterator[Address]:
    """A second user, who has never changed the first password."""
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server[1:]) as driver:
        driver.execute_query("CREATE USER colleague SET PASSWORD 'first-secret'", database_="system")
        yield neo4j_server._replace(user="colleague", password="first-secret")
        driver.execute_query("DROP USER colleague", database_="system")


def failing(url: str, password: str) -> str:
    """The one line that opening an address fails with."""
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert "\n" not in str(caught.value) and password not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_direct_and_routing_addresses_read_the_same(built: Address, scheme: str) -> None:
    uri = built.uri.replace("bolt://", f"{scheme}://")
    with open_store(neo4j_url(built._replace(uri=uri), WORKSPACE), read_only=True) as store:
        assert same(store.read(), small())


def test_a_reader_cannot_write_whatever_the_user_may(built: Address) -> None:
    """Everything but build asks in read mode, which the server enforces; so a user who may only read is enough."""
    with open_store(neo4j_url(built, WORKSPACE), read_only=True) as store:
        with pytest.raises(StoreError, match="只能查询"):
            store.query("CREATE (n:Liantu {workspace: 'team', id: 'x'}) RETURN n.id AS id")
        assert same(store.read(), small())


def test_a_new_colleague_is_told_to_change_the_password_and_then_reads(built: Address, reader: Address) -> None:
    assert "改密码" in failing(neo4j_url(reader, WORKSPACE), reader.password)
    with neo4j.GraphDatabase.driver(reader.uri, auth=reader[1:]) as driver:
        driver.execute_query("ALTER CURRENT USER SET PASSWORD FROM 'first-secret' TO 'second-secret'", database_="system")
    with open_store(neo4j_url(reader._replace(password="second-secret"), WORKSPACE), read_only=True) as store:
        assert same(store.read(), small())


def test_an_unknown_database_is_named(built: Address) -> None:
    for scheme in ("bolt", "neo4j"):
        url = neo4j_url(built._replace(uri=built.uri.replace("bolt://", f"{scheme}://")), WORKSPACE) + "&database=nosuch"
        assert "没有这个数据库" in failing(url, built.password)


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"])
def test_tls_asked_of_a_server_without_it(built: Address, scheme: str) -> None:
    failing(neo4j_url(built._replace(uri=built.uri.replace("bolt://", f"{scheme}://")), WORKSPACE), built.password)


@pytest.fixture(scope="module")
def tls(built: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The same server behind TLS with a certificate that it signed itself, as behind a gateway."""
    if which("openssl") is None:
        pytest.skip("no openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, *names], cwd=folder, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_gateway, args=(listening, folder, built.uri.rpartition(":")[2]), daemon=True).start()
        yield built._replace(uri=f"bolt+ssc://127.0.0.1:{listening.getsockname()[1]}")


def _gateway(listening: socket.socket, folder: Path, port: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        with suppress(OSError):
            client, server = context.wrap_socket(plain, server_side=True), socket.create_connection(("127.0.0.1", int(port)))
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def test_tls_with_a_certificate_of_its_own(tls: Address) -> None:
    with open_store(neo4j_url(tls, WORKSPACE), read_only=True) as store:
        assert same(store.read(), small())
        assert store.url.startswith("bolt+ssc://") and quote(tls.password, safe="") not in store.url


def test_a_certificate_that_nobody_vouches_for_is_named(tls: Address) -> None:
    assert "证书不受信任" in failing(neo4j_url(tls._replace(uri=tls.uri.replace("+ssc", "+s")), WORKSPACE), tls.password)
