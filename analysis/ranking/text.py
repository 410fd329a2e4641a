"""Two measures on names: BM25 of a query against a firm's products, and the likeness of two firms' products (profile)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from .grams import Texts, rarity, scaled, unit_rows
from .market import Floats, Market, Matrix

K1, B = 1.2, 0.4  # picked on development splits; B is low because long product lists are no fault


@dataclass(frozen=True)
class FirmTexts:
    """The names of the products of each firm, read as one document a firm."""

    market: Market
    texts: Texts

    @cached_property
    def counts(self) -> Matrix:
        """Return firms × grams: how often a gram stands in the names of the firm's products."""
        return (self.market.made @ self.texts.counts).tocsr()

    @cached_property
    def idf(self) -> Floats:
        """Return the idf of each gram over the firms."""
        return rarity(self.counts)

    @cached_property
    def bm25_weights(self) -> Matrix:
        """Return firms × grams: what each gram of a query adds (Robertson & Zaragoza 2009, eq. 3.15)."""
        out = self.counts.copy()
        length = np.asarray(out.sum(axis=1)).ravel()
        mean = length.mean() if len(length) and length.any() else 1.0
        norm = np.repeat(K1 * (1 - B + B * length / mean), np.diff(out.indptr))
        out.data = out.data * (K1 + 1) / (out.data + norm) * self.idf[out.indices]
        return out

    def bm25(self, asked: Matrix) -> Floats:
        """Return queries × firms. Cost O(grams of the queries × firms that have them)."""
        found: Floats = (asked @ self.bm25_weights.T).toarray()
        return found

    @cached_property
    def per_product(self) -> Matrix:
        """Return products × grams as the profile weighs them: idf, long names damped by the root of their length."""
        length = np.asarray(self.texts.counts.sum(axis=1)).ravel()
        damp = sparse.diags(1 / np.sqrt(np.maximum(length, 1)))
        return scaled((damp @ self.texts.counts).tocsr(), self.idf)

    @cached_property
    def unit_products(self) -> Matrix:
        """Return `per_product` with rows of length 1: how close two names are is a product of rows."""
        return unit_rows(self.per_product)

    @cached_property
    def profiles(self) -> Matrix:
        """Return firms × grams, rows of length 1: the sum over a firm's products, business scope items at half weight."""
        return unit_rows((self.market.weight @ self.per_product).tocsr())

    def likeness(self, like: Matrix) -> Floats:
        """Return queries × firms: cosine of a firm's profile to the firms of `like` (queries × firms, weights that add up to 1)."""
        found: Floats = ((like @ self.profiles) @ self.profiles.T).toarray()
        return found
