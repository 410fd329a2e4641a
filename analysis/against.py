"""A text against another edition of it: which quotes survive, which moved, which vanished; which lines came and went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..graph.snapshot import Snapshot
from ..graph.sources import Source, display_quote

SURVIVES, MOVED, VANISHED = "保留", "移动", "消失"
ORDER = (VANISHED, MOVED, SURVIVES)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one quote in the other text, and how many claims rest on it."""

    quote: str
    locator: str
    fate: str
    new_locators: tuple[str, ...]
    claims: int


def quotes_against(graph: Snapshot, old: Source, new: Source) -> list[Fate]:
    """Return the fate of every quote taken from `old` in the text of `new`: the vanished first, each kind by place.

    A quote survives where it stands at the same place, has moved where it stands elsewhere, has vanished else.
    Cost O(quotes · text).
    """
    resting = Counter((c.quote, c.locator) for c in graph.claims.values() if c.source == f"source:{old.id}" and c.quote)
    found = {key: _fate(*key, n, new) for key, n in resting.items()}
    order = {key: (ORDER.index(fate.fate), min(old.offsets(key[0]), default=0), *key) for key, fate in found.items()}
    return [found[key] for key in sorted(found, key=order.__getitem__)]


def only_shifted(fate: Fate) -> bool:
    """True for a quote that moved within its own chapter and section: lines before it came or went."""
    return fate.fate == MOVED and any(_section(place) == _section(fate.locator) for place in fate.new_locators)


def _section(locator: str) -> str:
    return locator.rpartition("·")[0]


def _fate(quote: str, locator: str, claims: int, new: Source) -> Fate:
    places = tuple(dict.fromkeys(new.locators(quote)))
    fate = VANISHED if not places else SURVIVES if locator in places else MOVED
    return Fate(display_quote(quote), locator, fate, places, claims)


def lines_against(old: Source, new: Source) -> tuple[list[str], list[str]]:
    """Return (lines only in `old`, lines only in `new`), in their order; blanks and bookmark marks do not count."""
    before, after = ([x for line in s.text.splitlines() if (x := display_quote(line))] for s in (old, new))
    kept = set(before) & set(after)
    return [x for x in before if x not in kept], [x for x in after if x not in kept]
