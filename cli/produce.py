"""Commands that write files: report, map, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..graph import schema as s
from ..graph.export import FORMATS, export
from .options import WORDS, Asked, shared
from .output import Column, emit_rows

if TYPE_CHECKING:
    from ..session import Session

LARGE = 2_000_000  # bytes; above, a single file is said to be large
_FILES = (Column("file", "文件", "file"),)


def chain_ids(session: Session, names: Sequence[str]) -> list[str]:
    """Return chain ids by any name form; all chains where none is named. Raises NotFound."""
    from ..analysis.search import find_chain

    return [find_chain(session.graph, n).id for n in names] or [c.id for c in session.graph.of_type(s.CHAIN)]


def emit_files(asked: Asked, files: Sequence[Path]) -> None:
    """Print the paths that were written."""
    emit_rows(asked, [{"file": str(path)} for path in files], _FILES)


@click.command("report")
@click.argument("chains", nargs=-1, type=WORDS)
@click.option("--all", "everything", is_flag=True, help="全部产业链和全区一份")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹")
@click.option("--profile", default="default", show_default=True, help="图与清单的组合，见 reports/profiles")
@click.option("--edition", type=click.Choice(["internal", "public"]), default="internal", show_default=True, help="内部版或对外推介版")
@click.option("--pdf", is_flag=True, help='另写 PDF（需要附加组件：pip install "liantu[pdf]"）')
@shared
def report_command(asked: Asked, chains: tuple[str, ...], everything: bool, out: Path, profile: str, edition: str, pdf: bool) -> None:
    """写出报告材料：Word、Excel 和单文件网页，三者数字一致。"""
    from ..reports.pack import write_pack
    from ..workspace.measured import measured

    if not (chains or everything):
        raise click.UsageError("请给出产业链，或用 --all / name a chain, or use --all")
    with asked.open() as session:
        ids = chain_ids(session, chains)
        files = write_pack(
            session.graph,
            session.zone,
            ids,
            out,
            profile=profile,
            edition=edition,
            as_of=asked.as_of,
            closings=session.closings,
            ledger=session.ledger,
            measured=measured(session.workspace, session.built.meta.get("inputs", "")),
            pdf=pdf,
        )
    emit_files(asked, files)


@click.command("map")
@click.argument("chain", required=False, type=WORDS)
@click.option("--all", "everything", is_flag=True, help="全部产业链，另写一页全区总览和各链全景图（zone-board.html）")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹")
@click.option("--edition", type=click.Choice(["internal", "public"]), default="internal", show_default=True, help="内部版或对外推介版")
@shared
def map_command(asked: Asked, chain: str | None, everything: bool, out: Path, edition: str) -> None:
    """写出一条链（或 --all 全部）的交互关系图和全景图（单文件网页，离线可开）。"""
    if not (chain or everything):
        raise click.UsageError("请给出产业链，或用 --all / name a chain, or use --all")
    with asked.open() as session:
        files = write_maps(session, chain_ids(session, [chain] if chain and not everything else []), out, edition, asked.as_of)
        files += [write_zone(session, out, edition, asked.as_of)] if everything else []
    emit_files(asked, files)


def write_maps(session: Session, chains: Sequence[str], out: Path, edition: str, as_of: str | None) -> list[Path]:
    """Write the interactive map and the board of each chain; return the paths."""
    from ..graph.files import write_atomic
    from ..viz.board import board_html
    from ..viz.network import map_html

    written = []
    for chain in chains:
        found, slug = session.find_gaps(chain), chain.partition(":")[2]
        for suffix, page in (("map", map_html), ("board", board_html)):
            path = out / f"{slug}-{suffix}.html"
            write_atomic(path, page(session.graph, session.zone, found, chain, as_of=as_of, edition=edition).encode())
            written.append(path)
    return written


def write_zone(session: Session, out: Path, edition: str, as_of: str | None) -> Path:
    """Write the overview of the zone with the board of every chain; return the path."""
    from ..graph.files import write_atomic
    from ..viz.overview import zone_html

    path = out / "zone-board.html"
    write_atomic(path, zone_html(session.graph, session.zone, session.find_gaps(), as_of, edition).encode())
    return path


@click.command("export")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="格式")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹")
@click.option(
    "--scope", type=click.Choice(["resident", "all"]), default="all", show_default=True, help="含拟引进等全部企业，或只含在区企业"
)
@click.option("--single", is_flag=True, help="改为写一个可转发的网页：全景图、清单、关系网络和依据都在一个文件里")
@click.option("--chain", type=WORDS, metavar="产业链", help="与 --single 同用：只含这一条链（默认：全区）")
@click.option("--edition", type=click.Choice(["internal", "public"]), help="与 --single 同用：内部版（默认）或对外推介版")
@click.option("--watermark", type=WORDS, metavar="文字", help="与 --single 同用：浅色水印，屏幕和打印都有")
@shared
def export_command(asked: Asked, kind: str, out: Path, scope: str, single: bool, **about: str | None) -> None:
    """导出图：节点、边、断言和 manifest.json；或用 --single 写一个可转发的网页。"""
    from ..analysis.coverage import head

    if single:
        return emit_files(asked, _write_single(asked, out, **about))
    if given := [f"--{name}" for name, value in about.items() if value]:
        raise click.UsageError(f"{'、'.join(given)} 只与 --single 同用 / only with --single")
    with asked.open() as session:
        as_of = head(session.graph, session.zone, asked.as_of).as_of
        meta = {"version": __version__, "as_of": as_of, "seed": "0"}
        files = export(session.graph.data, kind, out, scope=scope, meta=meta)
    return emit_files(asked, files)


def _write_single(asked: Asked, out: Path, chain: str | None, edition: str | None, watermark: str | None) -> list[Path]:
    from ..reports.single import write_single

    with asked.open() as session:
        files = write_single(
            session.graph,
            session.zone,
            chain_ids(session, [chain])[0] if chain else None,
            out,
            edition=edition or "internal",
            as_of=asked.as_of,
            watermark=watermark or "",
            closings=session.closings,
            ledger=session.ledger,
        )
    if (size := files[0].stat().st_size) > LARGE:
        asked.say(f"{files[0].name}：{size / 1e6:.1f} MB，有的即时通信软件不便预览；可用 --chain 一条链一个文件 / large, try --chain")
    return files
