"""The address of a Neo4j server: what to connect to, and what may be shown of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from ..errors import StoreError

NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
WORKSPACE = "default"
_SHAPE = "neo4j://user:password@host:port?workspace=NAME&database=DB"


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address; `shown` never holds the password."""

    server: str
    shown: str
    user: str
    password: str = field(repr=False)
    workspace: str
    database: str | None


def parse_address(url: str) -> Address:
    """Parse `neo4j://user:password@host:port?workspace=NAME&database=DB` (user and password %-encoded).

    What the address leaves out comes from NEO4J_USER and NEO4J_PASSWORD. Raises StoreError.

    >>> parse_address("bolt://ann:s%40p@localhost:7687?workspace=demo").shown
    'bolt://ann@localhost:7687?workspace=demo'
    """
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        raise StoreError(f"地址不合规，应为 {_SHAPE}，密码中的 @ : / 要写成 %40 %3A %2F / not a valid address") from None
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    wrong = [*(given.keys() - {"workspace", "database"}), *(k for k, v in given.items() if not v), *parts.path.strip("/").split()]
    if not host or wrong:
        raise StoreError(f"地址不合规，应为 {_SHAPE} / not a valid address")
    place = f"[{host}]" if ":" in host else host
    server = f"{parts.scheme}://{place}" + (f":{port}" if port else "")
    user = unquote(parts.username or "") or os.environ.get("NEO4J_USER", "neo4j")
    password = unquote(parts.password or "") or os.environ.get("NEO4J_PASSWORD", "")
    shown = server.replace("://", f"://{parts.username}@" if parts.username else "://") + (f"?{urlencode(given)}" if given else "")
    return Address(server, shown, user, password, given.get("workspace", WORKSPACE), given.get("database"))
