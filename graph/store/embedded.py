"""Whether the embedded database can be used on this machine: its package may be there, and the OpenSSL 3 it links against not."""

from __future__ import annotations

from functools import cache


@cache
def embedded_fault() -> str:
    """Return why the embedded database cannot be loaded here, in one line; empty where it can. Cost: its import, once a process."""
    try:
        import ladybug

        ladybug.version  # noqa: B018  (loads the compiled part; the import alone does not)
    except (ImportError, OSError, RuntimeError) as fault:
        return " ".join(str(fault).split())
    return ""
