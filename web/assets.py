"""Style sheets, scripts and the board's CSS, read once; a request names one of these and can reach no other file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..viz.board import board_css
from ..viz.theme import FONT_STACK, INVITEE, LOCAL, NEED, STATUS_COLORS

STATIC = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
HTMX = "vendor/htmx-4.0.1/htmx.min.js"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file the pages load; `version` changes with its bytes, so that a browser may keep it for ever."""

    content: bytes
    media_type: str
    version: str


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by name."""
    found = {p.relative_to(STATIC).as_posix(): p for p in sorted(STATIC.rglob("*")) if p.suffix in TYPES}
    made = {name: _asset(path.read_bytes(), TYPES[path.suffix]) for name, path in found.items()}
    ours = {"board.css": board_css(), "theme.css": theme_css()}
    return {**made, **{name: _asset(text.encode(), TYPES[".css"]) for name, text in ours.items()}}


def theme_css() -> str:
    """Return the rules of the theme: type face, and fill, text and border of each status; the word stands beside the colour."""
    rules = [f"body{{font-family:{FONT_STACK}}}"]
    looks = {f"s-{status_class(word)}": look for word, look in STATUS_COLORS.items()}
    rules += [f".badge.{name}{{background:{x.color};color:{x.text};border:2px {x.border_style} {x.border}}}" for name, x in looks.items()]
    boxes = (("need", NEED), ("local", LOCAL), ("invitee", INVITEE))
    rules += [f".badge.{name}{{background:{x.color};color:{x.text};border:1px {x.border_style} {x.border}}}" for name, x in boxes]
    return "\n".join(rules) + "\n"


def status_class(word: str) -> str:
    """Return the class of a status word.

    >>> status_class("缺（在建）")
    '缺-在建'
    """
    return word.replace("（", "-").replace("）", "")


def _asset(content: bytes, media_type: str) -> Asset:
    return Asset(content, media_type, hashlib.sha256(content).hexdigest()[:12])
