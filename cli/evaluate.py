"""The group of judged measurements: evaluate."""

from __future__ import annotations

import click

from .lazy import LazyGroup

EVALUATIONS = {"same-name": "evaluate_same_name"}  # name → module


@click.group("evaluate", cls=LazyGroup, commands_at=EVALUATIONS, context_settings={"help_option_names": ["-h", "--help"]})
def evaluate_command() -> None:
    """评测：liantu evaluate same-name 等，对标注数据给出逐条判断。"""
