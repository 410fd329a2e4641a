"""The plan's own arithmetic, each with its formula and 口径 remark; every quotient is 推算 from claims and from nothing else.

龙头依赖度 = stated output of a chain's named projects ÷ the chain's goal. It feeds 固链 as the plan's own evidence; the
status of no link changes by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .amounts import Amount, Quotient, add, divide, parse, rounded, yearly_growth
from .audit_completion import completions, stated_growth
from .audit_figures import Figure, claims_of, known, of_chain, of_zone
from .finding import ESTIMATED, MISSING, Finding, said
from .settings import Settings


def arithmetic(graph: Snapshot, zone: Zone, settings: Settings) -> list[Finding]:
    """Return reliance, sums of goals, goals beside cluster claims, completion and stated growth, in this order."""
    return [
        *reliance(graph, settings),
        *sums(graph, zone, settings),
        *clusters(graph, settings),
        *completions(graph, settings),
        *stated_growth(graph, settings),
    ]


def _projects(graph: Snapshot, chain: str) -> list[tuple[Node, Amount, list[Claim]]]:
    """The chain's named projects whose stated output is one amount of money."""
    links = [e.source for e in graph.into(chain, s.LINK_OF)]
    ids = sorted({e.source for target in [chain, *links] for e in graph.into(target, s.INVESTS_IN)})
    rows = [(graph.node(i), graph.claims_on(graph.node(i), "output")) for i in ids]
    read = [(p, parse(str(p.props.get("output", "")), "亿元"), claims) for p, claims in rows]
    return [(p, amount, claims) for p, amount, claims in read if amount and amount.dimension == "元"]


def reliance(graph: Snapshot, settings: Settings) -> list[Finding]:
    """Return 龙头依赖度 of each chain with a named project's output and a goal in money."""
    return [finding for finding, _, _ in _reliances(graph, settings)]


def relied_on(graph: Snapshot, settings: Settings) -> dict[str, tuple[Finding, ...]]:
    """Return link → why its chain rests on a firm of it: 龙头依赖度 from `from_share` on, with formula and source.

    Links are those of the chain that the named projects build, and those at which the firms that undertake them operate.
    """
    found: dict[str, tuple[Finding, ...]] = {}
    for finding, share, projects in _reliances(graph, settings):
        if share.high >= settings["reliance"]["from_share"]:
            for link in sorted({link for p in projects for link in _links_of(graph, p)}):
                found[link] = (*found.get(link, ()), finding)
    return found


def _links_of(graph: Snapshot, project: Node) -> Iterator[str]:
    yield from (e.target for e in graph.out(project.id, s.INVESTS_IN) if graph.node(e.target).type == s.LINK.name)
    for edge in graph.into(project.id, s.UNDERTAKES):
        yield from (e.target for e in graph.out(edge.source, s.OPERATES_IN))


def _reliances(graph: Snapshot, settings: Settings) -> Iterator[tuple[Finding, Quotient, list[Node]]]:
    """Yield the finding, the quotient and the named projects of each chain and goal."""
    for chain in graph.of_type(s.CHAIN):
        projects = _projects(graph, chain.id)
        total = add([amount for _, amount, _ in projects])
        for goal in of_chain(graph, chain.id, settings["goals"]["size_words"]) if total else []:
            assert total is not None and goal.amount is not None
            if share := divide(total, goal.amount):
                finding = _reliance(graph, chain, projects, (total, goal, share), settings["reliance"])
                yield finding, share, [p for p, _, _ in projects]


def _reliance(
    graph: Snapshot,
    chain: Node,
    projects: list[tuple[Node, Amount, list[Claim]]],
    sums: tuple[Amount, Figure, Quotient],
    rule: Mapping[str, Any],
) -> Finding:
    total, goal, share = sums
    terms = " + ".join(a.shown for _, a, _ in projects)
    names = "、".join(f"“{p.name}”" for p, _, _ in projects)
    heavy = share.high >= rule["from_share"]
    links = dict.fromkeys(graph.node(e.target).name for p, _, _ in projects for e in graph.out(p.id, s.INVESTS_IN))
    feeds = f"；为{rule['strategy']}提供规划自身的依据（{'、'.join(links)}），不改变环节现状" if heavy else ""
    text = f"{chain.name}龙头依赖度 {share.percent}：{names}达产产值{total.shown}，{goal.node.name}{goal.shown}{feeds}"
    formula = f"({terms}) ÷ {goal.amount.shown if goal.amount else ''} = {share.percent}（{ESTIMATED}）"
    evidence = said(graph, (c for _, _, claims in projects for c in claims), goal.claims)
    return Finding(f"reliance:{goal.node.id.partition(':')[2]}", text, evidence, formula, rule["remark"])


