"""Commands that set things up: demo, build, doctor."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import list2cmdline
from typing import TYPE_CHECKING

import click

from ..graph.errors import LiantuError
from .options import Asked, shared
from .output import Column, emit_json, emit_rows, first_line

if TYPE_CHECKING:
    from ..analysis.gaps import Gap
    from ..session import Session

LIBRARIES = {"计算": "pandas", "Word": "docx", "Excel": "xlsxwriter", "关系图": "pyvis", "网页": "fastapi", "Neo4j 驱动": "neo4j"}
WEB_PAGE = "http://127.0.0.1:8400/"


@click.command("build")
@shared
def build_command(asked: Asked) -> None:
    """由数据和工作区的批次重建图（内嵌图，或 --store 指定的 Neo4j）。"""
    from ..workspace.build import build
    from ..workspace.paths import open_workspace

    built = build(open_workspace(asked.workspace), asked.store)
    columns = (
        Column("url", "图", "graph"),
        Column("nodes", "节点", "nodes"),
        Column("edges", "边", "edges"),
        Column("claims", "断言", "claims"),
    )
    emit_rows(asked, [asdict(built)], columns)


@click.command("demo")
@click.option("--out", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="材料写到哪个文件夹")
@shared
def demo_command(asked: Asked, out: Path) -> None:
    """一条命令走完全程：建图、写四条链的材料和地图，并列出最值得先办的事。"""
    from ..analysis.picks import worth_acting_on
    from ..analysis.settings import read_settings
    from ..reports.pack import write_pack
    from .produce import chain_ids, material_of, write_maps, write_zone

    with asked.open() as session:
        chains = chain_ids(session, [])
        files = write_pack(material_of(session, asked), chains, out)
        files += [*write_maps(session, chains, out, "internal", asked.as_of), write_zone(session, out, "internal", asked.as_of)]
        top = worth_acting_on(session.graph, session.find_gaps(), read_settings())
        tops = [_top(session, gap) for gap in top]
    if asked.json:
        emit_json({"files": [str(f) for f in files], "top": tops})
        return
    click.echo(f"材料已写到 / written to: {out.resolve()}")
    for path in files:
        click.echo(f"  {path.name}")
    click.echo(f"网页 / web page: {serve_line(asked)}，然后打开 / then open {WEB_PAGE}")
    click.echo("最值得先看的缺口和需求 / gaps and needs to look at first:")
    for number, row in enumerate(tops, 1):
        click.echo(f"  {number}. {row['link']}（{row['chain']}）：现状{row['status']}，规划点名需求（{row['need']}）{row['way']}")


def serve_line(asked: Asked) -> str:
    """The command that opens the graph of this demo in a browser."""
    program = ["liantu"] if shutil.which("liantu") else [sys.executable, "-m", "liantu"]
    options = (("--workspace", asked.workspace), ("--store", asked.store), ("--as-of", asked.as_of))
    return list2cmdline([*program, "serve", *(word for name, value in options if value for word in (name, value))])


def _top(session: Session, gap: Gap) -> dict[str, str]:
    chain = session.graph.node(gap.chain).name
    way = f"，{gap.way}：{gap.way_reason}" if gap.way else ""
    return {"chain": chain, "link": gap.link.name, "status": gap.status_text, "need": "、".join(gap.need.kinds), "way": way}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: what, whether it is well, what was found or is to be done."""

    name: str
    ok: bool
    note: str


@click.command("doctor")
@shared
def doctor_command(asked: Asked) -> None:
    """体检：Python、内嵌图、编码、工作区、图、来源，不好的说明怎么办。"""
    checks = list(_checks(asked))
    columns = (Column("name", "项目", "item"), Column("ok", "正常", "ok"), Column("note", "说明", "note"))
    emit_rows(asked, [asdict(c) for c in checks], columns)
    if not all(c.ok for c in checks):
        raise LiantuError("体检有不正常的项目，见上表 / some checks failed, see the table")


def _checks(asked: Asked) -> Iterator[Check]:
    from ..graph.store.embedded import embedded_fault
    from ..workspace.build import embedded_graphs
    from ..workspace.paths import open_workspace, workspace_at

    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", sys.version_info >= (3, 11), version)
    fault = embedded_fault() or (
        "" if embedded_graphs(workspace_at(asked.workspace)) else "请把工作区放到全英文路径 / choose a path in ASCII"
    )
    note = f"不可用，默认用内存图，除 query 外都可用 / memory store is the default, all but query works：{fault}" if fault else "ladybug"
    yield Check("内嵌图", True, note)
    yield Check("输出编码", True, f"{sys.stdout.encoding}（不能显示的字以 ? 代替）")
    yield _tried("工作区", lambda: str(open_workspace(asked.workspace).ready().root))
    yield _tried("图", lambda: _graph(asked))
    yield from (_library(name, library) for name, library in LIBRARIES.items())


def _library(name: str, library: str) -> Check:
    """Load a library, as a command that needs it would: a file of it that the machine refuses is found out here."""
    try:
        importlib.import_module(library)
    except (ImportError, OSError) as fault:
        return Check(
            name, False, f"{library} 缺少或不能加载，请重新安装 / missing or cannot be loaded, install again（{first_line(fault)}）"
        )
    return Check(name, True, library)


def _graph(asked: Asked) -> str:
    with asked.open() as session:
        data = session.graph.data
        return f"{session.store.url}：节点 {len(data.nodes)}，边 {len(data.edges)}，断言 {len(data.claims)}"


def _tried(name: str, attempt: object) -> Check:
    assert callable(attempt)
    try:
        return Check(name, True, attempt())
    except LiantuError as fault:
        return Check(name, False, str(fault).splitlines()[0])
