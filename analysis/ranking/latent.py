"""Firms and words in one space of few dimensions (latent semantic analysis): words that stand in the lists of the same firms lie together.

Randomised subspace iteration (Halko, Martinsson & Tropp 2011, alg. 4.4) on the profiles. Coordinates are rounded, so that last bits of
a sum decide nothing. Cost O(rows of the profiles · DIMENSIONS · PASSES).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .grams import scaled
from .market import Floats, Matrix

DIMENSIONS, MORE, PASSES = 96, 10, 4
NEIGHBOURS = 15
SEED = 1
DIGITS = 7
FLAT = 1e-12  # squared size, against the largest, below which a direction is rounding


@dataclass(frozen=True)
class Latent:
    """Firms as rows of length 1, and the directions of the words (grams × dimensions)."""

    firms: Floats
    words: Floats

    @staticmethod
    def of(profiles: Matrix) -> Latent:
        """Return the space of these profiles (firms × grams)."""
        width = min(DIMENSIONS + MORE, *profiles.shape)
        back = profiles.T.tocsr()
        base = profiles @ np.random.default_rng(SEED).standard_normal((profiles.shape[1], width))
        for _ in range(PASSES):
            base = profiles @ (back @ np.linalg.qr(base)[0])
        base = np.linalg.qr(base)[0]
        words = back @ base
        size, left = _directions(words)
        return Latent(unit((base @ left) * size), np.round(words @ (left / size), DIGITS))

    def of_words(self, asked: Matrix) -> Floats:
        """Return queries × firms: cosine of the words (queries × grams, weighted) to each firm."""
        found: Floats = unit(np.asarray(asked @ self.words)) @ self.firms.T
        return found

    def of_makers(self, known: Matrix) -> Floats:
        """Return queries × firms: cosine to the mean of the known makers (queries × firms)."""
        found: Floats = unit(np.asarray(known @ self.firms)) @ self.firms.T
        return found

    def neighbours(self) -> Matrix:
        """Return firms × firms: for each firm its nearest others, weights that add up to 1."""
        alike = self.firms @ self.firms.T
        np.fill_diagonal(alike, -1)
        count = len(alike)
        near: NDArray[np.int64] = np.argsort(-alike, axis=1, kind="stable")[:, :NEIGHBOURS]
        weight = np.take_along_axis(alike, near, axis=1).clip(0)
        rows = np.repeat(np.arange(count), near.shape[1])
        found = sparse.csr_matrix((weight.ravel(), (rows, near.ravel())), (count, count))
        total = np.asarray(found.sum(axis=1)).ravel()
        return scaled(found.T.tocsr(), np.where(total > 0, 1 / np.maximum(total, 1e-12), 0)).T.tocsr()


def _directions(words: Floats) -> tuple[Floats, Floats]:
    """Return the largest singular values of tall rows and their right vectors, from the small Gram matrix, much quicker than an SVD."""
    square, vectors = np.linalg.eigh(words.T @ words)
    kept = np.flatnonzero(square > FLAT * square.max(initial=0))[::-1][:DIMENSIONS]
    return np.sqrt(square[kept]), vectors[:, kept]


def unit(rows: Floats) -> Floats:
    """Return rows of length 1, rounded; a row of zeros stays."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Floats = np.round(rows / np.where(length > 0, length, 1), DIGITS)
    return found
