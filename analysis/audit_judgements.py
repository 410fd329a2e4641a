"""Judgements beside what stands against them: 胜利完成 beside the table's figures, an advantage called a bottleneck elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.snapshot import Edge, Node, Snapshot
from .audit_completion import completion, rate_formula
from .audit_figures import figures
from .finding import ESTIMATED, Finding, said
from .settings import Settings

Pair = tuple[str, str]


def judged(graph: Snapshot, pairs: Mapping[Pair, str], settings: Settings) -> dict[Pair, Finding]:
    """Return the judgement of the plan's words beside each figure of a table that falls short of its goal.

    The keys are the recorded pairs of judgement and indicator, whose remarks the lines carry; (id, "") where none is.
    """
    said_by = _judging(graph, settings)
    found: dict[Pair, Finding] = {}
    for node in graph.of_type(s.INDICATOR) if said_by else []:
        row = completion(graph, node, settings)
        if row and row[2].high < 1:
            now, goal, rate = row
            own = [p for p in pairs if node.id in p and _is_verdict(graph, p[0] if p[1] == node.id else p[1])]
            word, claims = next(iter(said_by.items()))
            text = f"原文称“{word}”，而表中{node.name}{now.shown}对目标{goal.shown}，完成率 {rate.percent}（{ESTIMATED}）"
            remark = "；".join(f"备注：{pairs[p]}" for p in own if pairs[p]) or str(settings["completion"]["remark"])
            line = Finding(
                f"judgement:{node.id}", text, said(graph, claims, now.claims, goal.claims), rate_formula(now, goal, rate), remark
            )
            found[own[0] if own else (node.id, "")] = line
    return found


def _judging(graph: Snapshot, settings: Settings) -> dict[str, list[Claim]]:
    """The words of a judgement that stand in the text → the claims of their sentences."""
    claims = [c for c in graph.claims.values() if c.grade != "domain"]
    found = {w: [c for c in claims if w in c.quote] for w in settings["judgement"]["words"]}
    return {w: cs for w, cs in found.items() if cs}


def _is_verdict(graph: Snapshot, node: str) -> bool:
    """True for an indicator that only says how things went and holds no figure."""
    return "completion" in graph.node(node).props and not figures(graph, graph.node(node))


def praised_and_blamed(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Yield links called an advantage and a bottleneck, or an advantage that a measure is to make up for."""
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
    blame = [c for c in graph.claims_on(link, "stated") if c.value in contrary] + graph.claims_of(*aims)
    rules: list[dict[str, Any]] = [r for r in settings.rules("reconciliations") if r.get("contrary")]
    text = f"{link.name}：原文称优势，另处{'、'.join(against)}"
    return Finding(f"tension:{link.id}", text, said(graph, praise, blame), guesses=tuple(r["text"] for r in rules))
