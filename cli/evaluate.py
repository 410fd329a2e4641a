"""The group of judged measurements: evaluate."""

from __future__ import annotations

import click

from .lazy import LazyGroup

EVALUATIONS = {"same-name": "evaluate_same_name"}  # name → module


@click.group("evaluate", cls=LazyGroup, commands_at=EVALUATIONS, context_settings={"help_option_names": ["-h", "--help"]})
def evaluate_command() -> None:
    """评测：liantu evaluate same-name --pairs 文件 --out 文件 [--json] 等，对给出的数据逐条作答。"""
