"""Sets of draws as whole numbers: bit d is set where something holds in draw d, so that one operation serves all draws."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np

Mask = int
Member = TypeVar("Member", bound=Hashable)


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


def combinations(sets: Mapping[Member, Mask], within: Mask) -> list[tuple[frozenset[Member], Mask]]:
    """Return the different combinations of members that occur within some draws, each with its draws; at most one a draw.

    >>> [(sorted(members), draws) for members, draws in combinations({"a": 0b011, "b": 0b010}, 0b110)]
    [(['a', 'b'], 2), ([], 4)]
    """
    found: list[tuple[frozenset[Member], Mask]] = [(frozenset(), within)] if within else []
    for member, mask in sets.items():
        parts = [(members | {member}, there & mask) for members, there in found] + [(members, there & ~mask) for members, there in found]
        found = [(members, there) for members, there in parts if there]
    return found


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
