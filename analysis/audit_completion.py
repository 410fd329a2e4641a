"""完成率 of the plan's goals and growth rates as written, worked out again from the cells of the same indicator (推算)."""

from __future__ import annotations

import re

from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from .amounts import Quotient, divide, rounded, yearly_growth
from .audit_figures import Figure, figure
from .finding import ESTIMATED, Finding, said
from .settings import Settings


def completion(graph: Snapshot, node: Node, settings: Settings) -> tuple[Figure, Figure, Quotient] | None:
    """Return latest cell, target cell and 完成率 of an indicator, None where one lacks or less is better."""
    now, goal = figure(graph, node, "latest"), figure(graph, node, "target")
    if not (now and goal and now.amount and goal.amount) or any(w in node.name for w in settings["completion"]["lower_is_better"]):
        return None
    rate = divide(now.amount, goal.amount)
    return (now, goal, rate) if rate else None


def rate_formula(now: Figure, goal: Figure, rate: Quotient) -> str:
    """Return the formula of a 完成率, marked 推算."""
    assert now.amount and goal.amount
    return f"{now.amount.shown} ÷ {goal.amount.shown} = {rate.percent}（{ESTIMATED}）"


def completions(graph: Snapshot, settings: Settings) -> list[Finding]:
    """Return 完成率 of every indicator with a latest value and a target."""
    rows = [(n, completion(graph, n, settings)) for n in graph.of_type(s.INDICATOR)]
    return [_completion(graph, n, *row, settings["completion"]["remark"]) for n, row in rows if row]


def _completion(graph: Snapshot, node: Node, now: Figure, goal: Figure, rate: Quotient, remark: str) -> Finding:
    text = f"{node.name}：{now.shown}对目标{goal.shown}，完成率 {rate.percent}（{ESTIMATED}）"
    formula = rate_formula(now, goal, rate)
    said_by_cell = str(node.props.get("completion", ""))
    note = f"{remark}{'；表中完成情况：' + said_by_cell if said_by_cell else ''}"
    return Finding(f"completion:{node.id.partition(':')[2]}", text, said(graph, now.claims, goal.claims), formula, note)


def stated_growth(graph: Snapshot, settings: Settings) -> list[Finding]:
    """Return indicators whose 年均增长率 in words is not what base and latest value give."""
    rule = settings["growth"]
    found = [_stated(graph, node, re.compile(rule["pattern"]), rule["tolerance"]) for node in graph.of_type(s.INDICATOR)]
    return [f for f in found if f]


def _stated(graph: Snapshot, node: Node, pattern: re.Pattern[str], tolerance: float) -> Finding | None:
    base, now = figure(graph, node, "base"), figure(graph, node, "latest")
    if not (base and now and base.amount and now.amount and base.year.isdigit() and now.year.isdigit()):
        return None
    words = {m for c in now.claims for m in pattern.findall(c.quote)}
    ratio, span = divide(now.amount, base.amount), int(now.year) - int(base.year)
    growth = yearly_growth(ratio.low, span) if ratio and ratio.low == ratio.high else None
    if len(words) != 1 or growth is None or abs(float(growth * 100) - float(stated := words.pop())) <= tolerance:
        return None
    text = f"{node.name}：原文称年均增长率 {stated}%，按{base.shown}和{now.shown}推算为 {rounded(growth * 100)}%"
    formula = f"({now.amount.shown} ÷ {base.amount.shown})^(1/{span}) − 1 = {rounded(growth * 100)}%（{ESTIMATED}）"
    return Finding(f"growth:{node.id.partition(':')[2]}", text, said(graph, base.claims, now.claims), formula, "口径：起止年份按原文")