def sums(graph: Snapshot, zone: Zone, settings: Settings) -> list[Finding]:
    """Return the goals of all chains added up beside each base of the zone, with the growth that implies."""
    return [f for rule in settings.rules("sums") for f in _sum(graph, zone, rule)]


def _sum(graph: Snapshot, zone: Zone, rule: Mapping[str, Any]) -> Iterator[Finding]:
    goals = [g for chain in graph.of_type(s.CHAIN) for g in of_chain(graph, chain.id, rule["goals"])[:1]]
    total = add([g.amount for g in goals if g.amount])
    if total is None or len(goals) < 2:
        return
    terms = f"{' + '.join(g.amount.shown for g in goals if g.amount)} = {total.shown}"
    bases = [(n, b) for n in of_zone(graph, zone) if _is_base(n.name, rule) and (b := known(graph, n))]
    fitting = [(n, b, q) for n, b in bases if b.amount and (q := divide(total, b.amount))]
    for node, base, ratio in fitting:
        text = f"各链{rule['name']}目标合计 {total.shown}，为{node.name}{base.shown}的 {ratio.times} 倍"
        growth = _growth(goals, base, ratio)
        formula = f"{terms}；÷ {base.amount.shown if base.amount else ''} = {ratio.times}{growth}（{ESTIMATED}）"
        yield Finding(f"sum:{node.id.partition(':')[2]}", text, said(graph, claims_of(goals), base.claims), formula, rule["remark"])
    if not fitting:
        text = f"各链{rule['name']}目标合计 {total.shown}；基值{MISSING}，不推算增长"
        slug = goals[0].node.id.partition(":")[2]
        yield Finding(f"sum:no-base/{slug}", text, said(graph, claims_of(goals)), f"{terms}（{ESTIMATED}）", rule["remark"])


def _is_base(name: str, rule: Mapping[str, Any]) -> bool:
    return any(name.startswith(base) for base in rule["bases"])


def _growth(goals: list[Figure], base: Figure, ratio: Quotient) -> str:
    """Words for the growth a year that a ratio implies, empty where the years are not known or not one."""
    years = {g.year for g in goals}
    if len(years) != 1 or not (base.year.isdigit() and (last := years.pop()).isdigit()):
        return ""
    span = int(last) - int(base.year)
    rates = [rounded(r * 100) for x in (ratio.low, ratio.high) if (r := yearly_growth(x, span)) is not None]
    return f"，{base.year}–{last} 年均 {'–'.join(f'{r}%' for r in dict.fromkeys(rates))}" if rates else ""


def clusters(graph: Snapshot, settings: Settings) -> list[Finding]:
    """Return goals of a chain beside what the plan's words claim for its cluster (千亿级产业集群)."""
    found, pattern = [], re.compile(settings["clusters"]["pattern"])
    for chain in graph.of_type(s.CHAIN):
        for goal in of_chain(graph, chain.id, settings["goals"]["size_words"]):
            for words, measure, claims in _cluster_claims(graph, chain.id, pattern):
                found += _cluster(graph, (chain, goal), (words, measure, claims), settings["clusters"]["remark"])
    return found


def _cluster_claims(graph: Snapshot, chain: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, Node, list[Claim]]]:
    links = [e.source for e in graph.into(chain, s.LINK_OF)]
    ids = sorted({e.source for target in [chain, *links] for e in graph.into(target, s.AIMS_AT)})
    said_already: set[tuple[str, str]] = set()
    for measure in (graph.node(i) for i in ids):
        claims = [c for c in graph.claims_of(measure) if pattern.search(c.quote)]
        for claim in claims[:1]:
            found = pattern.search(claim.quote)
            if found and (claim.quote, claim.locator) not in said_already:
                said_already.add((claim.quote, claim.locator))
                yield found[0], measure, [claim]


def _cluster(graph: Snapshot, goal_of: tuple[Node, Figure], said_of: tuple[str, Node, list[Claim]], remark: str) -> list[Finding]:
    (chain, goal), (words, measure, claims) = goal_of, said_of
    wanted = parse(words, "亿元")
    ratio = divide(wanted, goal.amount) if wanted and goal.amount else None
    if ratio is None or wanted is None or goal.amount is None:
        return []
    text = f"{chain.name}：原文称“{words}”，而{goal.node.name}{goal.shown}；前者为后者的 {ratio.times} 倍"
    formula = f"{wanted.shown} ÷ {goal.amount.shown} = {ratio.times}（{ESTIMATED}）"
    slug = f"{goal.node.id.partition(':')[2]}~{measure.id.partition(':')[2]}"
    return [Finding(f"cluster:{slug}", text, said(graph, claims, goal.claims), formula, remark)]
