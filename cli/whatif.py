"""The command that plays a change through: whatif."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..graph.changes import CUT, LAND, LOSE
from .options import WORDS, Asked, shared
from .output import emit_json
from .produce import emit_files

if TYPE_CHECKING:
    from ..analysis.whatif import WhatIf
    from ..session import Session


@click.command("whatif")
@click.argument("chain", required=False, type=WORDS)
@click.option("--land", "lands", multiple=True, type=WORDS, metavar="企业@环节", help="引进一家企业到一个环节，可多次；图外企业写名称")
@click.option("--lose", "losses", multiple=True, type=WORDS, metavar="企业", help="失去一家在区企业，可多次")
@click.option("--cut", "cuts", multiple=True, type=WORDS, metavar="环节", help="切断一个环节（本地和外购都没有），可多次")
@click.option("--scenario", type=click.Path(dir_okay=False, path_type=Path), help="情景文件（.yaml 或 .csv、.xlsx：动作、企业、环节）")
@click.option(
    "--world",
    type=click.Choice(["closed", "open", "zone"]),
    default="closed",
    show_default=True,
    help="失去最后一家后：closed 不能改由外购，open 可以，zone 一概不外购",
)
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="把推演写成 docx、xlsx、html 和情景图到这个文件夹")
@shared
def whatif_command(
    asked: Asked,
    chain: str | None,
    lands: tuple[str, ...],
    losses: tuple[str, ...],
    cuts: tuple[str, ...],
    scenario: Path | None,
    world: str,
    out: Path | None,
) -> None:
    """情景推演：引进、失去企业或切断环节后，需求、缺口、独家、停产环节和替代怎么变；假设，不写入图。"""
    from ..analysis.whatif_words import as_json, sentences
    from ..loaders.scenario_file import changes_of, read_scenario

    written = changes_of({LAND: lands, LOSE: losses, CUT: cuts}) + (read_scenario(scenario) if scenario else [])
    if not written:
        raise click.UsageError("请给出 --land、--lose、--cut 或 --scenario / give one of these")
    with asked.open() as session:
        found = session.find_whatif(written, chain, world=world)
        files = _written(asked, session, found, out, chain) if out else []
        if asked.json:
            emit_json(as_json(found) | ({"files": [str(path) for path in files]} if out else {}))
            return
        if files:
            emit_files(asked, files)
            return
        click.echo("\n".join(sentences(found)))


def _written(asked: Asked, session: Session, found: WhatIf, out: Path, chain: str | None) -> list[Path]:
    """Write a what-if as docx, xlsx, html and a picture into a folder; return the files."""
    from ..analysis.search import find_chain
    from ..reports.whatif import write_whatif

    node = find_chain(session.graph, chain) if chain else None
    return write_whatif(session.graph, session.zone, found, out, chain=node, as_of=asked.as_of)
