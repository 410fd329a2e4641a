"""Commands about the national pool: `liantu pool import`, `liantu pool query`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Asked, shared
from .output import Column, emit_json, emit_rows
from .question import Question, emit_answer, takes_question


@click.group("pool", context_settings={"help_option_names": ["-h", "--help"]})
def pool_command() -> None:
    """候选池与全国图：liantu pool import 导入企业清单，import --ckg 把全国表整张入库，pool query 提问。"""


@pool_command.command("import")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--ckg", type=click.Path(path_type=Path), metavar="文件夹", help="把 ChainKnowledgeGraph 七张表整张写入全国图（与园区图分开）"
)
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="与 --ckg 同用：表中问题的清单写到哪里（默认在工作区）")
@click.option("--check", is_flag=True, help="只检查，不写入；问题一次列全")
@shared
def import_command(asked: Asked, path: Path | None, ckg: Path | None, report: Path | None, check: bool) -> None:
    """导入候选企业，成为可撤销的批次；或用 --ckg 把全国表整张写入全国图。

    \b
    文件：CSV／Excel，列为 name、code、product、link、province、city、year、source；也可给表文件夹。
    --ckg 写入 --store 的 ladybug:路径 或 neo4j://…（默认：工作区的 national.lbug），再导入一次结果相同。
    """
    if (path is None) == (ckg is None) or (report and not ckg):
        raise click.UsageError("请给出文件或文件夹，或 --ckg 文件夹，二者只取其一 / give a path, or --ckg FOLDER, not both")
    if ckg is not None:
        _import_tables(asked, ckg, report, check)
    elif path is not None:
        _import_batch(asked, path, check)


def _import_batch(asked: Asked, path: Path, check: bool) -> None:
    from ..workspace.batches import append
    from ..workspace.paths import open_workspace
    from ..workspace.pool import read_import

    found = read_import(open_workspace(asked.workspace), path)
    batch = ""
    if not found.claims:
        asked.say("没有新内容：这些行都已在图中，不写批次 / nothing new, no batch is written")
    elif not check:
        batch = append(open_workspace(asked.workspace), found.claims, title=f"候选池 {path.name}", when=asked.as_of or "").id
    columns = (
        Column("batch", "批次", "batch"),
        Column("firms", "企业", "firms"),
        Column("products", "产品", "products"),
        Column("unmapped", "未归入环节的产品", "products without a link"),
        Column("claims", "断言", "claims"),
    )
    emit_rows(asked, [{"batch": batch, **found.counts()}], columns)


FAULT_COLUMNS = (
    Column("table", "表", "table"),
    Column("count", "行数", "rows"),
    Column("left_out", "未入图", "left out"),
    Column("about", "问题", "fault"),
)


def _import_tables(asked: Asked, ckg: Path, report: Path | None, check: bool) -> None:
    from ..graph.national.report import fault_rows
    from ..loaders.national import read_national
    from ..national import write_national
    from ..workspace.paths import open_workspace

    if check:
        graph, store, file = read_national(ckg), "", ""
    else:
        graph, store, written = write_national(ckg, asked.store, open_workspace(asked.workspace), report)
        file = str(written)
    faults = fault_rows(graph)
    if asked.json:
        counts = {name: len(rows) for name, rows in {**graph.nodes, **graph.edges}.items()}
        words = {"store": store, "nodes": graph.node_count, "edges": graph.edge_count, "counts": counts, "rows_read": dict(graph.rows_read)}
        emit_json({**words, "tables": graph.meta["tables"], "faults": faults, "report": file})
        return
    asked.say(
        f"全国图 {store}：节点 {graph.node_count}，边 {graph.edge_count} / nodes, edges"
        if store
        else "只检查，未写入 / checked, not written"
    )
    asked.say(f"表中问题逐行列在 {file} / every fault is listed there" if file else "")
    emit_rows(asked, faults, FAULT_COLUMNS, "表中问题")


@pool_command.command("query")
@takes_question
@shared
def query_command(asked: Asked, question: Question) -> None:
    """向全国图提命名的 Cypher 问题；不带名称时列出全部问题。"""
    from ..national import load_national
    from ..queries.runner import NATIONAL

    emit_answer(asked, question, lambda: load_national(store=asked.store, workspace=asked.workspace), NATIONAL)
