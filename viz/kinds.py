"""Looks of boxes beside links: those of the theme, and those that only pictures of one gap or one firm draw."""

from __future__ import annotations

from collections.abc import Mapping

from ..analysis.recommend.model import GROUPS, HOME, REGION, RESEARCH, TARGET
from ..graph.schema import MEASURE
from .theme import BESIDE, LOCAL, BoxStyle

ADDED, ASSUMED = "added", "assumed"
CALLED = "called-"  # kind of a candidate, before its group
_CALLED = {
    HOME: BoxStyle(LOCAL.color, LOCAL.text, LOCAL.border, "dotted", "候选：本地可延伸", "候选"),
    REGION: BoxStyle("#e3f2fd", "#0d2f4f", "#1565c0", "dotted", "候选：区域内对接", "候选"),
    TARGET: BoxStyle("#ffffff", "#0d2f4f", "#1565c0", "dashed", "候选：招商目标", "候选"),
    RESEARCH: BoxStyle("#ffffff", "#38124a", "#6a1b9a", "dotted", "候选：联合攻关", "候选"),
}
KINDS: Mapping[str, BoxStyle] = {
    **BESIDE,
    "unknown": BoxStyle("#eceff1", "#37474f", "#78909c", "dashed", "是否在区待核实", "待核实"),
    **{CALLED + group: _CALLED[group] for group in GROUPS},
    "measure": BoxStyle("#ffffff", "#1c2529", MEASURE.color, "solid", MEASURE.zh, MEASURE.zh),
    "group": BoxStyle("#f5f5f5", "#37474f", "#90a4ae", "dashed", "集团及成员", "集团"),
    "trade": BoxStyle("#f5f5f5", "#37474f", "#90a4ae", "dashed", "客户和供应商", "供货"),
    ASSUMED: BoxStyle("#fff8e1", "#5c3d00", "#b26a00", "dotted", "假设落地", "假设"),
    ADDED: BoxStyle("#fffde7", "#3e2723", "#8d6e63", "dotted", "自行加入，非图中数据"),
}
