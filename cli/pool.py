"""Commands about the national pool: `liantu pool import`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Asked, shared
from .output import Column, emit_rows


@click.group("pool", context_settings={"help_option_names": ["-h", "--help"]})
def pool_command() -> None:
    """候选池：liantu pool import 文件或文件夹 [--check] [--json]，导入自备的企业清单或 ChainKnowledgeGraph 表。"""


@pool_command.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="只检查，不写入；问题一次列全")
@shared
def import_command(asked: Asked, path: Path, check: bool) -> None:
    """把 CSV／Excel（name、code、product、link、province、city、year、source）或表文件夹导入候选池，成为一个可撤销的批次。"""
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
