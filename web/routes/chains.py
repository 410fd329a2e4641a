"""Pages of a chain: the 全景图, and each picture inside the site's frame and alone."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..pages.chain import PICTURES, chain_page, picture
from ..rendering import page
from .now import Now

router = APIRouter(include_in_schema=False)


@router.get("/chains/{slug}")
def board(request: Request, now: Now, slug: str) -> Response:
    """一条链：一页纸和全景图。"""
    found = chain_page(now, slug)
    return page(request, "chain.html.j2", title=found["chain"].name, headers={"Content-Security-Policy": found["policy"]}, **found)


@router.get("/chains/{slug}/{name}.html")
def picture_alone(now: Now, slug: str, name: str) -> Response:
    """一张图，单独成页，带自己的安全策略。"""
    text, policy = picture(now, slug, name)
    return HTMLResponse(text, headers={"Content-Security-Policy": policy})


@router.get("/chains/{slug}/{name}")
def picture_page(request: Request, now: Now, slug: str, name: str) -> Response:
    """一张图，在网页里。"""
    picture(now, slug, name)
    found = chain_page(now, slug)
    return page(request, "picture.html.j2", title=f"{found['chain'].name}{PICTURES[name][0]}", name=name, chain=found["chain"], slug=slug)
