"""谁说的? — claims as evidence rows that a report can print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..graph.claims import EVIDENCE_GRADE, GRADES, MODALITIES, Claim
from ..graph.snapshot import Snapshot
from ..graph.sources import display_quote


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim, ready to print: what it says, the words, where they stand, in which sense, how good, how old."""

    claim: str
    subject: str
    predicate: str
    quote: str
    locator: str
    source: str
    modality: str
    grade: str
    as_of: str


def evidence(graph: Snapshot, claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    """Return evidence rows, best grade first, then by place in the source; the same quote once."""
    rows = {(c.quote, c.locator): c for c in sorted(claims, key=lambda c: c.id)}
    ordered = sorted(rows.values(), key=lambda c: (EVIDENCE_GRADE[c.grade], c.source, line_of(c.locator), c.id))
    return tuple(_row(graph, c) for c in ordered)


def without_repeats(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return evidence without mere mentions of a name that longer words at the same place hold already."""
    mention, rest = MODALITIES["reference"], [e for e in found if e.modality != MODALITIES["reference"]]
    held = {(e.source, e.locator): "\n".join(x.quote for x in rest if (x.source, x.locator) == (e.source, e.locator)) for e in rest}
    return tuple(e for e in found if e.modality != mention or e.quote not in held.get((e.source, e.locator), ""))


def line_of(locator: str) -> tuple[int, str]:
    """Return a sort key of a place: its first line, then the place itself; 0 where it names no line."""
    digits = "".join(ch if ch.isdigit() else " " for ch in locator.rpartition("第")[2]).split()
    return (int(digits[0]) if digits else 0, locator)


def _row(graph: Snapshot, claim: Claim) -> Evidence:
    source = graph.nodes.get(claim.source)
    return Evidence(
        claim.id,
        claim.subject,
        claim.predicate,
        display_quote(claim.quote),
        claim.locator,
        source.name if source else claim.source,
        MODALITIES[claim.modality],
        GRADES[claim.grade],
        claim.as_of,
    )
