"""The list of a benchmark: for each product exactly so many firms, known makers left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from .explained import Explained, Query, order
from .market import Floats, Market

AT_ONCE = 250  # queries held in memory together
Item = TypeVar("Item")
Scorer = Callable[[Sequence[Query]], Floats]


def listing(market: Market, products: Sequence[str], top: int, scorer: Scorer | None = None) -> list[tuple[str, int, str]]:
    """Return (product, rank, firm) rows: `top` firms a product, equal scores by firm id, firms without any product last.

    Fewer only where there are fewer firms in all. A product that no row names is asked by its name alone.
    """
    ranker = Explained.on(market)
    score = scorer or (lambda queries: ranker.signals(queries).score)
    return [row for part in parts(products) for row in _listed(ranker, part, top, score)]


def parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the items in the portions that are held in memory together."""
    yield from (items[at : at + AT_ONCE] for at in range(0, len(items), AT_ONCE))


def _listed(ranker: Explained, products: Sequence[str], top: int, scorer: Scorer) -> Iterator[tuple[str, int, str]]:
    queries = [ranker.query(product) for product in products]
    for product, query, score in zip(products, queries, scorer(queries), strict=True):
        known = [ranker.market.firm_at[f] for f in query.makers]
        best = [ranker.market.firms[at] for at in order(score, known, top)]
        best += ranker.market.idle[: top - len(best)]
        yield from ((product, rank, firm) for rank, firm in enumerate(best, 1))
