"""evaluate gaps: the measured error of the gap engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from .options import Asked, shared
from .output import Column, emit_rows

if TYPE_CHECKING:
    from ..session import Session

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
    """缺口引擎的误差：埋设缺口、遮去企业、丢失证据、未知企业、与规划的一致性、排序的稳健；人工核实满 100 条后另有校准。"""
    from ..analysis.draws.evaluation import evaluate
    from ..analysis.settings import read_settings
    from ..workspace.measured import keep_measured

    with asked.open() as session:
        figures = evaluate(session.graph, session.zone, read_settings(), draws, seed)
        rows = [asdict(f) | {"value": round(f.value, 4), "passed": f.passed} for f in figures]
        rows += _calibrated(session)
        if draws is seed is None:  # only the figures as they are asked for go into the annex
            keep_measured(session.workspace, session.built.meta.get("inputs", ""), rows)
    emit_rows(asked, rows, COLUMNS)


def _calibrated(session: Session) -> Iterator[dict[str, Any]]:
    """Yield the calibration by what staff confirmed, or one row that says how many answers are there and that more are needed."""
    from ..analysis.calibration import LEAST, Answer, calibration, judged
    from ..workspace.labels import CONFIRMED, WHOLE, standing_labels

    kept = [x for x in standing_labels(session.workspace) if x.kind == CONFIRMED]
    answers = [Answer(x.status_before, x.grade_before, x.stability_before, bool(x.firms), x.outcome == WHOLE) for x in kept]
    count, about = len(judged(answers)), {"kind": "核实", "least": None, "most": None, "passed": None}
    held = f"人工核实 {len(kept)} 条，其中能检验判断的 {count} 条"
    if count < LEAST:
        yield about | {"title": "校准", "value": None, "measured_on": f"{held}；满 {LEAST} 条才给出"}
    for share in calibration(answers):
        on = f"n={share.n}，95% 区间 {share.low:.3f}–{share.high:.3f}；{held}"
        yield about | {"title": f"判断正确的比例：{share.group}", "value": round(share.value, 4), "measured_on": on}
