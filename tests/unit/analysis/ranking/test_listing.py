"""The list of the benchmark: exactly so many rows, known makers out, ties by code, odd queries answered."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.analysis.ranking.explained import Explained, order
from liantu.analysis.ranking.listing import AT_ONCE, listing
from liantu.analysis.ranking.market import FirmFacts, Make, Market, market
from ranking_tables import drawn_market, small_market


def by_product(rows: list[tuple[str, int, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for product, rank, firm in rows:
        found[product].append(firm)
        assert rank == len(found[product])
    return found


@pytest.mark.parametrize("top", [1, 7, 20])
def test_exactly_top_rows_without_known_makers(top: int) -> None:
    found = drawn_market(40, seed=1)
    lists = by_product(listing(found, found.products, top))
    assert set(lists) == set(found.products)
    for product, firms in lists.items():
        makers = {found.firms[row] for row in found.makers(product)}
        assert len(firms) == len(set(firms)) == top and not makers & set(firms)


def test_the_order_is_that_of_the_scores_and_ties_go_by_code() -> None:
    found = small_market(["b 隔膜 甲", "a 隔膜 甲", "d 纸", "c 纸", "e 隔膜 乙"])
    lists = by_product(listing(found, ["乙", "从未见过"], 4))
    assert lists["乙"][:2] == ["a", "b"], "equal products, equal scores: the smaller code first"
    assert lists["乙"][2:] == ["c", "d"], "score 0: by code"
    assert lists["从未见过"] == ["a", "b", "c", "d"]


def test_an_unknown_product_is_found_by_its_name() -> None:
    found = small_market(["a 白酒", "b 锂离子电池隔膜 铜箔", "c 纸"])
    assert by_product(listing(found, ["湿法隔膜"], 1))["湿法隔膜"] == ["b"]


def test_firms_without_products_fill_up_last() -> None:
    found = market([Make("3", "x"), Make("2", "y")], {c: FirmFacts() for c in "0123"})
    assert by_product(listing(found, ["x"], 3))["x"] == ["2", "0", "1"]
    assert by_product(listing(found, ["x"], 9))["x"] == ["2", "0", "1"], "there are no more"


@pytest.mark.parametrize("products", [[], ["x"]])
def test_an_empty_market(products: list[str]) -> None:
    assert listing(market([], {}), products, 5) == []
    assert [row[2] for row in listing(market([], {"000001": FirmFacts()}), products, 5)] == ["000001"] * len(products)


def test_more_queries_than_are_held_at_once() -> None:
    found = drawn_market(30, seed=2)
    products = [*found.products, *(f"新{n}" for n in range(AT_ONCE))]
    lists = by_product(listing(found, products, 3))
    alone = by_product(listing(found, products[-1:], 3))
    assert list(lists) == products and lists[products[-1]] == alone[products[-1]]


def test_without_takes_rows_out_as_if_they_had_never_been() -> None:
    found = drawn_market(12, seed=3)
    firm, product = found.firms[0], found.products[int(found.made.indices[0])]
    left = found.without([(firm, product)])
    made = found.made.tocoo()
    rows = [Make(found.firms[a], found.products[b], found.weight[a, b] == 1) for a, b in zip(made.row, made.col, strict=True)]
    anew = market([r for r in rows if (r.firm, r.product) != (firm, product)], found.facts)
    asked = [p for p in anew.products if p != product]
    kept: Market = left
    a, b = Explained.on(kept), Explained.on(anew)
    scores = [r.signals([r.query(p) for p in asked]).score for r in (a, b)]
    assert np.allclose(*scores) and found.made[0].sum() == left.made[0].sum() + 1


@given(st.lists(st.integers(0, 4), max_size=15), st.integers(1, 16), st.data())
def test_the_first_few_are_those_of_the_whole_order(values: list[int], most: int, data: st.DataObject) -> None:
    known = sorted(data.draw(st.sets(st.sampled_from(range(len(values))))) if values else ())
    expected = sorted((row for row in range(len(values)) if row not in known), key=lambda row: (-values[row], row))
    assert order(np.array(values, float), known, most).tolist() == expected[:most]
    assert order(np.array(values, float), known).tolist() == expected
