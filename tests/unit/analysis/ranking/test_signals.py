"""Each text signal equals its formula, written out loop by loop."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest

from liantu.analysis.ranking.explained import FIRST_PASS, INDUSTRY, MORE_MAKERS, NAME, PROFILE, WALK, WEIGHTS, Explained, Query, by_largest
from liantu.analysis.ranking.grams import grams
from liantu.analysis.ranking.industry import SMOOTHING
from liantu.analysis.ranking.market import ITEM_WEIGHT, Market
from liantu.analysis.ranking.text import K1, B
from ranking_tables import drawn_market


@pytest.fixture(scope="module")
def found() -> Market:
    return drawn_market(24, seed=5)


@pytest.fixture(scope="module")
def ranker(found: Market) -> Explained:
    return Explained.on(found)


def products_of(found: Market, firm: str) -> list[tuple[str, float]]:
    row = found.weight[found.firm_at[firm]].tocoo()
    return [(found.products[c], w) for c, w in zip(row.col, row.data, strict=True)]


def documents(found: Market) -> dict[str, Counter[str]]:
    return {f: sum((Counter(grams(p)) for p, _ in products_of(found, f)), Counter()) for f in found.firms}


def idf(docs: dict[str, Counter[str]], gram: str) -> float:
    n = sum(gram in d for d in docs.values())
    return log(1 + (len(docs) - n + 0.5) / (n + 0.5))


def test_name_is_bm25(found: Market, ranker: Explained) -> None:
    docs = documents(found)
    mean = sum(map(Counter.total, docs.values())) / len(docs)
    asked = "锂电池隔膜材料"
    expected = []
    for firm in found.firms:
        doc, total = docs[firm], 0.0
        for gram in set(grams(asked)):
            tf = doc[gram]
            total += idf(docs, gram) * tf * (K1 + 1) / (tf + K1 * (1 - B + B * doc.total() / mean))
        expected.append(total)
    assert max(expected) > 0
    assert ranker.signals([Query((asked,))]).raw[NAME][0] == pytest.approx(expected)


def profile(found: Market, docs: dict[str, Counter[str]], firm: str) -> dict[str, float]:
    vector: Counter[str] = Counter()
    for product, weight in products_of(found, firm):
        pieces = Counter(grams(product))
        for gram, count in pieces.items():
            vector[gram] += weight * count / sqrt(pieces.total()) * idf(docs, gram)
    length = sqrt(sum(v * v for v in vector.values()))
    return {g: v / length for g, v in vector.items()}


def test_profile_is_the_cosine_to_the_mean_of_the_makers(found: Market, ranker: Explained) -> None:
    docs = documents(found)
    vectors = {f: profile(found, docs, f) for f in found.firms}
    makers = found.firms[1:4]
    expected = [sum(sum(v * vectors[m].get(g, 0) for g, v in vectors[f].items()) for m in makers) / len(makers) for f in found.firms]
    assert ranker.signals([Query(("x",), (), makers)]).raw[PROFILE][0] == pytest.approx(expected)
    assert 0 < ITEM_WEIGHT < 1 and any(w == ITEM_WEIGHT for f in found.firms for _, w in products_of(found, f))


def test_industry_is_the_weighted_mean_of_log_lifts(found: Market, ranker: Explained) -> None:
    docs = documents(found)
    asked = "减速器设备"
    expected = []
    for firm in found.firms:
        mine = [f for f in found.firms if found.facts[f].industries == found.facts[firm].industries]
        total = weight = 0.0
        for gram in set(grams(asked)) & {g for d in docs.values() for g in d}:
            everywhere = sum(gram in d for d in docs.values()) / len(docs)
            share = (sum(gram in docs[f] for f in mine) + SMOOTHING * everywhere) / (len(mine) + SMOOTHING)
            total += idf(docs, gram) * log(share / everywhere)
            weight += idf(docs, gram)
        expected.append(max(total / weight, 0))
    assert ranker.signals([Query((asked,))]).raw[INDUSTRY][0] == pytest.approx(expected)


def test_the_score_is_the_weighted_sum_of_roots(ranker: Explained) -> None:
    signals = ranker.signals([ranker.query(p) for p in ranker.market.products[:5]])
    makers = np.array([[len(ranker.market.makers(p))] for p in ranker.market.products[:5]])
    assert len(set(makers.ravel())) > 1
    roots = {name: weight * np.sqrt(by_largest(signals.raw[name])) for name, weight in WEIGHTS.items()}
    expected = sum(roots.values()) + MORE_MAKERS * np.log(makers) * roots[WALK]
    assert signals.score == pytest.approx(expected, abs=1e-8)
    assert all(v.min() >= 0 and v.max() <= 1 for v in signals.scaled.values())


def test_feedback_comes_from_the_first_pass_without_the_known(ranker: Explained) -> None:
    queries = [ranker.query(p) for p in ranker.market.products]
    first = ranker.signals(queries).first
    for row, query in enumerate(queries):
        chosen = {ranker.market.firms[c] for c in first[row].indices}
        assert len(chosen) <= FIRST_PASS and not chosen & set(query.makers)
        assert first[row].sum() == pytest.approx(1)


def test_one_query_scores_as_in_a_batch(ranker: Explained) -> None:
    queries = [ranker.query(p) for p in ranker.market.products]
    together = ranker.signals(queries).score
    alone = np.vstack([ranker.signals([q]).score for q in queries])
    assert together == pytest.approx(alone, abs=1e-8)
