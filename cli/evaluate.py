"""The group that measures the product itself, each command in a module of its own: evaluate."""

from __future__ import annotations

import click

from .lazy import LazyGroup

EVALUATIONS = {  # name → module; the order is the order of the help page
    "gaps": "evaluate_gaps",
    "same-name": "evaluate_same_name",
    "recommend": "ranking_benchmark",
    "rank-makers": "rank_makers",
    "fit-ranker": "rank_makers",
}


@click.group("evaluate", cls=LazyGroup, commands_at=EVALUATIONS, context_settings={"help_option_names": ["-h", "--help"]})
def evaluate_command() -> None:
    """测量本软件自身的误差：在答案已知的数据上检验；仿真数字不是招商成绩。"""
