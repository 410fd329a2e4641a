"""One link: why it has its status, who says so, what it needs, what would settle it, whom to approach."""

from __future__ import annotations

from typing import Any

from ...analysis.gaps import Gap
from ...analysis.recommend.engine import Recommender
from ...analysis.recommend.model import GROUPS, Advice
from ...graph import schema as s
from ...graph.errors import NotFound
from ...graph.snapshot import Node
from ..state import Answers

ESSENTIALITY = {2: "必需", 1: "影响产量", 0: "记录"}


def gap_of(answers: Answers, link_id: str) -> Gap:
    """Return the gap of a link. Raises NotFound."""
    if link_id not in answers.gap_of:
        raise NotFound(f"没有环节 {link_id}；可用查找页查找 / unknown link, try the search page")
    return answers.gap_of[link_id]


def advice_for(answers: Answers, gap: Gap) -> Advice:
    """Return whom to approach for a link, as `liantu recommend` does."""
    return answers.once(("advice", gap.link.id), lambda: recommender(answers).advise([gap])[0])


def recommender(answers: Answers) -> Recommender:
    """Return what all recommendations share."""
    return answers.once("recommender", lambda: Recommender(answers.graph, answers.zone, answers.gaps))


def link_page(answers: Answers, link_id: str) -> dict[str, Any]:
    """Return what the page of a link shows. Raises NotFound."""
    gap, graph = gap_of(answers, link_id), answers.graph
    advice = advice_for(answers, gap)
    return {
        "gap": gap,
        "chain": graph.node(gap.chain),
        "parents": _ends(answers, [e.target for e in graph.out(link_id, s.PART_OF)]),
        "parts": _ends(answers, [e.source for e in graph.into(link_id, s.PART_OF)]),
        "held": answers.stability[link_id].as_json(),
        "essentiality": ESSENTIALITY,
        "firms": {i: graph.node(i) for firms in gap.rings.values() for i in firms},
        "advice": advice,
        "groups": [(group, advice.titles[group], advice.found.get(group, ()), advice.counts.get(group, 0)) for group in GROUPS],
        "reached": [graph.node(i) for i in gap.criticality.possible],
        "certain": frozenset(gap.criticality.certain),
    }


def _ends(answers: Answers, ids: list[str]) -> list[Node]:
    return [answers.graph.node(i) for i in ids]
