"""The plan's audit and its files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ..downloads import Kind, download
from ..pages.audit_list import Asked, audit_list
from ..rendering import listing_page
from .now import Now, Words

router = APIRouter(include_in_schema=False)


def asked_audit(section: Words = "", q: Words = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Asked:
    """Return the filters of the address."""
    return Asked(section, q.strip(), page=page)


AskedAudit = Annotated[Asked, Depends(asked_audit)]


@router.get("/audit")
def audit_page(request: Request, now: Now, asked: AskedAudit) -> Response:
    """规划核对。"""
    return listing_page(request, "audit.html.j2", audit_list(now, asked), asked=asked)


@router.get("/audit.{kind}")
def audit_file(now: Now, asked: AskedAudit, kind: Kind) -> Response:
    """规划核对，下载。"""
    return download(audit_list(now, asked).sheet, now.head, kind)
