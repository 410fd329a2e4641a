"""The command that draws figures: charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import WORDS, Asked, shared
from .output import emit_json
from .produce import chain_ids, emit_files

if TYPE_CHECKING:
    from ..session import Session
    from ..viz.charts_model import Chart

PICTURE_WIDTH = 215.0  # millimetres, as in the Word report


@click.command("charts")
@click.argument("chains", nargs=-1, type=WORDS)
@click.option("--all", "everything", is_flag=True, help="全部产业链")
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹（--json 可不给）")
@click.option(
    "--format", "kind", type=click.Choice(["html", "svg", "png"]), default="html", show_default=True, help="图表页，或逐图的图片文件"
)
@shared
def charts_command(asked: Asked, chains: tuple[str, ...], everything: bool, out: Path | None, kind: str) -> None:
    """写出一条链的图表页（单文件网页，离线可开）：圈层、需求与现状、物料流向、技术方向、下钻树；或同样的图片。"""
    from ..graph.files import write_atomic
    from ..viz.charts import chain_charts

    if not (chains or everything):
        raise click.UsageError("请给出产业链，或用 --all / name a chain, or use --all")
    if not (out or asked.json):
        raise click.UsageError("请用 --out 给出文件夹，或用 --json / give --out, or use --json")
    with asked.open() as session:
        drawn = {chain: chain_charts(session.graph, session.find_gaps(chain), chain) for chain in chain_ids(session, chains)}
        files = {out / name: content for name, content in _files(session, drawn, kind)} if out else {}
    for path, content in files.items():
        write_atomic(path, content)
    if asked.json:
        _emit(drawn)
    else:
        emit_files(asked, list(files))


def _files(session: Session, drawn: Mapping[str, tuple[Chart, ...]], kind: str) -> Iterator[tuple[str, bytes]]:
    """Yield file names and contents: a page a chain, or a picture a figure."""
    from ..analysis.coverage import head
    from ..viz.charts_page import charts_html

    line = head(session.graph, session.zone, session.as_of).line()
    for chain, charts in drawn.items():
        slug = chain.partition(":")[2]
        if kind == "html":
            yield f"{slug}-charts.html", charts_html(charts, f"{session.graph.node(chain).name}图表", line).encode()
        else:
            yield from ((f"{slug}-{name}.{kind}", content) for name, content in _pictures(charts, kind))


def _pictures(charts: tuple[Chart, ...], kind: str) -> Iterator[tuple[str, bytes]]:
    from ..graph.errors import LiantuError
    from ..viz.charts_png import png
    from ..viz.charts_svg import svg

    for chart in (c for c in charts if c.printed):
        drawing = svg(chart)
        content = drawing.encode() if kind == "svg" else png(drawing, PICTURE_WIDTH)
        if content is None:
            raise LiantuError(
                "画 PNG 需要附加件：pip install 'liantu[pdf]'，或用 --format svg / PNG needs the extra `pdf`, or use --format svg"
            )
        yield chart.id, content


def _emit(drawn: Mapping[str, tuple[Chart, ...]]) -> None:
    from ..viz.charts_page import as_json

    emit_json([{"chain": chain, "charts": [as_json(c) for c in charts]} for chain, charts in drawn.items()])
