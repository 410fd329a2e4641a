"""What the gap engine reads of each link, as claims: which of them stand in a draw decides its status there (METHODS §2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.claims import EVIDENCE_GRADE
from ...graph.completeness import declarations_of
from ...graph.snapshot import Edge, Node, Snapshot
from .masks import Mask, any_of, every

GRADES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Standing:
    """Which claims stand in which draws: claim id → draws; a claim that is not named stands in all."""

    draws: int
    kept: Mapping[str, Mask]

    def of(self, claim: str) -> Mask:
        """Return the draws in which a claim stands."""
        return self.kept.get(claim, every(self.draws))

    def edge(self, graph: Snapshot, edge: Edge) -> Mask:
        """Return the draws in which an edge is claimed at all (its properties do not make it)."""
        return any_of(self.of(c) for c in edge.claims if graph.claims[c].predicate == edge.type)

    def said(self, graph: Snapshot, node: Node, predicate: str, value: object = None) -> Mask:
        """Return the draws in which a property is claimed, or claimed with a value."""
        claims = graph.claims_on(node, predicate)
        return any_of(self.of(c.id) for c in claims if value is None or c.value == value)

    def grades(self, graph: Snapshot, claims: Iterable[tuple[str, Mask]]) -> tuple[Mask, ...]:
        """Return for A to D the draws in which that is the best grade of claims (each within its draws); D also where none stands."""
        by_grade = dict.fromkeys(GRADES, 0)
        for claim, within in claims:
            by_grade[EVIDENCE_GRADE[graph.claims[claim].grade]] |= self.of(claim) & within
        best, left = [], every(self.draws)
        for grade in GRADES[:-1]:
            best.append(by_grade[grade] & left)
            left &= ~by_grade[grade]
        return (*best, left)


def makers_declared(graph: Snapshot, link: Node) -> list[str]:
    """Return the claims by which standing declarations say that the link's list of makers is complete."""
    return [c.id for c in declarations_of(graph, link) if graph.node(c.subject).props.get("kind") == "makers"]


def drawn_claims(graph: Snapshot) -> tuple[str, ...]:
    """Return the ids of the claims that draws may drop: who makes what, what is wanted, stated and declared; sorted.

    Names, places and the skeleton of the chain are no open questions of a gap.
    """
    edges = (s.OPERATES_IN, s.AIMS_AT, s.INVITED_FOR)
    found = {c for link in graph.of_type(s.LINK) for t in edges for e in graph.into(link.id, t) for c in e.claims}
    for link in graph.of_type(s.LINK):
        found |= {c.id for name in ("stated", "makers_complete") for c in graph.claims_on(link, name)}
        found |= set(makers_declared(graph, link))
    for firm in graph.of_type(s.FIRM):
        found |= {c.id for c in graph.claims_on(firm, "standing")}
    return tuple(sorted(c for c in found if graph.claims[c].grade != "domain"))
