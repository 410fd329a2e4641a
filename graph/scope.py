"""Scope: what a reader sees by default is the zone's residents; the pool and the invitees only when asked for."""

from __future__ import annotations

from . import schema as s
from .claims import Claim
from .errors import NotFound
from .snapshot import GraphData, Node

RESIDENT, ALL = "resident", "all"


def scoped(data: GraphData, scope: str = RESIDENT) -> GraphData:
    """Return the part of a graph that a scope shows.

    `resident` keeps firms whose `resident` is true and drops every other firm, its edges and the claims about it; other
    nodes stay. `all` keeps everything. Raises NotFound for another word. Cost: linear.
    """
    if scope == ALL:
        return data
    if scope != RESIDENT:
        raise NotFound(f"没有范围 {scope!r}，可用：{RESIDENT}、{ALL} / no such scope")
    gone = {n.id for n in data.nodes if _outside(n)}
    edges = tuple(e for e in data.edges if not {e.source, e.target} & gone)
    nodes = tuple(n for n in data.nodes if n.id not in gone)
    return GraphData(nodes, edges, tuple(c for c in data.claims if not _about(c) & gone), data.meta)


def _outside(node: Node) -> bool:
    return node.type == s.FIRM.name and node.props.get("resident") is not True


def _about(claim: Claim) -> set[str]:
    """The ids a claim speaks of: its subject (the ends, where that is an edge) and its value."""
    return {*claim.subject.split("|"), str(claim.value)}
