"""历史与撤销: what was written into the workspace, taking it back, building the graph anew."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...workspace.batches import undo
from ..desk import ADesk, Form
from ..pages.history import history_page
from ..rendering import page
from ..telling import see, text

router = APIRouter(include_in_schema=False)


@router.get("/history")
def show(request: Request, desk: ADesk, batch: str = "") -> Response:
    """历史。"""
    return page(request, "history.html.j2", title="历史与撤销", **history_page(desk.workspace, batch))


@router.post("/history/undo")
def take_back(request: Request, desk: ADesk, form: Form) -> Response:
    """撤销一个批次。"""
    with desk.writing() as workspace:
        done = undo(workspace, text(form, "batch"), who=text(form, "who"), when=text(form, "date"))
    return see(request, "/history", batch=done.id)


@router.get("/rebuild")
def building(request: Request) -> Response:
    """图是否正在重建（页面的一部分）。"""
    return page(request, "_rebuild.html.j2")


@router.post("/rebuild")
def rebuild(request: Request, desk: ADesk) -> Response:
    """在后台重建图。"""
    desk.rebuild()
    return see(request, "/history")
