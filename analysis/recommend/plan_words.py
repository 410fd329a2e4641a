"""The plan's own words for a firm at home: 增资扩产, 培育, 纵向一体化 …, only where a quote holds both the word and the firm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...graph import schema as s
from ...graph.claims import Claim
from ...graph.snapshot import Edge, Node, Snapshot
from ...graph.sources import display_quote
from ..search import name_forms
from ..settings import Settings
from .fit import INPUT, USER
from .model import PlanWord

SHORTEST = 3  # letters of a name that mean the firm wherever a quote holds them


def names_firm(graph: Snapshot, firm: Node, claim: Claim) -> bool:
    """True where a plan's quote names the firm: by a longer form, or by a short one where the firm is quoted at that place."""
    if claim.grade != "plan":
        return False
    if any(form in claim.quote for form in name_forms(firm) if len(form) >= SHORTEST):
        return True
    here = {(c.source, c.locator) for c in graph.claims_of(firm) if c.grade == "plan"}
    return (claim.source, claim.locator) in here and any(form in claim.quote for form in name_forms(firm))


def plan_words(
    graph: Snapshot, firm: Node, kind: str, measures: Iterable[Node], projects: Iterable[Edge], chain: str, settings: Settings
) -> tuple[PlanWord, ...]:
    """Return the words the plan has for a firm and a link, one each, in the order of the settings."""
    words: list[str] = settings["plan"]["words"]
    claims = [c for m in measures for c in graph.claims_of(m) if names_firm(graph, firm, c)]
    claims += [c for e in projects for c in graph.claims_of(e, graph.node(e.target)) if c.grade == "plan"]
    found = {w: c for w in words for c in sorted(claims, key=lambda c: c.id, reverse=True) if w in c.quote}
    vertical: str = settings["plan"]["vertical"]
    if kind in (INPUT, USER) and settings["plan"]["leader"] in "".join(map(str, firm.props.get("standing", []))):
        found |= dict.fromkeys([vertical], claim) if (claim := next(_vertical(graph, chain, vertical), None)) else {}
    return tuple(_word(graph, w, found[w]) for w in words if w in found)


def _vertical(graph: Snapshot, chain: str, word: str) -> Iterator[Claim]:
    for aim in graph.into(chain, s.AIMS_AT):
        yield from (c for c in graph.claims_of(aim) if c.grade == "plan" and word in c.quote)


def _word(graph: Snapshot, word: str, claim: Claim) -> PlanWord:
    source = graph.nodes.get(claim.source)
    return PlanWord(word, display_quote(claim.quote), claim.locator, source.name if source else claim.source)
