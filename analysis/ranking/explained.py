"""The explained ranking: five signals, each divided by its largest value, under a root, added with fixed weights. No training.

| signal | what it asks |
|---|---|
| walk | does the firm stand near the known makers in the graph of firms and products (personalised PageRank) |
| name | do names of its products share words with the query (BM25) |
| profile | do its products as a whole resemble those of the known makers (cosine) |
| industry | are the query's words typical of its industry (log lift) |
| feedback | does it resemble the ten best of a first pass by the other four |

The weights were picked once on development splits of public tables of listed firms (docs/how-to/rank-benchmark.md) and stand still.
The root keeps a signal with one very high firm from drowning the others; docs/decisions/0028 has the figures.
Cost: fit O(letters of all names), a query O(firms that share a gram with it or a product with one that does).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .grams import Texts
from .industry import Industries
from .market import Floats, Market, Matrix
from .text import FirmTexts
from .walk import Walk

WALK, NAME, PROFILE, INDUSTRY, FEEDBACK = "walk", "name", "profile", "industry", "feedback"
WEIGHTS: Mapping[str, float] = {WALK: 5.0, NAME: 2.0, PROFILE: 6.5, INDUSTRY: 1.4, FEEDBACK: 1.75}
MORE_MAKERS = 0.7  # the walk weighs 1 + 0.7 ln(known makers) times as much: with many, the graph is firmer and the name more general
FIRST_PASS = 10
DIGITS = 9  # scores are compared after rounding, so that the last bits of a sum never decide


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: its names, the products it stands for, and the firms known to make it (ids of the market)."""

    names: tuple[str, ...]
    products: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signals:
    """What the signals say of some queries (each queries × firms), and what the evidence is worked out from."""

    raw: Mapping[str, Floats]
    asked: Matrix
    restart: Matrix
    known: Matrix
    first: Matrix

    @cached_property
    def scaled(self) -> dict[str, Floats]:
        """Return each signal between 0 and 1: divided by the query's largest value, then the root."""
        return {name: np.sqrt(by_largest(values)) for name, values in self.raw.items()}

    @cached_property
    def parts(self) -> dict[str, Floats]:
        """Return what each signal adds to the score."""
        makers = np.maximum(np.diff(self.known.indptr), 1)[:, None]
        more = {WALK: 1 + MORE_MAKERS * np.log(makers)}
        return {name: WEIGHTS[name] * more.get(name, 1.0) * values for name, values in self.scaled.items()}

    @cached_property
    def score(self) -> Floats:
        """Return queries × firms."""
        found: Floats = np.round(np.sum(list(self.parts.values()), axis=0), DIGITS)
        return found


def by_largest(values: Floats) -> Floats:
    """Return the values divided by the largest of their row; below 0 counts as 0."""
    if not values.size:
        return values
    top = values.max(axis=1, keepdims=True)
    return values.clip(0) / np.where(top > 0, top, 1)


@dataclass(frozen=True)
class Explained:
    """The ranking fitted on a market."""

    market: Market
    texts: Texts

    @staticmethod
    def on(market: Market) -> Explained:
        """Fit the ranking on a market."""
        return Explained(market, Texts.of(market.product_names))

    @cached_property
    def firm_texts(self) -> FirmTexts:
        """The firms as documents."""
        return FirmTexts(self.market, self.texts)

    @cached_property
    def walk(self) -> Walk:
        """The walk on firms and products."""
        return Walk.on(self.market)

    @cached_property
    def industries(self) -> Industries:
        """The narrowest level of industry."""
        return Industries(self.firm_texts, 3)

    def query(self, product: str) -> Query:
        """Return the query for a product by its id; one that nobody makes is asked by its id as a name."""
        if product not in self.market.product_at:
            return Query((product,))
        name = self.market.product_names[self.market.product_at[product]]
        return Query((name,), (product,), tuple(self.market.firms[row] for row in self.market.makers(product)))

    def signals(self, queries: Sequence[Query]) -> Signals:
        """Return what the signals say of some queries."""
        asked = self.texts.asked([q.names for q in queries])
        restart = shares([[self.market.product_at[p] for p in q.products] for q in queries], len(self.market.products))
        known = shares([[self.market.firm_at[f] for f in q.makers] for q in queries], len(self.market.firms))
        raw = {
            WALK: self.walk.firms(restart),
            NAME: self.firm_texts.bm25(asked),
            PROFILE: self.firm_texts.likeness(known),
            INDUSTRY: self.industries.fit(asked),
        }
        first = _best(Signals(raw, asked, restart, known, known), queries, self.market)
        return Signals({**raw, FEEDBACK: self.firm_texts.likeness(first)}, asked, restart, known, first)


def shares(places: Sequence[Iterable[int]], width: int) -> Matrix:
    """Return rows with equal weights, adding up to 1, at these places; a row without places stays empty."""
    rows, columns, weights = [], [], []
    for row, at in enumerate(places):
        chosen = sorted(set(at))
        rows += [row] * len(chosen)
        columns += chosen
        weights += [1 / max(len(chosen), 1)] * len(chosen)
    return sparse.csr_matrix((weights, (rows, columns)), (len(places), width))


def _best(signals: Signals, queries: Sequence[Query], market: Market) -> Matrix:
    """Return the ten best of the first pass without the known makers, weighted by their scores."""
    rows, columns, weights = [], [], []
    for row, query in enumerate(queries):
        score = signals.score[row]
        known = [market.firm_at[f] for f in query.makers]
        best = [at for at in order(score, known, FIRST_PASS) if score[at] > 0]
        total = score[best].sum()
        rows += [row] * len(best)
        columns += list(best)
        weights += list(score[best] / total)
    return sparse.csr_matrix((weights, (rows, columns)), (len(queries), len(market.firms)))


def order(score: Floats, known: Sequence[int], most: int | None = None) -> NDArray[np.int64]:
    """Return the rows of the firms but the known, best first, at most `most`; equal scores by row, which is by id."""
    open_to = np.ones(len(score), dtype=bool)
    open_to[list(known)] = False
    rows = np.flatnonzero(open_to)
    if most is not None and most < len(rows):
        place = len(rows) - most
        rows = rows[score[rows] >= np.partition(score[rows], place)[place]]
    return rows[np.argsort(-score[rows], kind="stable")][:most]
