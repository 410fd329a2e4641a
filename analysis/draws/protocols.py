"""The engine's own measured error (METHODS §6): planted gaps, masked makers, lost evidence, unseen makers. All of it 仿真."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...graph import schema as s
from ...graph.snapshot import Snapshot
from ..criticality import CriticalityOf
from ..reachability import World
from ..settings import Settings
from ..status import ABSENT, UNKNOWN
from ..supply import leaves, supply_graph
from .engine import Changes, Drawn
from .facts import Standing, drawn_claims
from .masks import Mask, any_of, every, packed, unpacked
from .supply import DrawnSupply

if TYPE_CHECKING:
    import numpy as np

PLANTED = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """One set of draws: in each, PLANTED leaves lose all makers; which leaves, which claims are lost with chance `loss`."""

    links: tuple[str, ...]
    chosen: Mapping[str, Mask]
    standing: Standing


def trial(graph: Snapshot, draws: int, loss: float, seed: int) -> Trial:
    """Draw a trial: seeded. Only leaves with a known maker are chosen."""
    import numpy as np

    rng = np.random.default_rng(seed)
    every_leaf = leaves(graph)
    made = [leaf for leaf in every_leaf if graph.into(leaf, s.OPERATES_IN)]
    picked = np.zeros((len(made), draws), dtype=bool)
    for d in range(draws):
        picked[rng.choice(len(made), size=min(PLANTED, len(made)), replace=False), d] = True
    chosen = {leaf: packed(row) for leaf, row in zip(made, picked, strict=True)}
    kept = {c: packed(rng.random(draws) >= loss) for c in drawn_claims(graph)} if loss else {}
    return Trial(tuple(every_leaf), chosen, Standing(draws, kept))


def planted(graph: Snapshot, settings: Settings, one: Trial) -> dict[str, float]:
    """Plant gaps and look for them: {recall, false_alarm}.

    A chosen leaf has no makers and a complete list; a leaf that lost a claim loses its declaration, planted or not. Recall: chosen
    leaves among the first PLANTED 缺 leaves of a draw. False alarm: 缺 on leaves that nobody touched, as a share of these.
    Leaves that are 缺 before anything is planted (a list was declared complete) are right answers of their own and stand aside.
    """
    intact = {leaf: _intact(graph, leaf, one) for leaf in one.links}
    standing = Standing(one.standing.draws, {**one.standing.kept, **_undeclared(graph, intact, one)})
    declared = {leaf: mask & intact[leaf] for leaf, mask in one.chosen.items()}
    drawn = Drawn(graph, settings, standing, Changes(gone=one.chosen, declared=declared))
    judged = _not_yet_absent(graph, settings, one.links)
    absent = _flags([drawn.statuses[leaf][ABSENT] for leaf in judged], drawn.draws)
    chosen = _flags([one.chosen.get(leaf, 0) for leaf in judged], drawn.draws)
    ranks = drawn.order(judged)
    first = _first(absent, ranks)
    return {"recall": float((first & chosen).sum() / chosen.sum()), "false_alarm": float((absent & ~chosen).sum() / (~chosen).sum())}


def _not_yet_absent(graph: Snapshot, settings: Settings, links: Sequence[str]) -> list[str]:
    before = Drawn(graph, settings, Standing(1, {}), Changes())
    return [leaf for leaf in links if not before.statuses[leaf][ABSENT]]


def masked(graph: Snapshot, settings: Settings, one: Trial) -> float:
    """Take the makers away without a word: the share of chosen leaves that are then 待核实."""
    untold = {leaf: every(one.standing.draws) & ~one.chosen.get(leaf, 0) for leaf in one.links}
    standing = Standing(one.standing.draws, {**one.standing.kept, **_undeclared(graph, untold, one)})
    drawn = Drawn(graph, settings, standing, Changes(gone=one.chosen))
    unknown = sum((drawn.statuses[leaf][UNKNOWN] & mask).bit_count() for leaf, mask in one.chosen.items())
    return unknown / sum(mask.bit_count() for mask in one.chosen.values())


def surviving(graph: Snapshot, unseen: Mapping[str, Mask], draws: int) -> tuple[int, int]:
    """Return how many certain answers (what stops with a leaf, in both worlds) hold in every draw of unseen makers, of how many."""
    supply = supply_graph(graph)
    critical = CriticalityOf(supply)
    made = {x: (every(draws) if supply.makers[x] else 0) | (0 if x in supply.complete else unseen.get(x, 0)) for x in supply.links}
    drawn = DrawnSupply(supply, draws, made, {x: every(draws) if x in supply.complete else 0 for x in supply.links})
    held = total = 0
    for leaf in supply.links:
        certain = critical([leaf]).certain
        stopped = drawn.stopped(frozenset([leaf]), World.PESSIMISTIC) if certain else {}
        held += sum(stopped.get(x, 0) == every(draws) for x in certain)
        total += len(certain)
    return held, total


def _intact(graph: Snapshot, leaf: str, one: Trial) -> Mask:
    """Return the draws in which no claim of a leaf was lost, those of its makers left out where they were taken away on purpose."""
    edges = [e for t in (s.AIMS_AT, s.INVITED_FOR) for e in graph.into(leaf, t)]
    own = [*(c for e in edges for c in e.claims), *(c.id for c in graph.claims_on(graph.node(leaf), "stated"))]
    makers = [c for e in graph.into(leaf, s.OPERATES_IN) for c in e.claims]
    lost = any_of(~one.standing.of(c) for c in own) | (any_of(~one.standing.of(c) for c in makers) & ~one.chosen.get(leaf, 0))
    return every(one.standing.draws) & ~lost


def _undeclared(graph: Snapshot, within: Mapping[str, Mask], one: Trial) -> dict[str, Mask]:
    """Return the draws in which each declaration of a leaf still stands, within those given for the leaf."""
    said = {leaf: graph.claims_on(graph.node(leaf), "makers_complete") for leaf in one.links}
    return {c.id: one.standing.of(c.id) & within[leaf] for leaf, claims in said.items() for c in claims}


def _flags(masks: Sequence[Mask], draws: int) -> np.ndarray:
    import numpy as np

    return np.stack([unpacked(mask, draws) for mask in masks]).astype(bool)


def _first(absent: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """Return which leaves are among the first PLANTED absent ones of their draw, shape of `absent`."""
    import numpy as np

    placed = np.where(absent, ranks, len(ranks))
    return absent & (placed.argsort(axis=0).argsort(axis=0) < PLANTED)
