"""Fitness of places and complexity of links by the non-linear map of Tacchella et al., Scientific Reports 2 (2012) 723."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .table import Floats

STEADY = 30  # steps without a change of rank after which the ranks count as settled
MOST = 1000
DIGITS = 9  # of a logarithm: closer fitness is a tie, not a rank
SMALLEST = 1e-150  # where matrices are not nested fitness runs to zero; its inverse must stay finite


@dataclass(frozen=True)
class Fitness:
    """Fitness and complexity, each with mean 1, the steps taken and whether the ranks of places had settled by then."""

    fitness: Floats
    complexity: Floats
    steps: int
    settled: bool


def step(present: Floats, fitness: Floats, complexity: Floats) -> tuple[Floats, Floats]:
    """Return both after one more step: F = Σ Q over what a place has, Q = 1 / Σ 1/F over who has it, each divided by its mean."""
    places = present @ complexity
    links = 1 / (present.T @ (1 / fitness))
    return places / places.mean(), links / links.mean()


def fitness(present: Floats, most: int = MOST, steady: int = STEADY) -> Fitness:
    """Return both of a presence matrix without empty rows or columns; stops when ranks have not changed for `steady` steps.

    Values can run to zero for ever (Pugliese, Zaccaria, Pietronero 2016), ranks do not: so ranks decide. Cost O(cells) a step.

    >>> nested = np.tril(np.ones((4, 4)))[::-1]
    >>> [round(float(x), 6) for x in fitness(nested, most=2).fitness]
    [2.083333, 1.083333, 0.583333, 0.25]
    """
    places, links = np.ones(present.shape[0]), np.ones(present.shape[1])
    ranks, same, steps = _ranks(places), 0, 0
    while steps < most and same < steady and places.min() > SMALLEST:
        places, links = step(present, places, links)
        now = _ranks(places)
        same = same + 1 if np.array_equal(now, ranks) else 0
        ranks, steps = now, steps + 1
    return Fitness(places, links, steps, same >= steady)


def _ranks(values: Floats) -> Floats:
    """Equal values have one rank."""
    found: Floats = np.unique(np.round(np.log(values), DIGITS), return_inverse=True)[1].astype(float)
    return found
