"""The group that measures the product itself: evaluate."""

from __future__ import annotations

import click

from .lazy import LazyGroup

EVALUATIONS = {"gaps": "evaluate_gaps"}  # name → module; the order is the order of the help page


@click.group("evaluate", cls=LazyGroup, commands_at=EVALUATIONS)
def evaluate_command() -> None:
    """测量本软件自身的误差；仿真数字不是招商成绩。"""
