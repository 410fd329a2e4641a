"""The indices are those of the `ecomplexity` package, on made-up tables, on a published one and on the shipped pool's."""

from __future__ import annotations

import warnings
from itertools import product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from ecomplexity import ecomplexity
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from liantu.analysis.complexity.indices import Indices, indices, indices_of, presence, rca
from liantu.analysis.complexity.table import table
from liantu.graph.errors import DataError

CLOSE = {"rel": 1e-9, "abs": 1e-9}
NESTED = np.tril(np.ones((4, 4)))[::-1] > 0


def reference(values: np.ndarray, kind: str) -> pd.DataFrame:
    """What ecomplexity says, a row a cell, places first."""
    cells = [(0, f"p{i:03d}", f"x{j:03d}", values[i, j]) for i, j in product(*map(range, values.shape))]
    names = {"time": "t", "loc": "c", "prod": "x", "val": "v"}
    frame = pd.DataFrame(cells, columns=list("tcxv"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # how the reference uses pandas is not our affair
        found = ecomplexity(frame, names, presence_test=kind, check_logsupermodularity=False, verbose=False)
    return found.sort_values(["c", "x"], kind="stable")


def same(found: Indices, values: np.ndarray, kind: str) -> None:
    told = reference(values, kind)
    shape = values.shape

    def cells(name: str) -> np.ndarray:
        return told[name].to_numpy(dtype=float).reshape(shape)

    assert found.present == pytest.approx(cells("mcp"))
    assert found.diversity == pytest.approx(cells("diversity")[:, 0])
    assert found.ubiquity == pytest.approx(cells("ubiquity")[0])
    for name, mine in (("eci", found.eci), ("coi", found.coi)):
        assert mine == pytest.approx(cells(name)[:, 0], **CLOSE), name
    assert found.pci == pytest.approx(cells("pci")[0], **CLOSE)
    for name, mine in (("density", found.density), ("cog", found.cog)):
        assert mine == pytest.approx(cells(name), **CLOSE), name


def test_nested_goldens() -> None:
    found = indices(NESTED)
    assert found.spectrum[0] == pytest.approx([1, 1 / 4, 1 / 9, 1 / 16], abs=1e-12)
    assert found.eci == pytest.approx([1.341641, 0.447214, -0.447214, -1.341641], abs=1e-6)
    same(found, NESTED.astype(float), "manual")


@pytest.mark.parametrize("seed", range(12))
def test_as_the_reference_on_random_amounts(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    values = drawn.lognormal(0, 1.5, (drawn.integers(4, 25), drawn.integers(25, 60)))
    found = indices_of(table([f"p{i}" for i in range(len(values))], [f"x{j}" for j in range(values.shape[1])], values))
    assert rca(values) == pytest.approx(reference(values, "rca")["rca"].to_numpy().reshape(values.shape), rel=1e-12)
    same(found, values, "rca")


def test_as_the_reference_on_published_data() -> None:
    """Davis, Gardner, Gardner, Deep South (1941): 18 women at 14 events, as networkx has them; the women stand for links."""
    graph = nx.davis_southern_women_graph()
    matrix = nx.bipartite.biadjacency_matrix(graph, graph.graph["bottom"], graph.graph["top"]).toarray()
    for present in (matrix, matrix.T):
        found = indices(present > 0)
        same(found, present.astype(float), "manual")


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(3, 7), st.integers(3, 9))
def test_the_eigenvector_equation_and_the_mean(seed: int, places: int, links: int) -> None:
    present = np.random.default_rng(seed).random((places, links)) < 0.6
    assume(present.any(axis=0).all() and present.any(axis=1).all())
    try:
        found = indices(present)
    except DataError:
        assume(False)
    m, d, u = found.present, found.diversity, found.ubiquity
    centred = found._raw[0]
    assert m @ (m.T @ centred / u) / d == pytest.approx(found.spectrum[0][1] * centred, abs=1e-9)
    assert m @ found.pci / d == pytest.approx(found.eci, abs=1e-9)  # ECI is the mean PCI of what a place has
    assert (found.eci.mean(), found.eci.std()) == pytest.approx((0, 1), abs=1e-9)
    assert (found.eci - found.eci.mean()) @ (d - d.mean()) >= -1e-9


def test_proximity_and_density_by_hand() -> None:
    found = indices(NESTED)
    m = NESTED
    for i, j in product(range(4), range(4)):
        both = sum(m[c, i] and m[c, j] for c in range(4))
        assert found.proximity[i, j] == pytest.approx(min(both / m[:, i].sum(), both / m[:, j].sum()))
    for c, j in product(range(4), range(4)):
        expected = sum(found.proximity[j, k] for k in range(4) if m[c, k]) / sum(found.proximity[j])
        assert found.density[c, j] == pytest.approx(expected)


def test_the_same_table_in_another_order_gives_the_same_indices() -> None:
    drawn = np.random.default_rng(3)
    values = drawn.lognormal(0, 1, (9, 14))
    rows, columns = drawn.permutation(9), drawn.permutation(14)
    a, b = indices(presence(values)), indices(presence(values[np.ix_(rows, columns)]))
    assert b.eci == pytest.approx(a.eci[rows], abs=1e-9) and b.pci == pytest.approx(a.pci[columns], abs=1e-9)


def test_a_tie_is_present() -> None:
    """3/10 over 9/30 is exactly 1; in floating point it is not."""
    values = np.array([[3, 7], [3, 7], [3, 7]], dtype=float)
    assert presence(values).all()
    values = np.array([[1.0, 9], [2, 18], [7, 63]])
    assert presence(values).all()


@pytest.mark.parametrize(
    ("present", "said"),
    [
        (np.kron(np.eye(2), np.ones((2, 2))), "2 个互不相连的部分（最大 2 个地方，共 4 个）"),
        (np.ones((4, 3)), "不唯一"),
        (1 - np.eye(4), "不唯一"),
    ],
    ids=["two parts", "all alike", "equal eigenvalues"],
)
def test_what_has_no_index_is_refused(present: np.ndarray, said: str) -> None:
    with pytest.raises(DataError, match=said) as refused:
        indices(present > 0)
    assert "\n" not in str(refused.value)
