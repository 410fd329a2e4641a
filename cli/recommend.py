"""The command that says whom to approach: recommend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import WORDS, Asked, shared
from .output import Column, emit_json, emit_rows
from .portfolio import choose
from .produce import emit_files

if TYPE_CHECKING:
    from ..analysis.recommend.around import Around
    from ..analysis.recommend.model import Advice

KINDS = (".docx", ".html", ".xlsx")
_COLUMNS = (
    Column("link", "环节", "link", 14),
    Column("gap_way", "环节路径", "gap way"),
    Column("group_name", "组别", "group", 8),
    Column("rank", "序号", "rank"),
    Column("name", "名称", "name", 18),
    Column("place", "所在地", "place"),
    Column("way", "路径", "way", 8),
    Column("fit", "能不能", "fit"),
    Column("propensity", "愿不愿", "propensity"),
    Column("value", "值不值", "value"),
    Column("plan_words", "规划用语", "plan words"),
    Column("entry", "准入提示", "entry"),
    Column("why", "依据", "why", 0),
)
_SHOWN = tuple(c for c in _COLUMNS if c.key in ("link", "group_name", "rank", "name", "way", "fit", "propensity", "why"))
_TIES = (
    Column("role", "方向", "role"),
    Column("link", "环节", "link", 14),
    Column("essentiality", "必需程度", "essentiality"),
    Column("via", "经由", "via", 16),
    Column("served", "已知供应", "served"),
    Column("served_by", "已知企业", "served by", 24),
    Column("candidates", "可找谁", "candidates", 0),
)


@click.command("recommend")
@click.argument("subject", required=False, type=WORDS, metavar="[产业链|环节]")
@click.option("--around", type=WORDS, metavar="企业", help="以一家企业为锚：它的投入和用途各由谁供应，缺的可找谁")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="每个环节每组至多列几家（默认 10）")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="写成一个文件：.xlsx、.docx 或 .html")
@click.option("--portfolio", is_flag=True, help="选一组企业：哪几家落地后对应的规划需求最多（同 liantu portfolio）")
@click.option("--firms", type=click.IntRange(min=1), default=5, show_default=True, metavar="家数", help="--portfolio：至多几家")
@click.option("--land", type=click.FloatRange(min=0, min_open=True), metavar="亩", help="--portfolio：用地合计至多多少亩")
@shared
def recommend_command(
    asked: Asked, subject: str | None, around: str | None, top: int | None, out: Path | None, portfolio: bool, **budget: Any
) -> None:
    """招商推荐：每个环节先看本地可延伸企业，再看区域内可对接的，再看招商目标；能不能、愿不愿、值不值分列，不合成一个分数。"""
    from ..analysis.recommend.engine import has_pool
    from ..reports.recommend import write_recommend

    if portfolio:
        choose(asked, subject, **budget)
        return
    if subject and around:
        raise click.UsageError("产业链（环节）和 --around 请只给一个 / give a chain or link, or --around, not both")
    if out and out.suffix.lower() not in KINDS:
        raise click.UsageError(f"--out {out.name}：后缀应为 {'、'.join(KINDS)} 之一 / expected one of these endings")
    with asked.open() as session:
        found = session.find_around(around, top) if around else session.find_recommend(subject, top)
        if not has_pool(session.graph):
            asked.say("图中没有区外企业的产品记载，只能列规划点名的；候选池见 liantu pool import / the pool is empty")
        if out:
            emit_files(asked, [write_recommend(session.graph, session.zone, found, out, as_of=asked.as_of)])
        elif asked.json:
            emit_json([row for advice in found for row in advice.rows()] if isinstance(found, list) else found.as_json())
        elif isinstance(found, list):
            _say_withheld(asked, found)
            emit_rows(asked, [row for advice in found for row in _rows(advice)], _COLUMNS, shown=_SHOWN)
        else:
            emit_rows(asked, list(_ties(found)), _TIES)


def _rows(advice: Advice) -> Iterator[dict[str, Any]]:
    """One line a candidate; a link for which there is nobody has a line that says so."""
    for row in advice.rows():
        fit, value = row["fit"], row["value"]
        words = [f"{w['word']}（{w['locator']}）" for w in row["plan_words"]]
        why = "；".join(path["text"] for path in row["paths"])
        told = {"fit": fit["word"], "propensity": row["propensity"]["word"], "value": value["text"] if value else ""}
        yield {**row, **told, "plan_words": words, "why": why}
    if not advice.candidates:
        yield {"link": advice.gap.link.name, "gap_way": advice.way, "why": advice.way_reason}


def _say_withheld(asked: Asked, found: list[Advice]) -> None:
    if names := sorted({firm.name for advice in found for firm in advice.withheld}):
        asked.say(f"与在区企业同字号、关系待核实，未列为招商目标：{'、'.join(names)} / may belong to a resident, left out")


def _ties(found: Around) -> Iterator[dict[str, Any]]:
    for tie in found.ties:
        called = [f"{c.node.name}（{c.fit.word}，{c.way}）" for c in tie.advice.candidates] if tie.advice else []
        yield {
            "role": tie.role,
            "link": tie.link.name,
            "essentiality": tie.essentiality,
            "via": [link.name for link in tie.via],
            "served": tie.served,
            "served_by": [firm.name for firm in tie.served_by],
            "candidates": called,
        }
