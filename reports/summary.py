"""Tables that sum up: one row a chain, and the goals of the plan as written."""

from __future__ import annotations

from collections import Counter

from ..graph import schema as s
from ..graph.snapshot import Node
from .base import NOT_COLLECTED, Context, Row, Table, table
from .citing import cite_things
from .scope import Scope

STATUSES = ("缺", "缺（在建）", "断", "弱", "短", "强", "有", "待核实")


def chain_table(ctx: Context) -> Table:
    """Return links, statuses, needs, residents and invitees per chain; the public edition leaves out what is wanted."""
    columns = [("chain", "产业链", 24), ("links", "环节数", 10)]
    if not ctx.public:
        columns += [("needed", "规划点名需求", 14), *((x, x, 8) for x in STATUSES)]
    columns += [("firms", "已掌握在区企业数", 16), ("placed", "其中落到环节", 12)]
    if not ctx.public:
        columns.append(("wanted", "规划拟引进企业数", 16))
    note = "环节数和现状只计末级环节，上级环节的现状见缺链弱链清单；同一企业可涉及多条链，各链企业数不可相加。"
    if ctx.public:
        note = "环节数只计末级环节；同一企业可涉及多条链，各链企业数不可相加。"
    return table(columns, [_chain_row(ctx, c) for c in ctx.chains], "分链汇总", note)


def _chain_row(ctx: Context, chain: Node) -> Row:
    leaves = [g for g in ctx.found if g.chain == chain.id and not g.rolled_up]
    counts, scope = Counter(g.status for g in leaves), Scope(ctx.graph, chain.id)
    return {
        "chain": chain.name,
        "links": len(leaves),
        "needed": sum(1 for g in leaves if g.need),
        **{x: counts[x] for x in STATUSES},
        "firms": len(scope.residents),
        "placed": sum(1 for f in scope.residents if scope.made_by(f.id)),
        "wanted": len(scope.invitees),
    }


def goals_table(ctx: Context) -> Table:
    """Return the indicators of the chains in scope, values as written, with their years."""
    chains = [ctx.chain] if ctx.chain else list(ctx.chains)
    rows = [_goal(ctx, c, ctx.graph.node(e.source)) for c in chains for e in ctx.graph.into(c.id, s.INDICATOR_OF)]
    columns = [
        ("chain", "产业链", 22),
        ("name", "指标", 30),
        ("unit", "单位", 10),
        ("base", "基值（年份）", 18),
        ("target", "目标值（年份）", 18),
        ("source", "依据", 26),
    ]
    return table(columns, rows, "发展目标（规划所写）", "" if rows else NOT_COLLECTED)


def goal_lines(ctx: Context) -> list[str]:
    """Return the goals that have a value, each in a few words: `产业规模 200 亿元（2025）`."""
    rows = goals_table(ctx).rows
    told = [[cell.text for cell in row] for row in rows]
    return [f"{name} {target.replace('（', f' {unit}（', 1)}" for _, name, unit, _, target, _ in told if target != NOT_COLLECTED]


def _goal(ctx: Context, chain: Node, goal: Node) -> Row:
    return {
        "chain": chain.name,
        "name": goal.name,
        "unit": str(goal.props.get("unit", NOT_COLLECTED)),
        "base": _dated(goal, "base"),
        "target": _dated(goal, "target"),
        "source": cite_things(ctx, goal),
    }


def _dated(goal: Node, which: str) -> str:
    value, year = goal.props.get(f"{which}_value"), goal.props.get(f"{which}_year")
    if value is None:
        return NOT_COLLECTED
    return f"{value}（{year}）" if year else str(value)
