"""How typical the pieces of a name are of a firm's industry: P(industry | name) as an idf-weighted mean of log lifts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .grams import scaled
from .market import Floats, Matrix
from .text import FirmTexts

SMOOTHING = 5.0  # firms of an average industry added to every industry


@dataclass(frozen=True)
class Industries:
    """The industries of one level (1 wide … 3 narrow) as the firms have them; a firm without one has no lift."""

    firms: FirmTexts
    level: int

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the industry of each firm at this level, empty where unknown."""
        market, place = self.firms.market, self.level - 1
        chains = (market.facts[f].industries if f in market.facts else () for f in market.firms)
        return tuple(chain[place] if len(chain) > place else "" for chain in chains)

    @cached_property
    def _numbered(self) -> tuple[dict[str, int], NDArray[np.int64]]:
        numbers = {name: at for at, name in enumerate(sorted(set(self.names)))}
        return numbers, np.array([numbers[name] for name in self.names], dtype=np.int64)

    def lifts(self, columns: NDArray[np.int64]) -> Floats:
        """Return industries × these grams: log of the share of the industry's firms that have the gram over that of all firms."""
        numbers, of_firm = self._numbered
        seen = self.firms.counts[:, columns]
        seen.data = np.ones_like(seen.data)
        member = sparse.csr_matrix((np.ones(len(of_firm)), (of_firm, np.arange(len(of_firm)))), (len(numbers), len(of_firm)))
        size = np.asarray(member.sum(axis=1))
        everywhere = np.maximum(np.asarray(seen.sum(axis=0)).ravel() / max(len(of_firm), 1), 1e-12)
        share = ((member @ seen).toarray() + SMOOTHING * everywhere) / (size + SMOOTHING)
        lift: Floats = np.log(share / everywhere)
        if "" in numbers:
            lift[numbers[""]] = 0
        return lift

    def fit(self, asked: Matrix) -> Floats:
        """Return queries × firms: mean lift of the query's grams in the firm's industry, weighted by idf; 0 where unknown or rare."""
        of_firm = self._numbered[1]
        columns = np.unique(asked.indices)
        weighted = scaled(asked, self.firms.idf)[:, columns]
        total = np.maximum(np.asarray(weighted.sum(axis=1)), 1e-12)
        found: Floats = (np.asarray(weighted @ self.lifts(columns).T) / total).clip(0)[:, of_firm]
        return found

    def of_makers(self, known: Matrix) -> Floats:
        """Return queries × firms: the share of the known makers (queries × firms, rows add up to 1) in the firm's industry."""
        numbers, of_firm = self._numbered
        member = sparse.csr_matrix((np.ones(len(of_firm)), (np.arange(len(of_firm)), of_firm)), (len(of_firm), len(numbers)))
        share: Floats = (known @ member).toarray()
        if "" in numbers:
            share[:, numbers[""]] = 0
        return share[:, of_firm]
