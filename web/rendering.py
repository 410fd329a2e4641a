"""Templates → responses: everything escaped, control characters and lone surrogates dropped, links below the base path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..graph.ids import clean_text
from .assets import HTMX, assets, status_class
from .links import NAVIGATION, link_to
from .pages.sheet import Listing
from .state import Answers

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def page(request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> HTMLResponse:
    """Return a page (or, for a name that begins with `_`, a part of one) drawn from `values`.

    Templates may use `url(path, **query)`, `asset(name)`, `node_url(type, id)`, `csrf()`, `desk`, `head` and `navigation`.
    """
    app = request.app
    base, answers = app.state.site.base_path, answers_of(request)
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            head=answers.head,
            navigation=NAVIGATION,
            here=request.url.path,
            url=lambda path, **query: address(base, path, query),
            node_url=lambda node_type, node_id: address(base, link_to(node_type, node_id), {}),
            asset=lambda name: address(base, f"/static/{assets()[name].version}/{name}", {}),
            htmx=HTMX,
            csrf=lambda: app.state.csrf.token(request),
            desk=app.state.desk,
            **values,
        )
    )
    response = HTMLResponse(text, status, dict(headers or {}))
    app.state.csrf.set_cookie(request, response)
    return response


def listing_page(request: Request, template: str, found: Listing, **values: Any) -> HTMLResponse:
    """Return a page with a list, or only the list and its filters' counts where a script asks; the filters stand in the address."""
    if not is_partial(request):
        return page(request, template, title=found.sheet.title, found=found, partial=False, **values)
    here = address(request.app.state.site.base_path, found.path, found.query)
    return page(request, "_listing.html.j2", headers={"HX-Push-Url": here}, found=found, partial=True)


def is_partial(request: Request) -> bool:
    """True where a script of the page asks for a part of it; going back in the history asks for the whole."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


def answers_of(request: Request) -> Answers:
    """Return the answers in use; one request keeps the same to its end, head and foot of its page alike."""
    if not hasattr(request.state, "answers"):
        request.state.answers = request.app.state.liantu.now
    found: Answers = request.state.answers
    return found


def address(base: str, path: str, query: Mapping[str, Any]) -> str:
    """Return a link: ids are quoted, empty values of the query left out.

    >>> address("/x", "/links/a b", {"q": "甲&乙", "chain": ""})
    '/x/links/a%20b?q=%E7%94%B2%26%E4%B9%99'
    """
    given = {key: value for key, value in query.items() if value not in ("", None, False)}
    asked = urlencode(given, doseq=True, errors="replace")
    return quote(base + path, safe="/:@|", errors="replace") + (f"?{asked}" if asked else "")


@cache
def environment() -> Environment:
    """Return the environment of web/templates. Undefined names are errors."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["status_class"] = status_class
    return made


def _clean(value: Any) -> Any:
    return clean_text(value) if type(value) is str else value
