"""How much is known and how old it is: population, frame, coverage and the dates every output heads with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph import completeness
from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .gaps import Gap


@dataclass(frozen=True, slots=True)
class Head:
    """The dates of PRODUCT: every output heads with them. `as_of` is the 编制日 where `dated`, else the latest date of the data."""

    zone: str
    plan: str
    firm_facts: str
    pool: str
    as_of: str
    dated: bool = True

    def line(self) -> str:
        """Return the heading line."""
        made = f"编制日 {self.as_of}" if self.dated else "编制日未填"
        return f"{self.plan} · 企业事实截至 {self.firm_facts} · 候选池披露年份 {self.pool} · {made}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of what is known: links by status, residents named, the frame they are drawn from."""

    links: int
    by_status: Mapping[str, int]
    needed: int
    residents: int
    placed: int
    frame: str

    def line(self) -> str:
        """Return the one-line statement of coverage."""
        status = "、".join(f"{k} {v}" for k, v in self.by_status.items())
        known = f"已掌握在区企业 {self.residents} 家（落到环节 {self.placed} 家）{self.frame}"
        return f"环节 {self.links} 个（{status}），规划点名需求 {self.needed} 个；{known}"


def latest_date(graph: Snapshot) -> str:
    """Return the latest date among the claims, domain knowledge left out: the default `as_of`, never the clock."""
    return completeness.latest_date(graph.claims.values()) or "未采集"


def head(graph: Snapshot, zone: Zone, as_of: str | None = None) -> Head:
    """Return the dates an output heads with."""
    firm_ids = {f.id for f in graph.of_type(s.FIRM)}
    facts = [c for c in graph.claims.values() if c.subject in firm_ids and c.grade != "domain"]
    pool = sorted({c.as_of[:4] for c in facts if c.grade == "disclosure"})
    held = zone.facts or {}
    return Head(
        zone.name,
        held.get("plan_label", "未采集"),
        max((c.as_of for c in facts if c.grade != "disclosure"), default="未采集"),
        "–".join(dict.fromkeys([pool[0], pool[-1]])) if pool else "未采集",
        as_of or latest_date(graph),
        dated=bool(as_of),
    )


def coverage(graph: Snapshot, zone: Zone, found: Iterable[Gap]) -> Coverage:
    """Return what is known of the links in `found`; only leaves are counted, parents are roll-ups."""
    leaves = [g for g in found if not g.rolled_up]
    counts = Counter(g.status for g in leaves)
    residents = [f for f in graph.of_type(s.FIRM) if f.props.get("resident") is True]
    placed = [f for f in residents if graph.out(f.id, s.OPERATES_IN)]
    held = zone.facts or {}
    frame = f"／高企 {held['high_tech_firms']} 家（{held['high_tech_year']}）" if "high_tech_firms" in held else ""
    order = [x for x in ("缺", "缺（在建）", "断", "弱", "短", "强", "有", "待核实") if counts[x]]
    return Coverage(len(leaves), {k: counts[k] for k in order}, sum(1 for g in leaves if g.need), len(residents), len(placed), frame)
