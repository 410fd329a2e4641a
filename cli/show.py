"""The command that shows one thing of the graph: show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph import schema as s
from .options import WORDS, Asked, shared
from .output import Column, emit_json, emit_lines, emit_rows

if TYPE_CHECKING:
    from ..analysis.gaps import Gap
    from ..graph.snapshot import Node
    from ..session import Session

FILE_COLUMNS = (Column("file", "文件", "file"),)
ESSENTIAL_INPUT = 2


@click.command("show")
@click.argument("thing", metavar="编号或名称", type=WORDS)
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="企业：把一页画像写成这个 .docx 或 .html 文件")
@shared
def show_command(asked: Asked, thing: str, out: Path | None) -> None:
    """一个节点的全部：属性、关系、每条依据的原话与出处；企业另有一页画像。"""
    from ..analysis.search import find_node

    with asked.open() as session:
        node = find_node(session.graph, thing)
        if out:
            _write_portrait(asked, session, node, out)
        elif asked.json:
            emit_json(_as_json(session, node))
        else:
            emit_lines(_shown(session, node))


def _write_portrait(asked: Asked, session: Session, node: Node, out: Path) -> None:
    from ..reports.portrait import write_portrait

    if node.type != s.FIRM.name:
        raise click.UsageError(f"--out 只用于企业；{node.name} 是{s.SCHEMA.node(node.type).zh} / --out is for firms")
    written = write_portrait(session.graph, session.zone, node, out, as_of=asked.as_of)
    emit_rows(asked, [{"file": str(written)}], FILE_COLUMNS)


def _as_json(session: Session, node: Node) -> dict[str, Any]:
    from ..analysis.whole_card import whole_card

    return whole_card(session.graph, session.zone, node, _gap(session, node))


def _gap(session: Session, node: Node) -> Gap | None:
    """The gap of a link; None for anything else."""
    from ..analysis.supply import home_chain

    if node.type != s.LINK.name:
        return None
    return next(g for g in session.find_gaps(home_chain(session.graph, node.id)) if g.link.id == node.id)


def _shown(session: Session, node: Node) -> list[str]:
    from ..analysis.card import card
    from ..analysis.portrait import portrait
    from ..analysis.portrait_text import parts
    from ..analysis.whole_card import explained

    if node.type != s.FIRM.name:
        gap = _gap(session, node)
        return [*card(session.graph, node).text().split("\n"), *_explanation_lines(explained(gap) if gap else {})]
    told = parts(portrait(session.graph, session.zone, node))
    return [f"{node.name}（{s.FIRM.zh}，{node.id}）", *(line for title, lines in told for line in (title, *(f"  {x}" for x in lines)))]


def _explanation_lines(told: dict[str, Any]) -> list[str]:
    if not told:
        return []
    path, settle = told["path"], told["settle_by"]
    needs = ["或".join(x["name"] for x in group["any_of"]) for group in path["inputs"] if group["essentiality"] == ESSENTIAL_INPUT]
    rows = [("说明", told["explanation"]), ("必需投入", "；".join(needs)), ("用户", "、".join(x["name"] for x in path["users"]))]
    rows += [("通往终端产品", " → ".join(x["name"] for x in path["to_product"])), ("最小改变", told["smallest_change"]["text"])]
    rows.append(("需核实的一件事", f"{settle['fact']}（{settle['office']}）" if settle else ""))
    return [f"{name}：{text}" for name, text in rows if text]
