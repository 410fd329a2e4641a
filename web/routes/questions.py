"""常用问题: choose one, fill in its parameters, read the rows, download them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...queries.header import Query
from ...queries.runner import find
from ..downloads import Kind, download
from ..pages.questions import MOST, answered, every_question, names_of
from ..rendering import page
from ..telling import line
from .now import Now

router = APIRouter(include_in_schema=False)


@router.get("/questions")
def questions(request: Request) -> Response:
    """全部常用问题。"""
    return page(request, "questions.html.j2", title="常用问题", questions=every_question())


@router.get("/questions/{name}.{kind}")
def rows(request: Request, now: Now, name: str, kind: Kind) -> Response:
    """一个问题的答案，下载。"""
    query = find(name)
    return download(answered(now, query, _given(request, query)), now.head, kind)


@router.get("/questions/{name}")
def question(request: Request, now: Now, name: str) -> Response:
    """一个问题：不带参数时只给表单，填好再答。"""
    query = find(name)
    given = _given(request, query)
    sheet = answered(now, query, given) if request.query_params else None
    names = {p.name: names_of(now.graph, p.name) for p in query.parameters}
    return page(request, "question.html.j2", title=query.title, query=query, given=given, sheet=sheet, most=MOST, names=names)


def _given(request: Request, query: Query) -> dict[str, str]:
    """The parameters of the address that the question knows; an empty one keeps its default."""
    return {p.name: found for p in query.parameters if (found := line(request.query_params.get(p.name, "")))}
