"""How the pages are offered: base path, dates, hosts that may ask, limits."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Site:
    """`host` is the address listened on; `names` are further names that a Host header may bear (a reverse proxy's).

    `upload_limit` in bytes. `base_path` begins with a slash and does not end with one, or is empty.
    `read_only`: the pages offer no form that writes and refuse every write.
    """

    host: str = "127.0.0.1"
    names: frozenset[str] = frozenset()
    base_path: str = ""
    as_of: str | None = None
    upload_limit: int = 20 * MEGABYTE
    read_only: bool = False

    def knows(self, host_header: str) -> bool:
        """True where a Host header names this server: a rebound DNS name does not.

        Listening on the network, any IP literal passes too: rebinding needs a name.

        >>> [Site().knows(h) for h in ("127.0.0.1:8400", "[::1]:8400", "localhost", "evil.example", "10.0.0.5", "")]
        [True, True, True, False, False, False]
        >>> [Site("0.0.0.0").knows(h) for h in ("10.0.0.5:8400", "evil.example")]
        [True, False]
        """
        name = _name(host_header)
        if name in LOCAL_NAMES or name in self.names:
            return True
        return not is_local(self.host) and (name == self.host or _is_ip(name))


def is_local(host: str) -> bool:
    """True for an address that only this computer reaches."""
    return host in LOCAL_NAMES or (_is_ip(host) and ip_address(host).is_loopback)


def clean_base(path: str) -> str:
    """Return a base path with a slash in front and none behind.

    >>> [clean_base(p) for p in ("", "/", "liantu", "/a/b/")]
    ['', '', '/liantu', '/a/b']
    """
    bare = path.strip("/")
    return f"/{bare}" if bare else ""


def _name(host_header: str) -> str:
    """Return the host of a Host header without its port and brackets."""
    if host_header.startswith("["):
        return host_header[1:].partition("]")[0].lower()
    return host_header.partition(":")[0].lower()


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
