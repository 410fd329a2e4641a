"""The columns of the learned ranking: the five signals, more that are no evidence for a reader, and what is known of query and firm.

The wordings of a firm (`habits`), its place among words (`latent`) and the scores of firms near it bring most beside the five signals.
Left out after trying (nothing measurable beside these): firm names, year of listing, edit distance, subclass and upstream edges, matrix
factorisation, further dampings, ranks within the query. Shares of revenue are left out on purpose: a hidden row is always a reported
revenue line, so a column that sees shares would learn the hiding, not the making.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .explained import Explained, Query, Signals, by_largest, order
from .grams import END, rarity, scaled, unit_rows
from .habits import Habits
from .industry import Industries
from .latent import Latent
from .market import Floats, Matrix

SAME_NAME, NEAR_WALK, CLOSEST, SHARED, WIDE, DEEP = "best_name", "near_walk", "closest", "shared", "industry_2", "feedback_30"
SAME_3, SAME_2, HEAD = "makers_industry_3", "makers_industry_2", "head"
NEAR = 0.3  # cosine above which another product's name counts as similar
SECOND_PASS = 30
Rows = NDArray[np.int64]
Choose = Callable[[Rows], Rows]  # all firms but the known, best first → the places to keep


@dataclass(frozen=True)
class Shortlist:
    """The rows of one query: some firms (best first by the explained ranking) and their columns."""

    firms: Rows
    table: NDArray[np.float32]


@dataclass(frozen=True)
class Columns:
    """Works the columns out on one market."""

    ranker: Explained

    def shortlists(self, queries: Sequence[Query], choose: Choose) -> Iterator[tuple[Shortlist, Floats]]:
        """Yield for each query the shortlist at the places that are chosen, and the explained score of all firms."""
        signals = self.ranker.signals(queries)
        raw = {**signals.raw, **self._more(queries, signals)}
        near = {name: by_largest(values) for name, values in raw.items()}
        both = [*(near[name] for name in NAMES), *(raw[name] for name in NAMES), signals.score]
        for at, query in enumerate(queries):
            ranked = order(signals.score[at], [self.ranker.market.firm_at[f] for f in query.makers])
            places = choose(ranked)
            firms = ranked[places]
            yield Shortlist(firms, self._table(query, firms, places, [values[at, firms] for values in both])), signals.score[at]

    def _table(self, query: Query, firms: Rows, places: Rows, columns: list[Floats]) -> NDArray[np.float32]:
        about = [np.full(len(firms), float(v)) for v in (np.log1p(len(query.makers)), len(query.names[0]))]
        return np.stack(
            [*columns, np.log1p(places), np.log1p(self._products[firms]), np.log1p(self._reported[firms]), *self._wording[firms].T, *about],
            axis=1,
        ).astype(np.float32)

    def _more(self, queries: Sequence[Query], signals: Signals) -> dict[str, Floats]:
        near, restart = self._by_name(queries, signals.asked)
        firms = self.ranker.firm_texts
        return {
            SAME_NAME: near,
            NEAR_WALK: self.ranker.walk.firms(restart),
            CLOSEST: self._closest(signals.known, firms.profiles),
            SHARED: self._closest(signals.known, self._baskets),
            WIDE: self._wide.fit(signals.asked),
            SAME_3: self.ranker.industries.of_makers(signals.known),
            SAME_2: self._wide.of_makers(signals.known),
            HEAD: np.log1p((scaled(signals.asked, self._ends) @ firms.counts.T).toarray()),
            DEEP: firms.likeness(self._deep(queries, signals)),
            "latent_name": self._latent.of_words(scaled(signals.asked, firms.idf)),
            "latent_makers": self._latent.of_makers(signals.known),
            "neighbours": (signals.score @ self._near_firms.T),
            "same_industry": self._of_peers(signals.score),
            **self._habits.columns(queries),
        }

    @cached_property
    def _habits(self) -> Habits:
        return Habits(self.ranker.market)

    @cached_property
    def _latent(self) -> Latent:
        return Latent.of(self.ranker.firm_texts.profiles)

    @cached_property
    def _near_firms(self) -> Matrix:
        return self._latent.neighbours()

    def _of_peers(self, score: Floats) -> Floats:
        """Return queries × firms: the mean score of the firms of the same industry."""
        numbers = {name: at for at, name in enumerate(sorted(set(self.ranker.industries.names)))}
        of_firm = np.array([numbers[name] for name in self.ranker.industries.names], dtype=np.int64)
        total = (
            np.stack([np.bincount(of_firm, row, minlength=len(numbers)) for row in score]) if len(score) else np.zeros((0, len(numbers)))
        )
        mean: Floats = (total / np.maximum(np.bincount(of_firm, minlength=len(numbers)), 1))[:, of_firm]
        return mean

    @cached_property
    def _wording(self) -> Floats:
        """Return firms × 2: the share of products that others make too, and the mean length of their names."""
        made = self.ranker.market.made
        shared = (np.asarray(made.sum(axis=0)).ravel() > 1).astype(float)
        length = np.array([float(len(name)) for name in self.ranker.market.product_names])
        found: Floats = np.stack([made @ shared, made @ length], axis=1) / np.maximum(self._products, 1)[:, None]
        return found

    def _deep(self, queries: Sequence[Query], signals: Signals) -> Matrix:
        rows = []
        for score, query in zip(signals.score, queries, strict=True):
            best = order(score, [self.ranker.market.firm_at[f] for f in query.makers], SECOND_PASS)
            weight = np.zeros(len(score))
            weight[best] = score[best] / max(float(score[best].sum()), 1e-12)
            rows.append(sparse.csr_matrix(weight))
        return sparse.vstack(rows).tocsr()

    @cached_property
    def _products(self) -> Floats:
        return np.asarray(self.ranker.market.made.sum(axis=1), dtype=float).ravel()

    @cached_property
    def _reported(self) -> Floats:
        """Return how many products of a firm are reported revenue lines."""
        return np.asarray(self.ranker.market.weight.floor().sum(axis=1), dtype=float).ravel()

    @cached_property
    def _ends(self) -> Floats:
        """Return 1 for each gram of two letters at the end of a name, where Chinese has the head of a compound."""
        return np.array([float(gram[0] == END and len(gram) == 3) for gram in self.ranker.texts.columns])

    @cached_property
    def _wide(self) -> Industries:
        return Industries(self.ranker.firm_texts, 2)

    @cached_property
    def _baskets(self) -> Matrix:
        """Return firms × products, rows of length 1, rare products heavier: whose product lists overlap."""
        made = self.ranker.market.made
        return unit_rows(scaled(made, rarity(made)))

    @cached_property
    def _names(self) -> tuple[Matrix, Floats]:
        """Return products × grams with rows of length 1, and the idf over products."""
        present = self.ranker.texts.counts.copy()
        present.data = np.ones_like(present.data)
        idf = rarity(present)
        return unit_rows(scaled(present, idf)), idf

    def _by_name(self, queries: Sequence[Query], asked: Matrix) -> tuple[Floats, Matrix]:
        """Return the best cosine of the query's name to another product of each firm, and a restart at all similar products."""
        names, idf = self._names
        alike = (unit_rows(scaled(asked, idf)) @ names.T).tolil()
        for row, query in enumerate(queries):
            for product in query.products:
                alike[row, self.ranker.market.product_at[product]] = 0
        alike = alike.tocsr()
        best = _best_of(alike, self.ranker.market.made)
        alike.data = np.where(alike.data > NEAR, alike.data, 0) ** 3
        alike.eliminate_zeros()
        total = np.asarray(alike.sum(axis=1)).ravel()
        return best, (sparse.diags(1 / np.where(total > 0, total, 1)) @ alike).tocsr()

    def _closest(self, known: Matrix, rows: Matrix) -> Floats:
        """Return queries × firms: the largest cosine to one of the known makers."""
        makers = np.unique(known.indices)
        cosine = (rows[makers] @ rows.T).toarray()
        found = np.zeros(known.shape)
        for row in range(known.shape[0]):
            mine = known.indices[known.indptr[row] : known.indptr[row + 1]]
            if len(mine):
                found[row] = cosine[np.searchsorted(makers, mine)].max(axis=0)
        return found


def _best_of(alike: Matrix, made: Matrix) -> Floats:
    """Return queries × firms: the largest value among the products of each firm. Cost O(queries × rows)."""
    found = np.zeros((alike.shape[0], made.shape[0]))
    filled = np.flatnonzero(np.diff(made.indptr))
    for row in range(alike.shape[0]):
        if made.nnz:
            found[row, filled] = np.maximum.reduceat(alike[row].toarray().ravel()[made.indices], made.indptr[filled])
    return found


NAMES = (
    "walk", "name", "profile", "industry", "feedback", SAME_NAME, NEAR_WALK, CLOSEST, SHARED, WIDE, DEEP, SAME_3, SAME_2, HEAD,
    "latent_name", "latent_makers", "neighbours", "same_industry", "end_1", "end_2", "end_3", "begin_2", "end_share", "holds", "held",
)  # fmt: skip
HEADS = (*NAMES, *(f"{name}_raw" for name in NAMES), "score", "rank", "products", "reported", "generic", "wordy", "makers", "length")
