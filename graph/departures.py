"""Who left: a firm that moved away or closed is no resident, whatever older sources say of its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import schema as s
from .claims import GRADES, Claim
from .presence import Zone
from .snapshot import Edge

_RANK = {grade: -n for n, grade in enumerate(GRADES)}
LEFT = "left"


def departed(claims: Iterable[Claim], zone: Zone) -> frozenset[str]:
    """Return the firms that left the zone.

    A claim that a firm moved or closed counts against every claim of its place in the zone that is not both at least as
    well graded and younger: what staff say stands until staff (not a register) say otherwise later. Cost: linear.
    """
    gone, here = dict[str, tuple[int, str]](), dict[str, list[tuple[int, str]]]()
    for claim in claims:
        weight = (_RANK[claim.grade], claim.as_of)
        if claim.predicate == LEFT and s.SCHEMA.type_of(claim.subject) is s.FIRM:
            gone[claim.subject] = max(gone.get(claim.subject, weight), weight)
        elif claim.predicate == s.LOCATED_IN.name and zone.holds(str(claim.value)):
            here.setdefault(claim.subject, []).append(weight)
    return frozenset(f for f, (rank, day) in gone.items() if not any(r >= rank and d > day for r, d in here.get(f, ())))


def present(edges: Iterable[Edge], gone: frozenset[str], zone: Zone) -> list[Edge]:
    """Return the edges without those that would place a departed firm in the zone (its claims are kept)."""
    return [e for e in edges if not (e.source in gone and _places(e, zone))]


def _places(edge: Edge, zone: Zone) -> bool:
    return edge.type == s.OPERATES_IN.name or (edge.type == s.LOCATED_IN.name and zone.holds(edge.target))


def not_here(resident: Mapping[str, bool], gone: frozenset[str]) -> dict[str, bool]:
    """Return `resident` with every departed firm as false."""
    return {**resident, **dict.fromkeys(sorted(gone), False)}
