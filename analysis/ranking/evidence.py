"""Why a firm ranks where it does: up to three pieces of evidence in words, each one row of the tables that can be looked up.

The score is a sum of signals; each signal is shared out among the firm's products (exactly for walk and name, by dot product for profile
and feedback), the industry stands by itself. What carries most is told first. Removing the rows told must lower the rank:
deletion.py tests it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .explained import FEEDBACK, INDUSTRY, NAME, PROFILE, WALK, Explained, Query, Signals
from .grams import END
from .market import Floats, Matrix
from .wording import Wording

MOST = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: the signal that carries most of it, the words, its share of the score (0 to 1), the product's id ("" for the industry)."""

    signal: str
    text: str
    share: float
    product: str = ""


@dataclass(frozen=True)
class Witness:
    """Tells the evidence for the candidates of one query (`at` is its row in the signals)."""

    ranker: Explained
    signals: Signals
    query: Query
    at: int

    def contributions(self, firm: int) -> dict[str, float]:
        """Return what each signal adds to a firm's score."""
        return {name: float(values[self.at, firm]) for name, values in self.signals.parts.items()}

    def evidence(self, firm: int, most: int = MOST) -> tuple[Evidence, ...]:
        """Return the strongest pieces of evidence for a firm (its row), the strongest first; none where the score is 0."""
        parts, total = self.contributions(firm), float(self.signals.score[self.at, firm])
        if total <= 0:
            return ()
        products = _columns(self.ranker.market.made, firm)
        carried = {name: parts[name] * share for name, share in self._shared_out(firm, products).items()}
        sums: Floats = np.sum([*carried.values(), np.zeros(len(products))], axis=0)
        found = [
            (float(sums[i]), self._product(firm, int(p), {n: float(c[i]) for n, c in carried.items()}, total))
            for i, p in enumerate(products)
        ]
        found.append((parts[INDUSTRY], self._industry(firm, parts[INDUSTRY] / total)))
        told = sorted((f for f in found if f[0] > 0), key=lambda f: (-f[0], f[1].product))
        return tuple(piece for _, piece in told[:most])

    def _shared_out(self, firm: int, products: NDArray[np.int64]) -> dict[str, Floats]:
        """Return for each signal how it divides among the firm's products; each adds up to 1, or to 0."""
        texts, market = self.ranker.firm_texts, self.ranker.market
        rows, weight = texts.per_product[products], _values(market.weight, firm)
        makers, first = self._targets
        shares = {
            WALK: self._walk[products] * _values(self.ranker.walk.to_firms, firm),
            NAME: texts.texts.counts[products] @ self._per_gram(firm),
            PROFILE: weight * (rows @ makers),
            FEEDBACK: weight * (rows @ first),
        }
        return {name: value / value.sum() if value.sum() > 0 else np.zeros(len(products)) for name, value in shares.items()}

    def _per_gram(self, firm: int) -> Floats:
        """Return for each gram what one occurrence of it among the firm's names adds to BM25."""
        counts, weights = self.ranker.firm_texts.counts, self.ranker.firm_texts.bm25_weights
        mine = slice(counts.indptr[firm], counts.indptr[firm + 1])
        found: Floats = np.zeros(counts.shape[1])
        found[counts.indices[mine]] = weights.data[mine] / counts.data[mine]
        return found * self._asked

    @cached_property
    def _asked(self) -> Floats:
        found: Floats = self.signals.asked[self.at].toarray().ravel()
        return found

    @cached_property
    def _walk(self) -> Floats:
        firms = self.signals.raw[WALK][self.at : self.at + 1]
        found: Floats = self.ranker.walk.products(self.signals.restart[self.at], firms).ravel()
        return found

    def _product(self, firm: int, product: int, carried: Mapping[str, float], total: float) -> Evidence:
        signal = max(carried, key=lambda name: (carried[name], name))
        return Evidence(signal, self._words(signal, firm, product), sum(carried.values()) / total, self.ranker.market.products[product])

    def _words(self, signal: str, firm: int, product: int) -> str:
        words = Wording(self.ranker, self.query)
        if self.ranker.market.products[product] in self.query.products:
            return words.recorded(product)
        if signal == NAME:
            return words.name(product)
        if signal == FEEDBACK:
            return words.feedback(product, _without(_columns(self.signals.first, self.at), firm))
        makers = _without(_columns(self.signals.known, self.at), firm)
        return words.walk(product, makers) if signal == WALK else words.profile(product, makers)

    def _industry(self, firm: int, share: float) -> Evidence:
        code = self.ranker.industries.names[firm]
        name = self.ranker.market.industry_names.get(code, code)
        return Evidence(INDUSTRY, f"所属行业“{name}”的企业，产品名中多见{self._typical(firm)}", share)

    def _typical(self, firm: int) -> str:
        """Return the two pieces of the query's name that are most typical of the firm's industry."""
        columns, lifts, place = self._lifts
        worth = lifts[place[self.ranker.industries.names[firm]]] * self.ranker.firm_texts.idf[columns]
        best = [self.ranker.texts.grams[columns[i]].removeprefix(END) for i in np.argsort(-worth, kind="stable") if worth[i] > 0]
        return "、".join(f"“{gram}”" for gram in list(dict.fromkeys(best))[:2])

    @cached_property
    def _lifts(self) -> tuple[NDArray[np.int64], Floats, dict[str, int]]:
        columns: NDArray[np.int64] = np.unique(self.signals.asked[self.at].indices)
        places = {name: at for at, name in enumerate(sorted(set(self.ranker.industries.names)))}
        return columns, self.ranker.industries.lifts(columns), places

    @cached_property
    def _targets(self) -> tuple[Floats, Floats]:
        """Return the mean profile of the known makers and that of the first pass."""
        profiles = self.ranker.firm_texts.profiles
        known, first = self.signals.known[self.at] @ profiles, self.signals.first[self.at] @ profiles
        return known.toarray().ravel(), first.toarray().ravel()


def _columns(matrix: Matrix, row: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
    return found


def _values(matrix: Matrix, row: int) -> Floats:
    found: Floats = matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]]
    return found


def _without(rows: NDArray[np.int64], row: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = rows[rows != row]
    return found
