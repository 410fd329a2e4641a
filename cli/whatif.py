"""The command that plays a change through: whatif."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import WORDS, Asked, shared
from .output import emit_json
from .produce import emit_files
from .scenario import takes_scenario

if TYPE_CHECKING:
    from ..analysis.whatif import WhatIf
    from ..graph.changes import Change
    from ..session import Session


@click.command("whatif")
@click.argument("chain", required=False, type=WORDS)
@takes_scenario
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
    changes: Sequence[Change],
    world: str,
    out: Path | None,
) -> None:
    """情景推演：引进、失去企业或切断环节后，需求、缺口、独家、停产环节和替代怎么变；假设，不写入图。"""
    from ..analysis.whatif_words import as_json, sentences

    if not changes:
        raise click.UsageError("请给出 --land、--lose、--cut 或 --scenario / give one of these")
    with asked.open() as session:
        found = session.find_whatif(changes, chain, world=world)
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
