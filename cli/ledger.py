"""对接台账: liantu ledger add, set, list, overdue, export, import."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.ids import clean_text
from .intake_template import FAULT_COLUMNS
from .options import WORDS, Asked, shared
from .output import Column, emit_json, emit_rows
from .produce import emit_files

if TYPE_CHECKING:
    from ..graph.ledger import Entry
    from ..session import Session

COLUMNS = (
    Column("id", "编号", "id"),
    Column("firm", "企业", "firm"),
    Column("link_name", "环节", "link"),
    Column("stage", "阶段", "stage"),
    Column("since", "阶段日期", "since"),
    Column("production", "投产时间", "production"),
    Column("unit", "责任单位", "unit"),
    Column("person", "负责人", "person"),
    Column("next_date", "下次日期", "next date"),
    Column("note", "备注", "note", 24),
    Column("history", "历史", "history", 0),
)
_ABOUT = (
    click.option("--production", type=WORDS, help="投产时间（预计或实际），如 2027-06"),
    click.option("--unit", type=WORDS, help="责任单位"),
    click.option("--person", type=WORDS, help="负责人"),
    click.option("--next", "next_date", type=WORDS, help="下次联系日期；给空文本即清除"),
    click.option("--note", type=WORDS, help="备注"),
    click.option("--date", type=WORDS, help="到达该阶段的日期（默认：--as-of）"),
)


def _about(command: Any) -> Any:
    for option in reversed(_ABOUT):
        command = option(command)
    return command


@click.group("ledger", context_settings={"help_option_names": ["-h", "--help"]})
def ledger_command() -> None:
    """对接台账：liantu ledger add|set|list|overdue|export|import [--json]，企业对接到哪一步、谁负责、下次何时、哪些逾期。"""


@ledger_command.command("add")
@click.argument("firm", type=WORDS)
@click.argument("link", type=WORDS)
@click.option("--stage", type=click.Choice(s.PROJECT_STAGES), default="线索", show_default=True, help="阶段")
@_about
@shared
def add_command(asked: Asked, firm: str, link: str, stage: str, date: str | None, **about: str | None) -> None:
    """加一条：企业、环节、阶段。"""
    from ..acts import open_entry
    from ..graph.ledger import Entry

    with asked.open() as session:
        entry = Entry("", _line(firm), "", link, "", **_given(about))
        made = open_entry(session.workspace, session.graph, session.find_gaps, entry, stage, _date(asked, date))
        _emit(asked, session, [made])


@ledger_command.command("set")
@click.argument("entry", metavar="编号")
@click.option("--stage", type=click.Choice(s.PROJECT_STAGES), help="新阶段")
@_about
@shared
def set_command(asked: Asked, entry: str, stage: str | None, date: str | None, **about: str | None) -> None:
    """改一条：到了新阶段，换了负责人，定了下次日期。"""
    from ..acts import change_entry

    on = _date(asked, date) if stage else ""

    def how(held: Entry) -> Entry:
        return replace(held.moved(stage, on) if stage else held, **_given(about))

    with asked.open() as session:
        _emit(asked, session, [change_entry(session.workspace, session.graph, session.find_gaps, entry, how)])


@ledger_command.command("list")
@click.option("--stage", type=click.Choice(s.PROJECT_STAGES), help="只列这一阶段")
@shared
def list_command(asked: Asked, stage: str | None) -> None:
    """列出台账。"""
    from ..workspace.ledger import entries

    with asked.open() as session:
        _emit(asked, session, [e for e in entries(session.workspace) if stage in (None, e.stage)])


@ledger_command.command("overdue")
@shared
def overdue_command(asked: Asked) -> None:
    """列出逾期未联系的：下次日期早于 --as-of（默认：数据中最晚的日期）。"""
    from ..analysis.coverage import latest_date
    from ..workspace.ledger import entries

    with asked.open() as session:
        at = asked.as_of or latest_date(session.graph)
        late = [e for e in entries(session.workspace) if e.overdue(at)]
        _emit(asked, session, sorted(late, key=lambda e: (e.next_date, e.id)))
    asked.say(f"截至 {at}，逾期 {len(late)} 条")


@ledger_command.command("export")
@click.option("--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪个 .xlsx 文件")
@shared
def export_command(asked: Asked, out: Path) -> None:
    """写成 Excel，可改后导回。"""
    from ..graph.files import write_atomic
    from ..loaders.templates.ledger_book import ledger_book
    from ..workspace.ledger import entries

    with asked.open() as session:
        write_atomic(out, ledger_book(entries(session.workspace), session.graph, session.zone))
    emit_files(asked, [out])


@ledger_command.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="只检查，不写入")
@shared
def import_command(asked: Asked, file: Path, check: bool) -> None:
    """导回改过的 Excel；有一处错误就全不写入，表中没有的条目不变。"""
    from ..acts import merge_entries
    from ..loaders.templates.cells import read_sheets
    from ..loaders.templates.ledger_book import ledger_rows
    from ..workspace.ledger import entries

    cells = read_sheets(file)
    with asked.open() as session:
        rows, faults = ledger_rows(cells, entries(session.workspace), session.graph, asked.as_of or "")
        wrong = any(f.level == "错误" for f in faults)
        new, changed = (0, 0) if wrong or check else merge_entries(session.workspace, session.graph, session.find_gaps, rows)
    result = {"file": file.name, "new": new, "changed": changed, "faults": [f.as_json() for f in faults]}
    if asked.json:
        emit_json(result)
    else:
        emit_rows(asked, [result], (Column("file", "文件", "file"), Column("new", "新增", "new"), Column("changed", "修改", "changed")))
        if faults:
            emit_rows(asked, result["faults"], FAULT_COLUMNS, "问题")  # type: ignore[arg-type]
    if wrong:
        raise DataError(f"{file.name}：有错误，没有写入 / faults, nothing written")


def _given(about: dict[str, str | None]) -> dict[str, str]:
    return {k: _line(v) for k, v in about.items() if v is not None}


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _date(asked: Asked, date: str | None) -> str:
    on = date or asked.as_of
    if not on:
        raise click.UsageError("请用 --date 写明到达该阶段的日期 / give the date of the stage with --date")
    return on


def _emit(asked: Asked, session: Session, found: list[Entry]) -> None:
    rows = [{**asdict(e), "link_name": session.graph.node(e.link).name, "since": e.date} for e in found]
    emit_rows(asked, rows, COLUMNS, "对接台账", COLUMNS[:-1])
