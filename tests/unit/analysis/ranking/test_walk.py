"""The walk is PageRank: as networkx computes it on the same graph."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liantu.analysis.ranking.explained import Explained, Query
from liantu.analysis.ranking.market import FirmFacts, Make, Market, market
from liantu.analysis.ranking.walk import Walk

rows = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), min_size=1, max_size=30)


def of(pairs: list[tuple[int, int]]) -> Market:
    return market([Make(f"f{a}", f"p{b}") for a, b in pairs], {f"f{a}": FirmFacts() for a, _ in pairs})


def reference(found: Market, product: str, damping: float) -> dict[str, float]:
    made = found.made.tocoo()
    graph = nx.Graph((found.firms[a], found.products[b]) for a, b in zip(made.row, made.col, strict=True))
    return nx.pagerank(graph, alpha=damping, personalization={product: 1}, tol=1e-13, max_iter=2000)


@settings(max_examples=20)
@given(pairs=rows, damping=st.sampled_from([0.5, 0.85]))
def test_firms_and_products_as_networkx(pairs: list[tuple[int, int]], damping: float) -> None:
    found = of(pairs)
    product = found.products[0]
    walk = Walk.on(found, damping)
    restart = Explained.on(found).signals([Query((product,), (product,))]).restart
    firms = walk.firms(restart)
    expected = reference(found, product, damping)
    assert firms[0] == pytest.approx([expected[f] for f in found.firms], abs=1e-8)
    assert walk.products(restart, firms)[0] == pytest.approx([expected[p] for p in found.products], abs=1e-8)


def test_a_product_without_makers_has_no_walk() -> None:
    found = of([(0, 0), (1, 1)]).without([("f0", "p0")])
    restart = Explained.on(found).signals([Query(("p0",), ("p0",)), Query(("p1",), ("p1",))]).restart
    firms = Walk.on(found).firms(restart)
    assert not firms[0].any() and firms[1, 0] == 0 < firms[1, 1]
    assert np.isfinite(firms).all()
