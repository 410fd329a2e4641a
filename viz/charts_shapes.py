"""SVG written by hand: rectangles, lines and text that is escaped and kept within its room; no script, no style element."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from ..graph.ids import clean_text
from .charts_option import INK
from .font import FAMILY
from .theme import FONT_STACK, BoxStyle, StatusStyle

FONTS = FONT_STACK.replace('"', "").replace("sans-serif", f"{FAMILY}, sans-serif")
NARROW = 0.6  # of a Chinese character
DASHES = {"dashed": "6 3", "dotted": "2 3"}
HATCH_GAP = 7


def drawing(name: str, title: str, width: float, height: float, parts: Iterable[str]) -> str:
    """Return a whole SVG of a size in user units, titled for those who cannot see it."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(width)} {num(height)}" role="img" aria-label={attr(title)}'
    return f"{head} font-family={attr(FONTS)} fill={attr(INK)}><title>{_inner(title)}</title>{_hatch(name)}{''.join(parts)}</svg>"


def _hatch(name: str) -> str:
    """The hatching of 待核实, so that it is told apart without colour; named by the figure, for several stand on one page."""
    line = f'<path d="M0 {HATCH_GAP}L{HATCH_GAP} 0" stroke="#b0bec5" stroke-width="1.4"/>'
    size = f'width="{HATCH_GAP}" height="{HATCH_GAP}"'
    return f'<defs><pattern id="hatch-{name}" {size} patternUnits="userSpaceOnUse">{line}</pattern></defs>'


def num(value: float) -> str:
    """Return a number in at most one decimal: the same bytes everywhere."""
    return f"{value:.1f}".removesuffix(".0")


def attr(value: str) -> str:
    """Return an attribute's value, quoted."""
    return quoteattr(clean_text(value))


def _inner(text: str) -> str:
    return escape(clean_text(text))


def box(x: float, y: float, width: float, height: float, look: StatusStyle | BoxStyle, hatch: str = "") -> str:
    """Return a rectangle in the look of a status, hatched where the look is."""
    dash = DASHES.get(look.border_style)
    place = f'x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}"'
    drawn = f'<rect {place} fill="{look.color}" stroke="{look.border}"{f" stroke-dasharray={attr(dash)}" if dash else ""}/>'
    hatched = isinstance(look, StatusStyle) and look.hatched and hatch
    return drawn + (f'<rect {place} fill="url(#hatch-{hatch})"/>' if hatched else "")


def plain_box(x: float, y: float, width: float, height: float, fill: str, border: str = "none") -> str:
    """Return a rectangle."""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" fill="{fill}" stroke="{border}"/>'


def text(x: float, y: float, words: str, size: float, *, anchor: str = "start", fill: str = INK, halo: bool = False) -> str:
    """Return a line of text, `y` at its base."""
    glow = ' paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"' if halo else ""
    return f'<text x="{num(x)}" y="{num(y)}" font-size="{num(size)}" text-anchor="{anchor}" fill="{fill}"{glow}>{_inner(words)}</text>'


def text_room(words: str, size: float) -> float:
    """Return the width a text takes at most."""
    return sum(1.0 if east_asian_width(c) in "WFA" else NARROW for c in words) * size


def fitted(words: str, room: float, size: float) -> str:
    """Return the text, cut with … where it is wider than `room`.

    >>> fitted("一二三四五", 40, 10)
    '一二三…'
    """
    words = clean_text(words)
    if text_room(words, size) <= room:
        return words
    while words and text_room(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def folded(words: str, room: float, size: float, most: int) -> list[str]:
    """Return the text in at most `most` lines of a width, the last cut with … where that is not enough.

    >>> folded("一二三四五六七", 30, 10, 2)
    ['一二三', '四五…']
    """
    lines: list[str] = []
    rest = clean_text(words)
    while len(lines) < most - 1 and text_room(rest, size) > room:
        head = fitted(rest, room + size, size).removesuffix("…")
        lines.append(head)
        rest = rest.removeprefix(head)
    return [*lines, fitted(rest, room, size)]
