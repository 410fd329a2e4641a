"""需复核清单: facts that may have gone out of date, in words, with whom they concern; residents first, for they are counted on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...graph import schema as s
from ...graph.claims import Claim
from ...graph.snapshot import Snapshot
from ..evidence import evidence
from ..settings import Settings
from ..supply import home_chain
from .decay import Stale, to_reverify

FIRST = (s.OPERATES_IN.name, s.LOCATED_IN.name)  # what makes a firm a resident


def reverify(graph: Snapshot, settings: Settings, as_of: str, chain: str | None = None) -> list[dict[str, Any]]:
    """Return a row a fact: {id, subject, name, fact, chance, months, as_of, modality, source, quote, locator}.

    Facts of presence in the zone come first, then by the chance that they still hold. `chain` keeps facts whose subject or value
    touches the chain. Age never changes a status (METHODS §2). Cost O(claims).
    """
    return [_row(graph, one) for one in sorted(stale_facts(graph, settings, as_of, chain), key=lambda one: _order(graph, one.claim))]


def stale_facts(graph: Snapshot, settings: Settings, as_of: str, chain: str | None = None) -> list[Stale]:
    """Return the facts themselves, the least likely to hold first."""
    return [one for one in to_reverify(graph, settings, as_of) if chain is None or chain in _chains(graph, one.claim)]


def _order(graph: Snapshot, claim: Claim) -> int:
    """What is counted on first; a stable sort keeps the order by chance within a group."""
    held = claim.subject in graph.nodes and graph.nodes[claim.subject].props.get("resident") is True
    return FIRST.index(claim.predicate) if held and claim.predicate in FIRST else len(FIRST)


def _chains(graph: Snapshot, claim: Claim) -> Iterator[str]:
    """The chains that either end belongs to: a link's home, what a link of the firm belongs to, what it is named for."""
    for end in (claim.subject, str(claim.value)):
        if end in graph.nodes:
            links = [end, *(e.target for t in (s.OPERATES_IN, s.INVITED_FOR) for e in graph.out(end, t))]
            yield from (home_chain(graph, link) for link in links if graph.out(link, s.LINK_OF))


def _row(graph: Snapshot, one: Stale) -> dict[str, Any]:
    claim = one.claim
    (told,) = evidence(graph, [claim])
    return {
        "id": claim.id,
        "subject": claim.subject,
        "name": graph.nodes[claim.subject].name if claim.subject in graph.nodes else claim.subject,
        "fact": _fact(graph, claim),
        "chance": round(one.chance, 2),
        "months": one.months,
        "as_of": claim.as_of,
        "modality": told.modality,
        "source": told.source,
        "quote": told.quote,
        "locator": told.locator,
    }


def _fact(graph: Snapshot, claim: Claim) -> str:
    edge, value = s.SCHEMA.edge(claim.predicate), str(claim.value)
    if edge is not None:
        return f"{edge.zh}：{graph.node(value).name}"
    node_type = s.SCHEMA.type_of(claim.subject)
    props = {p.name: p.zh for p in node_type.props} if node_type else {}
    return f"{props.get(claim.predicate, claim.predicate)}：{s.STATED.get(value, value)}"
