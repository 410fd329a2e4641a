"""A document as one HTML file: no script, no request, readable on a phone, printable; every quote is printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.ids import clean_text
from ..viz.theme import FONT_STACK
from .base import Document, Figure, Paragraph, Table

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def render_html(document: Document) -> bytes:
    """Return the document as the bytes of an .html file."""
    from markupsafe import Markup

    figures = [b for s in document.sections for b in s.blocks if isinstance(b, Figure)]
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    text = (
        _environment()
        .get_template("report.html.j2")
        .render(
            document=document,
            font_css=Markup(f"body{{font-family:{FONT_STACK}}}"),
            css=Markup(css),
            board_css=Markup("\n".join(dict.fromkeys(f.css for f in figures))),
            kind=_kind,
            markup=Markup,
        )
    )
    return clean_text(text).encode("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        keep_trailing_newline=True,
    )


def _kind(block: Any) -> str:
    return {Paragraph: "paragraph", Table: "table", Figure: "figure"}[type(block)]
