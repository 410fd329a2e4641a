"""One world of the search for cut sets: what every element, and every pair of them, stops there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .cut_pairs import pair_table, relevant
from .failure_net import Net, Pair
from .spread import Tally, spread

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]


class CutWorld:
    """Elements by columns: a column is a distinct set of nodes that an element takes down, column 0 the empty set.

    column: element → column. joint: two firms that are the only makers of something → their column as a pair.
    stops: product → by column, whether it stops. links: by column, how many links stop. products: its node, or -1 where the
    product does not stand in this world.
    """

    def __init__(self, net: Net, elements: Sequence[str], pairs: Sequence[Pair], products: Sequence[str], links: Sequence[str]) -> None:
        import numpy as np

        self._net = net
        self._effects: list[frozenset[int]] = [frozenset()]
        known = {self._effects[0]: 0}
        self.column = np.array([self._column(net.alone.get(e, frozenset()), known) for e in elements], dtype=np.int64)
        self.joint = np.array([self._column(self._jointly(pair), known) for pair in pairs], dtype=np.int64)
        self._down = spread(net, self._hits(), len(self._effects))
        self.products = [net.at.get(p, -1) for p in products]
        self._links = [net.at[link] for link in links if link in net.at]
        self.stops = [self._by_column(self._down[node] if node >= 0 else 0) for node in self.products]
        self.links = self._count()

    def _column(self, nodes: frozenset[int], known: dict[frozenset[int], int]) -> int:
        if nodes not in known:
            known[nodes] = len(self._effects)
            self._effects.append(nodes)
        return known[nodes]

    def _jointly(self, pair: Pair) -> frozenset[int]:
        alone = (self._net.alone.get(firm, frozenset()) for firm in pair)
        return self._net.together.get(pair, frozenset()).union(*alone)

    def _hits(self) -> dict[int, int]:
        hits: dict[int, int] = {}
        for column, nodes in enumerate(self._effects):
            for node in nodes:
                hits[node] = hits.get(node, 0) | 1 << column
        return hits

    def _by_column(self, bits: int) -> Array:
        import numpy as np

        size = len(self._effects)
        packed = np.frombuffer(bits.to_bytes(-(-size // 8), "little"), dtype=np.uint8)
        return np.unpackbits(packed, bitorder="little")[:size].astype(bool)

    def _count(self) -> Array:
        import numpy as np

        tally, total = Tally(), np.zeros(len(self._effects), dtype=np.int64)
        for node in self._links:
            tally.add(self._down[node])
        for weight, bits in tally.parts():
            total += weight * self._by_column(bits)
        return total

    def alone(self, scope: Sequence[int]) -> Array:
        """Return, by column, whether any product of the scope stops."""
        import numpy as np

        found: Array = np.logical_or.reduce([self.stops[i] for i in scope])
        return found

    def loss_alone(self, columns: Array) -> Array:
        """Return (products, links) that stop, for columns."""
        import numpy as np

        return np.array([np.sum([stops[columns] for stops in self.stops], axis=0, dtype=np.int64), self.links[columns]])

    def relevant(self) -> Array:
        """Return, by element, whether it can be half of a cut of two that are not the only two makers of a link."""
        found: Array = self._by_column(relevant(self._net, self._down))[self.column]
        return found

    def pair_up(self, chosen: Array) -> None:
        """Work out all pairs of the chosen elements (ascending); they fall into classes by their columns."""
        import numpy as np

        self._chosen = chosen
        self._columns, self._class = np.unique(self.column[chosen], return_inverse=True)
        self._place = {i: n for n, i in enumerate(i for i, node in enumerate(self.products) if node >= 0)}
        effects = [self._effects[c] for c in self._columns.tolist()]
        self._table = pair_table(self._net, effects, [self.products[i] for i in self._place], self._links)

    def minimal_pairs(self, scope: Sequence[int]) -> tuple[Array, Array]:
        """Return the chosen elements, two and two, that stop a product of the scope together and neither alone."""
        import numpy as np

        standing = [self._place[i] for i in scope if i in self._place]
        harmless = ~self.alone(scope)[self._columns]
        stops = np.triu(self._table.table(standing), 1) & harmless[:, None] & harmless[None, :]
        return self._spelt_out(*np.nonzero(stops))

    def _spelt_out(self, left: Array, right: Array) -> tuple[Array, Array]:
        """Return all pairs of elements of pairs of classes."""
        import numpy as np

        members = self._chosen[np.argsort(self._class, kind="stable")]
        sizes = np.bincount(self._class, minlength=len(self._columns))
        starts = np.cumsum(sizes) - sizes
        count = sizes[left] * sizes[right]
        at = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        width = np.repeat(sizes[right], count)
        return members[np.repeat(starts[left], count) + at // width], members[np.repeat(starts[right], count) + at % width]

    def loss(self, first: Array, second: Array) -> Array:
        """Return (products, links) that stop when two chosen elements are lost."""
        import numpy as np

        a, b = (self._class[np.searchsorted(self._chosen, x)] for x in (first, second))
        low, high = np.minimum(a, b), np.maximum(a, b)
        bits = (packed[low, high >> 3] >> (high & 7) & 1 for packed in self._table.stops)
        return np.array([sum(bits, np.zeros(len(low), dtype=np.int64)), self._table.links[low, high]])
