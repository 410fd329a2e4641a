"""Commands that ask the graph: chains, gaps, search, query."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from ..graph import schema as s
from .options import WORDS, Asked, shared
from .output import Column, emit_rows
from .question import Question, emit_answer, takes_question

CHAIN_COLUMNS = (
    Column("slug", "编号", "slug"),
    Column("name", "产业链", "chain"),
    Column("links", "环节", "links"),
    Column("needed", "规划点名需求", "plan needs"),
    Column("known", "已掌握企业的环节", "links with known makers"),
    Column("unknown", "待核实", "to be verified"),
)
GAP_COLUMNS = (
    Column("chain_name", "产业链", "chain"),
    Column("link", "环节", "link"),
    Column("stage", "段位", "stage"),
    Column("status", "现状", "status"),
    Column("need_kinds", "规划点名需求", "plan need"),
    Column("grade", "证据等级", "grade"),
    Column("stability", "把握", "stability"),
    Column("strategy", "策略", "strategy"),
    Column("way", "路径", "way"),
    Column("invitee_names", "拟引进", "invited"),
    Column("settle_fact", "需核实的一件事", "fact that settles it"),
    Column("settle_office", "掌握单位", "held by"),
)
GAP_SHOWN = (  # what a terminal has room for
    Column("link_stage", "环节（段位）", "link (stage)", 18),
    Column("status", "现状", "status", 6),
    Column("need_kinds", "规划点名需求", "plan need", 12),
    Column("grade", "等级", "grade", 5),
    Column("stability", "把握", "stability", 6),
    Column("to_do", "策略与路径", "strategy and way", 12),
    Column("invitee_names", "拟引进", "invited", 16),
    Column("settle", "需核实的一件事（掌握单位）", "fact that settles it (held by)", 0),
)
HIT_COLUMNS = (
    Column("id", "编号", "id"),
    Column("type", "类型", "type"),
    Column("name", "名称", "name"),
    Column("matched", "匹配", "matched"),
    Column("resident", "在区", "resident"),
)


@click.command("chains")
@shared
def chains_command(asked: Asked) -> None:
    """列出产业链：环节数、规划点名需求、已掌握与待核实。"""
    from ..analysis.chain_counts import chain_counts

    with asked.open() as session:
        found = session.find_gaps()
        rows = [chain_counts(session.graph, chain, found) for chain in session.graph.of_type(s.CHAIN)]
    emit_rows(asked, rows, CHAIN_COLUMNS)


@click.command("gaps")
@click.argument("chain", required=False, type=WORDS)
@click.option("--all", "everything", is_flag=True, help="也列出没有缺口、也没有规划需求的环节")
@click.option("--draws", type=click.IntRange(min=1), help="把握用多少次抽样（默认见 analysis/gaps.toml）")
@click.option("--since", metavar="版本或日期", type=WORDS, help="改为列出自那一版图（编号开头或数据日期）以来新增、关闭、变化的缺口及原因")
@shared
def gaps_command(asked: Asked, chain: str | None, everything: bool, draws: int | None, since: str | None) -> None:
    """缺链弱链与规划点名需求；待核实只是未知，不是缺。

    \b
    排序逐项比较，前一项相同才看后一项：是否需要；证据等级 A–D；
    一定停的终端产品数、环节数；可能停的终端产品数、环节数；规划举措与拟引进企业数。
    --json 的 factors 列出每行的各项；rings_status、ring_advice 是各圈层的现状和建议；
    quantities 只在导入了金额时才有。
    """
    from ..analysis.gaps import worth_showing
    from ..analysis.settings import read_settings
    from .differences import emit_since

    if since is not None:
        emit_since(asked, since, chain)
        return

    with asked.open() as session:
        ranked = session.find_gaps(chain)
        held = session.find_stability(ranked, draws)
        found = [g for g in ranked if everything or worth_showing(g, read_settings())]
        names = {c.id: c.name for c in session.graph.of_type(s.CHAIN)}
    rows = [g.as_json() | held[g.link.id].as_json() for g in found]
    if not asked.json:
        rows = [_flat(row, names) for row in rows]
    emit_rows(asked, rows, GAP_COLUMNS, "缺链弱链与规划点名需求", GAP_SHOWN)


def _flat(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    settle = row["settle_by"] or {}
    return row | {
        "chain_name": names[row["chain"]],
        "invitee_names": [i["name"] for i in row["invitees"]],
        "link_stage": f"{row['link']}（{row['stage']}）",
        "to_do": "，".join(x for x in (row["strategy"], row["way"]) if x),
        "settle": f"{settle['fact']}（{settle['office']}）" if settle else "",
        "settle_fact": settle.get("fact"),
        "settle_office": settle.get("office"),
    }


@click.command("search")
@click.argument("text", type=WORDS)
@click.option("--limit", default=20, show_default=True, help="最多几条")
@shared
def search_command(asked: Asked, text: str, limit: int) -> None:
    """按任何名称形式（简称、别名、英文名、关键词）或拼音（首字母、全拼）查找。"""
    from ..analysis.search import search

    with asked.open() as session:
        rows = [asdict(hit) for hit in search(session.graph, text)[:limit]]
    emit_rows(asked, rows, HIT_COLUMNS)


@click.command("query")
@takes_question
@shared
def query_command(asked: Asked, question: Question) -> None:
    """运行命名的 Cypher 问题；不带名称时列出全部问题。"""
    emit_answer(asked, question, asked.open)
