"""Which names hold a text, and which are held by it: one search through all names at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

SHORTEST = 2  # a single letter stands in too many names to mean anything
BETWEEN = "\x00"


@dataclass(frozen=True)
class Contents:
    """Some names, asked again and again."""

    names: Sequence[str]

    def holding(self, text: str) -> list[int]:
        """Return the places of the names that hold the text, in order. Cost O(letters of all names).

        >>> Contents(["隔膜", "湿法隔膜", "膜"]).holding("隔膜")
        [0, 1]
        """
        return list(self._holding(text)) if len(text) >= SHORTEST else []

    def held(self, text: str) -> list[int]:
        """Return the places of the names of two letters or more that the text holds, in order. Cost O(letters · lengths of names).

        >>> Contents(["隔膜", "湿法隔膜", "膜"]).held("隔膜")
        [0]
        """
        pieces = {text[at : at + size] for size in self._sizes for at in range(len(text) - size + 1)}
        return sorted(place for piece in pieces for place in self._places.get(piece, ()))

    def _holding(self, text: str) -> Iterator[int]:
        at = self._all.find(text)
        while at >= 0:
            place = bisect_right(self._begins, at) - 1
            if text in self.names[place]:  # not across two names
                yield place
                at = self._begins[place + 1] - 1
            at = self._all.find(text, at + 1)

    @cached_property
    def _all(self) -> str:
        return "".join(name + BETWEEN for name in self.names)

    @cached_property
    def _begins(self) -> list[int]:
        return list(accumulate((len(name) + 1 for name in self.names), initial=0))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            found.setdefault(name, []).append(place)
        return found

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted({len(name) for name in self.names if len(name) >= SHORTEST})
