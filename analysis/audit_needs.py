"""Needs against gaps: where the plan's wish meets a structural gap, gaps that nothing addresses, invitees per gap.

Structural is what is proven: a status of the settings, 独家（已核实）, or the text's own word (瓶颈, 薄弱, 缺少). A link
without known maker is 待核实 and never a gap; where many links may stop with it, it is named as critical, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ..graph import schema as s
from ..graph.snapshot import Edge, Snapshot
from .finding import Finding, said
from .gaps import Gap
from .settings import Settings
from .status import SOLE_VERIFIED, UNKNOWN

UNTOUCHED = "没有举措、拟引进对象或项目针对它"


def structural_reason(gap: Gap, settings: Settings) -> str:
    """Return why a link is a structural gap (the words of it), empty where it is none."""
    rule = settings["structural"]
    reasons = [f"现状{x}" for x in (gap.status, *gap.also) if x in rule["statuses"]]
    reasons += [gap.facts.sole] if gap.facts.sole == SOLE_VERIFIED else []
    return "、".join([*reasons, *(s.STATED[x] for x in rule["stated"] if x in gap.facts.stated)])


def needs_meeting_gaps(graph: Snapshot, found: Sequence[Gap], settings: Settings) -> list[Finding]:
    """Return the needs of the plan that meet a structural gap."""
    return [_met(graph, g, why) for g in found if (why := structural_reason(g, settings)) and touching(graph, g)]


def gaps_unaddressed(graph: Snapshot, found: Sequence[Gap], settings: Settings) -> list[Finding]:
    """Return the structural gaps that no measure, invitee or project of the plan addresses."""
    return [_unmet(graph, g, why) for g in found if (why := structural_reason(g, settings)) and not touching(graph, g)]


def critical_unknown(graph: Snapshot, found: Sequence[Gap], settings: Settings) -> list[Finding]:
    """Return leaves 待核实 with whose loss many links may stop: those the plan touches, then those it does not.

    They are no gaps: nothing proves that they lack. A few of each chain are listed, the most critical.
    """
    touched, silent = (_critical_links(graph, found, settings, wanted=wanted) for wanted in (True, False))
    return [*(_critical(graph, g, "规划已点名") for g in touched), *(_critical(graph, g, UNTOUCHED) for g in silent)]


def invitees_per_gap(graph: Snapshot, found: Sequence[Gap], settings: Settings) -> list[Finding]:
    """Return, per structural gap and per link with invitees, whom the plan names to bring in; none of them is resident."""
    shown = [g for g in found if g.need.invitees or structural_reason(g, settings)]
    return [_invited(graph, g, structural_reason(g, settings)) for g in shown]


def above(graph: Snapshot, link: str) -> list[str]:
    """Return the links a link is part of, nearest first."""
    found: list[str] = []
    todo = [link]
    while todo:
        parents = [e.target for e in graph.out(todo.pop(), s.PART_OF)]
        todo += [p for p in parents if p not in found]
        found += [p for p in parents if p not in found]
    return found


def touching(graph: Snapshot, gap: Gap) -> list[Edge]:
    """Return the edges by which the plan touches a link, its whole or its parts: measures (of its directions too),
    invitees, projects."""
    links = dict.fromkeys([gap.link.id, *gap.facts.leaves, *above(graph, gap.link.id)])
    aimed = [x for link in links for x in [link, *(e.source for e in graph.into(link, s.ADVANCES))]]
    edges = [e for x in dict.fromkeys(aimed) for e in graph.into(x, s.AIMS_AT)]
    return edges + [e for link in links for t in (s.INVITED_FOR, s.INVESTS_IN) for e in graph.into(link, t)]


def _critical_links(graph: Snapshot, found: Iterable[Gap], settings: Settings, *, wanted: bool) -> Iterator[Gap]:
    """Leaves 待核实 with whose loss many links may stop, the most critical of each chain."""
    rule, taken = settings["structural"], defaultdict[str, int](int)
    leaves = (g for g in found if g.status == UNKNOWN and not g.rolled_up and not structural_reason(g, settings))
    for gap in sorted(leaves, key=lambda g: (g.chain, *g.criticality.order, g.link.id)):
        few = taken[gap.chain] < rule["shown_per_chain"]
        if few and len(gap.criticality.possible) >= rule["stops_at_least"] and bool(touching(graph, gap)) is wanted:
            taken[gap.chain] += 1
            yield gap


def _label(graph: Snapshot, gap: Gap) -> str:
    return f"{gap.link.name}（{graph.node(gap.chain).name}）"


def _met(graph: Snapshot, gap: Gap, why: str) -> Finding:
    kinds = "、".join(gap.need.kinds) or "上级环节、技术方向或项目"
    text = f"{_label(graph, gap)}：{why}；规划点名需求：{kinds}。策略：{gap.strategy or '未定'}"
    stated = [c for c in graph.claims_on(gap.link, "stated") if c.value != "strong"]
    return Finding(f"need:{gap.link.id}", text, said(graph, stated, graph.claims_of(*touching(graph, gap))))


def _unmet(graph: Snapshot, gap: Gap, why: str) -> Finding:
    text = f"{_label(graph, gap)}：{why}；{UNTOUCHED}"
    return Finding(f"unaddressed:{gap.link.id}", text, said(graph, gap.facts.claims) or said(graph, graph.claims_of(gap.link)))


def _critical(graph: Snapshot, gap: Gap, touched: str) -> Finding:
    stops, ends = len(gap.criticality.possible), len(gap.criticality.possible_terminals)
    text = f"{_label(graph, gap)}：现状待核实（不是缺），{touched}；若其供应断绝，可能停产的环节 {stops} 个，其中终端产品 {ends} 个"
    remark = "口径：骨架为行业常识（非规划原文）；区外可采购时不算断供"
    claims = graph.claims_of(*touching(graph, gap)) or graph.claims_of(gap.link)
    return Finding(f"critical:{gap.link.id}", text, said(graph, claims), remark=remark)


def _invited(graph: Snapshot, gap: Gap, why: str) -> Finding:
    names = "、".join(i.name for i in gap.need.invitees)
    who = f"拟引进 {len(gap.need.invitees)} 家（均未证实在区，不计入在区企业）：{names}" if names else "规划未点名引进对象"
    claims = graph.claims_of(*graph.into(gap.link.id, s.INVITED_FOR))
    state = why or f"现状{gap.status_text}，未证实为缺口"
    return Finding(f"invitees:{gap.link.id}", f"{_label(graph, gap)}：{state}；{who}", said(graph, claims) or gap.evidence)
