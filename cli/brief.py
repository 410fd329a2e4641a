"""The command that writes what one takes to a meeting with a firm: brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import WORDS, Asked, shared
from .output import emit_json, emit_lines
from .produce import emit_files

if TYPE_CHECKING:
    from ..graph.snapshot import Node
    from ..session import Session


@click.command("brief")
@click.argument("firm", required=False, metavar="企业", type=WORDS)
@click.option("--link", type=WORDS, metavar="环节", help="只谈这一个环节（默认：企业有依据能做的和规划点名的全部环节）")
@click.option(
    "--gap", type=WORDS, metavar="环节", help="给这个环节的候选企业各写一份（liantu recommend 的区域内可对接和招商目标，次序相同）"
)
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="写到哪个文件夹（docx 和 html）；不给则打印文字")
@click.option(
    "--edition", type=click.Choice(["public", "internal"]), default="public", show_default=True, help="可给企业看，或另附对接台账的内部版"
)
@shared
def brief_command(asked: Asked, firm: str | None, link: str | None, gap: str | None, out: Path | None, edition: str) -> None:
    """对接单：见企业前带的一至两页；企业做什么、在区上下游、可用的平台举措、对应的规划需求、三个问题；不含任何在区企业的弱项。"""
    from ..reports.brief import refuse

    if (firm is None) == (gap is None) or (gap and link):
        raise click.UsageError("请给出一家企业（可加 --link），或用 --gap 给出环节 / name a firm (with --link), or give --gap")
    with asked.open() as session:
        found, at = _asked_for(session, firm, gap or link)
        for one in found:
            refuse(one)
        files = session.write_briefs(found, out, link=at, edition=edition) if out else []
        if files and not asked.json:
            emit_files(asked, files)
            return
        told = _told(session, found, at)
    if asked.json:
        emit_json({"briefs": told, "files": [str(path) for path in files]})
    else:
        emit_lines(line for one in told for line in _lines(one))


def _asked_for(session: Session, firm: str | None, link: str | None) -> tuple[list[Node], Node | None]:
    """The firms and the link. Raises NotFound, also where nobody is known for a link."""
    from ..analysis.search import find_firm, find_link
    from ..graph.errors import NotFound

    at = find_link(session.graph, link) if link else None
    if firm is not None:
        return [find_firm(session.graph, firm)], at
    found = [node for advice in session.find_recommend(at.id) for node in advice.outsiders] if at else []
    if at and not found:
        raise NotFound(f"“{at.name}”没有已知的候选企业（规划未点名，候选池中没有；不等于没有）/ nobody is known for this link")
    return found, at


def _told(session: Session, firms: list[Node], link: Node | None) -> list[dict[str, Any]]:
    from ..reports.brief import context, told

    ctx = context(session.graph, session.zone, "public", session.as_of, ())
    return [{"firm_id": f.id, "name": f.name, "parts": [{"title": t, "lines": x} for t, x in told(ctx, f, link)]} for f in firms]


def _lines(one: dict[str, Any]) -> list[str]:
    return [f"{one['name']}对接单", *(line for part in one["parts"] for line in (part["title"], *(f"  {x}" for x in part["lines"])))]
