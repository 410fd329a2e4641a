"""指标完成率与待填数据: per goal of the plan its 完成率 (推算), each empty cell, and the department that must supply it."""

from __future__ import annotations

from collections.abc import Sequence

from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from .audit_completion import completion, rate_formula
from .audit_figures import CELLS, figures
from .audit_pairs import core
from .finding import ESTIMATED, GUESS, MISSING, Finding, said
from .settings import Settings

MARKS = ("target_value", "target_year", "kind")
LEAST = 4  # letters of a name that say enough to be held in another


def targets(graph: Snapshot, settings: Settings) -> list[Finding]:
    """Return a line per goal (an indicator with a target or a type), sorted by id.

    Where no source names the department, the one that supplies an indicator of like name is given as 推测.
    """
    offices = [
        (core(n.name, settings), n.name, str(n.props["department"])) for n in graph.of_type(s.INDICATOR) if n.props.get("department")
    ]
    return [_target(graph, n, settings, _supposed(n, offices, settings)) for n in graph.of_type(s.INDICATOR) if is_goal(n)]


def _supposed(node: Node, offices: Sequence[tuple[str, str, str]], settings: Settings) -> str:
    """The words for departments that supply an indicator whose name is held in this one's; empty where there is none."""
    mine = core(node.name, settings)
    like = {office: name for key, name, office in offices if len(key) >= LEAST and key in mine}
    return f"（{GUESS}：{'；'.join(f'“{name}”由{office}提供' for office, name in sorted(like.items()))}）" if like else ""


def is_goal(node: Node) -> bool:
    """True for an indicator that the plan sets as a goal, not only reports."""
    return any(mark in node.props for mark in MARKS)


def empty_cells(graph: Snapshot, node: Node) -> list[str]:
    """Return the cells of a goal that hold no number, in words with their year.

    Base and target are asked for; the latest value too where its year is known, or where the goal is one of a whole
    period (十三五) and not of a year to come.
    """
    filled = {f.cell: f for f in figures(graph, node)}
    period = not str(node.props.get("target_year", "0")).isdigit()
    asked = ["base" if "latest" not in filled else "", "latest" if period or "latest_year" in node.props else "", "target"]
    return [_cell(node, c, c in filled) for c in asked if c and (c not in filled or filled[c].amount is None)]


def _cell(node: Node, cell: str, is_text: bool) -> str:
    year = node.props.get(f"{cell}_year", "")
    note = f"，格内为“{node.props[f'{cell}_value']}”" if is_text else ""
    return f"{CELLS[cell]}（{year or '年份' + MISSING}{note}）"


def _target(graph: Snapshot, node: Node, settings: Settings, supposed: str) -> Finding:
    row, empty = completion(graph, node, settings), empty_cells(graph, node)
    values = "，".join(f"{CELLS[f.cell]}{f.shown.replace(CELLS[f.cell], '')}" for f in figures(graph, node))
    rate = f"完成率 {row[2].percent}（{ESTIMATED}）" if row else f"完成率{MISSING}"
    office = str(node.props.get("department") or MISSING)
    asked = f"；待填：{'、'.join(empty)}，由{office}提供" if empty and office != MISSING else ""
    asked = asked or (f"；待填：{'、'.join(empty)}，数据提供部门{MISSING}{supposed}" if empty else "")
    formula = rate_formula(*row) if row else ""
    kind = f"（{node.props['kind']}）" if "kind" in node.props else ""
    text = f"{node.name}{kind}：{values + '；' if values else ''}{rate}{asked}"
    remark = str(node.props.get("remark", ""))
    return Finding(f"target:{node.id.partition(':')[2]}", text, said(graph, graph.claims_of(node)), formula, remark)
