"""Input–output measures: the two-sector example of Miller and Blair, exact fractions, power series, and laws."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liantu.analysis.input_output import InputOutput, input_output
from liantu.graph.errors import DataError, NotFound

# Miller and Blair (2009), chapter 2: the two-sector example that the chapter carries through.
FLOWS, OUTPUT = [[150, 500], [200, 100]], [1000, 2000]


@pytest.fixture
def book() -> InputOutput:
    return input_output(["1", "2"], FLOWS, OUTPUT)


def exact(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """The inverse of I − matrix by Gauss–Jordan in fractions: no rounding, no numpy."""
    n = len(matrix)
    rows = [[Fraction(i == j) - matrix[i][j] for j in range(n)] + [Fraction(i == j) for j in range(n)] for i in range(n)]
    for i in range(n):
        pivot = next(k for k in range(i, n) if rows[k][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for k in range(n):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[n:] for row in rows]


def test_the_book(book: InputOutput) -> None:
    assert book.final_demand.tolist() == [350, 1700]
    assert book.coefficients.tolist() == [[0.15, 0.25], [0.2, 0.05]]
    assert book.leontief == pytest.approx(np.array([[1.2541, 0.3300], [0.2640, 1.1221]]), abs=5e-5)
    assert book.upstreamness == pytest.approx([1.914191, 1.254125], abs=5e-7)
    assert book.dispersion == pytest.approx([1.022222, 0.977778], abs=5e-7)
    assert (book.extraction("1"), book.extraction("2")) == pytest.approx((1210.526316, 2588.235294), abs=5e-7)


def test_the_book_in_fractions(book: InputOutput) -> None:
    a = [[Fraction(FLOWS[i][j], OUTPUT[j]) for j in range(2)] for i in range(2)]
    b = [[Fraction(FLOWS[i][j], OUTPUT[i]) for j in range(2)] for i in range(2)]
    assert book.leontief == pytest.approx(np.array(exact(a), dtype=float), rel=1e-14)
    assert book.ghosh == pytest.approx(np.array(exact(b), dtype=float), rel=1e-14)


@st.composite
def tables(draw: st.DrawFn) -> InputOutput:
    """Productive tables of two to six sectors: every sector sells a part of its output to final demand."""
    n = draw(st.integers(2, 6))
    flows = np.array([[draw(st.integers(0, 50)) for _ in range(n)] for _ in range(n)], dtype=float)
    output = flows.sum(axis=1) + np.array([draw(st.integers(1, 60)) for _ in range(n)])
    return input_output([f"s{i}" for i in range(n)], flows, output)


@settings(max_examples=60)
@given(tables())
def test_laws(found: InputOutput) -> None:
    n = len(found.sectors)
    a, b = found.coefficients, found.allocations
    assert found.leontief @ found.final_demand == pytest.approx(found.output, rel=1e-8)
    value_added = found.output - found.flows.sum(axis=0)
    assert value_added @ found.ghosh == pytest.approx(found.output, rel=1e-8)
    scale = found.output[:, np.newaxis] / found.output  # L and G are similar by output
    assert found.leontief == pytest.approx(found.ghosh * scale, rel=1e-8, abs=1e-12)
    exact_l = exact([[Fraction(int(found.flows[i, j]), int(found.output[j])) for j in range(n)] for i in range(n)])
    assert found.leontief == pytest.approx(np.array(exact_l, dtype=float), rel=1e-8, abs=1e-12)
    assert (found.upstreamness >= 1).all() and found.dispersion.mean() == pytest.approx(1) == found.sensitivity.mean()
    assert found.upstreamness == pytest.approx(1 + b @ found.upstreamness, rel=1e-8)  # Antràs et al., eq. 3
    share = value_added / found.output
    assert found.multipliers(share.tolist()) == pytest.approx(np.ones(n), rel=1e-8)  # all value added is somebody's
    assert found.multipliers(np.ones(n).tolist()) == pytest.approx(found.output_multipliers)
    assert a.shape == (n, n)


@settings(max_examples=30)
@given(tables(), st.data())
def test_extraction_by_rounds(found: InputOutput, data: st.DataObject) -> None:
    """The output left is the sum of rounds of demand among the sectors that stay."""
    gone = data.draw(st.sets(st.sampled_from(found.sectors), min_size=1))
    kept = [i for i, name in enumerate(found.sectors) if name not in gone]
    demand, left = found.final_demand[kept], 0.0
    for _ in range(20_000):
        left += float(demand.sum())
        demand = found.coefficients[np.ix_(kept, kept)] @ demand
        if demand.sum() < 1e-13:
            break
    assert found.extraction(*gone) == pytest.approx(found.output.sum() - left, rel=1e-7, abs=1e-6)
    assert found.extraction(*found.sectors) == pytest.approx(found.output.sum())


@pytest.mark.parametrize(
    ("names", "flows", "output", "said"),
    [
        (["甲"], [[1, 2]], [3], "应有 1×1"),
        ([], [], [], "0 个部门"),
        (["甲", "甲"], [[0, 0], [0, 0]], [1, 1], "重名 甲"),
        (["甲", "乙"], [[0, -1], [0, 0]], [1, 1], "甲→乙 等 1 个流量应为 0 或正数，得到 -1"),
        (["甲", "乙"], [[0, float("nan")], [0, 0]], [1, 1], "得到 nan"),
        (["甲", "乙"], [[0, 1], [0, 0]], [0, 1], "甲 的总产出应大于 0"),
        (["甲", "乙"], [[0, 2], [2, 0]], [2, 2], "谱半径为 1"),
    ],
)
def test_refused_in_one_line(names: list[str], flows: list, output: list, said: str) -> None:
    with pytest.raises(DataError, match=said) as refused:
        input_output(names, flows, output)
    assert "\n" not in str(refused.value)


def test_unknown_sectors_and_wrong_coefficients(book: InputOutput) -> None:
    with pytest.raises(NotFound, match="没有部门 3；可用：1、2"):
        book.extraction("3")
    with pytest.raises(DataError, match="直接系数"):
        book.multipliers([1.0])
