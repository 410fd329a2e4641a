"""What the ranking is held against: the baselines of METHODS §5, each a function of queries, all on the same market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .explained import NAME, PROFILE, Explained, Query, by_largest, shares
from .grams import rarity, scaled, unit_rows
from .industry import Industries
from .listing import Scorer
from .market import Floats, Matrix

ALIKE = 0.5  # cosine above which a product's name counts as similar


@dataclass(frozen=True)
class Baselines:
    """The baselines on one market."""

    ranker: Explained

    def all(self) -> dict[str, Scorer]:
        """Return name → scorer (queries → queries × firms)."""
        return {
            "popularity": self.popularity,
            "same industry": self.same_industry,
            "cosine kNN": self.neighbours,
            "PageRank": self.pagerank,
            "PageRank + industry": self.gated(self.pagerank),
            "PageRank + similar names + industry": self.gated(self.similar_names),
            "name (BM25)": lambda queries: self.ranker.signals(queries).raw[NAME],
            "profile": lambda queries: self.ranker.signals(queries).raw[PROFILE],
            "explained": lambda queries: self.ranker.signals(queries).score,
        }

    def popularity(self, queries: Sequence[Query]) -> Floats:
        """The number of a firm's products."""
        count = np.asarray(self.ranker.market.made.sum(axis=1), dtype=float).ravel()
        return np.tile(count, (len(queries), 1))

    def same_industry(self, queries: Sequence[Query]) -> Floats:
        """The share of the known makers in the firm's industry (narrow, then wide), then popularity."""
        narrow, wide = (self._of_makers(level, queries) for level in (3, 2))
        return narrow + 0.1 * wide + 1e-4 * self.popularity(queries)

    def neighbours(self, queries: Sequence[Query]) -> Floats:
        """The mean cosine of the firm's list of products to those of the known makers."""
        baskets = unit_rows(scaled(self.ranker.market.made, rarity(self.ranker.market.made)))
        found: Floats = ((self._known(queries) @ baskets) @ baskets.T).toarray()
        return found

    def pagerank(self, queries: Sequence[Query]) -> Floats:
        """Personalised PageRank, restarts at the product."""
        return self.ranker.walk.firms(self._restart(queries))

    def similar_names(self, queries: Sequence[Query]) -> Floats:
        """Personalised PageRank, restarts at the product and at products of similar names."""
        asked = unit_rows(scaled(self.ranker.texts.asked([q.names for q in queries]), self._idf))
        alike = (asked @ self._products.T).tocsr()
        alike.data = np.where(alike.data >= ALIKE, alike.data, 0)
        alike.eliminate_zeros()
        return self.ranker.walk.firms((self._restart(queries) + alike).tocsr())

    def gated(self, scorer: Scorer) -> Scorer:
        """Firms of a known maker's industry (level 2) first, the others behind them, each in the order of the scorer."""
        return lambda queries: 2.0 * (self._of_makers(2, queries) > 0) + by_largest(scorer(queries))

    def _of_makers(self, level: int, queries: Sequence[Query]) -> Floats:
        return Industries(self.ranker.firm_texts, level).of_makers(self._known(queries))

    def _known(self, queries: Sequence[Query]) -> Matrix:
        at = self.ranker.market.firm_at
        return shares([[at[f] for f in q.makers] for q in queries], len(at))

    def _restart(self, queries: Sequence[Query]) -> Matrix:
        at = self.ranker.market.product_at
        return shares([[at[p] for p in q.products] for q in queries], len(at))

    @cached_property
    def _idf(self) -> Floats:
        return rarity(self.ranker.texts.counts)

    @cached_property
    def _products(self) -> Matrix:
        return unit_rows(scaled(self.ranker.texts.counts, self._idf))
