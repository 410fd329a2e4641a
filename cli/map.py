"""The command that draws: map, of a chain, of one gap, of what stands around a firm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import WORDS, Asked, shared
from .produce import chain_ids, emit_files, write_maps

if TYPE_CHECKING:
    from ..session import Session

PUBLIC = "public"


@click.command("map")
@click.argument("chain", required=False, type=WORDS)
@click.option("--gap", type=WORDS, metavar="环节", help="改画一个环节：它的投入、去向和可找的企业（内部版）")
@click.option("--firm", type=WORDS, metavar="企业", help="改画一家企业：它的环节、前后环节和其他关系（内部版）")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="--gap：每组候选至多几家（默认 10）")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹")
@click.option("--edition", type=click.Choice(["internal", PUBLIC]), default="internal", show_default=True, help="内部版或对外推介版")
@shared
def map_command(asked: Asked, chain: str | None, gap: str | None, firm: str | None, top: int | None, out: Path, edition: str) -> None:
    """写出交互关系图（单文件网页，离线可开）：一条链（另附全景图），或用 --gap、--firm 画一个环节、一家企业。"""
    if sum(x is not None for x in (chain, gap, firm)) != 1:
        raise click.UsageError("请给出产业链、--gap、--firm 中的一个 / give exactly one of a chain, --gap, --firm")
    if chain is None and edition == PUBLIC:
        raise click.UsageError("--gap 和 --firm 的图只有内部版，不能用 --edition public / internal edition only")
    with asked.open() as session:
        if chain is not None:
            files = write_maps(session, chain_ids(session, [chain]), out, edition, asked.as_of)
        else:
            files = [_write_one(session, gap, firm, top, out)]
    emit_files(asked, files)


def _write_one(session: Session, gap: str | None, firm: str | None, top: int | None, out: Path) -> Path:
    from ..reports.pack import legal_name, write_file

    drawn = session.map(gap=gap, firm=firm, top=top)
    path = out / f"{legal_name(drawn.head.title)}.html"
    write_file(path, drawn.generate_html().encode())
    return path
