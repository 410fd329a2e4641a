"""Two checks without planted truth: the plan's needs predicted from the rest of the graph, and the first ten under lost edges (METHODS §6).

Agreement with the plan is reported apart: the plan is not the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...graph import schema as s
from ...graph.snapshot import Snapshot
from ..need import need_of
from ..settings import Settings
from .engine import Drawn
from .facts import Standing

TOP = 10


def predicted_needs(graph: Snapshot, settings: Settings, seed: int) -> dict[str, float]:
    """Return by ranker the chance that a link the plan needs stands before one it does not (area under the curve, ties half).

    The engine ranks with every need sentence dropped, so by grade, by what stops, by name. Baselines: random, degree, betweenness.
    """
    links = [link.id for link in graph.of_type(s.LINK)]
    wanted = {link for link in links if need_of(graph, link)}
    edges = [e for t in (s.AIMS_AT, s.INVITED_FOR) for link in links for e in graph.into(link, t)]
    drawn = Drawn(graph, settings, Standing(1, dict.fromkeys((c for e in edges for c in e.claims), 0)))
    ours = dict(zip(links, (-drawn.order(links)[:, 0]).tolist(), strict=True))
    return {name: auc(scores, wanted) for name, scores in {"engine": ours, **_baselines(graph, links, seed)}.items()}


def _baselines(graph: Snapshot, links: Sequence[str], seed: int) -> dict[str, Mapping[str, float]]:
    import networkx as nx
    import numpy as np

    flow: nx.DiGraph[str] = nx.DiGraph()
    flow.add_nodes_from(links)
    flow.add_edges_from((e.source, e.target) for e in graph.data.edges if e.type == s.INPUT_TO.name)
    chance = np.random.default_rng(seed).random(len(links))
    return {"random": dict(zip(links, chance, strict=True)), "degree": dict(flow.degree), "betweenness": nx.betweenness_centrality(flow)}


def auc(scores: Mapping[str, float], wanted: set[str]) -> float:
    """Return the share of pairs (wanted, other) in which the wanted one scores higher, ties counted half; 0.5 where there is no pair.

    >>> auc({"a": 3, "b": 2, "c": 2}, {"b"})
    0.25
    """
    import numpy as np
    import pandas as pd

    ranks = pd.Series(scores, dtype=float).rank().to_numpy()
    inside = np.array([key in wanted for key in scores])
    pairs = inside.sum() * (~inside).sum()
    return float((ranks[inside].sum() - inside.sum() * (inside.sum() + 1) / 2) / pairs) if pairs else 0.5


def top_overlap(graph: Snapshot, settings: Settings, draws: int, lost: float, seed: int) -> float:
    """Return the mean Jaccard overlap of each chain's first ten with those of the graph that lost a share of its INPUT_TO edges."""
    import numpy as np

    rng = np.random.default_rng(seed)
    whole, inputs = _first(graph, settings), [e.id for e in graph.data.edges if e.type == s.INPUT_TO.name]
    overlaps = []
    for _ in range(draws):
        gone = {edge for edge, chance in zip(inputs, rng.random(len(inputs)), strict=True) if chance < lost}
        fewer = Snapshot(replace(graph.data, edges=tuple(e for e in graph.data.edges if e.id not in gone)))
        overlaps += [len(a & b) / len(a | b) for a, b in zip(whole, _first(fewer, settings), strict=True)]
    return float(np.mean(overlaps))


def _first(graph: Snapshot, settings: Settings) -> list[set[str]]:
    drawn = Drawn(graph, settings, Standing(1, {}))
    firsts = []
    for chain in graph.of_type(s.CHAIN):
        links = sorted(e.source for e in graph.into(chain.id, s.LINK_OF))
        firsts.append({link for link, rank in zip(links, drawn.order(links)[:, 0], strict=True) if rank < TOP})
    return firsts
