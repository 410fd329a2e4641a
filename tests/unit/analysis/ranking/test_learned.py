"""The learned ranking: same tables, same bytes; it learns; a model file that is none of ours is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from liantu.analysis.ranking import learned, logit
from liantu.analysis.ranking.columns import HEADS, Columns
from liantu.analysis.ranking.explained import Explained
from liantu.analysis.ranking.listing import listing
from liantu.analysis.ranking.market import Market, market
from liantu.analysis.ranking.model_file import dump, parse
from liantu.graph.errors import DataError, LiantuError
from ranking_tables import drawn_market, small_market

pytestmark = pytest.mark.skipif(not learned.installed(), reason="the extra `rank` is not installed")


@pytest.fixture(scope="module")
def found() -> Market:
    return drawn_market(90, seed=6)


@pytest.fixture(scope="module")
def model(found: Market) -> learned.Model:
    return learned.fit(found, rounds=1, trees=12)


def test_the_same_tables_give_the_same_bytes(found: Market, model: learned.Model) -> None:
    assert dump(learned.fit(found, rounds=1, trees=12)) == dump(model)


def test_a_model_read_back_ranks_alike(found: Market, model: learned.Model) -> None:
    again = parse(dump(model), "m.json")
    ranker = Explained.on(found)
    queries = [ranker.query(p) for p in found.products[:20]]
    columns = Columns(ranker)
    scores = learned.scores(model, columns, queries)
    assert np.array_equal(scores, learned.scores(again, Columns(ranker), queries)) and np.isfinite(scores).all()
    rows = listing(found, found.products[:3], 5, lambda q: learned.scores(model, columns, q))
    assert len(rows) == 15


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c | {"format": "other"},
        lambda c: c | {"columns": ["walk"]},
        lambda c: c | {"logit": {**c["logit"], "weight": [1.0]}},
        lambda c: c | {"logit": {**c["logit"], "mean": [float("nan")] * len(c["logit"]["mean"])}},
        lambda c: c | {"trees": "no trees"},
        lambda c: [1],
        lambda c: {},
    ],
)
def test_a_spoilt_model_is_refused(model: learned.Model, spoil) -> None:
    data = json.dumps(spoil(json.loads(dump(model)))).encode()
    with pytest.raises(DataError, match="fit-ranker"):
        parse(data, "m.json")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"not json"])
def test_a_file_that_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match=r"m\.json"):
        parse(data, "m.json")


@pytest.mark.parametrize("rows", [[], ["a x", "b y"]])
def test_nothing_to_learn_from(rows: list[str]) -> None:
    with pytest.raises(DataError, match="--ranker explained"):
        learned.fit(small_market(rows) if rows else market([], {}))


def test_without_the_extra_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "lightgbm", None)
    assert not learned.installed()
    with pytest.raises(LiantuError, match=r"pip install 'liantu\[rank\]'"):
        learned.lightgbm()


def test_the_columns_are_finite_and_begin_with_the_best(found: Market) -> None:
    ranker = Explained.on(found)
    queries = [ranker.query(p) for p in found.products[:10]] + [ranker.query("从未见过")]
    for shortlist, score in Columns(ranker).shortlists(queries, lambda ranked: np.arange(30)):
        assert shortlist.table.shape == (30, len(HEADS)) and np.isfinite(shortlist.table).all()
        assert list(score[shortlist.firms]) == sorted(score[shortlist.firms], reverse=True)


def test_the_logit_finds_the_weights_it_was_drawn_from() -> None:
    """4,000 choices among 8, drawn by utility 3 × the column `score`, a tenth of the others kept with weight 10."""
    random = np.random.default_rng(3)
    table = np.zeros((32_000, len(HEADS)), np.float32)
    column = HEADS.index("score")
    table[:, column] = random.random(32_000)
    group = np.repeat(np.arange(4_000), 8)
    utility = 3 * table[:, column] + random.gumbel(size=32_000)
    chosen = utility.reshape(-1, 8).argmax(axis=1)
    mark = np.zeros((4_000, 8), bool)
    mark[np.arange(4_000), chosen] = True
    fitted = logit.fit(table, mark.ravel(), np.ones(32_000), group)
    slope = fitted.score(table[:2]) / 1.0
    assert (slope[1] - slope[0]) / (table[1, column] - table[0, column]) == pytest.approx(3, abs=0.25)
