"""Words of firms: the latent space against a full decomposition, wordings against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from liantu.analysis.ranking.explained import Explained
from liantu.analysis.ranking.habits import SIDES, Habits
from liantu.analysis.ranking.latent import Latent
from liantu.analysis.ranking.market import Market
from ranking_tables import drawn_market


@pytest.fixture(scope="module")
def found() -> Market:
    return drawn_market(40, seed=8)


def test_the_latent_space_is_that_of_a_full_decomposition() -> None:
    """40 rows: fewer than the dimensions, so every cosine is kept."""
    rows = np.abs(np.random.default_rng(2).standard_normal((40, 70)))
    expected = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    space = Latent.of(sparse.csr_matrix(rows))
    assert space.firms @ space.firms.T == pytest.approx(expected @ expected.T, abs=1e-5)


def test_profiles_of_few_directions_have_no_others() -> None:
    """Firms are mixtures of three: what is left of the other directions is rounding, and no word points there."""
    random = np.random.default_rng(3)
    rows = random.random((40, 3)) @ random.random((3, 70))
    space = Latent.of(sparse.csr_matrix(rows / np.linalg.norm(rows, axis=1, keepdims=True)))
    assert space.firms.shape == (40, 3) and space.words.shape == (70, 3)
    assert space.words.T @ space.words == pytest.approx(np.eye(3), abs=1e-5)


def test_neighbours_add_up_and_leave_the_firm_out(found: Market) -> None:
    near = Latent.of(Explained.on(found).firm_texts.profiles).neighbours()
    assert not near.diagonal().any()
    assert np.asarray(near.sum(axis=1)).ravel() == pytest.approx(np.ones(len(found.firms)))


def test_habits_are_counted_as_by_loops(found: Market) -> None:
    ranker = Explained.on(found)
    queries = [ranker.query(p) for p in found.products[:15]]
    columns = Habits(found).columns(queries)
    for row, query in enumerate(queries):
        asked = query.names[0]
        for at in range(len(found.firms)):
            lines = [(found.products[c], w) for c, w in zip(found.weight[at].indices, found.weight[at].data, strict=True)]
            for name, side in SIDES.items():
                assert columns[name][row, at] == sum(p[side] == asked[side] for p, w in lines if w == 1)
            assert columns["holds"][row, at] == sum(asked in p and p != asked for p, _ in lines)
            assert columns["held"][row, at] == sum(p in asked and p != asked and len(p) > 1 for p, _ in lines)
