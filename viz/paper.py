"""How large the 全景图 may be set so that one A3 page holds it: the flow of board.css, reckoned in em.

The reckoning need not be exact, only never too small; a browser test counts the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from .chain_view import Card, ChainView, Mention, Stage
from .theme import STAGE_ORDER

PAGE_WIDTH, PAGE_HEIGHT, HEAD = 1145.0, 796.0, 84.0  # points inside the margins of an A3 page; the board's heading
SMALLEST, LARGEST, STEP = 3.0, 9.0, 0.05
COLUMN, GUTTER, GROUP_GAP = 11.0, 0.4, 0.5
BASIS = (11.5, 23.5, 35.5, 47.5)
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Fit:
    """Type size in points, and the share of the width each column takes."""

    size: float
    shares: Mapping[str, float]


def fit_page(view: ChainView) -> Fit:
    """Return the largest type size at which the board fills one page and no more."""
    columns = [stage for stage in view.stages if stage.name in STAGE_ORDER[:3]]
    lanes = [stage for stage in view.stages if stage not in columns]
    small, large = SMALLEST, LARGEST + STEP
    while large - small > STEP:
        middle = (small + large) / 2
        shares = balanced(columns, PAGE_WIDTH / middle)
        fits = _height(view, columns, lanes, shares, middle) <= PAGE_HEIGHT - HEAD
        small, large = (middle, large) if fits else (small, middle)
    return Fit(small, balanced(columns, PAGE_WIDTH / small))


def _height(view: ChainView, columns: Sequence[Stage], lanes: Sequence[Stage], shares: Mapping[str, float], size: float) -> float:
    """Height of the board below its heading, in points; `px` borders weigh more the smaller the type."""
    width, border = PAGE_WIDTH / size, 1.5 / size
    tall = max(_stage(stage, width * shares[stage.name] - 0.6, border) for stage in columns)
    tall += sum(0.8 + _stage(stage, width, border) for stage in lanes)
    feeds = (24 + sum(_wide(feed.chain) + 7 for feed in view.feeds)) * 0.85
    return (tall + 1.2 + ceil(feeds / width) * 1.2) * size


def balanced(columns: Sequence[Stage], width: float) -> dict[str, float]:
    """Shares at which the tallest column is least tall, on a page `width` em wide; none too narrow for a card."""
    shares = {stage.name: 1 / len(columns) for stage in columns}
    least, best, lowest = min(14 / width, 1 / len(columns)), shares, float("inf")
    for _ in range(ROUNDS):
        tall = {stage.name: _stage(stage, width * shares[stage.name] - 0.6, 0.25) for stage in columns}
        if max(tall.values()) < lowest:
            best, lowest = shares, max(tall.values())
        raw = {name: max(least, share * (tall[name] / lowest) ** 0.5) for name, share in shares.items()}
        shares = {name: share / sum(raw.values()) for name, share in raw.items()}
    return best


def _stage(stage: Stage, width: float, border: float) -> float:
    inner = width - 1.2
    groups = [card for card in stage.cards if card.children]
    singles = tuple(card for card in stage.cards if not card.children)
    boxes: list[tuple[Card | None, tuple[Card, ...]]] = [(g, g.children) for g in groups]
    boxes += [(None, singles)] if singles else []
    rows = _rows([len(parts) for _, parts in boxes], inner)
    at, total = 0, 2.6
    for row in rows:
        total += max(_group(*boxes[at + n], width, border) for n, width in enumerate(row)) + GROUP_GAP
        at += len(row)
    return total


def _rows(counts: Sequence[int], inner: float) -> list[list[float]]:
    """Widths of the boxes of a wrapping flex row, row by row."""
    rows: list[list[int]] = []
    room = 0.0
    for count in counts:
        basis = BASIS[min(count, 4) - 1]
        if not rows or basis > room:
            rows.append([])
            room = inner
        rows[-1].append(min(count, 4))
        room -= basis + GROUP_GAP
    return [_grown(row, inner) for row in rows]


def _grown(row: Sequence[int], inner: float) -> list[float]:
    free = inner - sum(BASIS[k - 1] for k in row) - GROUP_GAP * (len(row) - 1)
    return [min(inner, BASIS[k - 1] + free * k / sum(row)) for k in row]


def _group(head: Card | None, parts: Sequence[Card], width: float, border: float) -> float:
    inner = width - (0.8 + border if head else 0)
    count = max(1, int((inner + GUTTER) / (COLUMN + GUTTER)))
    column = (inner - (count - 1) * GUTTER) / count
    body = _columns([_card(part, column, border) for part in parts], count)
    return body + (0.7 + border + _heading(head, inner, border) if head else 0)


def _columns(heights: Sequence[float], count: int) -> float:
    """Height of a multi-column box whose items do not break: the least at which all stand in `count` columns."""
    tall = max(max(heights, default=0.0), sum(heights) / count)
    while not _stand(heights, count, tall):
        tall += 0.25
    return tall


def _stand(heights: Sequence[float], count: int, tall: float) -> bool:
    used, at = 1, 0.0
    for height in heights:
        if at + height > tall + 1e-9:
            used, at = used + 1, 0.0
        at += height
    return used <= count


def _card(card: Card, width: float, border: float) -> float:
    inner = width - 0.8 - 4 * border
    if card.children:
        return 1.1 + _heading(card, inner, border) + sum(_card(child, inner, border) for child in card.children)
    lines = ceil(_title(card, border) / inner)
    text = lines * 1.3 + max(0.0, 0.2 + 2 * border - 0.3)
    text += sum(ceil(_mentions(firms) / inner) * (1.2 + border) + 0.15 for firms in (card.makers, card.invitees) if firms)
    return text + (1.25 + border if card.need else 0) + 0.95 + border


def _heading(card: Card, width: float, border: float) -> float:
    total = _title(card, border) + 3.2 + sum(_mentions(firms) + 0.8 for firms in (card.makers, card.invitees) if firms)
    total += 7.5 if card.need else 0
    return ceil(total / width) * (1.45 + border) + 0.35


def _title(card: Card, border: float) -> float:
    wide = min(_wide(card.name), 20.0) * 0.95 + 0.35
    wide += len(card.status) * 0.8 + 1.6 + 3 * border if card.status else 0
    return wide + (2.6 if card.terminal else 0) + 0.2


def _mentions(firms: Sequence[Mention]) -> float:
    return (4.5 + sum(_wide(f.short) * 0.9 + 1.3 for f in firms[:3])) * 0.85


@lru_cache(maxsize=4096)  # the same names are set at a dozen sizes
def _wide(text: str) -> float:
    """Width of a text in em: a Chinese character is one, a Latin letter about half."""
    return sum(1.0 if ord(ch) > 0x2E7F else 0.6 for ch in text)
