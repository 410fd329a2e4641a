"""导入: upload, check, preview, confirm; one batch that can be taken back."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from ...graph.errors import NotFound
from ...workspace.intake import Asked
from ..desk import ADesk, File, Form
from ..pages.intake import LIMIT_MB, look, write
from ..rendering import page
from ..telling import line, see, text
from .now import Words

router = APIRouter(include_in_schema=False)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SWITCHES = ("partial", "registered", "keep_contact")
Switch = Annotated[bool, Query()]


@router.get("/import")
def start(request: Request) -> Response:
    """选择文件。"""
    limit = request.app.state.site.upload_limit >> 20
    return page(request, "import.html.j2", title="导入", limit_mb=limit)


@router.post("/import")
def upload(request: Request, desk: ADesk, form: Form, file: File) -> Response:
    """收下文件，转到预览。"""
    desk.accepts()
    held = desk.uploads.add(*file)
    return see(request, "/import/preview", token=held.token, **_query(_how(form)))


@router.get("/import/preview")
def preview(request: Request, desk: ADesk, token: Words, as_of: Words = "", partial: Switch = False, registered: Switch = False,
            keep_contact: Switch = False) -> Response:  # fmt: skip
    """预览：新增、有变化、疑似重复、错误和警告；什么都不写入。"""
    held = desk.uploads.get(token)
    how = Asked(keep_contact, registered, partial, line(as_of), LIMIT_MB)
    found = look(desk.workspace, held.path, how)
    query = {"token": token, **_query(how)}
    return page(request, "preview.html.j2", title="导入预览", found=found, how=how, query=query, batch=None)


@router.get("/import/report")
def report(desk: ADesk, token: Words, as_of: Words = "", partial: Switch = False, registered: Switch = False,
           keep_contact: Switch = False, marked: Switch = False) -> Response:  # fmt: skip
    """校验报告（或标红的副本），下载。"""
    held = desk.uploads.get(token)
    found = look(desk.workspace, held.path, Asked(keep_contact, registered, partial, line(as_of), LIMIT_MB))
    files = found.reports()
    if not files:
        from ...reports.validation import fault_table

        files = {f"{held.path.name}-校验报告.xlsx": fault_table(held.path.name, found.json["faults"])}
    names = list(files)
    if marked and len(names) < 2:
        raise NotFound("模板没有标红的副本，请看校验报告 / templates have no marked copy")
    name = names[1] if marked else names[0]
    named = f"attachment; filename=report.xlsx; filename*=UTF-8''{quote(name)}"
    return Response(files[name], media_type=XLSX, headers={"Content-Disposition": named})


@router.post("/import/confirm")
def confirm(request: Request, desk: ADesk, form: Form) -> Response:
    """写入：成为一个批次。"""
    token = text(form, "token")
    held, how = desk.uploads.get(token), _how(form)
    with desk.writing() as workspace:
        found = write(workspace, held.path, how)
    batch = str(found.json.get("batch") or "")
    if not batch:
        return page(
            request, "preview.html.j2", status=422, title="导入预览", found=found, how=how, query={"token": token, **_query(how)}, batch=""
        )
    desk.uploads.drop(token)
    if found.taken:
        desk.keep(batch, found.taken)
    return see(request, f"/done/{batch}")


def _how(form: FormData) -> Asked:
    """How a list is to be taken in, as the form says."""
    keep, registered, partial = (bool(text(form, name)) for name in ("keep_contact", "registered", "partial"))
    return Asked(keep, registered, partial, text(form, "as_of"), LIMIT_MB)


def _query(how: Asked) -> dict[str, Any]:
    """The same in the address."""
    switches = {name: "1" for name in SWITCHES if getattr(how, name)}
    return {**switches, **({"as_of": how.as_of} if how.as_of else {})}
