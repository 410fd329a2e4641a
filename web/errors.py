"""Errors as pages: one clear line in Chinese, then English; no traceback leaves the process."""

from __future__ import annotations

import sys

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ..graph.errors import DataError, LiantuError, NotFound, StoreError
from ..queries.runner import ParameterError
from .json_answer import Json
from .rendering import page
from .security import Refused, TooLarge

STATUS: tuple[tuple[type[LiantuError], int], ...] = (
    (NotFound, 404),
    (DataError, 422),
    (ParameterError, 422),
    (Refused, 403),
    (TooLarge, 413),
    (StoreError, 503),
)
WORDS = {
    404: "没有这个页面；请从上面的导航进入 / no such page",
    405: "这个地址不接受这种请求 / method not allowed",
    422: "地址里的条件不对 / bad query",
}
BROKEN = "程序出错，没有写入任何东西；请把运行 liantu serve 的窗口里的最后一行告诉维护人 / internal error, nothing was written"


def add_handlers(app: FastAPI) -> None:
    """Register the handlers."""
    app.add_exception_handler(LiantuError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unexpected)


def _ours(request: Request, fault: Exception) -> Response:
    return told(request, next((code for kind, code in STATUS if isinstance(fault, kind)), 500), str(fault))


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    return told(request, fault.status_code, WORDS.get(fault.status_code, str(fault.detail)))


def _invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    named = "；".join(f"{'.'.join(map(str, e['loc'][1:]))}：{e['msg']}" for e in fault.errors())
    return told(request, 422, f"{WORDS[422]}：{named}")


def _unexpected(request: Request, fault: Exception) -> Response:
    print(f"{request.method} {request.url.path}: {type(fault).__name__}: {fault}", file=sys.stderr)
    return told(request, 500, BROKEN)


def told(request: Request, status: int, text: str) -> Response:
    """Return an error: JSON below /api, else a page; the first line of a fault with many."""
    if request.url.path.startswith("/api/"):
        return Json({"error": text}, status)
    return page(request, "error.html.j2", status=status, title=f"{status}", lines=text.splitlines())
