"""The learned ranking: a conditional logit and trees that learn the order (LambdaMART), blended; needs the extra `rank` (LightGBM).

Trained on what is visible alone: in each of six rounds one maker of up to 800 products is hidden, all columns are worked out anew
on what is left, and the hidden makers are the answers. Of each query the 120 best of the explained ranking are kept, and 40 of the
rest of the shortlist at random, weighted by the inverse of their chance: only firms of a shortlist are ever scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...graph.errors import DataError, LiantuError
from . import logit
from .columns import Columns, Shortlist
from .explained import Explained, Query
from .listing import parts
from .market import Floats, Market
from .splits import Split, draw

ROUNDS, PER_ROUND = 6, 800
KEPT, OTHERS = 120, 40
SHORTLIST = 400  # firms of a query that are ranked anew; the others keep the order of the explained ranking, behind them
TREES = 160
SEED = 7
PARAMETERS = {
    "objective": "lambdarank", "lambdarank_truncation_level": 30, "num_leaves": 31, "learning_rate": 0.06, "min_data_in_leaf": 50,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10.0, "max_bin": 127, "seed": SEED,
    "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip


@dataclass(frozen=True)
class Model:
    """A fitted model: the logit and the trees (a lightgbm.Booster)."""

    logit: logit.Logit
    trees: Any


@dataclass(frozen=True)
class _Rows:
    table: NDArray[np.float32]
    chosen: NDArray[np.bool_]
    weight: Floats


def lightgbm() -> Any:
    """Return the LightGBM module. Raises LiantuError saying what to type where it is absent."""
    try:
        import lightgbm
    except (ImportError, OSError) as fault:
        raise LiantuError(
            f"learned 需要附加包（{fault}）：请输入 pip install 'liantu[rank]'；Linux 另需 libgomp1"
            " / learned needs the extra: pip install 'liantu[rank]', and libgomp1 on Linux"
        ) from None
    return lightgbm


def installed() -> bool:
    """Tell whether the extra `rank` can be used here."""
    try:
        lightgbm()
    except LiantuError:
        return False
    return True


def fit(market: Market, rounds: int = ROUNDS, trees: int = TREES) -> Model:
    """Fit on a market. Raises LiantuError without the extra, DataError where no product has two makers that can be told apart.

    Cost: six times the columns of 800 queries, then the trees on about 480,000 rows.
    """
    engine = lightgbm()
    splits = [draw(market, PER_ROUND, SEED + at) for at in range(rounds)]
    texts = Explained.on(market).texts
    rows, group = _joined([r for split in splits for r in _examples(split, Explained(split.market, texts))])
    sizes = np.bincount(group)
    data = engine.Dataset(rows.table, rows.chosen.astype(float), weight=rows.weight, group=sizes, free_raw_data=True)
    return Model(logit.fit(rows.table, rows.chosen, rows.weight, group), engine.train(PARAMETERS, data, trees))


def scores(model: Model, columns: Columns, queries: Sequence[Query]) -> Floats:
    """Return queries × firms: the blend on each shortlist (mean of z-scores, trees four times), below it the explained order.

    Keep the columns from call to call: what they know of the market alone takes seconds.
    """
    found = []
    for shortlist, explained in columns.shortlists(queries, lambda ranked: np.arange(min(SHORTLIST, len(ranked)))):
        score = explained - 1e6
        if len(shortlist.firms):
            score[shortlist.firms] = _blend(model, shortlist)
        found.append(np.round(score, 9))
    return np.array(found).reshape(len(queries), len(columns.ranker.market.firms))


def _blend(model: Model, shortlist: Shortlist) -> Floats:
    trees = np.asarray(model.trees.predict(shortlist.table, raw_score=True, num_threads=1))
    return (4 * _standard(trees) + _standard(model.logit.score(shortlist.table))) / 5


def _standard(values: Floats) -> Floats:
    found: Floats = (values - values.mean()) / (values.std() + 1e-9)
    return found


def _examples(split: Split, ranker: Explained) -> Iterator[_Rows]:
    """Yield the rows of each query whose hidden maker stands among the kept ones."""
    random = np.random.default_rng(SEED)
    columns = Columns(ranker)
    for part in parts(split.hidden):
        queries = [ranker.query(product) for product, _ in part]
        samples = columns.shortlists(queries, lambda ranked: _drawn(min(SHORTLIST, len(ranked)), random))
        for query, (_, firm), (sample, _) in zip(queries, part, samples, strict=True):
            hidden = sample.firms == ranker.market.firm_at[firm]
            if hidden[:KEPT].any():
                yield _Rows(sample.table, hidden, _weights(len(hidden), min(SHORTLIST, len(ranker.market.firms) - len(query.makers))))


def _weights(rows: int, ranked: int) -> Floats:
    """Return for each row how many firms it stands for."""
    return np.where(np.arange(rows) < KEPT, 1.0, (ranked - KEPT) / max(rows - KEPT, 1))


def _drawn(firms: int, random: np.random.Generator) -> NDArray[np.int64]:
    """Return the places of the best and of some others."""
    rest = np.arange(KEPT, firms)
    others = np.sort(random.choice(rest, min(OTHERS, len(rest)), replace=False))
    return np.concatenate([np.arange(min(KEPT, firms)), others])


def _joined(rows: Sequence[_Rows]) -> tuple[_Rows, NDArray[np.int64]]:
    if not rows:
        raise DataError(
            "表中没有可用来训练的产品（须有两家以上已知生产者）；请改用 --ranker explained"
            " / no product with two makers to learn from: use --ranker explained"
        )
    group = np.repeat(np.arange(len(rows)), [len(r.weight) for r in rows])
    table, chosen, weight = (np.concatenate([getattr(r, name) for r in rows]) for name in ("table", "chosen", "weight"))
    return _Rows(table, chosen, weight), group
