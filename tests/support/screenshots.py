"""Pictures of pages held against golden ones: other fonts pass, a missing column, card or colour does not.

Both pictures are cut into cells and each cell averaged: which font drew the letters hardly changes how much ink a cell
holds, what stands there does. Goldens are quarter-size PNGs below tests/golden/screens; LIANTU_GOLDEN=1 writes them anew.
The browser itself decodes and scales; no image library is needed.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "golden" / "screens"
COLUMNS, ROWS = 12, 8
FLOOR, SHARE = 6.0, 0.3  # a cell differs by more than 6 of 255 and by more than this share of the ink it holds
ALLOWED = 0.16  # share of cells that may differ
STRIP = 0.25  # by what share the ink of a whole column or row of cells may change: lines shift inside a strip, they do not leave it
HEIGHT = 0.15  # by how much the page may be longer or shorter: lines break elsewhere in another font
LOAD = "async url => { const i = new Image(); i.src = url; await i.decode(); const c = document.createElement('canvas');"
CELLS = (
    LOAD
    + """ c.width = i.width; c.height = i.height; const x = c.getContext('2d'); x.drawImage(i, 0, 0);
    const cells = [];
    for (let r = 0; r < ROWS; r++) for (let k = 0; k < COLUMNS; k++) {
        const [l, t] = [Math.floor(k * c.width / COLUMNS), Math.floor(r * c.height / ROWS)];
        const [w, h] = [Math.floor((k + 1) * c.width / COLUMNS) - l, Math.floor((r + 1) * c.height / ROWS) - t];
        const d = x.getImageData(l, t, w, h).data, sum = [0, 0, 0];
        for (let p = 0; p < d.length; p += 4) for (let n = 0; n < 3; n++) sum[n] += d[p + n];
        cells.push(sum.map(s => 255 - 4 * s / d.length));
    }
    return {width: c.width, height: c.height, cells}; }""".replace("ROWS", str(ROWS)).replace("COLUMNS", str(COLUMNS))
)
QUARTER = (
    LOAD
    + """ c.width = Math.round(i.width / 4); c.height = Math.round(i.height / 4); const x = c.getContext('2d');
    x.imageSmoothingQuality = 'high'; x.drawImage(i, 0, 0, c.width, c.height); return c.toDataURL('image/png'); }"""
)


def unlike(page: Any, name: str, selector: str = "") -> str:
    """Return in what the page (or the first element of `selector`) differs from the golden `name`.png; empty where it does not."""
    shot = page.locator(selector).first.screenshot() if selector else page.screenshot(full_page=True)
    golden = FOLDER / f"{name}.png"
    bench = page.context.new_page()
    try:
        if os.environ.get("LIANTU_GOLDEN"):
            FOLDER.mkdir(parents=True, exist_ok=True)
            golden.write_bytes(base64.b64decode(bench.evaluate(QUARTER, _url(shot)).partition(",")[2]))
        if not golden.is_file():
            return f"{golden.name}: no golden picture; write it with LIANTU_GOLDEN=1 and look at it"
        return _difference(bench.evaluate(CELLS, _url(shot)), bench.evaluate(CELLS, _url(golden.read_bytes())))
    finally:
        bench.close()


def _difference(now: dict[str, Any], then: dict[str, Any]) -> str:
    tall, was = now["height"] / now["width"], then["height"] / then["width"]
    if abs(tall - was) > HEIGHT * was:
        return f"height to width {tall:.2f}, was {was:.2f}"
    off = [n for n, (one, other) in enumerate(zip(now["cells"], then["cells"], strict=True)) if _differs(one, other)]
    places = "、".join(f"row {n // COLUMNS + 1} column {n % COLUMNS + 1}" for n in off[:6])
    lost = [name for name, places in _strips().items() if _changed(*([sum(map(sum, _at(x, places))) for x in (now, then)]))]
    if lost or len(off) > ALLOWED * COLUMNS * ROWS:
        return f"{len(off)} of {COLUMNS * ROWS} cells differ: {places}; ink changed in {'、'.join(lost) or 'no whole strip'}"
    return ""


def _strips() -> dict[str, list[int]]:
    strips = {f"column {k + 1}": list(range(k, COLUMNS * ROWS, COLUMNS)) for k in range(COLUMNS)}
    return strips | {f"row {r + 1}": list(range(r * COLUMNS, (r + 1) * COLUMNS)) for r in range(ROWS)}


def _at(picture: dict[str, Any], places: list[int]) -> list[list[float]]:
    return [picture["cells"][n] for n in places]


def _changed(one: float, other: float) -> bool:
    return abs(one - other) > STRIP * max(one, other, 3 * FLOOR)


def _differs(one: list[float], other: list[float]) -> bool:
    """Tell whether a cell's mean colour changed: absolutely, and against the ink there is."""
    gap = max(abs(a - b) for a, b in zip(one, other, strict=True))
    return gap > FLOOR and gap > SHARE * max(*one, *other)


def _url(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
