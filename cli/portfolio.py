"""The command that chooses a set of firms: portfolio."""

from __future__ import annotations

import click

from .options import WORDS, Asked, shared
from .output import emit_json, emit_lines


@click.command("portfolio")
@click.argument("chain", required=False, type=WORDS)
@click.option("--firms", type=click.IntRange(min=1), default=5, show_default=True, metavar="家数", help="至多几家")
@click.option(
    "--land", type=click.FloatRange(min=0, min_open=True), metavar="亩", help="用地合计至多多少亩；候选企业没有填亩数时只按家数，并说明"
)
@shared
def portfolio_command(asked: Asked, chain: str | None, firms: int, land: float | None) -> None:
    """招商组合：哪几家落地后对应的规划需求和缺口最多；每家新增什么，精确最优与贪心之差，同分的还有谁。"""
    choose(asked, chain, firms, land)


def choose(asked: Asked, chain: str | None, firms: int, land: float | None) -> None:
    """Print the set of firms whose landing closes most. Raises NotFound, DataError."""
    from ..analysis.portfolio_words import as_json, sentences

    with asked.open() as session:
        found = session.find_portfolio(chain, firms, land)
        if asked.json:
            emit_json(as_json(session.graph, found))
        else:
            emit_lines(sentences(session.graph, found))
