"""The search behind cuts.py: all cut sets of one and two elements in both worlds, ranked by loss.

Two elements stop a product together, and neither alone, only where both take down members of needs that the other members keep
up, or where they are the two only makers of something (cut_pairs.relevant). So only those are paired.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .cut_world import CutWorld
from .failure_net import failure_net
from .reachability import Outside, World
from .supply import SupplyGraph

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

Row = tuple[tuple[str, ...], bool, tuple[str, ...], tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Ranked:
    """Cut sets by loss (elements, certain, minimal in, products stopped, links stopped), and how many there are in all."""

    rows: tuple[Row, ...]
    certain: int
    possible: int


@dataclass(frozen=True)
class _Found:
    """Sets by position: in which worlds each is minimal, in which it stops a product, and (products, links) that stop."""

    minimal: Sequence[Array]
    stops: Sequence[Array]
    losses: Sequence[Array]


class Search:
    """All cut sets of size one and two of some products, at least one. A pair of elements has one number, its code."""

    def __init__(self, supply: SupplyGraph, products: Sequence[str], outside: Outside) -> None:
        import numpy as np

        nets = {world: failure_net(supply, world, products, outside) for world in World}
        pairs = sorted({pair for net in nets.values() for pair in net.together})
        self._elements = sorted({e for net in nets.values() for e in net.alone} | {f for pair in pairs for f in pair})
        at = {e: i for i, e in enumerate(self._elements)}
        self._base = max(1, len(at))
        self._joint = np.array([at[a] * self._base + at[b] for a, b in pairs], dtype=np.int64)
        links = sorted({n for net in nets.values() for n in net.names if n in supply.needs})
        self._bases = (len(products) + 1, len(links) + 1)
        self._worlds = [CutWorld(net, self._elements, pairs, products, links) for net in nets.values()]
        chosen = np.flatnonzero(np.logical_or.reduce([w.relevant() for w in self._worlds]))
        for w in self._worlds:
            w.pair_up(chosen)

    def stands_in(self, scope: Sequence[int]) -> tuple[str, ...]:
        """Return the worlds in which one of the products is available while nothing fails."""
        return tuple(world.value for world, w in zip(World, self._worlds, strict=True) if any(w.products[i] >= 0 for i in scope))

    def singles(self, scope: Sequence[int]) -> Ranked:
        """Return every cut of one element, by loss."""
        import numpy as np

        stops = [w.alone(scope)[w.column] for w in self._worlds]
        at = np.flatnonzero(np.logical_or.reduce(stops))
        own = [s[at] for s in stops]
        found = _Found(own, own, [w.loss_alone(w.column[at]) for w in self._worlds])
        return self._ranked(found, lambda i: (self._elements[at[i]],), len(at))

    def pairs(self, scope: Sequence[int], keep: int) -> Ranked:
        """Return the first `keep` minimal cuts of two elements by loss, and the number of all."""
        import numpy as np

        own = [self._minimal(w, scope) for w in self._worlds]
        codes = np.unique(np.concatenate(own))
        first, second = codes // self._base, codes % self._base
        minimal = [np.isin(codes, found) for found in own]
        alone = [w.alone(scope)[w.column] for w in self._worlds]
        stops = [m | a[first] | a[second] for m, a in zip(minimal, alone, strict=True)]
        found = _Found(minimal, stops, [self._loss(w, codes) for w in self._worlds])
        return self._ranked(found, lambda i: (self._elements[first[i]], self._elements[second[i]]), keep)

    def _minimal(self, w: CutWorld, scope: Sequence[int]) -> Array:
        """Return the codes of the pairs that are minimal cuts in one world."""
        import numpy as np

        one, other = w.minimal_pairs(scope)
        codes = np.minimum(one, other) * self._base + np.maximum(one, other)
        alone = w.alone(scope)
        a, b = alone[w.column[self._joint // self._base]], alone[w.column[self._joint % self._base]]
        return np.concatenate([codes[~np.isin(codes, self._joint)], self._joint[alone[w.joint] & ~a & ~b]])

    def _loss(self, w: CutWorld, codes: Array) -> Array:
        """Return (products, links) that stop in one world, for pairs."""
        import numpy as np

        loss = np.zeros((2, len(codes)), dtype=np.int64)
        joint = np.isin(codes, self._joint)
        loss[:, ~joint] = w.loss(codes[~joint] // self._base, codes[~joint] % self._base)
        loss[:, joint] = w.loss_alone(w.joint[np.searchsorted(self._joint, codes[joint])])
        return loss

    def _ranked(self, found: _Found, names: Callable[[int], tuple[str, ...]], keep: int) -> Ranked:
        import numpy as np

        worse, better = np.maximum(*found.losses), np.minimum(*found.losses)
        products, links = self._bases
        key = ((worse[0] * links + worse[1]) * products + better[0]) * links + better[1]
        at = np.arange(len(key))
        if len(key) > keep > 0:
            at = np.flatnonzero(key >= np.partition(key, len(key) - keep)[len(key) - keep])
        at = at[np.argsort(-key[at], kind="stable")][:keep]
        certain = np.logical_and(*found.stops)
        rows = tuple(self._row(found, names(i), bool(certain[i]), i) for i in at.tolist())
        return Ranked(rows, int(certain.sum()), int(len(key) - certain.sum()))

    @staticmethod
    def _row(found: _Found, elements: tuple[str, ...], certain: bool, at: int) -> Row:
        (products, links), (others, other_links) = (loss[:, at].tolist() for loss in found.losses)
        where = tuple(world.value for world, own in zip(World, found.minimal, strict=True) if own[at])
        return elements, certain, where, (products, others), (links, other_links)
