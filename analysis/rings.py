"""Rings 园区 → 市 → 区域 → 全国: known makers as far as places are known; unknown places are counted as unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot

UNKNOWN = "所在地未知"


def places_above(graph: Snapshot, place: str) -> set[str]:
    """Return a place and every place it lies within."""
    found, todo = set[str](), [place]
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            todo += [e.target for e in graph.out(here, s.WITHIN)]
    return found


def ring_makers(graph: Snapshot, links: Iterable[str], zone: Zone) -> Mapping[str, tuple[str, ...]]:
    """Return ring name → firms known to make one of `links` within that ring, and UNKNOWN → firms without a place.

    The innermost ring holds residents that operate there; outer rings add firms with the capability located there.
    """
    links = list(links)
    local = {e.source for link in links for e in graph.into(link, s.OPERATES_IN)}
    capable = {e.source for link in links for e in graph.into(link, s.CAPABLE_OF)}
    where = {firm: _places(graph, firm) for firm in capable | local}
    inner, *outer = zone.rings
    rings = {inner[0]: tuple(sorted(local))}
    for name, place in outer:
        rings[name] = tuple(sorted(local | {f for f in capable if place in where[f]}))
    rings[UNKNOWN] = tuple(sorted(f for f in capable if not where[f]))
    return rings


def _places(graph: Snapshot, firm: str) -> set[str]:
    return {p for e in graph.out(firm, s.LOCATED_IN) for p in places_above(graph, e.target)}
