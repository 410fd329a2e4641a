"""The JSON of the command line over HTTP: the same keys, the same values. Read only."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ...analysis.audit import TARGETS
from ...analysis.chain_counts import chain_counts
from ...analysis.gaps import worth_showing
from ...analysis.recommend.subject import links_of, subject_of
from ...analysis.search import find_chain, find_node, search
from ...analysis.settings import read_settings
from ...analysis.whole_card import whole_card
from ..json_answer import Json
from ..pages.api_list import endpoints
from ..pages.link import recommender
from ..rendering import page
from .now import Now, Words

router = APIRouter()
Rows = list[dict[str, Any]]


@router.get("/api", include_in_schema=False)
def api_page(request: Request) -> Response:
    """数据接口：有哪些地址。"""
    return page(request, "api.html.j2", title="数据接口", endpoints=endpoints(request.app.openapi()))


@router.get("/api/chains", response_model=Rows)
def chains(now: Now) -> Json:
    """产业链，同 `liantu chains --json`。"""
    return Json([chain_counts(now.graph, chain, now.gaps) for chain in now.chains])


@router.get("/api/gaps", response_model=Rows)
def gaps(now: Now, chain: Words = "", everything: Annotated[bool, Query(alias="all")] = False) -> Json:
    """缺链弱链与规划点名需求，同 `liantu gaps [CHAIN] --json`；all=true 也列其余环节。"""
    home, settings = find_chain(now.graph, chain).id if chain else "", read_settings()
    kept = [g for g in now.gaps if home in ("", g.chain) and (everything or worth_showing(g, settings))]
    return Json([g.as_json() | now.stability[g.link.id].as_json() for g in kept])


@router.get("/api/recommend", response_model=Rows)
def recommend(now: Now, subject: Words = "", top: Annotated[int | None, Query(ge=1, le=1000)] = None) -> Json:
    """招商推荐，同 `liantu recommend [SUBJECT] --json`；subject 是产业链或环节。"""
    links = links_of(now.gaps, subject_of(now.graph, subject) if subject else None)
    wanted = [now.gap_of[i] for i in links]
    return Json([row for advice in recommender(now).advise(wanted, top) for row in advice.rows()])


@router.get("/api/show/{thing:path}", response_model=dict[str, Any])
def show(now: Now, thing: str) -> Json:
    """一个节点的全部，同 `liantu show ID --json`。"""
    node = find_node(now.graph, thing)
    return Json(whole_card(now.graph, now.zone, node, now.gap_of.get(node.id)))


@router.get("/api/search", response_model=Rows)
def search_names(now: Now, q: Words, limit: Annotated[int, Query(ge=1, le=1000)] = 20) -> Json:
    """按任何名称形式查找，同 `liantu search TEXT --json`。"""
    return Json([asdict(hit) for hit in search(now.graph, q)[:limit]])


@router.get("/api/audit", response_model=dict[str, Rows])
def audit(now: Now, targets: bool = False) -> Json:
    """规划核对，同 `liantu audit --json`；targets=true 只列指标。"""
    return Json({section: [f.as_json() for f in rows] for section, rows in now.audit.items() if (section == TARGETS) is targets})
