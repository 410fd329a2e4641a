"""How good a ranking is: hit@k, MRR, paired bootstrap, slices, and how unequally it shows firms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .market import Floats

CUTS = (1, 10, 50)
BOOTSTRAPS = 2000


def place(score: Floats, hidden: int, known: Sequence[int]) -> float:
    """Return the rank of the hidden firm among all but the known makers; equal scores share their middle rank.

    >>> place(np.array([3.0, 2.0, 2.0, 1.0]), 1, [0])
    1.5
    """
    others = np.delete(score, list(known)) if len(known) else score
    return float(1 + (others > score[hidden]).sum() + ((others == score[hidden]).sum() - 1) / 2)


def summary(ranks: Sequence[float] | Floats) -> dict[str, float]:
    """Return hit@1, hit@10, hit@50 and MRR, rounded to 4 digits.

    >>> summary([1, 4, 100, 20])
    {'hit@1': 0.25, 'hit@10': 0.5, 'hit@50': 0.75, 'mrr': 0.3275}
    """
    r = np.asarray(ranks, dtype=float)
    found = {f"hit@{k}": float((r <= k).mean()) for k in CUTS} | {"mrr": float((1 / r).mean())}
    return {name: round(value, 4) for name, value in found.items()}


def paired(ranks: Sequence[float], base: Sequence[float], seed: int) -> dict[str, tuple[float, float, float]]:
    """Return measure → (difference, lower, upper): 95 % bootstrap over queries of the first ranking minus the second."""
    a, b = np.asarray(ranks, dtype=float), np.asarray(base, dtype=float)
    draws = np.random.default_rng(seed).integers(len(a), size=(BOOTSTRAPS, len(a)))
    gains = {f"hit@{k}": (a <= k).astype(float) - (b <= k) for k in CUTS} | {"mrr": 1 / a - 1 / b}
    return {name: _interval(gain, draws) for name, gain in gains.items()}


def _interval(gain: Floats, draws: NDArray[np.int64]) -> tuple[float, float, float]:
    low, high = np.quantile(gain[draws].mean(axis=1), [0.025, 0.975])
    return round(float(gain.mean()), 4), round(float(low), 4), round(float(high), 4)


def gini(shown: Sequence[int]) -> float:
    """Return the Gini coefficient of how often each firm is shown: 0 all alike, near 1 a few firms only.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 4])
    (0.0, 0.75)
    """
    x = np.sort(np.asarray(shown, dtype=float))
    if not x.sum():
        return 0.0
    n = len(x)
    return round(float((2 * np.arange(1, n + 1) - n - 1) @ x / (n * x.sum())), 4)
