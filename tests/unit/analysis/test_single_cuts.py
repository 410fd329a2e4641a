"""Single cuts by small sets equal those by bits; parts come in the order of the flow."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from liantu.analysis.cuts import cut_sets
from liantu.analysis.reachability import Outside, World
from liantu.analysis.single_cuts import single_cuts
from liantu.analysis.strong_parts import strong_parts
from liantu.analysis.supply import supply_graph
from supply_graphs import random_snapshot


@pytest.mark.parametrize("rule", list(Outside))
def test_equals_the_engine_of_bits(rule: Outside) -> None:
    for seed in range(150):
        supply = supply_graph(random_snapshot(seed))
        report = cut_sets(supply, supply.links, rule, keep=0)
        for world in World:
            found = single_cuts(supply, world, supply.links, rule)
            by_bits = {p: {e for c in cuts.singles if world.value in c.minimal_in for e in c.elements} for p, cuts in report.of.items()}
            assert {p: set(cuts) for p, cuts in found.items()} == {p: by_bits[p] for p in found}
            assert all(not by_bits[p] for p in supply.links if p not in found)


def test_parts_are_those_of_networkx_and_inputs_come_first() -> None:
    for seed in range(200):
        draw = random.Random(seed)
        nodes = [str(i) for i in range(draw.randint(0, 15))]
        inputs = {n: draw.sample(nodes, draw.randint(0, min(3, len(nodes)))) for n in nodes}
        parts = strong_parts(inputs)
        graph = nx.DiGraph([(m, n) for n, ms in inputs.items() for m in ms])
        graph.add_nodes_from(nodes)
        assert {frozenset(p) for p in parts} == {frozenset(p) for p in nx.strongly_connected_components(graph)}
        at = {n: i for i, part in enumerate(parts) for n in part}
        assert all(at[m] <= at[n] for n, ms in inputs.items() for m in ms)


def test_a_long_chain_needs_no_recursion() -> None:
    nodes = [str(i) for i in range(50_000)]
    assert strong_parts({n: nodes[i - 1 : i] if i else [] for i, n in enumerate(nodes)}) == [[n] for n in nodes]
