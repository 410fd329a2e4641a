"""The command that holds the plan against itself: audit."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import WORDS, Asked, shared
from .output import Column, emit_json, emit_rows
from .produce import emit_files

if TYPE_CHECKING:
    from ..analysis.finding import Finding
    from ..graph.closings import Closing
    from ..session import Session

COLUMNS = (
    Column("section", "类别", "section"),
    Column("id", "编号", "id"),
    Column("text", "核对结果", "finding"),
    Column("formula", "算式", "formula"),
    Column("remark", "口径说明", "remark"),
    Column("reconciliations", "可能的解释", "possible reconciliations"),
    Column("closed", "处理情况", "settled"),
    Column("quote", "原文", "quote"),
    Column("locator", "出处", "place"),
)
SIDES = " ‖ "  # between the words of one side and those of the other
COMPARE_COLUMNS = (
    Column("what", "变化", "change"),
    Column("place", "原处", "was at"),
    Column("text", "文字", "text", 0),
)
CLOSING_COLUMNS = (
    Column("state", "处理", "state"),
    Column("id", "编号", "id"),
    Column("remark", "备注", "remark"),
    Column("who", "经手", "by"),
    Column("when", "日期", "date"),
)


@click.command("audit")
@click.option("--targets", is_flag=True, help="只列指标：完成率（推算），以及每个空格由哪个部门填报")
@click.option("--tasks", type=click.Path(dir_okay=False, path_type=Path), help="任务分解表写到这个 .xlsx（责任单位、时限、进度留空）")
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="把规划核对写成 docx、xlsx、html 到这个文件夹")
@click.option("--compare", nargs=2, type=WORDS, metavar="来源A 来源B", help="两份文本比较：引文的去向，只在一方的段落")
@click.option("--close", "closing", type=WORDS, metavar="编号", help="关闭一条口径差异，须同时给 --remark 和 --who")
@click.option("--reopen", "reopening", type=WORDS, metavar="编号", help="重开一条已关闭的差异，须同时给 --remark 和 --who")
@click.option("--remark", type=WORDS, help="关闭或重开差异的备注")
@click.option("--who", type=WORDS, help="经手人")
@click.option("--closings", "past", is_flag=True, help="列出每次关闭和重开：编号、备注、经手、日期")
@shared
def audit_command(
    asked: Asked, targets: bool, tasks: Path | None, out: Path | None, compare: tuple[str, str] | None, past: bool, **event: str | None
) -> None:
    """规划核对：自身的账、口径差异与待核对、需求与缺口、无着落的举措和方向；每行有原文和出处。"""
    settled = _event(asked.as_of, **event)
    with asked.open() as session:
        if settled:
            emit_rows(asked, [asdict(_settle(session, settled))], CLOSING_COLUMNS)
        elif past:
            from ..workspace.closings import history

            emit_rows(asked, [asdict(row) for row in history(session.workspace)], CLOSING_COLUMNS)
        elif compare:
            _compare(asked, session, *compare)
        elif tasks or out:
            emit_files(asked, _write(session, tasks, out, asked.as_of))
        else:
            _emit(asked, session.find_audit(), targets)


def _event(as_of: str | None, closing: str | None, reopening: str | None, remark: str | None, who: str | None) -> Closing | None:
    """Return the closing or reopening that the options ask for, None where they ask for none. Raises UsageError."""
    from ..graph.closings import CLOSED, REOPENED, Closing

    finding = closing if reopening is None else reopening
    if closing is not None and reopening is not None:
        raise click.UsageError("--close 和 --reopen 只能用一个 / use --close or --reopen, not both")
    if finding is not None and not (remark and who):
        raise click.UsageError("关闭或重开差异须同时给 --remark 和 --who / --close and --reopen need --remark and --who")
    if finding is None and (remark or who):
        raise click.UsageError("--remark 和 --who 只与 --close、--reopen 同用 / only together with --close or --reopen")
    when, state = as_of or date.today().isoformat(), CLOSED if reopening is None else REOPENED
    return None if finding is None else Closing(finding, remark or "", who or "", when, state)


def _settle(session: Session, event: Closing) -> Closing:
    from ..analysis.audit import DIFFERENCES
    from ..graph.closings import CLOSED
    from ..graph.errors import NotFound
    from ..workspace.closings import close, reopen

    if event.state != CLOSED:
        return reopen(session.workspace, event)
    if event.id not in {f.id for f in session.find_audit()[DIFFERENCES]}:
        raise NotFound(f"口径差异中没有编号 {event.id}；可用 liantu audit 查看 / no such difference, see `liantu audit`")
    return close(session.workspace, event)


def _compare(asked: Asked, session: Session, old_id: str, new_id: str) -> None:
    from ..analysis.against import lines_against, quotes_against
    from ..graph.errors import NotFound
    from ..workspace.sources import all_sources

    sources = all_sources(session.workspace)
    for source_id in (old_id, new_id):
        if source_id not in sources:
            raise NotFound(f"没有来源 {source_id}；可用：{'、'.join(sources)} / unknown source")
    old, new = sources[old_id], sources[new_id]
    fates = quotes_against(session.graph, old, new)
    gone, came = lines_against(old, new)
    if asked.json:
        emit_json({"quotes": [asdict(f) for f in fates], "only_in_a": gone, "only_in_b": came})
        return
    rows = [{"what": f"引文{f.fate}", "place": f.locator, "text": f.quote} for f in fates if f.fate == "消失"]
    for side, lines in ((old_id, gone), (new_id, came)):
        rows += [{"what": f"只在 {side}", "place": "", "text": line} for line in lines]
    emit_rows(asked, rows, COMPARE_COLUMNS)


def _write(session: Session, tasks: Path | None, out: Path | None, as_of: str | None) -> list[Path]:
    from ..reports.audit import write_audit, write_tasks

    files = write_audit(session.graph, session.zone, out, closings=session.closings, as_of=as_of) if out else []
    return [*files, *([write_tasks(session.graph, session.zone, tasks, as_of=as_of)] if tasks else [])]


def _emit(asked: Asked, found: dict[str, list[Finding]], targets: bool) -> None:
    from ..analysis.audit import SECTIONS, TARGETS

    shown = {section: rows for section, rows in found.items() if (section == TARGETS) is targets}
    if asked.json:
        emit_json({section: [f.as_json() for f in rows] for section, rows in shown.items()})
        return
    named = SECTIONS if asked.lang == "zh" else {section: section for section in SECTIONS}
    emit_rows(asked, [_row(named[section], section, f) for section, fs in shown.items() for f in fs], COLUMNS, "规划核对")


def _row(title: str, section: str, finding: Finding) -> dict[str, Any]:
    """A line of the table; a difference shows the words of all its sides, another line the first of its evidence."""
    from ..analysis.audit import DIFFERENCES

    sides = finding.evidence if section == DIFFERENCES else finding.evidence[:1]
    said = {"quote": SIDES.join(e.quote for e in sides), "locator": SIDES.join(e.locator for e in sides)}
    return {**finding.as_json(), **said, "section": title, "closed": _closed(finding)}


def _closed(finding: Finding) -> str:
    return finding.event.words if finding.event else ""
