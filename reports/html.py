"""A document as one HTML file: no script, no request, readable on a phone, printable; every quote is printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ..graph.ids import clean_text
from ..viz.theme import FONT_STACK
from .base import Document, Figure, Paragraph, Picture, Table
from .templates_text import TEMPLATES, template_text

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(document: Document, template: str = "report.html.j2", **more: Any) -> bytes:
    """Return the document as the bytes of an .html file; `more` goes to a template that extends the report's."""
    from markupsafe import Markup

    figures = [b for s in document.sections for b in s.blocks if isinstance(b, Figure)]
    tables = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    heads = {titles: f"h{n}" for n, titles in enumerate(dict.fromkeys(map(_titles, tables)), 1)}
    css = template_text("report.css")
    text = (
        _environment()
        .get_template(template)
        .render(
            document=document,
            font_css=Markup(f"body{{font-family:{FONT_STACK}}}"),
            css=Markup(css),
            board_css=Markup("\n".join(dict.fromkeys(f.css for f in figures))),
            label_css=Markup(_label_css(heads)),
            heads=heads,
            titles=_titles,
            kind=_kind,
            markup=Markup,
            **more,
        )
    )
    return clean_text(text).encode("utf-8")


def _titles(table: Table) -> tuple[str, ...]:
    return tuple(column.title for column in table.columns)


def _label_css(heads: Mapping[tuple[str, ...], str]) -> str:
    """The titles of columns as rules, one a column and not one a cell: what stands before a cell on a phone."""
    rules = [
        f'.{name} td:nth-child({n})::before{{content:"{_css_string(title)}"}}'
        for titles, name in heads.items()
        for n, title in enumerate(titles, 1)
    ]
    return "\n".join(["@media screen and (max-width:800px){", *rules, "}"])


def _css_string(text: str) -> str:
    """Letters and digits as they are, all else as CSS escapes: nothing ends the string or the style element."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)


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
    return {Paragraph: "paragraph", Table: "table", Figure: "figure", Picture: "picture"}[type(block)]
