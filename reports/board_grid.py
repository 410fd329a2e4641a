"""全景图 as a table for formats without free layout: lanes side by side, each as many columns wide as it has cards for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from .base import Card, Figure


@dataclass(frozen=True, slots=True)
class Grid:
    """Lane titles with the number of columns each spans, and rows of cards (None: nothing there)."""

    lanes: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Card | None, ...], ...]


def grid(figure: Figure, columns: int) -> Grid:
    """Share `columns` out among the lanes so that the picture gets as low as it can; cards run down, then right."""
    spans = _spans([len(cards) for _, cards in figure.lanes], columns)
    depth = max((ceil(len(c) / n) for (_, c), n in zip(figure.lanes, spans, strict=True)), default=0)
    filled = [_columns(cards, n) for (_, cards), n in zip(figure.lanes, spans, strict=True)]
    flat = [column for lane in filled for column in lane]
    rows = tuple(tuple(column[i] if i < len(column) else None for column in flat) for i in range(depth))
    return Grid(tuple((title, n) for (title, _), n in zip(figure.lanes, spans, strict=True)), rows)


def _spans(sizes: list[int], columns: int) -> list[int]:
    spans = [1] * len(sizes)
    for _ in range(columns - len(sizes)):
        tallest = max(range(len(sizes)), key=lambda i: (sizes[i] / spans[i], -i), default=None)
        if tallest is not None:
            spans[tallest] += 1
    return spans


def _columns(cards: tuple[Card, ...], count: int) -> list[tuple[Card, ...]]:
    size = ceil(len(cards) / count)
    return [cards[i * size : (i + 1) * size] for i in range(count)]
