"""The benchmark: find the hidden producer of a product in the table of listed firms (仿真; no success of 招商).

On every seed one maker of each drawn product is hidden, all at once; every method ranks all firms, known makers removed, no sampled
negatives. Differences below 0.02 are noise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...graph.errors import DataError
from .baselines import Baselines
from .columns import Columns
from .explained import Explained, Query, order
from .learned import fit, scores
from .listing import Scorer, parts
from .market import Market
from .measures import gini, paired, place, summary
from .splits import Split, draw

BASE = "PageRank"
SHOWN = 10
MAKERS = ((1, 1), (2, 3), (4, 9), (10, 10**9))
PRODUCTS = ((0, 0), (1, 8), (9, 20), (21, 10**9))


@dataclass(frozen=True)
class Case:
    """One query of a split: how many makers are left, how many products the hidden firm has left, and the rank by each method."""

    product: str
    firm: str
    makers: int
    products: int
    ranks: Mapping[str, float]


@dataclass(frozen=True)
class Outcome:
    """All cases of all seeds, and how often each method showed each firm among its first ten."""

    cases: tuple[Case, ...]
    shown: Mapping[str, Sequence[int]]
    seeds: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures: overall, against PageRank, by slice, Gini of exposure. Raises DataError where nothing could be hidden."""
        if not self.cases:
            raise DataError("表中没有两家以上已知生产者的产品，无从隐藏 / no product with two makers: nothing can be hidden")
        methods = list(self.cases[0].ranks)
        ranks = {m: [c.ranks[m] for c in self.cases] for m in methods}
        return {
            "what": "在上市公司产品表中找回被隐藏的生产者（仿真），不是招商成功率 / finding a hidden producer, not success of 招商",
            "seeds": list(self.seeds),
            "queries": len(self.cases),
            "methods": {m: summary(ranks[m]) | {"gini@10": gini(self.shown[m])} for m in methods},
            "minus PageRank": {m: paired(ranks[m], ranks[BASE], self.seeds[0]) for m in methods if m != BASE},
            "slices": {name: self._slice(cases, methods) for name, cases in self._slices().items() if cases},
        }

    def _slice(self, cases: Sequence[Case], methods: Sequence[str]) -> dict[str, Any]:
        return {"queries": len(cases)} | {m: summary([c.ranks[m] for c in cases]) for m in methods}

    def _slices(self) -> dict[str, list[Case]]:
        makers = {f"known makers left {_span(a, b)}": [c for c in self.cases if a <= c.makers <= b] for a, b in MAKERS}
        size = {f"products of the firm left {_span(a, b)}": [c for c in self.cases if a <= c.products <= b] for a, b in PRODUCTS}
        return makers | size


def _span(low: int, high: int) -> str:
    return f"{low}+" if high > 1000 else str(low) if low == high else f"{low}-{high}"


def evaluate(market: Market, seeds: Sequence[int], count: int, *, learned: bool) -> Outcome:
    """Run the benchmark; `learned` fits that ranker anew on what each seed leaves visible."""
    cases: list[Case] = []
    shown: dict[str, np.ndarray[Any, np.dtype[np.int64]]] = {}
    for seed in seeds:
        split = draw(market, count, seed)
        ranker = Explained.on(split.market)
        methods = _methods(split, ranker, learned)
        for part in parts(split.hidden):
            cases += _cases(part, ranker, methods, shown)
    return Outcome(tuple(cases), {m: v.tolist() for m, v in shown.items()}, tuple(seeds))


def _methods(split: Split, ranker: Explained, learned: bool) -> dict[str, Scorer]:
    methods = Baselines(ranker).all()
    if learned:
        model = fit(split.market)
        columns = Columns(ranker)
        methods["learned"] = lambda queries: scores(model, columns, queries)
    return methods


def _cases(part: Sequence[tuple[str, str]], ranker: Explained, methods: Mapping[str, Scorer], shown: dict[str, Any]) -> list[Case]:
    market = ranker.market
    queries = [ranker.query(product) for product, _ in part]
    ranks: list[dict[str, float]] = [{} for _ in part]
    for name, scorer in methods.items():
        counted = shown.setdefault(name, np.zeros(len(market.firms), dtype=np.int64))
        for at, score in enumerate(scorer(queries)):
            known = _rows(market, queries[at])
            ranks[at][name] = place(score, market.firm_at[part[at][1]], known)
            counted[order(score, known, SHOWN)] += 1
    left = np.diff(market.made.indptr)
    return [
        Case(product, firm, len(query.makers), int(left[market.firm_at[firm]]), rank)
        for (product, firm), query, rank in zip(part, queries, ranks, strict=True)
    ]


def _rows(market: Market, query: Query) -> list[int]:
    return [market.firm_at[f] for f in query.makers]
