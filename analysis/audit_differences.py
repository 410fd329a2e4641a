"""口径差异与待核对: what the plan says twice and not alike — figures, parts and wholes, judgements, the same thing praised and deplored.

Nothing is decided: both sides stand with their words; possible reconciliations come from the list of the settings, marked
推测; the staff closes a line with a remark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.presence import Zone
from ..graph.snapshot import Edge, Node, Snapshot
from .audit_arithmetic import clusters
from .audit_completion import completion, rate_formula, stated_growth
from .audit_figures import CELLS, Figure, figures, ratio_formula
from .audit_odd import odd_values
from .audit_pairs import comparable, exceeding_parts, recorded, same_name
from .audit_reconcile import reconciliations
from .finding import ESTIMATED, Finding, said
from .settings import Settings


def differences(graph: Snapshot, zone: Zone, settings: Settings) -> list[Finding]:
    """Return every difference and tension: recorded pairs, found pairs, twofold values, odd values, judgements, praise and blame."""
    pairs = {pair: "" for pair in same_name(graph, settings)}
    pairs |= dict(exceeding_parts(graph, zone, settings)) | recorded(graph)
    return [
        *(_pair(graph, *ends, settings, remark) for ends, remark in sorted(pairs.items())),
        *_twofold(graph),
        *odd_values(graph, settings),
        *_judged(graph, settings),
        *_praised_and_blamed(graph, settings),
        *(replace(f, id=f"difference:{f.id}") for f in [*clusters(graph, settings), *stated_growth(graph, settings)]),
    ]


def _pair(graph: Snapshot, a: str, b: str, settings: Settings, remark: str = "") -> Finding:
    """A line for two nodes that do not agree: both sides, their ratio, what may reconcile them."""
    left, right = graph.node(a), graph.node(b)
    one, other = _facing(graph, left, right)
    sides = [f"“{n.name}”{f.shown if f else ''}" for n, f in ((left, one), (right, other))]
    claims = [f.claims if f else graph.claims_of(n) for n, f in ((left, one), (right, other))]
    edges = [graph.edges[i] for i in (f"{a}|{s.DIFFERS_FROM.name}|{b}", f"{b}|{s.DIFFERS_FROM.name}|{a}") if i in graph.edges]
    words = [f"{n.name} {' '.join(c.quote for c in cs)}" for n, cs in zip((left, right), claims, strict=True)]
    guesses = reconciliations((words[0], one), (words[1], other), settings)
    evidence = said(graph, *claims, _claims_of_edges(graph, edges))
    note = f"备注：{remark}" if remark else ""
    return Finding(f"difference:{a}~{b}", f"{sides[0]}与{sides[1]}说法不同", evidence, ratio_formula(one, other), note, guesses)


def _claims_of_edges(graph: Snapshot, edges: Iterable[Edge]) -> list[Claim]:
    return [c for e in edges for c in graph.claims_of(e)]


def _facing(graph: Snapshot, left: Node, right: Node) -> tuple[Figure | None, Figure | None]:
    """The cells to hold against each other: of one year and unit where there are such, else the first of each side."""
    mine, theirs = figures(graph, left), figures(graph, right)
    pairs = [(a, b) for a in mine for b in theirs]
    best = min(pairs, key=lambda p: (not comparable(*p), p[0].cell != p[1].cell), default=None)
    return best or (mine[0] if mine else None, theirs[0] if theirs else None)


def _twofold(graph: Snapshot) -> Iterator[Finding]:
    """Cells of one indicator for which two claims give two values."""
    for node in graph.of_type(s.INDICATOR):
        for cell, zh in CELLS.items():
            claims = graph.claims_on(node, f"{cell}_value")
            values = sorted({str(c.value) for c in claims})
            if len(values) > 1:
                text = f"{node.name}{zh}有 {len(values)} 种说法：{'、'.join(values)}"
                yield Finding(f"difference:{node.id}/{cell}", text, said(graph, claims))


def _judged(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Judgement sentences (胜利完成) beside the figures of the table that fall short."""
    words = settings["judgement"]["words"]
    judging = [c for c in graph.claims.values() if c.grade != "domain" and any(w in c.quote for w in words)]
    if not judging:
        return
    for node in graph.of_type(s.INDICATOR):
        row = completion(graph, node, settings)
        if row and row[2].high < 1:
            now, goal, rate = row
            word = next(w for w in words if any(w in c.quote for c in judging))
            text = f"原文称“{word}”，而表中{node.name}{now.shown}对目标{goal.shown}，完成率 {rate.percent}（{ESTIMATED}）"
            yield Finding(f"judgement:{node.id}", text, said(graph, judging, now.claims, goal.claims), rate_formula(now, goal, rate))


def _praised_and_blamed(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Links called an advantage and a bottleneck, or an advantage that a measure is to make up for."""
    rule = settings["tension"]
    for link in graph.of_type(s.LINK):
        stated = [str(x) for x in link.props.get("stated", [])]
        contrary = [x for x in stated if x in rule["contrary"]]
        aims = [e for e in graph.into(link.id, s.AIMS_AT) if graph.node(e.source).props.get("kind") in rule["contrary_kinds"]]
        if set(stated) & set(rule["strong"]) and (contrary or aims):
            yield _tension(graph, link, contrary, aims, settings)


def _tension(graph: Snapshot, link: Node, contrary: list[str], aims: list[Edge], settings: Settings) -> Finding:
    kinds = dict.fromkeys(str(graph.node(e.source).props.get("kind")) for e in aims)
    against = [s.STATED[x] for x in contrary] + [f"举措要{k}" for k in kinds]
    praise = [c for c in graph.claims_on(link, "stated") if c.value in settings["tension"]["strong"]]
    blame = [c for c in graph.claims_on(link, "stated") if c.value in contrary] + _claims_of_edges(graph, aims)
    rules: list[dict[str, Any]] = [r for r in settings.rules("reconciliations") if r.get("contrary")]
    text = f"{link.name}：原文称优势，另处{'、'.join(against)}"
    return Finding(f"tension:{link.id}", text, said(graph, praise, blame), guesses=tuple(r["text"] for r in rules))
