"""The command that takes a planner's own measures from a spreadsheet: measures."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import Asked, shared
from .output import emit_rows
from .truth import HISTORY_COLUMNS


@click.command("measures")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="只检查，不写入")
@shared
def measures_command(asked: Asked, file: Path, check: bool) -> None:
    """从表格（.xlsx、.csv）加入举措：来源、原文、举措、类型、针对、拟引进；成为工作区的一个批次，可撤销。"""
    from ..analysis.search import name_forms
    from ..loaders.measure_file import measures_of, names_of
    from ..loaders.table_file import read_table
    from ..workspace.batches import Batch, append
    from ..workspace.sources import all_sources

    with asked.open() as session:
        names = names_of((n.id, n.type, name_forms(n)) for n in session.graph.nodes.values())
        claims = measures_of(read_table(file), file.name, names, all_sources(session.workspace))
        claims = [c for c in claims if c.id not in session.graph.claims]
        batch = Batch("（未写入）", file.name, "", asked.as_of or "", len(claims))
        if not claims:
            asked.say("没有新内容：这些举措都已在图中，不写批次 / nothing new, no batch is written")
        elif not check:
            batch = append(session.workspace, claims, title=f"举措：{file.name}", when=asked.as_of or "")
    emit_rows(asked, [asdict(batch)], HISTORY_COLUMNS[:-1])
