"""The command that lists facts which may have gone out of date: reverify."""

from __future__ import annotations

import click

from .options import WORDS, Asked, shared
from .output import Column, emit_rows

COLUMNS = (
    Column("name", "对象", "what", 16),
    Column("fact", "事实", "fact", 24),
    Column("as_of", "截至", "as of", 10),
    Column("months", "已过月数", "months", 6),
    Column("chance", "仍成立的可能性（估计）", "chance to hold", 8),
    Column("modality", "语气", "modality", 8),
    Column("locator", "出处", "where", 18),
    Column("quote", "原文", "quote", 0),
)


@click.command("reverify")
@click.argument("chain", required=False, type=WORDS)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="至多列几条（默认全部）")
@shared
def reverify_command(asked: Asked, chain: str | None, top: int | None) -> None:
    """需复核清单：年份久远、可能已变的事实，在区企业的在前；只提示复核，不改变任何现状。用 --as-of 指定到哪一天看。

    各类事实的半衰期见 analysis/gaps.toml 的 [half_life]：只有供货关系有文献依据，其余是注明的假设。
    """
    with asked.open() as session:
        found = session.find_stale(chain)
    asked.say(f"{len(found)} 条事实可能已变（日期 {session.date}）/ facts to look at again")
    emit_rows(asked, found[:top], COLUMNS, "需复核的事实")
