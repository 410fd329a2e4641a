"""来源与依据: a source's text, and the way from any claim to its words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...graph.errors import NotFound
from ...graph.sources import Source, display_quote
from ...viz.marked_text import Line
from ...workspace.sources import all_sources
from ..desk import ADesk, Desk
from ..pages.source import marked, part_of, source_of, source_page, told
from ..rendering import address, page
from ..state import Answers
from .now import Now

router = APIRouter(include_in_schema=False)


@router.get("/source")
def sources(request: Request, desk: ADesk) -> Response:
    """全部来源。"""
    return page(request, "sources.html.j2", title="来源", sources=list(all_sources(desk.workspace).values()))


@router.get("/source/{source_id}")
def source(request: Request, desk: ADesk, now: Now, source_id: str, part: Annotated[int, Query(ge=1, le=99_999)] = 1) -> Response:
    """一份来源的原文，引文有底色。"""
    found, lines = _marked(desk, now, source_id)
    return page(request, "source.html.j2", title=found.title, **source_page(now.graph, found, lines, part))


@router.get("/claim/{claim_id}")
def claim(request: Request, desk: ADesk, now: Now, claim_id: str) -> Response:
    """一条依据：有原文的转到原文的那一处，没有的就地说明。"""
    found = now.graph.claims.get(claim_id)
    if found is None:
        raise NotFound(f"没有依据 {claim_id[:80]} / unknown claim")
    source_id = found.source.partition(":")[2]
    held, lines = _marked(desk, now, source_id) if source_id in all_sources(desk.workspace) else (None, [])
    part = part_of(held, lines, claim_id) if held else None
    if part is None:
        return page(
            request, "claim.html.j2", title="依据", claim=found, told=told(now.graph, found), source=held, quote=display_quote(found.quote)
        )
    base = request.app.state.site.base_path
    return RedirectResponse(f"{address(base, f'/source/{source_id}', {'part': part if part > 1 else ''})}#{claim_id}", 303)


def _marked(desk: Desk, now: Answers, source_id: str) -> tuple[Source, list[Line]]:
    """Return a source and its marked lines, made once a graph."""
    found = source_of(desk.workspace, source_id)
    return found, now.once(("source", source_id, found.sha256), lambda: marked(now.graph, found))
