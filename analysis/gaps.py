"""Gaps: status, need, sole supplier, grade, strategy, way and the fact that settles it, for every link (METHODS §2).

Four things are kept apart: 现状 (what is known), 规划点名需求 (what the plan wants), evidence and its grade, date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..graph import schema as s
from ..graph.claims import evidence_grade
from ..graph.errors import NotFound
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .advice import SettleBy, settle_by, strategy_of, way_of
from .criticality import Criticality, CriticalityOf
from .evidence import Evidence, evidence
from .explain import Explainer, Explanation
from .need import Need, need_of
from .rings import ring_makers
from .settings import Settings, read_settings
from .status import ABSENT, UNDERWAY, Facts, facts_of, status_of
from .supply import leaves_below, supply_graph
from .supply_check import check_links


@dataclass(frozen=True)
class Gap:
    """What is known and wanted of one link. `rolled_up`: the status of a parent, gathered from its leaves."""

    chain: str
    link: Node
    status: str
    also: tuple[str, ...]
    need: Need
    facts: Facts
    rings: Mapping[str, tuple[str, ...]]
    ring: str
    strategy: str
    way: str
    way_reason: str
    grade: str
    criticality: Criticality
    stability: str
    evidence: tuple[Evidence, ...]
    settle_by: SettleBy | None
    explanation: Explanation
    path: Mapping[str, Any]

    @property
    def rolled_up(self) -> bool:
        """True for a parent: its status is gathered from its leaves."""
        return self.facts.leaves != (self.link.id,)

    @property
    def status_text(self) -> str:
        """The status in words, with what is under way: 缺（在建，投产 2027-06）, 待核实（在建，投产时间未采集）."""
        progress = self.facts.progress
        if self.status == UNDERWAY:
            return f"{ABSENT}（{progress}）"
        return f"{self.status}（{progress}）" if progress and not self.makers else self.status

    @property
    def makers(self) -> tuple[Node, ...]:
        """Known makers in the zone."""
        return self.facts.makers

    @property
    def order(self) -> tuple[Any, ...]:
        """Rank, lexicographic: needed first, evidence grade, criticality, coverage, id."""
        cover = -(len(self.need.measures) + len(self.need.invitees))
        return (not self.facts.needed, self.grade, *self.criticality.order, cover, self.link.id)

    def as_json(self) -> dict[str, Any]:
        """Return the JSON of `liantu gaps --json` (PRODUCT, export contract)."""
        return {
            "chain": self.chain,
            "link_id": self.link.id,
            "link": self.link.name,
            "stage": self.link.props.get("stage"),
            "ring": self.ring,
            "status": self.status_text if self.status == UNDERWAY else self.status,
            "progress": self.facts.progress,
            "also": list(self.also),
            "rolled_up": self.rolled_up,
            "need": [_measure(m) for m in self.need.measures],
            "need_kinds": list(self.need.kinds),
            "invitees": [asdict(i) for i in self.need.invitees],
            "makers": [{"id": m.id, "name": m.name} for m in self.makers],
            "sole": self.facts.sole,
            "strategy": self.strategy,
            "plan_words": list(self.need.plan_words),
            "way": self.way,
            "way_reason": self.way_reason,
            "grade": self.grade,
            "rings": {name: list(firms) for name, firms in self.rings.items()},
            "criticality": {k: list(v) for k, v in asdict(self.criticality).items()},
            "stability": self.stability,
            "evidence": [asdict(e) for e in self.evidence],
            "settle_by": asdict(self.settle_by) if self.settle_by else None,
            "explanation": self.explanation.sentence,
            "path": dict(self.path),
            "smallest_change": asdict(self.explanation.change),
        }


def _measure(measure: Node) -> dict[str, Any]:
    return {"id": measure.id, "name": measure.name, **{k: measure.props.get(k) for k in ("kind", "plan_word", "horizon")}}


def gaps(graph: Snapshot, zone: Zone, chain: str | None = None, settings: Settings | None = None) -> list[Gap]:
    """Return a Gap for every link of a chain (or of all), ranked. Raises NotFound for an unknown chain.
    Raises DataError for links that cannot be (supply_check).

    Cost: one pair of fixed points a link, O(links · (links + inputs)).
    """
    settings = settings or read_settings()
    if chain is not None and chain not in graph.nodes:
        raise NotFound(f"没有产业链 {chain}；可用 liantu chains 查看 / unknown chain, see `liantu chains`")
    check_links(graph)
    supply, below = supply_graph(graph), leaves_below(graph)
    tools = _Tools(CriticalityOf(supply), Explainer(graph, supply, settings), settings)
    homes = {link.id: home_chain(graph, link.id) for link in graph.of_type(s.LINK)}
    wanted = [graph.node(i) for i, home in homes.items() if chain in (None, home)]
    found = [_gap(graph, zone, link, homes[link.id], below[link.id], tools) for link in wanted]
    return sorted(found, key=lambda g: g.order)


def home_chain(graph: Snapshot, link: str) -> str:
    """Return the one chain a link belongs to."""
    return graph.out(link, s.LINK_OF)[0].target


@dataclass(frozen=True, slots=True)
class _Tools:
    """What is worked out once for all links."""

    critical: CriticalityOf
    explain: Explainer
    settings: Settings


def _gap(graph: Snapshot, zone: Zone, link: Node, chain: str, leaves: tuple[str, ...], tools: _Tools) -> Gap:
    settings, critical = tools.settings, tools.critical(leaves)
    facts, need = facts_of(graph, link, leaves), need_of(graph, link.id)
    status, also = status_of(facts, settings)
    rings = ring_makers(graph, dict.fromkeys([link.id, *leaves]), zone)
    way, reason = way_of(graph, facts, need, rings, settings) if need or facts.makers else ("", "")
    claims = [*need.claims, *facts.claims]
    return Gap(
        chain=chain,
        link=link,
        status=status,
        also=also,
        need=need,
        facts=facts,
        rings=rings,
        ring=zone.rings[0][0],
        strategy=strategy_of(status, facts, need, settings),
        way=way,
        way_reason=reason,
        grade=evidence_grade(c.grade for c in claims),
        criticality=critical,
        stability=settings["stability"]["no_frame"],
        evidence=evidence(graph, claims),
        settle_by=settle_by(graph, status, facts, zone),
        explanation=(explained := tools.explain(status, facts, need, critical)),
        path=explained.path_json(graph),
    )


def worth_showing(gap: Gap, settings: Settings) -> bool:
    """True for rows of the default list: a proven weakness or a plan need (待核实 alone is a call list, not a gap)."""
    return gap.status in settings["show"]["statuses"] or bool(gap.need)
