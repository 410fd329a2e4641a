"""`liantu evaluate`: benchmarks whose answers are known; each command stands in its own module."""

from __future__ import annotations

import click

from .lazy import LazyGroup

COMMANDS_AT = {  # name → module
    "recommend": "ranking_benchmark",
    "rank-makers": "rank_makers",
    "fit-ranker": "rank_makers",
}


@click.group("evaluate", cls=LazyGroup, commands_at=COMMANDS_AT, context_settings={"help_option_names": ["-h", "--help"]})
def evaluate_command() -> None:
    """评测（仿真）：在答案已知的数据上检验方法；不是招商成功率。"""
