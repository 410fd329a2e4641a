"""The command that lists the smallest losses that stop a final product: cuts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from .options import WORDS, Asked, shared
from .output import Column, emit_json, emit_rows

COLUMNS = (
    Column("scope", "终端产品", "final product", 24),
    Column("size", "几个一起", "size", 8),
    Column("names", "断供即停的组合", "what stops it when lost", 0),
    Column("certain", "把握", "certain", 6),
    Column("worlds", "在哪种情形下最小", "minimal in", 10),
    Column("products", "停产终端（悲观／乐观）", "products that stop", 12),
    Column("links", "停产环节（悲观／乐观）", "links that stop", 12),
)


@click.command("cuts")
@click.argument("chain", required=False, type=WORDS)
@click.option("--product", type=WORDS, metavar="环节", help="只看这一个末级环节，不必是终端产品")
@click.option("--keep", type=click.IntRange(0), default=1000, show_default=True, help="两个一组的最多列出多少（总数照报）")
@click.option("--each", is_flag=True, help="表格里也逐个终端产品列出（--json 总是列出）")
@shared
def cuts_command(asked: Asked, chain: str | None, product: str | None, keep: int, each: bool) -> None:
    """断供即停的最小组合（割集）：一个或两个企业、环节、外购来源；两种情形都停为一定，一种停为可能。"""
    if chain and product:
        raise click.UsageError("产业链和 --product 只给一个 / give a chain or --product, not both")
    with asked.open() as session:
        found = session.find_cuts(chain, product=product, keep=keep)
        if asked.json:
            emit_json(found)
            return
        scopes = [found["whole"], *(found["products"] if each else [])]
        emit_rows(asked, [row for scope in scopes for row in _rows(scope)], COLUMNS, "断供即停的最小组合")
        asked.say(_counts(found["whole"]))


def _rows(scope: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cut in (*scope["singles"], *scope["pairs"]):
        products, links = cut["stopped_products"], cut["stopped_links"]
        yield {
            "scope": scope["name"] or "任一终端产品",
            "size": len(cut["elements"]),
            "names": cut["names"],
            "certain": "一定" if cut["certain"] else "可能",
            "worlds": cut["minimal_in"],
            "products": f"{products['pessimistic']}／{products['optimistic']}",
            "links": f"{links['pessimistic']}／{links['optimistic']}",
        }


def _counts(whole: dict[str, Any]) -> str:
    certain = sum(cut["certain"] for cut in whole["singles"])
    return (
        f"单个：一定 {certain}、可能 {len(whole['singles']) - certain}；两个一组：一定 {whole['certain_pairs']}、"
        f"可能 {whole['possible_pairs']}，列出 {len(whole['pairs'])}"
    )
