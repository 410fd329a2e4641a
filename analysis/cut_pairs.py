"""Two losses at once: for every pair of classes of elements, which targets stop and how many links with them.

Elements that take down the same nodes are one class. The pairs are worked through in blocks of rows; a block is one integer
a node (spread.py), so a pair costs a fraction of a machine operation for each input.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.errors import LiantuError
from .failure_net import Net
from .spread import Tally, spread

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

BLOCK_BITS = 1 << 17  # a node's bits in one block: 16 KB stay in the fast cache
MOST_CLASSES = 20_000  # the counts of all pairs then take 800 MB


@dataclass(frozen=True)
class PairTable:
    """Answers for the pairs (i ≤ j) of classes. `stops`: target → one bit a pair, packed by rows; `links`: links that stop."""

    size: int
    stops: tuple[Array, ...]
    links: Array

    def table(self, targets: Iterable[int]) -> Array:
        """Return a square of truth values: any of the targets (by position) stops. Only i ≤ j counts."""
        import numpy as np

        packed = np.zeros((self.size, (self.size + 7) // 8), dtype=np.uint8)
        for target in targets:
            packed |= self.stops[target]
        return np.unpackbits(packed, axis=1, bitorder="little")[:, : self.size].astype(bool)


def relevant(net: Net, down: Sequence[int]) -> int:
    """Return the losses that take down a member of a need which the others of that need keep up.

    Two losses that stop a target together, and neither alone, are both of this kind, or are the two only makers of a link:
    else what stays up under each alone also stays up under both.
    """
    found = 0
    for needs in net.needs:
        for need in (n for n in needs if len(n) > 1):
            some, every = 0, -1
            for member in need:
                some, every = some | down[member], every & down[member]
            found |= some & ~every
    return found


def pair_table(net: Net, classes: Sequence[frozenset[int]], targets: Sequence[int], counted: Sequence[int]) -> PairTable:
    """Return what stops when two classes of elements are lost together. `classes`: the nodes each takes down by itself.

    Cost O(classes² · inputs / 128). Raises LiantuError for more than MOST_CLASSES classes.
    """
    import numpy as np

    size = len(classes)
    if size > MOST_CLASSES:
        raise LiantuError(f"两两组合太多（{size} 类）；请只查一条链或一个终端产品 / too many pairs, ask for one chain or product")
    stops = tuple(np.zeros((size, (size + 7) // 8), dtype=np.uint8) for _ in targets)
    links = np.zeros((size, size), dtype=np.uint16 if len(counted) < 1 << 16 else np.uint32)
    first = 0
    while first < size:
        width = -(-(size - first) // 8) * 8
        rows = min(size - first, max(8, BLOCK_BITS // width // 8 * 8))
        down = spread(net, _hits(classes, first, rows, width), rows * width)
        for packed, target in zip(stops, targets, strict=True):
            packed[first : first + rows, first // 8 :] = _bytes(down[target], rows, width)
        _count(links[first : first + rows, first:], (down[node] for node in counted), rows, width)
        first += rows
    return PairTable(size, stops, links)


def _hits(classes: Sequence[frozenset[int]], first: int, rows: int, width: int) -> dict[int, int]:
    """Bits of a block: row r is the loss of class first + r, column c the loss of class first + c."""
    every_row = sum(1 << (width * row) for row in range(rows))
    whole_row = (1 << width) - 1
    hits: dict[int, int] = {}
    for column, nodes in enumerate(classes[first:]):
        bits = every_row << column
        if column < rows:
            bits |= whole_row << (width * column)
        for node in nodes:
            hits[node] = hits.get(node, 0) | bits
    return hits


def _bytes(bits: int, rows: int, width: int) -> Array:
    import numpy as np

    return np.frombuffer(bits.to_bytes(rows * width // 8, "little"), dtype=np.uint8).reshape(rows, width // 8)


def _count(into: Array, down: Iterable[int], rows: int, width: int) -> None:
    import numpy as np

    tally = Tally()
    for bits in down:
        tally.add(bits)
    for weight, bits in tally.parts():
        ones = np.unpackbits(_bytes(bits, rows, width), axis=1, bitorder="little")[:, : into.shape[1]]
        into += ones.astype(into.dtype) * into.dtype.type(weight)
