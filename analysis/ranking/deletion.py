"""The deletion test: an explanation is real if removing the evidence it shows lowers the rank.

For a candidate among the first ten, the rows told (product rows of the firm, its industry) are taken out of the tables, the ranking is
fitted anew, and the candidate must stand lower than before. The rank is compared with everything else unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .evidence import Evidence, Witness
from .explained import Explained, Query, order
from .splits import Split

FIRST = 10


@dataclass(frozen=True, slots=True)
class Deletion:
    """One case: the rank with all rows, without those told, and the words."""

    product: str
    firm: str
    before: int
    after: int
    told: tuple[Evidence, ...]

    @property
    def lowered(self) -> bool:
        """Tell whether the explanation was real."""
        return self.after > self.before


def deletions(split: Split, count: int, seed: int) -> Iterator[Deletion]:
    """Yield `count` cases (fewer where there are fewer queries): a random candidate of the first ten of each query."""
    ranker = Explained.on(split.market)
    random = np.random.default_rng(seed)
    for product in split.products[:count]:
        query = ranker.query(product)
        best = _ranking(ranker, query)[:FIRST]
        if len(best):
            yield _case(ranker, product, query, int(random.choice(best)))


def _case(ranker: Explained, product: str, query: Query, firm: int) -> Deletion:
    market = ranker.market
    name = market.firms[firm]
    told = Witness(ranker, ranker.signals([query]), query, 0).evidence(firm)
    rows = [(name, piece.product) for piece in told if piece.product]
    left = market.without(rows, [name] if len(rows) < len(told) else [])
    after = _ranking(Explained(left, ranker.texts), query)
    return Deletion(product, name, _place(_ranking(ranker, query), firm), _place(after, firm), told)


def _ranking(ranker: Explained, query: Query) -> Sequence[int]:
    found: list[int] = order(ranker.signals([query]).score[0], [ranker.market.firm_at[f] for f in query.makers]).tolist()
    return found


def _place(ranking: Sequence[int], firm: int) -> int:
    return ranking.index(firm) + 1
