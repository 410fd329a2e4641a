"""The template environment: everything escaped, control characters and lone surrogates dropped, no clock, no network."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.ids import clean_text

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return the environment of viz/templates. Undefined names are errors."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        keep_trailing_newline=True,
    )


def asset(name: str) -> str:
    """Return the text of a style sheet or script of ours, as it stands."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _clean(value: Any) -> Any:
    return clean_text(value) if type(value) is str else value
