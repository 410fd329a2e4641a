"""Is every quote still byte-identical in its source, at its place? Counts by grade; every fault named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..graph.claims import GRADES, Claim
from ..graph.snapshot import Snapshot
from ..graph.sources import Source

DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Verification:
    """Claims counted by grade, how many quotes were held against a text, and the claims that failed.

    `textless` counts the claims, domain knowledge left out, whose source has no text to hold them against.
    """

    by_grade: Mapping[str, int]
    checked: int
    faults: tuple[tuple[Claim, str], ...]
    textless: int = 0


def verify(graph: Snapshot, sources: Mapping[str, Source]) -> Verification:
    """Hold every claim against its source. Cost O(claims · text)."""
    counts = Counter(c.grade for c in graph.claims.values())
    faults = [(c, why) for c in graph.claims.values() if (why := _fault(c, sources))]
    checked = sum(1 for c in graph.claims.values() if (src := sources.get(_source(c))) and src.text)
    textless = sum(1 for c in graph.claims.values() if c.grade != DOMAIN) - checked
    return Verification({g: counts[g] for g in GRADES if counts[g]}, checked, tuple(faults), textless)


def _source(claim: Claim) -> str:
    return claim.source.partition(":")[2]


def _fault(claim: Claim, sources: Mapping[str, Source]) -> str:
    source = sources.get(_source(claim))
    if source is None:
        return "来源未登记 / source not registered"
    if not claim.quote:
        return "没有引文 / no quote"
    if claim.grade != source.grade:
        return f"等级应为 {source.grade} / wrong grade"
    if source.text and not source.confirms(claim):
        return "引文与来源不一致 / quote does not stand in the source"
    return ""
