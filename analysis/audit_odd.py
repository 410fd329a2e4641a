"""Single values that need a second look: shares outside 0–100 %, cells without a number, goals below what was there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from .audit_figures import CELLS, Figure, figures, ratio_formula
from .audit_targets import is_goal
from .finding import GUESS, Finding, said
from .settings import Settings


def odd_values(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Yield a line for each value that cannot be what the name says: a share outside 0–100 %, no
    number, a doubt in the remark, a goal below its base."""
    for node in graph.of_type(s.INDICATOR):
        cells = figures(graph, node)
        for cell in cells:
            if why := _oddness(node, cell, settings):
                yield Finding(f"odd:{node.id}/{cell.cell}", f"{node.name}{CELLS[cell.cell]}{cell.shown}：{why}", said(graph, cell.claims))
        if any(w in str(node.props.get("remark", "")) for w in settings["odd"]["doubts"]):
            text = f"{node.name}：表中备注“{node.props['remark']}”"
            yield Finding(f"odd:{node.id}/remark", text, said(graph, graph.claims_on(node, "remark")))
        yield from _goal_below(graph, node, {c.cell: c for c in cells}, settings)


def _oddness(node: Node, cell: Figure, settings: Settings) -> str:
    if cell.amount is None:
        return "格内不是一个数，待数据提供部门核定" if is_goal(node) else ""
    named = any(w in node.name for w in settings["odd"]["share_words"]) and not any(w in node.name for w in ("增长", "增速"))
    if cell.amount.unit == "%" and named and not 0 <= cell.amount.low <= cell.amount.high <= 100:
        return f"比率应在 0 至 100% 之间，可能是增速而非比率（{GUESS}）"
    return ""


def _goal_below(graph: Snapshot, node: Node, cells: Mapping[str, Figure], settings: Settings) -> Iterator[Finding]:
    base, goal = cells.get("base"), cells.get("target")
    lower_is_better = any(w in node.name for w in settings["completion"]["lower_is_better"])
    if base and goal and base.amount and goal.amount and not lower_is_better and "新增" not in node.name:
        same = base.amount.dimension == goal.amount.dimension
        if same and goal.amount.high * goal.amount.factor < base.amount.low * base.amount.factor:
            bound = "的下限" if goal.amount.is_lower else ""
            text = f"{node.name}：目标{goal.shown}{bound}低于基值{base.shown}"
            yield Finding(f"odd:{node.id}/goal-below-base", text, said(graph, base.claims, goal.claims), ratio_formula(base, goal))
