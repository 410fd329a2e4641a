"""Fixed places for the map, computed here and not in the browser: lanes, bands of one level in them, boxes packed without overlap.

Every box stands in a cell of its lane, so the gutters between cells are free from top to bottom: routes.py draws lines there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

BOX_WIDTH, LINK_HEIGHT, SIDE_HEIGHT = 184, 52, 32
GAP, SIDE_GAP, PADDING, TITLE, BAND = 12, 8, 14, 40, 22
CELL = BOX_WIDTH + GAP
ASPECT = 1.3
ONE_COLUMN, CANDIDATES = 4, 60


@dataclass(frozen=True, slots=True)
class Block:
    """A link's box with the boxes beside it; `lane` is its stage, `level` its band there: steps from a link without inputs."""

    id: str
    lane: str
    beside: tuple[str, ...]
    level: int = 0

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
class Band:
    """The head of the boxes of one level in a lane that has several."""

    title: str
    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Lanes, bands, and the centre and height of every box by id."""

    lanes: tuple[Lane, ...] = ()
    bands: tuple[Band, ...] = ()
    centres: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    heights: Mapping[str, int] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Width of the whole."""
        return max((lane.x + lane.width for lane in self.lanes), default=1)

    @property
    def height(self) -> int:
        """Height of the whole."""
        return max((lane.y + lane.height for lane in self.lanes), default=1)


def lay_out(blocks: Sequence[Block], titles: Mapping[str, str], narrow: Collection[str] = ()) -> Layout:
    """Pack blocks into lanes (in the order of `titles`) so that the whole is about as wide as a screen.

    In a lane of `narrow` blocks stand one below the other, so that lines reach it from both sides. Same blocks, same places.
    Cost O(candidates · blocks · columns).
    """
    lanes = {name: [b for b in blocks if b.lane == name] for name in titles}
    lanes = {name: own for name, own in lanes.items() if own}
    total = sum(b.columns * b.height for b in blocks)
    tried = [_pack(lanes, titles, target, narrow) for target in range(200, total + 400, max(100, total // CANDIDATES))]
    return min(tried, key=lambda layout: abs(layout.width / layout.height - ASPECT), default=Layout())


def _pack(lanes: Mapping[str, Sequence[Block]], titles: Mapping[str, str], target: int, narrow: Collection[str]) -> Layout:
    left, height, bands = 0, 0, list[Band]()
    spans: list[tuple[str, int, int]] = []
    centres, heights = dict[str, tuple[int, int]](), dict[str, int]()
    for name, blocks in lanes.items():
        width, bottom, placed, heads = _lane(blocks, left, 0 if name in narrow else target)
        for block, x, y in placed:
            centres |= _centres(block, x, y)
            heights |= {block.id: LINK_HEIGHT} | dict.fromkeys(block.beside, SIDE_HEIGHT)
        spans.append((titles[name], left, width))
        bands += heads
        left, height = left + width + GAP, max(height, bottom + PADDING - GAP)
    return Layout(tuple(Lane(title, x, 0, width, height) for title, x, width in spans), tuple(bands), centres, heights)


def _lane(blocks: Sequence[Block], left: int, target: int) -> tuple[int, int, list[tuple[Block, int, int]], list[Band]]:
    """Return width and bottom of a lane, its blocks with their top left corners, and its bands, one above the other.

    `target`: the height aimed at; 0: no wider than its widest block.
    """
    columns = max(b.columns for b in blocks)
    if target:
        columns = max(columns, ceil(sum(b.columns * b.height for b in blocks) / target))
    levels = sorted({b.level for b in blocks})
    top, used, found, starts = TITLE + PADDING, 0, list[tuple[Block, int, int]](), list[tuple[str, int]]()
    for level in levels:
        starts.append((f"第 {level + 1} 级", top))
        top += BAND if len(levels) > 1 else 0
        own = [b for b in blocks if b.level == level]
        placed, tops = _skyline(own, columns) if target else _stack(own)
        found += [(block, left + PADDING + column * CELL, top + y) for block, column, y in placed]
        used = max(used, *(column + block.columns for block, column, _ in placed))
        top += max(tops)
    width = 2 * PADDING + used * CELL - GAP
    return width, top, found, [Band(title, left, y, width) for title, y in starts if len(levels) > 1]


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


def _stack(blocks: Sequence[Block]) -> tuple[list[tuple[Block, int, int]], list[int]]:
    """Put each block below the one before."""
    placed, top = list[tuple[Block, int, int]](), 0
    for block in blocks:
        placed.append((block, 0, top))
        top += block.height
    return placed, [top]


def _centres(block: Block, x: int, y: int) -> dict[str, tuple[int, int]]:
    found = {block.id: (x + BOX_WIDTH // 2, y + LINK_HEIGHT // 2)}
    wide = max(block.columns - 1, 1)
    for n, one in enumerate(block.beside):
        row, column = divmod(n, wide)
        found[one] = (x + (1 + column) * CELL + BOX_WIDTH // 2, y + row * (SIDE_HEIGHT + SIDE_GAP) + SIDE_HEIGHT // 2)
    return found
