"""The command that draws figures: charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import WORDS, Asked, shared
from .output import emit_json
from .produce import chain_ids, emit_files

if TYPE_CHECKING:
    from ..session import Session
    from ..viz.charts_model import Chart


@click.command("charts")
@click.argument("chains", nargs=-1, type=WORDS)
@click.option("--all", "everything", is_flag=True, help="全部产业链")
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹（--json 可不给）")
@shared
def charts_command(asked: Asked, chains: tuple[str, ...], everything: bool, out: Path | None) -> None:
    """写出一条链的图表页（单文件网页，离线可开）：圈层、需求与现状、物料流向、技术方向、下钻树。"""
    from ..viz.charts import chain_charts

    if not (chains or everything):
        raise click.UsageError("请给出产业链，或用 --all / name a chain, or use --all")
    if not (out or asked.json):
        raise click.UsageError("请用 --out 给出文件夹，或用 --json / give --out, or use --json")
    with asked.open() as session:
        drawn = {chain: chain_charts(session.graph, session.find_gaps(chain), chain) for chain in chain_ids(session, chains)}
        files = [_write(session, chain, charts, out) for chain, charts in drawn.items()] if out else []
    if asked.json:
        _emit(drawn)
    else:
        emit_files(asked, files)


def _write(session: Session, chain: str, charts: tuple[Chart, ...], out: Path) -> Path:
    from ..analysis.coverage import head
    from ..graph.files import write_atomic
    from ..viz.charts_page import charts_html

    path = out / f"{chain.partition(':')[2]}-charts.html"
    line = head(session.graph, session.zone, session.as_of).line()
    write_atomic(path, charts_html(charts, f"{session.graph.node(chain).name}图表", line).encode())
    return path


def _emit(drawn: dict[str, tuple[Chart, ...]]) -> None:
    from ..viz.charts_page import as_json

    emit_json([{"chain": chain, "charts": [as_json(c) for c in charts]} for chain, charts in drawn.items()])
