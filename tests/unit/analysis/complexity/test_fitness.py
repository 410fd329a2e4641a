"""The non-linear map: published steps, a plain loop, and ranks that settle."""

from __future__ import annotations

import numpy as np
import pytest

from liantu.analysis.complexity.fitness import fitness

NESTED = np.tril(np.ones((4, 4)))[::-1]


def looped(m: np.ndarray, steps: int) -> tuple[list[float], list[float]]:
    """The map as the paper writes it, sum by sum."""
    rows, columns = m.shape
    f, q = [1.0] * rows, [1.0] * columns
    for _ in range(steps):
        new_f = [sum(m[c, p] * q[p] for p in range(columns)) for c in range(rows)]
        new_q = [1 / sum(m[c, p] / f[c] for c in range(rows)) for p in range(columns)]
        f, q = [x * rows / sum(new_f) for x in new_f], [x * columns / sum(new_q) for x in new_q]
    return f, q


@pytest.mark.parametrize(("steps", "expected"), [(1, (1.6, 1.2, 0.8, 0.4)), (2, (2.083333, 1.083333, 0.583333, 0.25))])
def test_published_steps(steps: int, expected: tuple[float, ...]) -> None:
    assert fitness(NESTED, most=steps).fitness == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_as_a_plain_loop(seed: int) -> None:
    present = (np.random.default_rng(seed).random((6, 9)) < 0.5).astype(float)
    present[:, 0] = present[0, :] = 1
    found = fitness(present, most=7)
    f, q = looped(present, 7)
    assert found.fitness == pytest.approx(f, rel=1e-12) and found.complexity == pytest.approx(q, rel=1e-12)


def test_ranks_settle_and_stay() -> None:
    present = (np.random.default_rng(1).random((12, 30)) < 0.5).astype(float)
    found = fitness(present)
    assert found.settled and found.steps < 1000
    f, _ = looped(present, found.steps + 200)
    assert list(np.argsort(found.fitness)) == list(np.argsort(f))


def test_fitness_that_runs_to_zero_stays_finite() -> None:
    """A place whose only link the richer place has too runs to zero by a factor a step; it stops before 1/F overflows."""
    found = fitness(np.array([[1, 1, 1, 1, 1], [1, 0, 0, 0, 0]], dtype=float), most=100_000, steady=100_000)
    assert np.isfinite(found.fitness).all() and np.isfinite(found.complexity).all() and not found.settled
    assert 0 < found.fitness[1] < 1e-100 and found.steps < 1000


def test_equal_places_have_equal_ranks() -> None:
    found = fitness(np.ones((3, 4)))
    assert found.settled and found.fitness == pytest.approx([1, 1, 1])
