"""The list of recommendations and its files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ..downloads import Kind, download
from ..pages.candidate_list import Asked, candidate_list
from ..rendering import listing_page
from .now import Now, Words

router = APIRouter(include_in_schema=False)


def asked_candidates(
    chain: Words = "", link: Words = "", group: Words = "", q: Words = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> Asked:
    """Return the filters of the address."""
    return Asked(chain, link, group, q.strip(), page=page)


AskedCandidates = Annotated[Asked, Depends(asked_candidates)]


@router.get("/candidates")
def candidates_page(request: Request, now: Now, asked: AskedCandidates) -> Response:
    """招商推荐。"""
    return listing_page(request, "candidates.html.j2", candidate_list(now, asked), asked=asked)


@router.get("/candidates.{kind}")
def candidates_file(now: Now, asked: AskedCandidates, kind: Kind) -> Response:
    """招商推荐，下载。"""
    return download(candidate_list(now, asked).sheet, now.head, kind)
