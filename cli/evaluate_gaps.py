"""evaluate gaps: the measured error of the gap engine."""

from __future__ import annotations

from dataclasses import asdict

import click

from .options import Asked, shared
from .output import Column, emit_rows

COLUMNS = (
    Column("kind", "类别", "kind"),
    Column("title", "指标", "figure"),
    Column("value", "值", "value"),
    Column("least", "至少", "at least"),
    Column("most", "至多", "at most"),
    Column("passed", "达标", "met"),
    Column("measured_on", "测量条件", "measured on"),
)


@click.command("gaps")
@click.option("--draws", type=click.IntRange(min=1), help="抽样次数（默认见 analysis/gaps.toml）")
@click.option("--seed", type=click.IntRange(min=0), help="随机种子（默认是调参从未用过的一个）")
@shared
def gaps_command(asked: Asked, draws: int | None, seed: int | None) -> None:
    """缺口引擎的误差：埋设缺口、遮去企业、丢失证据、未知企业、与规划的一致性、排序的稳健。"""
    from ..analysis.draws.evaluation import evaluate
    from ..analysis.settings import read_settings

    with asked.open() as session:
        figures = evaluate(session.graph, session.zone, read_settings(), draws, seed)
    emit_rows(asked, [asdict(f) | {"value": round(f.value, 4), "passed": f.passed} for f in figures], COLUMNS)
