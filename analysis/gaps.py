"""Gaps: status, need, sole supplier, grade, strategy, way and the fact that settles it, for every link (METHODS §2).

Four things are kept apart: 现状 (what is known), 规划点名需求 (what the plan wants), evidence and its grade, date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..graph import schema as s
from ..graph.claims import evidence_grade
from ..graph.errors import NotFound
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .advice import SettleBy, settle_by, strategy_of, way_of
from .audit_arithmetic import relied_on
from .criticality import Criticality, CriticalityOf
from .evidence import Evidence, evidence
from .explain import Explainer, Explanation
from .finding import Finding
from .link_amounts import AmountsOf, Quantities, quotient, quotient_json, thin
from .need import Need, need_of
from .quantities import Quotient
from .ring_status import ring_advice, ring_statuses
from .rings import ring_makers
from .settings import Settings, audit_settings, read_settings
from .status import ABSENT, UNDERWAY, Facts, facts_of, status_of, users_of
from .supply import home_chain, leaves_below, supply_graph
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
    rings_status: Mapping[str, str] = field(default_factory=dict)
    ring_advice: tuple[str, ...] = ()
    quantities: Quantities | None = None
    quotient: Quotient | None = None
    reliance: tuple[Finding, ...] = ()

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
    def coverage(self) -> int:
        """How many measures and invitees of the plan stand for the link."""
        return len(self.need.measures) + len(self.need.invitees)

    @property
    def order(self) -> tuple[Any, ...]:
        """Rank, lexicographic: needed first, evidence grade, criticality, coverage, id."""
        return (not self.facts.needed, self.grade, *self.criticality.order, -self.coverage, self.link.id)

    @property
    def factors(self) -> dict[str, Any]:
        """What the rank is made of, in the order in which it decides; a later factor counts only where all before it are equal."""
        names = ("certain_terminals", "certain_links", "possible_terminals", "possible_links")
        stops = {name: -count for name, count in zip(names, self.criticality.order, strict=True)}
        return {"needed": self.facts.needed, "grade": self.grade, **stops, "coverage": self.coverage}

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
            "rings_status": dict(self.rings_status),
            "ring_advice": list(self.ring_advice),
            "quantities": self._quantities(),
            "reliance": [{"text": f.text, "formula": f.formula, "evidence": [asdict(e) for e in f.evidence]} for f in self.reliance],
            "factors": self.factors,
            "criticality": {k: list(v) for k, v in asdict(self.criticality).items()},
            "stability": self.stability,
            "evidence": [asdict(e) for e in self.evidence],
            "settle_by": asdict(self.settle_by) if self.settle_by else None,
            "explanation": self.explanation.sentence,
            "path": dict(self.path),
            "smallest_change": asdict(self.explanation.change),
        }

    def _quantities(self) -> dict[str, Any] | None:
        """The measures of imported amounts; None where there are none."""
        found = self.quantities.as_json(read_settings()) if self.quantities else {}
        found |= {"thin": list(self.facts.thin)} if self.facts.thin else {}
        return (found | quotient_json(self.quotient)) or None


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
    homes = {link.id: home_chain(graph, link.id) for link in graph.of_type(s.LINK)}
    wanted = [graph.node(i) for i, home in homes.items() if chain in (None, home)]
    engine = _Engine(graph, zone, settings)
    return sorted((engine.gap(link, homes[link.id]) for link in wanted), key=lambda g: g.order)


class _Engine:
    """What the gaps of one graph share, computed once."""

    def __init__(self, graph: Snapshot, zone: Zone, settings: Settings) -> None:
        self.graph, self.zone, self.settings = graph, zone, settings
        supply = supply_graph(graph)
        self._below, self._critical, self._explain = leaves_below(graph), CriticalityOf(supply), Explainer(graph, supply, settings)
        self._amounts, self._relied_on = AmountsOf(graph), relied_on(graph, audit_settings())

    def gap(self, link: Node, chain: str) -> Gap:
        """Return the gap of one link."""
        graph, zone, settings, leaves = self.graph, self.zone, self.settings, self._below[link.id]
        facts, need = facts_of(graph, link, leaves), need_of(graph, link.id)
        quantities = self._quantities(facts)
        facts = replace(facts, thin=thin(quantities, settings))
        status, also = status_of(facts, settings)
        rings = ring_makers(graph, facts.within, zone)
        statuses = ring_statuses(graph, facts, rings, zone, settings)
        relied, claims = self._relied_on.get(link.id, ()), [*need.claims, *facts.claims]
        strategy = strategy_of(status, facts, need, settings, bool(relied))
        way, reason = way_of(graph, facts, need, rings, settings) if strategy or facts.makers else ("", "")
        critical = self._critical(leaves)
        explained = self._explain(status, facts, need, critical)
        amounts = [graph.claims[c] for c in quantities.claims] if quantities else []
        return Gap(
            chain=chain,
            link=link,
            status=status,
            also=also,
            need=need,
            facts=facts,
            rings=rings,
            ring=zone.rings[0][0],
            strategy=strategy,
            way=way,
            way_reason=reason,
            grade=evidence_grade(c.grade for c in claims),
            criticality=critical,
            stability=settings["stability"]["no_frame"],
            evidence=evidence(graph, [*claims, *amounts]),
            settle_by=settle_by(graph, status, facts, zone),
            explanation=explained,
            path=explained.path_json(graph),
            rings_status=statuses,
            ring_advice=ring_advice(graph, facts, statuses, rings, bool(need), settings),
            quantities=quantities,
            quotient=quotient(graph, zone, link, settings["quantities"]["shrink"]),
            reliance=relied,
        )

    def _quantities(self, facts: Facts) -> Quantities | None:
        scope, makers = facts.within, {m.id for m in facts.makers}
        if not self._amounts.speak_of(scope, makers):
            return None
        known = any(self.graph.node(one).props.get("suppliers_complete") for one in scope)
        users = users_of(self.graph, facts.leaves)
        return self._amounts.measures(scope, makers, users, facts.complete, known, self.settings["quantities"]["top"])


def worth_showing(gap: Gap, settings: Settings) -> bool:
    """True for rows of the default list: a proven weakness or a plan need (待核实 alone is a call list, not a gap)."""
    return gap.status in settings["show"]["statuses"] or bool(gap.need)
