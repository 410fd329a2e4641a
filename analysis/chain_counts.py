"""A chain in numbers: links, needs of the plan, links with known makers, links to be verified."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from .gaps import Gap
from .status import UNKNOWN


def chain_counts(graph: Snapshot, chain: Node, found: Iterable[Gap]) -> dict[str, Any]:
    """Return a row of `liantu chains --json`; links and unknown ones are counted among leaves. `found` may hold other chains too."""
    own = [g for g in found if g.chain == chain.id]
    leaves = [g for g in own if not g.rolled_up]
    return {
        "id": chain.id,
        "slug": chain.id.partition(":")[2],
        "name": chain.name,
        "links": len(leaves),
        "needed": sum(bool(g.need) for g in own),
        "known": sum(bool(graph.into(g.link.id, s.OPERATES_IN)) for g in own),
        "unknown": sum(g.status == UNKNOWN for g in leaves),
    }
