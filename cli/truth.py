"""Commands about what is true and since when: verify, source, history, undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..graph.claims import GRADES
from ..graph.errors import DataError, NotFound
from .options import WORDS, Asked, shared
from .output import Column, emit_json, emit_rows

if TYPE_CHECKING:
    from ..graph.sources import Source
    from ..session import Session

FATE_COLUMNS = (
    Column("fate", "在新文本中", "fate"),
    Column("locator", "原处", "was at"),
    Column("new_locators", "现处", "now at"),
    Column("claims", "断言数", "claims"),
    Column("quote", "引文", "quote", 0),
)
SOURCE_COLUMNS = (
    Column("id", "编号", "id"),
    Column("title", "标题", "title"),
    Column("date", "日期", "date"),
    Column("publisher", "发布者", "publisher"),
    Column("licence", "许可", "licence"),
    Column("grade", "等级", "grade"),
)
HISTORY_COLUMNS = (
    Column("id", "批次", "batch"),
    Column("title", "内容", "title"),
    Column("claims", "断言数", "claims"),
    Column("when", "日期", "date"),
    Column("who", "经手", "by"),
    Column("standing", "有效", "holds"),
)


@click.command("verify")
@click.option("--against", metavar="来源", type=WORDS, help="看规划的引文在另一份文本（liantu source add 加入的）里是否还在")
@shared
def verify_command(asked: Asked, against: str | None) -> None:
    """逐字核对：每条引文是否仍与来源一致；按等级计数。"""
    from ..analysis.verify import verify
    from ..workspace.sources import all_sources

    with asked.open() as session:
        sources = all_sources(session.workspace)
        if against:
            _against(asked, session, sources, against)
            return
        result = verify(session.graph, sources)
    faults = [f"{c.locator or c.source}：{c.subject} {c.predicate}：「{c.quote[:30]}」{why}" for c, why in result.faults]
    if asked.json:
        emit_json({"by_grade": dict(result.by_grade), "checked": result.checked, "textless": result.textless, "faults": faults})
    else:
        rows = [{"grade": GRADES[g], "claims": n} for g, n in result.by_grade.items()]
        emit_rows(asked, rows, (Column("grade", "等级", "grade"), Column("claims", "断言数", "claims")))
        click.echo(f"已逐字核对引文 {result.checked} 条，不一致 {len(faults)} 条 / quotes checked {result.checked}, failed {len(faults)}")
        if result.textless:
            click.echo(f"另有 {result.textless} 条引自用户导入的行，其文字存于批次、随批次校验 / rows of imports, kept in batches")
    if faults:
        raise DataError(*faults)


def _against(asked: Asked, session: Session, sources: Mapping[str, Source], source_id: str) -> None:
    from ..analysis.against import only_shifted, quotes_against

    if source_id not in sources:
        raise NotFound(f"没有来源 {source_id}；可用：{'、'.join(sources)} / unknown source")
    fates = quotes_against(session.graph, sources["plan"], sources[source_id])
    emit_rows(asked, [asdict(f) for f in fates], FATE_COLUMNS)
    counts = Counter(f.fate for f in fates)
    shifted = sum(map(only_shifted, fates))
    note = f"（移动的有 {shifted} 条仍在原章节，只是行号变了）" if shifted else ""
    asked.say("、".join(f"{fate} {counts[fate]} 条" for fate in counts) + note)


@click.command("source")
@click.argument("action", type=click.Choice(["list", "add"]))
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "source_id", metavar="编号", type=WORDS, help="新来源的编号（小写字母、数字和 -）")
@click.option("--title", default="", type=WORDS, help="标题（默认：文件名）")
@click.option("--date", default="", type=WORDS, help="文本的日期")
@click.option("--publisher", default="", type=WORDS, help="发布单位")
@shared
def source_command(asked: Asked, action: str, file: Path | None, source_id: str | None, **about: str) -> None:
    """列出来源，或加入一份新文本（.docx、.txt）。"""
    from ..workspace.paths import open_workspace
    from ..workspace.sources import add_source, all_sources

    workspace = open_workspace(asked.workspace)
    if action == "add":
        if not (file and source_id):
            raise click.UsageError("应为 liantu source add 文件 --as 编号 / give a file and --as ID")
        found = [add_source(workspace, file, source_id, **about)]
    else:
        found = list(all_sources(workspace).values())
    rows = [{k: getattr(s, k) for k in ("id", "title", "date", "publisher", "licence", "grade")} for s in found]
    emit_rows(asked, rows, SOURCE_COLUMNS)


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
