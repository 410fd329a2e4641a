"""值不值: what would change if a firm made a link here, by the rules of the gap engine; equal to a what-if of that landing (tested).

Only links whose facts the landing can touch are judged anew: those that count the link's makers, and the link's inputs, whose users
they are. A what-if of one landing takes about a second; this takes its share of a millisecond.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...graph import schema as s
from ...graph.snapshot import Node, Snapshot
from ..gaps import Gap
from ..settings import Settings
from ..status import SOLE_UNVERIFIED, SOLE_VERIFIED, Facts, status_of
from ..supply import makers_at
from .model import Value


class ValueOf:
    """Works out what landings change in one graph, given the gaps of all its links."""

    def __init__(self, graph: Snapshot, every: Sequence[Gap], settings: Settings) -> None:
        self.graph, self.settings = graph, settings
        self._gaps = {gap.link.id: gap for gap in every}
        self._counting: Mapping[str, list[str]] = self._who_counts(every)
        self._strangers: dict[tuple[str, bool], Value] = {}

    @staticmethod
    def _who_counts(every: Iterable[Gap]) -> Mapping[str, list[str]]:
        """Link → links among whose makers a maker of it counts."""
        found: dict[str, list[str]] = defaultdict(list)
        for gap in every:
            for one in gap.facts.within:
                found[one].append(gap.link.id)
        return found

    def __call__(self, link: str, firm: Node | None) -> Value:
        """Return what changes if the firm (None: one without any standing) makes the link here."""
        if firm and self.graph.out(firm.id, s.OPERATES_IN):
            return self._landed(link, firm)
        standing = bool(firm and firm.props.get("standing"))
        if (link, standing) not in self._strangers:
            props = {"name": "newcomer"} | ({"standing": ["standing"]} if standing else {})
            self._strangers[link, standing] = self._landed(link, Node(f"{s.FIRM.prefix}:newcomer", s.FIRM.name, props))
        return self._strangers[link, standing]

    def _landed(self, link: str, newcomer: Node) -> Value:
        counting = set(self._counting.get(link, [link]))
        feeding = {w for e in self.graph.into(link, s.INPUT_TO) for w in self._counting.get(e.source, [])}
        touched = sorted(x for x in counting | feeding if x in self._gaps)
        after = {x: self._after(x, link, newcomer, joins=x in counting) for x in touched}
        return self._value(link, after)

    def _after(self, changed: str, link: str, newcomer: Node, joins: bool) -> Facts:
        facts = self._gaps[changed].facts
        makers = facts.makers
        if joins and newcomer.id not in {m.id for m in makers}:
            makers = tuple(sorted((*makers, newcomer), key=lambda m: m.id))
        fed = {e.target for leaf in facts.leaves for e in self.graph.out(leaf, s.INPUT_TO)}
        stale = newcomer.id in {m.id for m in makers} or link in fed
        return replace(facts, makers=makers, broken=facts.broken and not stale, short=self._short(facts, makers, fed, link))

    def _short(self, facts: Facts, makers: tuple[Node, ...], fed: set[str], link: str) -> bool:
        if not makers or link in fed:
            return False
        demand = any(self.graph.into(one, s.DEMANDS) for one in (facts.link.id, *facts.leaves))
        props = facts.link.props
        return bool(props.get("terminal") and props.get("users_complete") and demand) and not any(makers_at(self.graph, x) for x in fed)

    def _value(self, link: str, after: Mapping[str, Facts]) -> Value:
        before = {x: self._gaps[x].facts for x in after}
        met = tuple(x for x in after if self._gaps[x].need and not before[x].makers and after[x].makers)
        own = {x for x in after if self.graph.into(x, s.OPERATES_IN)}
        ended = tuple(x for x in sorted(own) if before[x].sole and not after[x].sole)
        new = tuple(x for x in sorted(own | {link}) if after[x].sole and not (x in own and before[x].sole)) if link in after else ()
        statuses = tuple((x, self._gaps[x].status, now) for x, f in after.items() if (now := self._status(f)) != self._gaps[x].status)
        critical = self._gaps[link].criticality
        found = Value(met, ended, new, statuses, len(critical.certain), len(critical.possible), "")
        return replace(found, text=self._words(found, before))

    def _status(self, facts: Facts) -> str:
        return status_of(facts, self.settings)[0]

    def _words(self, found: Value, before: Mapping[str, Facts]) -> str:
        said = [f"规划点名需求“{self._name(x)}”有了第一家已知企业" for x in found.needs_met]
        kinds = {SOLE_VERIFIED: "独家", SOLE_UNVERIFIED: "仅掌握 1 家的环节"}
        said += [f"{kinds[before[x].sole]}“{self._name(x)}”有了第二家" for x in found.sole_ended]
        said += ["落地后它自己是唯一已知的一家"] if found.sole_new else []
        if not said:
            said = ["已知企业、需求和独家都不变"]
        if found.stops_possible:
            said.append(f"本环节断供一定停 {found.stops_certain} 个、至多停 {found.stops_possible} 个环节")
        return "；".join(said) + "（假设）"

    def _name(self, link: str) -> str:
        return self.graph.node(link).name
