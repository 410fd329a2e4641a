"""Search and its files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ..downloads import Kind, download
from ..pages.search_list import search_list
from ..rendering import listing_page
from .now import Now, Words

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search_page(request: Request, now: Now, q: Words = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """查找。"""
    return listing_page(request, "search.html.j2", search_list(now, q.strip(), page), q=q)


@router.get("/search.{kind}")
def search_file(now: Now, kind: Kind, q: Words = "") -> Response:
    """查找结果，下载。"""
    return download(search_list(now, q.strip()).sheet, now.head, kind)
