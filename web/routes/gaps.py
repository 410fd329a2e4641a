"""The list of gaps, its part that changes with the filters, and its files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ..downloads import Kind, download
from ..pages.gap_list import Asked, gap_list
from ..rendering import listing_page
from .now import Now, Words

router = APIRouter(include_in_schema=False)


def asked_gaps(  # one parameter a filter of the address
    chain: Words = "",
    status: Words = "",
    need: Words = "",
    ring: Words = "",
    grade: Words = "",
    level: Words = "",
    makers: Words = "",
    q: Words = "",
    everything: Annotated[Words, Query(alias="all")] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Asked:
    """Return the filters of the address."""
    return Asked(chain, status, need, ring, grade, level, makers, q.strip(), bool(everything), page=page)


AskedGaps = Annotated[Asked, Depends(asked_gaps)]


@router.get("/gaps")
def gaps_page(request: Request, now: Now, asked: AskedGaps) -> Response:
    """缺口清单。"""
    found = gap_list(now, asked)
    return listing_page(request, "gaps.html.j2", found, asked=asked)


@router.get("/gaps.{kind}")
def gaps_file(now: Now, asked: AskedGaps, kind: Kind) -> Response:
    """缺口清单，下载。"""
    return download(gap_list(now, asked).sheet, now.head, kind)
