"""The command that draws: map, of a chain, of one gap, around a firm, or of a what-if."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import WORDS, Asked, shared
from .produce import emit_files, write_boards
from .scenario import takes_scenario

if TYPE_CHECKING:
    from ..graph.changes import Change
    from ..viz.inline import Map

PUBLIC = "public"


@click.command("map")
@click.argument("chain", required=False, type=WORDS)
@click.option("--all", "everything", is_flag=True, help="全部产业链，另写一页全区总览和各链全景图（zone-board.html）")
@click.option("--gap", type=WORDS, metavar="环节", help="改画一个环节：它的投入、去向和可找的企业（内部版）")
@click.option("--firm", type=WORDS, metavar="企业", help="改画一家企业：它的环节、前后环节和其他关系（内部版）")
@takes_scenario
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="--gap：每组候选至多几家（默认 10）")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹")
@click.option("--edition", type=click.Choice(["internal", PUBLIC]), default="internal", show_default=True, help="内部版或对外推介版")
@shared
def map_command(
    asked: Asked, chain: str | None, everything: bool, out: Path, edition: str, changes: Sequence[Change], **which: Any
) -> None:
    """写出交互关系图（单文件网页，离线可开）：一条链或 --all 全部（另附全景图）；或一个环节、一家企业、一次情景推演的前后。"""
    pictures = [x for x in (which["gap"], which["firm"], changes or None) if x is not None]
    if len(pictures) + (chain is not None and not changes) + everything != 1:
        raise click.UsageError("请给出产业链、--all、--gap、--firm 或情景（--land、--lose、--cut）中的一个 / give exactly one of these")
    if pictures and edition == PUBLIC:
        raise click.UsageError("缺口、企业和情景的图只有内部版，不能用 --edition public / internal edition only")
    with asked.open() as session:
        if pictures:
            files = [_write_picture(session.map(chain, changes=changes, **which), out)]
        else:
            files = write_boards(session, chain, out, edition, asked.as_of)
    emit_files(asked, files)


def _write_picture(drawn: Map, out: Path) -> Path:
    from ..reports.pack import legal_name, write_file

    path = out / f"{legal_name(drawn.head.title)}.html"
    write_file(path, drawn.generate_html().encode())
    return path
