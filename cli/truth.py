"""Commands about what is true and since when: verify, history, undo."""

from __future__ import annotations

from dataclasses import asdict

import click

from ..graph.errors import DataError
from .options import Asked, shared
from .output import Column, emit_json, emit_rows

HISTORY_COLUMNS = (
    Column("id", "批次", "batch"),
    Column("title", "内容", "title"),
    Column("claims", "断言数", "claims"),
    Column("when", "日期", "date"),
    Column("who", "经手", "by"),
    Column("standing", "有效", "holds"),
)


@click.command("verify")
@shared
def verify_command(asked: Asked) -> None:
    """逐字核对：每条引文是否仍与来源一致；按等级计数。"""
    from ..analysis.verify import verify
    from ..graph.claims import GRADES
    from ..loaders.shipped import DATA
    from ..loaders.sources import read_sources

    with asked.open() as session:
        result = verify(session.graph, read_sources(DATA / "sources"))
    faults = [f"{c.locator or c.source}：{c.subject} {c.predicate}：「{c.quote[:30]}」{why}" for c, why in result.faults]
    if asked.json:
        emit_json({"by_grade": dict(result.by_grade), "checked": result.checked, "faults": faults})
    else:
        rows = [{"grade": GRADES[g], "claims": n} for g, n in result.by_grade.items()]
        emit_rows(asked, rows, (Column("grade", "等级", "grade"), Column("claims", "断言数", "claims")))
        click.echo(f"已逐字核对引文 {result.checked} 条，不一致 {len(faults)} 条 / quotes checked {result.checked}, failed {len(faults)}")
    if faults:
        raise DataError(*faults)


@click.command("history")
@shared
def history_command(asked: Asked) -> None:
    """工作区里导入过什么，哪些仍有效。"""
    from ..workspace.batches import history, standing
    from ..workspace.paths import open_workspace

    workspace = open_workspace(asked.workspace)
    holds = {b.id for b in standing(workspace)}
    emit_rows(asked, [asdict(b) | {"standing": b.id in holds} for b in history(workspace)], HISTORY_COLUMNS)


@click.command("undo")
@click.argument("batch")
@shared
def undo_command(asked: Asked, batch: str) -> None:
    """撤销一个批次（追加一条撤销记录，原批次保留）。"""
    from ..workspace.batches import undo
    from ..workspace.paths import open_workspace

    done = undo(open_workspace(asked.workspace), batch, when=asked.as_of or "")
    emit_rows(asked, [asdict(done)], HISTORY_COLUMNS[:-1])
