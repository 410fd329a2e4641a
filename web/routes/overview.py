"""The first page."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ..pages.overview import overview
from ..rendering import page
from .now import Now

router = APIRouter(include_in_schema=False)


@router.get("/")
def overview_page(request: Request, now: Now) -> Response:
    """总览。"""
    return page(request, "overview.html.j2", title="总览", **now.once("overview", lambda: overview(now)))
