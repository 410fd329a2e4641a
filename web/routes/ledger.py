"""台账: list, overdue, a new entry, a changed one, the workbook out and in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from ...acts import change_entry, merge_entries, open_entry
from ...graph import schema as s
from ...graph.dates import is_date
from ...graph.errors import DataError, NotFound
from ...graph.ledger import Entry
from ...loaders.intake.fault import stops
from ...loaders.templates.cells import Sheets, read_sheets
from ...loaders.templates.ledger_book import ledger_book, ledger_rows
from ...workspace.ledger import entries
from ..desk import ADesk, Desk, File, Form
from ..pages.ledger import FIELDS, ledger_page, link_name
from ..rendering import page
from ..state import Answers
from ..telling import see, text
from .intake import XLSX
from .now import Now, Words

router = APIRouter(include_in_schema=False)


@router.get("/ledger")
def ledger(request: Request, desk: ADesk, now: Now, stage: Words = "", late: Words = "", at: Words = "", done: Words = "") -> Response:
    """对接台账。"""
    return _ledger(request, desk, now, stage, late, done, at)


@router.get("/ledger.xlsx")
def workbook(desk: ADesk, now: Now) -> Response:
    """台账工作簿，可改后导回。"""
    content = ledger_book(entries(desk.workspace), now.graph, now.zone)
    named = f"attachment; filename=ledger.xlsx; filename*=UTF-8''{quote('对接台账.xlsx')}"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": named})


@router.post("/ledger")
def add(request: Request, desk: ADesk, now: Now, form: Form) -> Response:
    """加一条。"""
    entry = Entry("", text(form, "firm"), "", text(form, "link"), "", **_about(form))
    try:
        with desk.writing() as workspace:
            made = open_entry(workspace, now.graph, lambda: now.gaps, entry, text(form, "stage"), text(form, "date"))
    except (DataError, NotFound) as fault:
        return _ledger(request, desk, now, faults=str(fault), form=form)
    return see(request, "/ledger", done=made.id)


@router.post("/ledger/import")
def take_back(request: Request, desk: ADesk, now: Now, form: Form, file: File) -> Response:
    """导回改过的工作簿；有一处错误就全不写入。"""
    desk.accepts()
    held = desk.uploads.add(*file)
    try:
        cells = _cells(held.path)
    finally:
        desk.uploads.drop(held.token)
    with desk.writing() as workspace:
        rows, faults = ledger_rows(cells, entries(workspace), now.graph, text(form, "date"))
        if stops(faults):
            return _ledger(request, desk, now, faults="\n".join(f"第{f.row}行 {f.column}：{f.problem}。{f.advice}" for f in faults))
        new, changed = merge_entries(workspace, now.graph, lambda: now.gaps, rows)
    return see(request, "/ledger", done=f"导入：新增 {new}，修改 {changed}")


@router.get("/ledger/{entry_id}")
def entry_page(request: Request, desk: ADesk, now: Now, entry_id: str) -> Response:
    """一条台账：历史和修改。"""
    return _entry(request, desk, now, entry_id)


@router.post("/ledger/{entry_id}")
def change(request: Request, desk: ADesk, now: Now, form: Form, entry_id: str) -> Response:
    """改一条：到了新阶段，换了负责人，定了下次日期。"""
    stage, date = text(form, "stage"), text(form, "date")

    def how(held: Entry) -> Entry:
        return replace(held.moved(stage, date) if stage else held, **_about(form))

    try:
        with desk.writing() as workspace:
            change_entry(workspace, now.graph, lambda: now.gaps, entry_id, how)
    except DataError as fault:
        return _entry(request, desk, now, entry_id, str(fault), form)
    return see(request, "/ledger", done=entry_id)


def _about(form: FormData) -> dict[str, str]:
    return {name: text(form, name) for name in FIELDS}


def _cells(path: Path) -> Sheets:
    try:
        return read_sheets(path)
    except DataError as fault:
        raise DataError(*(problem.replace(str(path), path.name) for problem in fault.problems)) from None


def _ledger(  # one argument a state of the page
    request: Request,
    desk: Desk,
    now: Answers,
    stage: str = "",
    late: str = "",
    done: str = "",
    at: str = "",
    faults: str = "",
    form: FormData | None = None,
) -> Response:
    found = ledger_page(desk.workspace, now.graph, at if is_date(at) else now.head.as_of, stage, bool(late))
    kept = {name: text(form, name) if form else "" for name in ("firm", "link", "stage", "date", *FIELDS)}
    kept["date"] = kept["date"] or now.as_of or ""
    status = 422 if faults else 200
    return page(request, "ledger.html.j2", status=status, title="对接台账", done=done, faults=faults.splitlines(), kept=kept, **found)


def _entry(request: Request, desk: Desk, now: Answers, entry_id: str, faults: str = "", form: FormData | None = None) -> Response:
    held = next((e for e in entries(desk.workspace) if e.id == entry_id), None)
    if held is None:
        raise NotFound(f"台账没有编号 {entry_id[:40]} / no such entry")
    kept = {name: text(form, name) if form else getattr(held, name) for name in FIELDS}
    kept |= {"stage": text(form, "stage") if form else "", "date": text(form, "date") if form else now.as_of or ""}
    shown: dict[str, Any] = {"entry": held, "link_name": link_name(now.graph, held), "faults": faults.splitlines(), "kept": kept}
    return page(request, "entry.html.j2", status=422 if faults else 200, title=f"台账 {held.id}", stages=s.PROJECT_STAGES, **shown)
