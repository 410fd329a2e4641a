"""The part of a graph that may be passed on: what sources with a stated licence say, assembled anew, and a count of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import schema as s
from .assemble import assemble
from .at_date import without_orphans
from .claims import Claim
from .presence import Zone
from .snapshot import GraphData

NO_LICENCE = ("", "none stated", "未采集")


@dataclass(frozen=True)
class LeftOut:
    """What may not be passed on: claims by source without a licence, claims with one about things nobody else names, and what went along.

    `claims` is source id → claims of sources without a licence; `unnamed` are claims of licensed sources about things that only
    the others name; `nodes` and `edges` are those no longer there.
    """

    claims: Mapping[str, int]
    titles: Mapping[str, str]
    licences: Mapping[str, str]
    unnamed: int
    nodes: int
    edges: int

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, a row a source, most claims first."""
        rows = [
            {"source": i, "title": self.titles[i], "licence": self.licences[i], "claims": n}
            for i, n in sorted(self.claims.items(), key=lambda x: (-x[1], x[0]))
        ]
        return {"sources": rows, "unnamed": self.unnamed, "nodes": self.nodes, "edges": self.edges}

    def line(self) -> str:
        """Return the counts in one sentence."""
        told = "、".join(f"{r['title']} {r['claims']} 条" for r in self.as_json()["sources"])
        return (
            f"来源未载明许可而略去：断言 {sum(self.claims.values())} 条（{told or '无'}）；"
            f"有许可、但所述事物只由这些来源命名的 {self.unnamed} 条；连带节点 {self.nodes} 个、边 {self.edges} 条"
        )


def redistributable(data: GraphData, zone: Zone) -> tuple[GraphData, LeftOut]:
    """Return the graph of the claims whose source states a licence, and what was left out.

    A source without a licence, or one the graph does not describe, is left out: unknown is no permission. A node stays where a
    licensed source names it. Nobody becomes a resident by what is left out (a departure told by an unlicensed list still counts).
    Cost: that of assembling three times. Raises nothing but what `assemble` raises on broken claims.
    """
    licences = {n.id: str(n.props.get("licence", "")) for n in data.nodes if n.type == s.SOURCE.name}
    kept = _standing([c for c in data.claims if licences.get(c.source, "") not in NO_LICENCE])
    made = assemble(_settled(kept, data, zone), zone, meta=data.meta)
    return made, _left_out(data, made, licences)


def _settled(claims: list[Claim], data: GraphData, zone: Zone) -> list[Claim]:
    """Drop what would make a resident of a firm that is none, and production here of whoever is then no resident."""
    residents = {n.id for n in data.nodes if n.props.get("resident") is True}
    plain = assemble(_standing([c for c in claims if c.predicate != s.OPERATES_IN.name]), zone, meta=data.meta)
    here = {n.id for n in plain.nodes if n.props.get("resident") is True}
    wrong = here - residents
    told = [c for c in claims if not (c.predicate == s.LOCATED_IN.name and c.subject in wrong)]
    return _standing([c for c in told if c.predicate != s.OPERATES_IN.name or (c.subject in here - wrong and c.grade != "domain")])


def _standing(claims: Iterable[Claim]) -> list[Claim]:
    """Drop claims about nodes that nobody names any more, and properties of edges that nobody claims."""
    claims = list(claims)
    named = {c.subject for c in claims if c.predicate == s.NAME.name}
    told = [c for c in claims if set(c.subject.split("|")[:1]) <= named and (not s.SCHEMA.edge(c.predicate) or str(c.value) in named)]
    return without_orphans(told)


def _left_out(data: GraphData, made: GraphData, licences: Mapping[str, str]) -> LeftOut:
    kept = {c.id for c in made.claims}
    gone = Counter(c.source for c in data.claims if c.id not in kept)
    counts = {i: n for i, n in gone.items() if licences.get(i, "") in NO_LICENCE}
    names = {n.id: n.name for n in data.nodes if n.type == s.SOURCE.name}
    return LeftOut(
        counts,
        {i: names.get(i, i) for i in counts},
        {i: licences.get(i) or "未采集" for i in counts},
        gone.total() - sum(counts.values()),
        len(data.nodes) - len(made.nodes),
        len(data.edges) - len(made.edges),
    )
