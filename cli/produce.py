"""Commands that write files: report, export; the maps of chains."""

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
@shared
def report_command(asked: Asked, chains: tuple[str, ...], everything: bool, out: Path, profile: str, edition: str) -> None:
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
        )
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


@click.command("export")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="格式")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹")
@click.option(
    "--scope", type=click.Choice(["resident", "all"]), default="all", show_default=True, help="含拟引进等全部企业，或只含在区企业"
)
@shared
def export_command(asked: Asked, kind: str, out: Path, scope: str) -> None:
    """导出图：节点、边、断言和 manifest.json。"""
    from ..analysis.coverage import head

    with asked.open() as session:
        as_of = head(session.graph, session.zone, asked.as_of).as_of
        meta = {"version": __version__, "as_of": as_of, "seed": "0"}
        files = export(session.graph.data, kind, out, scope=scope, meta=meta)
    emit_files(asked, files)
