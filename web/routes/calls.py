"""待核实: the call list with a form that answers it; answers go in by the same door as the confirm sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from ...acts import Taken, take_in
from ...loaders.templates.sheets import ID
from ..desk import ADesk, Desk, Form
from ..downloads import Kind, download
from ..pages.calls import (
    ANSWERED,
    DATE,
    FILE,
    LAYOUTS,
    OF_FIRM,
    WHO,
    Filter,
    calls_page,
    calls_sheet,
    confirm_sheets,
    question_rows,
    resident_rows,
    residents_page,
    residents_sheet,
)
from ..rendering import page
from ..state import Answers
from ..telling import line, see, text
from .now import Now, Words

router = APIRouter(include_in_schema=False)
Rows = Callable[[Answers, Sequence[Mapping[str, str]]], list[dict[str, str]]]


def filter_of(
    chain: Words = "", office: Words = "", need: Words = "", q: Words = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> Filter:
    """Return the filters of the address."""
    return Filter(chain, office, need, q.strip(), page=page)


AFilter = Annotated[Filter, Depends(filter_of)]


@router.get("/calls")
def calls(request: Request, now: Now, wanted: AFilter) -> Response:
    """待核实清单。"""
    return _calls(request, now, wanted)


@router.get("/calls.{kind}")
def calls_file(now: Now, wanted: AFilter, kind: Kind) -> Response:
    """待核实清单，下载。"""
    return download(calls_sheet(now, wanted), now.head, kind)


@router.post("/calls")
def answer(request: Request, desk: ADesk, now: Now, form: Form, wanted: AFilter) -> Response:
    """答复待核实的环节。"""
    given = _given(form, ANSWERED)
    return _taken(request, desk, "links", question_rows(now, given), form) or _calls(request, now, wanted, given, form)


@router.get("/calls/firms")
def residents(request: Request, now: Now) -> Response:
    """在区企业复核。"""
    return _residents(request, now)


@router.get("/calls/firms.{kind}")
def residents_file(now: Now, kind: Kind) -> Response:
    """在区企业，下载。"""
    return download(residents_sheet(now), now.head, kind)


@router.post("/calls/firms")
def confirm(request: Request, desk: ADesk, now: Now, form: Form) -> Response:
    """答复在区企业还在不在、做什么。"""
    given = _given(form, OF_FIRM)
    return _taken(request, desk, "firms", resident_rows(now, given), form) or _residents(request, now, given, form)


@router.get("/done/{batch}")
def done(request: Request, desk: ADesk, batch: str) -> Response:
    """一个批次写入之后：改变了什么，撤销，重建。"""
    return page(request, "done.html.j2", title="已写入", batch=batch, taken=desk.results.get(batch))


def _given(form: FormData, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a form that sends every column once a row."""
    titles = (ID, *columns)
    sent = [[line(x) if isinstance(x, str) else "" for x in form.getlist(title)] for title in titles]
    return [dict(zip(titles, cells, strict=False)) for cells in zip(*sent, strict=False)]


def _taken(request: Request, desk: Desk, kind: str, rows: list[dict[str, str]], form: FormData) -> Response | None:
    """Take the answers in and lead to what they changed; None, with the result kept on the request, where nothing was written."""
    about = {label: text(form, label) for label in (*WHO, DATE)}
    taken = None
    if rows:
        with desk.writing() as workspace:
            title = f"{FILE}：{len(rows)} 项"
            taken = take_in(workspace, Path(FILE), as_of=about[DATE], sheets=confirm_sheets(LAYOUTS[kind], rows, about), title=title)
    if taken is None or taken.stopped or not taken.json["batch"]:
        request.state.taken = taken
        return None
    desk.keep(str(taken.json["batch"]), taken)
    return see(request, f"/done/{taken.json['batch']}")


def _told(request: Request, now: Answers, given: Sequence[Mapping[str, str]], form: FormData | None) -> dict[str, Any]:
    """What a page says of answers that were not written (faults, or that there was nothing new), and what was typed."""
    taken: Taken | None = getattr(request.state, "taken", None)
    about = {label: text(form, label) if form else "" for label in (*WHO, DATE)}
    about[DATE] = about[DATE] or now.as_of or ""
    return {"taken": taken, "posted": form is not None, "about": about, "kept": {row[ID]: row for row in given}}


def _calls(
    request: Request, now: Answers, wanted: Filter, given: Sequence[Mapping[str, str]] = (), form: FormData | None = None
) -> Response:
    shown = {**_told(request, now, given, form), **calls_page(now, wanted)}
    return page(request, "calls.html.j2", status=422 if form else 200, title="待核实", **shown)


def _residents(request: Request, now: Answers, given: Sequence[Mapping[str, str]] = (), form: FormData | None = None) -> Response:
    shown = {**_told(request, now, given, form), **residents_page(now)}
    return page(request, "residents.html.j2", status=422 if form else 200, title="在区企业复核", **shown)
