"""`liantu evaluate recommend`: the ranking against its baselines on hidden producers, and whether its explanations are real."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import Asked, shared
from .output import Column, emit_json, emit_rows
from .rank_makers import FOLDER, TARGET, read_market

if TYPE_CHECKING:
    from ..analysis.ranking.market import Market

COLUMNS = tuple(Column(key, key, key) for key in ("method", "hit@1", "hit@10", "hit@50", "mrr", "gini@10"))


def _seeds(_: click.Context, __: click.Parameter, text: str) -> tuple[int, ...]:
    try:
        found = tuple(int(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter(f"{text!r} 应为逗号分隔的整数 / expected integers with commas between") from None
    if min(found) < 0:
        raise click.BadParameter(f"{text!r}：种子不能为负 / a seed must not be negative")
    return found


@click.command("recommend")
@click.option("--tables", required=True, type=FOLDER, metavar="文件夹", help="表文件夹：makes.csv、firms.csv、industries.csv 等七张表")
@click.option("--seeds", default="1,2,3", show_default=True, callback=_seeds, metavar="1,2,3", help="每个种子隐藏一批生产者")
@click.option("--queries", "count", type=click.IntRange(1), default=1000, show_default=True, help="每个种子的产品数")
@click.option("--deletions", type=click.IntRange(0), default=300, show_default=True, help="解释删除检验的例数（0：不做）")
@click.option("--learned/--no-learned", default=None, help="是否也评 learned（默认：装有附加包 rank 时评）")
@click.option("--out", "-o", type=TARGET, metavar="文件", help="另写出全部结果（JSON，含分组与区间）")
@shared
def recommend_command(
    asked: Asked, tables: Path, seeds: tuple[int, ...], count: int, deletions: int, learned: bool | None, out: Path | None
) -> None:
    """仿真：在上市公司产品表中找回被隐藏的生产者，与各基线比较；不是招商成功率。"""
    from ..analysis.ranking.benchmark import evaluate
    from ..analysis.ranking.learned import installed
    from ..graph.files import write_atomic

    market = read_market(tables)
    found = evaluate(market, seeds, count, learned=installed() if learned is None else learned).as_json()
    found["deletion test"] = _deletion_test(market, seeds[0], deletions)
    if out:
        write_atomic(out, (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode())
    if asked.json:
        emit_json(found)
        return
    asked.say(found["what"])
    emit_rows(asked, [{"method": name, **row} for name, row in found["methods"].items()], COLUMNS)
    test = found["deletion test"]
    asked.say(f"解释删除检验：{test['lowered']}／{test['cases']} 例名次下降 / deletion test: {test['lowered']} of {test['cases']} lowered")


def _deletion_test(market: Market, seed: int, count: int) -> dict[str, Any]:
    from ..analysis.ranking.deletion import deletions
    from ..analysis.ranking.splits import draw

    cases = list(deletions(draw(market, count, seed), count, seed)) if count else []
    return {
        "cases": len(cases),
        "lowered": sum(c.lowered for c in cases),
        "share": round(sum(c.lowered for c in cases) / max(len(cases), 1), 4),
    }
