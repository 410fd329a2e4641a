"""Lines of the map that cross no box: out of a box into the gutter beside it, along a free height, down the gutter of the other box.

A gutter between cells holds no box (layout.py), so only the stretch across needs a height that is free; the corridors above the first and
below the last row always are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from .layout import BOX_WIDTH, GAP, PADDING, TITLE, Layout

Point = tuple[int, int]
OFFSETS = (0, -3, 3)  # so that lines that share a gutter lie side by side


def routes(layout: Layout, lines: Iterable[tuple[str, str, str]]) -> dict[str, tuple[Point, ...]]:
    """Return line id → corners, for lines (id, source box, target box) between boxes of the layout. Cost O(lines · boxes) at worst."""
    free = _Rows(layout)
    return {name: _route(layout, free, source, target, OFFSETS[n % 3]) for n, (name, source, target) in enumerate(lines)}


class _Rows:
    """Which stretches of a height are taken by boxes; each height is looked at once."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._taken: dict[int, list[int]] = {}

    def free(self, y: int, left: int, right: int) -> bool:
        """True where no box stands between left and right at this height."""
        if y not in self._taken:
            self._taken[y] = self._at(y)
        taken = self._taken[y]
        at = bisect_left(taken, left - BOX_WIDTH // 2)
        return at == len(taken) or taken[at] > right + BOX_WIDTH // 2

    def _at(self, y: int) -> list[int]:
        heights = self._layout.heights
        return sorted(x for box, (x, middle) in self._layout.centres.items() if abs(middle - y) <= heights[box] // 2 + 1)


def _route(layout: Layout, rows: _Rows, source: str, target: str, offset: int) -> tuple[Point, ...]:
    (sx, sy), (tx, ty) = layout.centres[source], layout.centres[target]
    half, beside = BOX_WIDTH // 2, BOX_WIDTH // 2 + GAP // 2
    out, into = (-1, 1) if tx < sx else (1, 1) if tx == sx else (1, -1)
    first, last = sx + out * beside + offset, tx + into * beside + offset
    left, right = min(first, last), max(first, last)
    corridors = (TITLE + PADDING // 2 + offset, layout.height - PADDING // 2 + offset)
    heights = [y for y in (sy, ty) if rows.free(y, left, right)] if right - left > GAP else [sy]
    across = min([*heights, *corridors], key=lambda y: abs(y - sy) + abs(y - ty))
    corners = [(sx + out * half, sy), (first, sy), (first, across), (last, across), (last, ty), (tx + into * half, ty)]
    return tuple(dict.fromkeys(corners))
