"""A watermark: words repeated over the whole page, light, behind no click, in print too; the words are inert."""

from __future__ import annotations

import base64

from ..graph.errors import LiantuError
from ..graph.ids import clean_text
from ..viz.theme import FONT_STACK

LONGEST = 40  # characters; more would run into the next one


def watermark_css(words: str) -> str:
    """Return the rules that lay the words over every page. Raises LiantuError where they are too long or empty."""
    text = checked(words)
    wide = 60 + 26 * len(text)
    picture = base64.b64encode(_svg(text, wide, 220).encode("utf-8")).decode("ascii")
    tiles = f'background:url("data:image/svg+xml;base64,{picture}");pointer-events:none;z-index:9'
    sections = ".boards>.lt-board,.page-one,.part"  # a fixed box does not keep to its page where pages differ in size
    over = ",".join(f"{one}::after" for one in sections.split(","))
    return (
        f".watermark{{position:fixed;inset:0;{tiles}}}\n@media print{{.watermark{{display:none}}{sections}{{position:relative}}"
        f'{over}{{content:"";position:absolute;inset:0;{tiles};print-color-adjust:exact;-webkit-print-color-adjust:exact}}}}'
    )


def checked(words: str) -> str:
    """Return the words cleaned. Raises LiantuError where they are too long or empty."""
    text = " ".join(clean_text(words).split())
    if not text or len(text) > LONGEST:
        raise LiantuError(f"--watermark：应为 1–{LONGEST} 字，得到 {len(text)} 字；请改短 / watermark of 1–{LONGEST} characters")
    return text


def _svg(text: str, wide: int, tall: int) -> str:
    from markupsafe import escape

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}"><text x="{wide / 2:g}" y="{tall / 2:g}" '
        f'font-family="{escape(FONT_STACK)}" font-size="22" fill="#000" fill-opacity=".09" text-anchor="middle" '
        f'transform="rotate(-24 {wide / 2:g} {tall / 2:g})">{escape(text)}</text></svg>'
    )
