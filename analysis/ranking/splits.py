"""Splits of the benchmark: products with two or more makers drawn uniformly, one of their makers hidden each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from .market import Market


@dataclass(frozen=True, slots=True)
class Split:
    """What is left, and the pairs (product, firm) that were hidden in it."""

    market: Market
    hidden: tuple[tuple[str, str], ...]

    @property
    def products(self) -> tuple[str, ...]:
        """The products asked for."""
        return tuple(product for product, _ in self.hidden)


def draw(market: Market, count: int, seed: int, *, beside: Collection[str] = ()) -> Split:
    """Hide one random maker of `count` products (fewer where there are fewer), all at once; none of the products `beside`.

    Drawing edges instead of products is another, much harder task: half of all edges belong to a few generic names.
    """
    makers = np.asarray(market.made.sum(axis=0)).ravel()
    able = [at for at in np.flatnonzero(makers > 1) if market.products[at] not in beside]
    random = np.random.default_rng(seed)
    chosen = [able[at] for at in random.choice(len(able), min(count, len(able)), replace=False)] if able else []
    hidden = [(market.products[at], random.choice(market.makers(market.products[at]))) for at in chosen]
    pairs = tuple((product, market.firms[row]) for product, row in hidden)
    return Split(market.without([(firm, product) for product, firm in pairs]), pairs)
