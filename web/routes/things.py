"""Pages of one thing: a link, a firm, anything else by its id."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...graph import schema as s
from ..links import link_to
from ..pages.link import link_page
from ..pages.thing import firm_page, thing_page
from ..rendering import address, page
from .now import Now

router = APIRouter(include_in_schema=False)


@router.get("/links/{link_id:path}")
def link(request: Request, now: Now, link_id: str) -> Response:
    """一个环节：现状、依据、对谁、找谁。"""
    found = link_page(now, link_id)
    return page(request, "link.html.j2", title=found["gap"].link.name, **found)


@router.get("/firms/{firm_id:path}")
def firm(request: Request, now: Now, firm_id: str) -> Response:
    """企业画像。"""
    found = firm_page(now, firm_id)
    return page(request, "firm.html.j2", title=found["told"].name, **found)


@router.get("/nodes/{node_id:path}")
def thing(request: Request, now: Now, node_id: str) -> Response:
    """任何一个节点：属性、关系、依据。"""
    found = thing_page(now, node_id)
    node_type = found["card"].type
    if node_type in (s.LINK.name, s.FIRM.name, s.CHAIN.name):
        return RedirectResponse(address(request.app.state.site.base_path, link_to(node_type, node_id), {}), 303)
    return page(request, "thing.html.j2", title=found["card"].name, **found)
