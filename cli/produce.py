"""Commands that write files: report; the maps and boards of chains."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph import schema as s
from .again import asked_of
from .options import WORDS, Asked, shared
from .output import Column, emit_rows
from .scenario import as_options, takes_scenario

if TYPE_CHECKING:
    from ..graph.changes import Change
    from ..reports.base import Material
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
@click.option("--pdf", is_flag=True, help='另写 PDF（需要附加组件：pip install "liantu[pdf]"）')
@takes_scenario
@shared
def report_command(
    asked: Asked,
    chains: tuple[str, ...],
    everything: bool,
    out: Path,
    profile: str,
    edition: str,
    pdf: bool,
    changes: Sequence[Change],
) -> None:
    """写出报告材料：Word、Excel 和单文件网页，三者数字一致；给出情景时，内部版另有一节情景推演。"""
    from ..reports.pack import write_pack
    from ..workspace.measured import measured

    if not (chains or everything):
        raise click.UsageError("请给出产业链，或用 --all / name a chain, or use --all")
    asked_for = {"chains": chains, "everything": everything, "profile": profile, "edition": edition, "pdf": pdf}
    with asked.open() as session:
        ids = chain_ids(session, chains)
        found = measured(session.workspace, session.built.meta.get("inputs", ""))
        files = write_pack(
            material_of(session, asked, edition=edition, measured=found, changes=tuple(changes)),
            ids,
            out,
            profile=profile,
            pdf=pdf,
            replay=asked_of(session, "report", asked.as_of, **asked_for, **as_options(changes)),
        )
    emit_files(asked, files)


def material_of(session: Session, asked: Asked, **more: Any) -> Material:
    """Return what the reports of a session share, with its closings and its ledger."""
    from ..reports.base import Material

    return Material(session.graph, session.zone, as_of=asked.as_of, closings=session.closings, ledger=session.ledger, **more)


def write_boards(session: Session, chain: str | None, out: Path, edition: str, as_of: str | None) -> list[Path]:
    """Write map and board of a chain, or of all with the zone's overview, and what they were made from; return the paths."""
    files = write_maps(session, chain_ids(session, [chain] if chain else []), out, edition, as_of)
    files += [] if chain else [write_zone(session, out, edition, as_of)]
    return [*files, _map_manifest(session, files, as_of, chain=chain or "", everything=not chain, edition=edition)]


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


def _map_manifest(session: Session, files: Sequence[Path], as_of: str | None, **options: Any) -> Path:
    """Write what the maps were made from beside them; return the file."""
    from ..graph.files import write_atomic
    from ..reports.manifest import free_manifest, manifest

    written = {path: path.read_bytes() for path in files}
    again = asked_of(session, "map", as_of, **options)
    target = free_manifest(files[0].parent, files[0].stem, written)
    write_atomic(target, manifest(session.graph, written, {}, as_of=as_of, edition=options["edition"], profile="map", replay=again))
    return target
