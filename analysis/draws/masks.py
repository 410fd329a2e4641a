"""Sets of draws as whole numbers: bit d is set where something holds in draw d, so that one operation serves all draws."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Mask = int


def every(draws: int) -> Mask:
    """Return the set of all draws."""
    return (1 << draws) - 1


def any_of(masks: Iterable[Mask]) -> Mask:
    """Return the draws in which at least one holds."""
    return reduce(or_, masks, 0)


def exactly_one(masks: Iterable[Mask]) -> Mask:
    """Return the draws in which one holds and no more."""
    once = more = 0
    for mask in masks:
        more |= once & mask
        once |= mask
    return once & ~more


def packed(flags: np.ndarray) -> Mask:
    """Return the set of draws of an array of truth values, shape (draws,)."""
    import numpy as np

    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def unpacked(mask: Mask, draws: int) -> np.ndarray:
    """Return an array of 0 and 1 of shape (draws,); the inverse of `packed`."""
    import numpy as np

    content = np.frombuffer(mask.to_bytes((draws + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(content, bitorder="little")[:draws]


def counted(masks: Iterable[Mask], draws: int) -> np.ndarray:
    """Return in how many of the sets each draw is, shape (draws,)."""
    import numpy as np

    total = np.zeros(draws, dtype=np.int32)
    for mask in masks:
        if mask:
            total += unpacked(mask, draws)
    return total
