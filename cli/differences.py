"""Printing what changed of gaps: since a kept build, between two dates, between two zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import WORDS, Asked, shared_undated
from .output import Column, emit_json, emit_rows

if TYPE_CHECKING:
    from ..analysis.changes import Difference

FILE = click.Path(exists=True, path_type=Path)
SHOWN = 3  # reasons in a row of a table; --json has all
COLUMNS = (
    Column("kind", "类别", "kind"),
    Column("name", "环节", "link"),
    Column("changes", "变化（之前→之后）", "changes (before → after)", 0),
    Column("why", "原因", "why", 0),
)


def emit_since(asked: Asked, since: str, chain: str | None) -> None:
    """Print what changed since a kept build. Raises NotFound."""
    from .compared import since as changed_since

    with asked.open() as session:
        build, found = changed_since(session, since, chain)
    emit(asked, {"build": build.inputs, "date": build.date}, found, f"自 {build.inputs}（数据日期 {build.date}）以来")


def emit(asked: Asked, head: dict[str, Any], found: Sequence[Difference], title: str) -> None:
    """Print differences as JSON (with their head), or as rows; none is said on stderr."""
    if asked.json:
        emit_json(head | {"differences": [asdict(d) for d in found]})
        return
    if not found:
        asked.say(f"{title}没有变化 / nothing changed")
    emit_rows(asked, [_row(d) for d in found], COLUMNS, title)


def _row(found: Difference) -> dict[str, Any]:
    changes = [f"{c.what}：{c.before or '无'}→{c.after or '无'}" for c in found.changes]
    more = [f"等 {len(found.why)} 条"] if len(found.why) > SHOWN else []
    return {"kind": found.kind, "name": found.name, "changes": changes, "why": [*found.why[:SHOWN], *more]}


@click.command("compare")
@click.option("--as-of", "dates", nargs=2, type=WORDS, metavar="日期 日期", help="同一张图在两个日期：按断言和名单齐全确认的日期")
@click.option(
    "--zone", "zones", nargs=2, type=click.Path(exists=True, path_type=Path), metavar="甲 乙", help="两个园区：zone.yaml 或数据文件夹"
)
@click.option("--chain", type=WORDS, metavar="产业链", help="只比较这一条链")
@shared_undated
def compare_command(asked: Asked, dates: tuple[str, str] | None, zones: tuple[Path, Path] | None, chain: str | None) -> None:
    """比较缺口：同一张图的两个日期，或两个园区；逐环节列出之前、之后和依据。"""
    if bool(dates) == bool(zones):
        raise click.UsageError("--as-of 日期 日期 与 --zone 甲 乙 给且只给一个 / give either two dates or two zones")
    from .compared import between_dates, between_zones

    with asked.open() as session:
        if dates:
            found, names = between_dates(session, *dates, chain), dates
        else:
            assert zones is not None, "one of the two is given"
            found, names = between_zones(session, *zones, chain)
    emit(asked, {"before": names[0], "after": names[1]}, found, f"{names[0]} → {names[1]}：")
