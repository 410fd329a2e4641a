"""The benchmark: splits hide what they say, ranks are those of brute force, baselines know their makers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.analysis.ranking.baselines import Baselines
from liantu.analysis.ranking.benchmark import evaluate
from liantu.analysis.ranking.explained import Explained
from liantu.analysis.ranking.market import market
from liantu.analysis.ranking.measures import gini, paired, place, summary
from liantu.analysis.ranking.splits import draw
from liantu.graph.errors import DataError
from ranking_tables import drawn_market, small_market


def test_a_split_hides_one_maker_of_each_product() -> None:
    found = drawn_market(60, seed=1)
    split = draw(found, 25, seed=9)
    assert len(set(split.products)) == 25 and split.hidden == draw(found, 25, seed=9).hidden != draw(found, 25, seed=8).hidden
    for product, firm in split.hidden:
        before, after = ({m.firms[r] for r in m.makers(product)} for m in (found, split.market))
        assert before - after == {firm} and after
    assert not set(draw(found, 25, seed=9, beside=split.products).products) & set(split.products)


def test_nothing_to_hide() -> None:
    assert draw(small_market(["a x", "b y"]), 5, seed=1).hidden == ()
    with pytest.raises(DataError, match="nothing can be hidden"):
        evaluate(market([], {}), [1], 5, learned=False).as_json()


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12), st.data())
def test_the_place_is_the_mean_over_all_orders_of_equals(values: list[int], data: st.DataObject) -> None:
    score = np.array(values, float)
    hidden = data.draw(st.integers(0, len(values) - 1))
    known = data.draw(st.sets(st.integers(0, len(values) - 1).filter(lambda k: k != hidden)))
    others = [v for at, v in enumerate(values) if at not in known | {hidden}]
    best, worst = 1 + sum(v > values[hidden] for v in others), 1 + sum(v >= values[hidden] for v in others)
    assert place(score, hidden, sorted(known)) == (best + worst) / 2


def test_measures_by_hand() -> None:
    assert summary([1, 2, 10, 11, 51]) == {
        "hit@1": 0.2,
        "hit@10": 0.6,
        "hit@50": 0.8,
        "mrr": round((1 + 1 / 2 + 1 / 10 + 1 / 11 + 1 / 51) / 5, 4),
    }
    difference, low, high = paired([1.0] * 50 + [100.0] * 50, [100.0] * 100, seed=1)["hit@10"]
    assert difference == 0.5 and 0.38 < low < 0.5 < high < 0.62
    pairs = [abs(a - b) for a in (0, 1, 5) for b in (0, 1, 5)]
    assert gini([0, 1, 5]) == pytest.approx(sum(pairs) / (2 * 9 * 2), abs=1e-4), "mean difference over twice the mean"
    assert gini([0, 0]) == 0


def test_every_method_is_judged_on_the_same_cases() -> None:
    found = evaluate(drawn_market(80, seed=2), [1, 2], 20, learned=False).as_json()
    assert found["queries"] == 40 and "仿真" in found["what"]
    assert set(found["minus PageRank"]) == set(found["methods"]) - {"PageRank"}
    slices = [s for name, s in found["slices"].items() if name.startswith("known makers")]
    assert sum(s["queries"] for s in slices) == 40
    best = found["methods"]["explained"]
    assert best["mrr"] > found["methods"]["popularity"]["mrr"], "words and neighbours beat size"
    assert found == evaluate(drawn_market(80, seed=2), [1, 2], 20, learned=False).as_json()


def test_baselines_by_hand() -> None:
    industries = {"a": ("1", "11", "111"), "b": ("1", "11", "111"), "c": ("1", "11", "112"), "d": ("2", "21", "211")}
    found = small_market(["a 隔膜 铜箔", "b 白酒", "c 纸 布", "d 铜箔 茶 糖"], industries)
    ranker = Explained.on(found)
    score = {name: scorer([ranker.query("隔膜")])[0] for name, scorer in Baselines(ranker).all().items()}
    assert list(score["popularity"]) == [2, 1, 2, 3]
    assert np.argsort(-score["same industry"], kind="stable").tolist() == [0, 1, 2, 3]
    assert score["cosine kNN"][3] > 0 == score["cosine kNN"][1]
    assert score["PageRank"][3] > 0 == score["PageRank"][1]
    gated = score["PageRank + industry"]
    assert min(gated[:3]) > gated[3], "another industry stands behind"
