"""Fixed places for the map, computed here and not in the browser: lanes by stage, boxes packed without overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

BOX_WIDTH, LINK_HEIGHT, SIDE_HEIGHT = 184, 52, 32
GAP, SIDE_GAP, PADDING, TITLE = 12, 8, 14, 40
CELL = BOX_WIDTH + GAP
ASPECT = 1.3
ONE_COLUMN, CANDIDATES = 4, 60


@dataclass(frozen=True, slots=True)
class Block:
    """A link's box with the boxes beside it; `lane` is its stage."""

    id: str
    lane: str
    beside: tuple[str, ...]

    @property
    def columns(self) -> int:
        """Cells the block takes across: the link's box, then one or two columns beside it."""
        return 1 + (bool(self.beside) + (len(self.beside) > ONE_COLUMN))

    @property
    def height(self) -> int:
        """Height with the gap below."""
        rows = ceil(len(self.beside) / max(self.columns - 1, 1))
        return max(LINK_HEIGHT, rows * (SIDE_HEIGHT + SIDE_GAP) - SIDE_GAP) + GAP


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane's rectangle and title."""

    title: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Lanes, and the centre of every box by id."""

    lanes: tuple[Lane, ...]
    centres: Mapping[str, tuple[int, int]]


def lay_out(blocks: Sequence[Block], titles: Mapping[str, str]) -> Layout:
    """Pack blocks into lanes (in the order of `titles`) so that the whole is about as wide as a screen.

    Cost O(candidates · blocks · columns). Same blocks, same places.
    """
    lanes = {name: [b for b in blocks if b.lane == name] for name in titles}
    lanes = {name: own for name, own in lanes.items() if own}
    total = sum(b.columns * b.height for b in blocks)
    tried = [_pack(lanes, titles, target) for target in range(200, total + 400, max(100, total // CANDIDATES))]
    return min(tried, key=lambda layout: abs(_width(layout) / _height(layout) - ASPECT), default=Layout((), {}))


def _width(layout: Layout) -> int:
    return max((lane.x + lane.width for lane in layout.lanes), default=1)


def _height(layout: Layout) -> int:
    return max((lane.height for lane in layout.lanes), default=1)


def _pack(lanes: Mapping[str, Sequence[Block]], titles: Mapping[str, str], target: int) -> Layout:
    left, bottom, centres = 0, 0, dict[str, tuple[int, int]]()
    spans: list[tuple[str, int, int]] = []
    for name, blocks in lanes.items():
        columns = max(max(b.columns for b in blocks), ceil(sum(b.columns * b.height for b in blocks) / target))
        placed, tops = _skyline(blocks, columns)
        used = max(column + block.columns for block, column, _ in placed)
        for block, column, top in placed:
            centres |= _centres(block, left + PADDING + column * CELL, TITLE + PADDING + top)
        width = 2 * PADDING + used * CELL - GAP
        spans.append((titles[name], left, width))
        left += width + GAP
        bottom = max(bottom, *tops)
    height = TITLE + 2 * PADDING + bottom - GAP
    return Layout(tuple(Lane(title, x, 0, width, height) for title, x, width in spans), centres)


def _skyline(blocks: Sequence[Block], columns: int) -> tuple[list[tuple[Block, int, int]], list[int]]:
    """Put each block where it comes to stand highest; return (block, column, top) and the heights of the columns."""
    tops, placed = [0] * columns, []
    for block in blocks:
        starts = range(columns - block.columns + 1)
        at = min(starts, key=lambda c: (max(tops[c : c + block.columns]), c))
        top = max(tops[at : at + block.columns])
        placed.append((block, at, top))
        tops[at : at + block.columns] = [top + block.height] * block.columns
    return placed, tops


def _centres(block: Block, x: int, y: int) -> dict[str, tuple[int, int]]:
    found = {block.id: (x + BOX_WIDTH // 2, y + LINK_HEIGHT // 2)}
    wide = max(block.columns - 1, 1)
    for n, one in enumerate(block.beside):
        row, column = divmod(n, wide)
        found[one] = (x + (1 + column) * CELL + BOX_WIDTH // 2, y + row * (SIDE_HEIGHT + SIDE_GAP) + SIDE_HEIGHT // 2)
    return found
