"""How much room a text takes: pages and sheets are laid out before any program draws them."""

from __future__ import annotations

from functools import cache
from math import ceil
from unicodedata import east_asian_width

NARROW = 0.6  # of a Chinese character: the widest Latin letters and figures of the faces in use


def text_width(text: str) -> float:
    """Return the width of a text in Chinese characters."""
    return sum(map(_width, text))


@cache
def _width(char: str) -> float:
    return 1.0 if east_asian_width(char) in "WFA" else NARROW


def line_count(text: str, per_line: float) -> int:
    """Return how many lines a text takes when `per_line` Chinese characters go into one; its own breaks count.

    >>> line_count("一二三四五\\n六", 4)
    3
    """
    return sum(max(1, ceil(text_width(line) / per_line)) for line in text.split("\n"))
