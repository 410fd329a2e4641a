"""Which hosts may ask."""

from __future__ import annotations

import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from liantu.web.site import Site, clean_base, is_local

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z]{2,8}){1,3}", fullmatch=True)
PORTS = st.integers(0, 65535)


@given(NAMES, PORTS)
def test_a_name_that_is_not_ours_is_refused_wherever_we_listen(name: str, port: int) -> None:
    for host in ("127.0.0.1", "0.0.0.0", "::"):
        assert not Site(host).knows(f"{name}:{port}")
        assert Site(host, frozenset({name})).knows(f"{name.upper()}:{port}")


@given(st.ip_addresses(v=4), PORTS)
def test_an_address_passes_only_where_we_listen_on_the_network(address: ipaddress.IPv4Address, port: int) -> None:
    assert Site("0.0.0.0").knows(f"{address}:{port}")
    assert Site("127.0.0.1").knows(f"{address}:{port}") is (str(address) == "127.0.0.1")


@given(st.text(max_size=30))
def test_any_host_header_has_an_answer(header: str) -> None:
    assert Site().knows(header) in (True, False)


def test_local_addresses() -> None:
    assert [is_local(h) for h in ("127.0.0.1", "127.8.8.8", "localhost", "::1", "0.0.0.0", "192.168.1.2", "name.example")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


@given(st.text(alphabet="ab/", max_size=12))
def test_a_base_path_begins_with_a_slash_or_is_empty(path: str) -> None:
    made = clean_base(path)
    assert made == "" or (made.startswith("/") and not made.endswith("/"))
    assert clean_base(made) == made
