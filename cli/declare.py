"""名单齐全确认: liantu declare add, list, withdraw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..graph import schema as s
from ..graph.errors import DataError, NotFound
from ..loaders.templates.named import link_id
from .intake_template import tell
from .options import WORDS, Asked, shared
from .output import Column, emit_rows

COLUMNS = (
    Column("id", "编号", "id"),
    Column("kind", "确认内容", "kind"),
    Column("register", "名单", "list"),
    Column("who", "确认人", "by"),
    Column("date", "确认日期", "date"),
    Column("until", "有效期至", "until"),
    Column("withdrawn", "撤回日期", "withdrawn"),
    Column("holds", "现在有效", "holds"),
    Column("links", "涉及环节", "links", 0),
    Column("contradictions", "矛盾", "contradictions", 0),
)
KINDS = tuple(s.DECLARED.values())


@click.group("declare", context_settings={"help_option_names": ["-h", "--help"]})
def declare_command() -> None:
    """名单齐全确认：liantu declare add|list|withdraw [--json]，使“待核实”变为“缺”，到期或撤回即复原。"""


@declare_command.command("add")
@click.option("--list", "register", required=True, type=WORDS, help="齐全的名单，如 规上工业企业名录")
@click.option("--who", required=True, type=WORDS, help="确认单位和确认人")
@click.option("--date", type=WORDS, help="确认日期（默认：--as-of）")
@click.option("--until", default="", type=WORDS, help="有效期至")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="确认的内容")
@click.option("--link", "links", multiple=True, type=WORDS, help="环节（名称或编号），可多次")
@click.option("--code", "codes", multiple=True, type=WORDS, help="GB/T 4754 小类代码，可多次；只涵盖代码全在其中的环节")
@click.option("--check", is_flag=True, help="只检查，不写入")
@shared
def add_command(
    asked: Asked,
    register: str,
    who: str,
    date: str | None,
    until: str,
    kind: str,
    links: tuple[str, ...],
    codes: tuple[str, ...],
    check: bool,
) -> None:
    """确认一份名单齐全，并说明哪些环节因此改变。"""
    on = date or asked.as_of
    if not on:
        raise click.UsageError("请用 --date 写明确认日期 / give the date with --date")
    with asked.open() as session:
        ids = [link_id(session.graph, name) for name in links]
    row = {"确认内容": kind, "名单": register, "行业小类": "；".join(codes), "确认人": who, "确认日期": on, "有效期至": until}
    _take(asked, {**row, s.COVERS.zh: "；".join(ids)}, on, check, f"名单齐全确认：{register}")


@declare_command.command("withdraw")
@click.argument("declaration", metavar="编号")
@click.option("--date", type=WORDS, help="撤回日期（默认：--as-of）")
@shared
def withdraw_command(asked: Asked, declaration: str, date: str | None) -> None:
    """撤回一项确认；自撤回日起不再有效。"""
    from ..loaders.templates.names import Names
    from ..loaders.templates.rows import node_cells
    from ..loaders.templates.sheets import DECLARATIONS

    on = date or asked.as_of
    if not on:
        raise click.UsageError("请用 --date 写明撤回日期 / give the date with --date")
    with asked.open() as session:
        node = session.graph.nodes.get(declaration)
        if node is None or node.type != s.DECLARATION.name:
            raise NotFound(f"没有名单齐全确认 {declaration}；可用 liantu declare list 查看 / unknown, see `liantu declare list`")
        row = node_cells(session.graph, Names(session.graph), DECLARATIONS, node)
    _take(asked, {**row, "撤回日期": on}, on, False, f"撤回名单齐全确认：{node.name}")


@declare_command.command("list")
@shared
def list_command(asked: Asked) -> None:
    """列出名单齐全确认：是否有效、涉及哪些环节、与已知事实有无矛盾。"""
    from ..analysis.coverage import latest_date
    from ..graph.completeness import contradictions, covered, holds

    with asked.open() as session:
        graph = session.graph
        at = asked.as_of or latest_date(graph)
        rows: list[dict[str, Any]] = []
        for node in graph.of_type(s.DECLARATION):
            links = [graph.node(link).name for link in covered(graph, node)]
            against = [c.text for c in contradictions(graph, node)]
            row = {"holds": holds(node, at), "links": links, "contradictions": against}
            rows.append({"id": node.id, **node.props, "kind": s.DECLARED[node.props["kind"]], **row})
    emit_rows(asked, rows, COLUMNS, "名单齐全确认")


def _take(asked: Asked, row: dict[str, str], on: str, check: bool, title: str) -> None:
    """Hand one row of the sheet 名单齐全确认 to the import, which checks it like any other."""
    from ..acts import take_in
    from ..loaders.templates.cells import tidy
    from ..loaders.templates.rows import headers
    from ..loaders.templates.sheets import ABOUT, DECLARATIONS, DICTIONARY, MARK, TEMPLATE
    from ..workspace.paths import open_workspace

    titles = headers(DECLARATIONS)
    page = [titles, [tidy(row.get(title, "")) for title in titles]]
    sheets = {DICTIONARY: [[MARK], [TEMPLATE]], ABOUT: [["填报日期", on]], DECLARATIONS.title: page}
    workspace = open_workspace(asked.workspace)
    taken = take_in(workspace, Path("命令行"), as_of=asked.as_of, check=check, sheets=sheets, title=title)
    tell(asked, taken)
    if taken.stopped:
        raise DataError("有错误（见上表），没有写入；请改正后再输入 / faults (see the table), nothing written")
