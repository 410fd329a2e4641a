"""A figure's SVG as PNG, by the typst extra and the shipped font; without the extra there is none, and Word gets a coloured table."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from .font import FONT_FILE, FONT_FOLDER

PPI = 180.0  # sharp on paper, under 400 KB a figure
CACHE_AGE = 12  # typst keeps the pixels of its last ten compilations; as many empty ones drop them (106 MB → 59 MB for 18 figures)
SOURCE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: eval(sys.inputs.width))"""


def can_draw() -> bool:
    """True where the typst extra is installed."""
    return find_spec("typst") is not None and FONT_FILE.is_file()


def png(svg: str, width_mm: float) -> bytes | None:
    """Return the picture, `width_mm` wide at 180 points to the inch, or None where it cannot be drawn. About 40 ms each."""
    if not can_draw():
        return None
    given = {"svg": svg, "width": f"{width_mm:.1f}mm"}
    made: bytes = _compiler().compile(input=SOURCE, format="png", ppi=PPI, sys_inputs=given)
    for _ in range(CACHE_AGE):
        _compiler().compile(input=b" ", format="svg")
    return made


@cache
def _compiler() -> Any:
    """The engine with the shipped font and no other: the same bytes on every machine; the font is read once."""
    import typst

    return typst.Compiler(font_paths=[str(FONT_FOLDER)], ignore_system_fonts=True)
