"""Candidates among thousands of names without comparing all with all: names that share the beginning of a trade name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from .names import Name
from .places import bare

MOST = 32  # candidates that one key may bring; of a larger block the likest are taken


class Blocks:
    """Names under keys. Two names that `compare` may call same or unsure share a key, save a Chinese and a foreign name."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def add(self, name: Name, owner: int) -> None:
        """Put a name under its keys; `owner` is the number of its record."""
        for key in _own_keys(name) | {f"place {p}" for p in _place_starts(name)}:
            self._blocks[key].append((name.body, owner))

    def candidates(self, name: Name) -> set[int]:
        """Return the owners of names that share a key, at most MOST a key. Cost: O(size of the blocks)."""
        found: set[int] = set()
        for key in _asked_keys(name):
            found.update(self._of_block(self._blocks.get(key, []), name.body))
        return found

    def _of_block(self, block: list[tuple[str, int]], body: str) -> Iterator[int]:
        if len(block) <= MOST:
            return (owner for _, owner in block)
        likest = process.extract(body, [text for text, _ in block], scorer=fuzz.ratio, limit=MOST)
        return (block[at][1] for _, _, at in likest)


def _own_keys(name: Name) -> set[str]:
    """Return the first two characters of the trade name; of a foreign name the first three."""
    if name.latin:
        return {f"latin {name.body[:3]}"}
    starts = {start[:2] for start in (name.body, name.core) if len(start) > 1}
    return starts | ({f"latin {name.body[:3]}"} if name.body[:1].isascii() else set())


def _asked_keys(name: Name) -> set[str]:
    """Return where to look: the own keys, and trade names that begin with the place word of the other name."""
    own = _own_keys(name)
    return own | _place_starts(name) | {f"place {key}" for key in own}


def _place_starts(name: Name) -> set[str]:
    return {bare(name.lead[-1])[:2]} if name.lead else set()
