"""What comes in by a form and where a write leads: texts cleaned, and POST-redirect-GET below the base path."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse

from ..graph.ids import clean_text
from .rendering import address

LONGEST = 2000  # characters of a field


def text(form: FormData, name: str) -> str:
    """Return a field's text on one line, cleaned; empty where it was not sent or is a file."""
    found = form.get(name, "")
    return line(found) if isinstance(found, str) else ""


def line(raw: str) -> str:
    """Return text on one line, without control characters, cut where it is absurdly long."""
    return " ".join(clean_text(raw).split())[:LONGEST]


def see(request: Request, path: str, **query: object) -> RedirectResponse:
    """Return the redirect (303) that a write answers with: loading the page again writes nothing twice."""
    return RedirectResponse(address(request.app.state.site.base_path, path, query), 303)
