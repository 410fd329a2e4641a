"""A conditional logit (McFadden 1974) on shortlists: which of these firms is the maker that was hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .columns import HEADS, NAMES
from .market import Floats

RIDGE = 1e-3
ROUNDS = 80


@dataclass(frozen=True)
class Logit:
    """Mean and spread of each input, and its weight."""

    mean: Floats
    spread: Floats
    weight: Floats

    def score(self, table: NDArray[np.float32]) -> Floats:
        """Return the utility of each row."""
        found: Floats = ((inputs(table) - self.mean) / self.spread) @ self.weight
        return found


def inputs(table: NDArray[np.float32]) -> Floats:
    """Return the inputs made of the columns: each signal, its root, the main ones' roots times log makers, score, rank, products."""
    at = {head: place for place, head in enumerate(HEADS)}
    near = table[:, [at[name] for name in NAMES]].astype(float)
    roots = np.sqrt(near)
    main = roots[:, [NAMES.index(name) for name in ("walk", "name", "profile", "feedback")]] * table[:, [at["makers"]]]
    return np.hstack([near, roots, main, table[:, [at[head] for head in ("score", "rank", "products", "reported")]]])


def fit(table: NDArray[np.float32], chosen: NDArray[np.bool_], weight: Floats, group: NDArray[np.int64]) -> Logit:
    """Fit on rows in groups; each group holds one chosen row, a row of weight w stands for w rows of its kind."""
    from scipy.optimize import minimize

    rows = inputs(table)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    rows = (rows - mean) / spread
    begin = np.flatnonzero(np.r_[True, np.diff(group) != 0])
    size = np.diff(np.r_[begin, len(group)])
    offset = np.log(weight)

    def loss(w: Floats) -> tuple[float, Floats]:
        utility = rows @ w + offset
        top = np.repeat(np.maximum.reduceat(utility, begin), size)
        odds = np.exp(utility - top)
        share = odds / np.repeat(np.add.reduceat(odds, begin), size)
        value = -np.log(share[chosen] + 1e-300).sum() / len(begin) + RIDGE * w @ w
        return float(value), rows.T @ (share - chosen) / len(begin) + 2 * RIDGE * w

    found: Any = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return Logit(mean, spread, found.x)
