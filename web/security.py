"""What stands between the pages and the world: known hosts only, size limit, strict headers, a token on every write.

CSRF: signed double submit. A random cookie and its HMAC in the form; both come from this process alone.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..graph.errors import LiantuError
from .site import Site

COOKIE, FIELD, HEADER = "liantu_csrf", "csrf", "x-csrf-token"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
_RULES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser sends `Origin: null` with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class Refused(LiantuError):
    """A write without the token of this page, or from another site."""


def policy(**changed: str) -> str:
    """Return the content security policy of a page; `style_src_attr="…"` adds or replaces a rule."""
    rules = {**_RULES, **{name.replace("_", "-"): value for name, value in changed.items()}}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def style_hashes(styles: list[str]) -> str:
    """Return the rule that lets exactly these style attributes stand."""
    from base64 import b64encode

    digests = sorted({b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in styles})
    return " ".join(["'unsafe-hashes'", *(f"'sha256-{digest}'" for digest in digests)]) if digests else "'none'"


class Guard:
    """ASGI middleware: refuses unknown hosts (DNS rebinding) and bodies above the limit, and sets the headers."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(headers)
        counted = _Counted(receive, self._site.upload_limit)
        await (refusal or self._app)({**scope, "path": self._below_base(scope["path"])}, counted, _with_headers(send))

    def _below_base(self, path: str) -> str:
        """Return the path as the routes know it; a proxy may have taken the base path off already."""
        base = self._site.base_path
        return path.removeprefix(base) or "/" if base and (path == base or path.startswith(f"{base}/")) else path

    def _refusal(self, headers: Headers) -> Response | None:
        if not self._site.knows(headers.get("host", "")):
            return PlainTextResponse("拒绝：主机名不是本服务的地址；可用 --allow-host 添加 / unknown Host header\n", 400)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._site.upload_limit:
            return PlainTextResponse(_too_large(self._site.upload_limit), 413)
        return None


class TooLarge(LiantuError):
    """A body without a declared length that grew above the limit."""


class _Counted:
    """Counts what a request sends; raises TooLarge above the limit, whatever Content-Length said."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._limit, self._seen = receive, limit, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            raise TooLarge(_too_large(self._limit).strip())
        return message


def _too_large(limit: int) -> str:
    return f"文件太大：上限 {limit >> 20} MB；请拆分后再导入 / request body above the limit, split the file\n"


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in {"Content-Security-Policy": policy(), **HEADERS}.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


class Csrf:
    """Makes and checks the token of forms."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def cookie(self, request: Request) -> str:
        """Return the cookie's value: the one that came, else a new one, the same for the whole request."""
        if not hasattr(request.state, "csrf_cookie"):
            request.state.csrf_cookie = request.cookies.get(COOKIE) or secrets.token_urlsafe(24)
        return str(request.state.csrf_cookie)

    def token(self, request: Request) -> str:
        """Return the token that belongs to the cookie."""
        return self._sign(self.cookie(request))

    def _sign(self, cookie: str) -> str:
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def set_cookie(self, request: Request, response: Response) -> None:
        """Send the cookie where the page asked for a token and the browser has none yet."""
        made = getattr(request.state, "csrf_cookie", None)
        if made and made != request.cookies.get(COOKIE):
            response.set_cookie(COOKIE, made, httponly=True, samesite="strict", path=quote(request.app.state.site.base_path) or "/")

    async def check(self, request: Request) -> None:
        """Let reading pass; raise Refused for a write that does not come from a page of ours."""
        if request.method in READING:
            return
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc != request.headers.get("host"):
            raise Refused("拒绝：请求来自别的网站 / cross-site request refused")
        given = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
        cookie = request.cookies.get(COOKIE, "")
        if not cookie or not hmac.compare_digest(given.encode(), self._sign(cookie).encode()):
            raise Refused("页面已过期或不是本页面提交的，请刷新后重试 / missing or stale form token, reload the page")


async def protect(request: Request) -> None:
    """Dependency of every route: a write needs the token."""
    await request.app.state.csrf.check(request)
