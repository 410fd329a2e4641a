"""Cut sets of size ≤ 2 of a chain of 2,000 links and 5,000 firms, against the straightforward NetworkX removal loop, in one run.

`python benchmarks/cuts.py`: prints PASS or FAIL lines, exit code 1 on a FAIL. Times are processor seconds of one core. The loop is
timed on 200 removals drawn by a seed, whose answers must be the same, and scaled to all pairs of elements in both worlds.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable

import networkx as nx

from liantu.analysis.cuts import CutReport, cut_sets
from liantu.analysis.reachability import World, has_unseen_maker, outside_element
from liantu.analysis.supply import SupplyGraph

LINKS, FIRMS, PRODUCTS, SAMPLES = 2_000, 5_000, 20, 200
SECONDS, RATIO = 5.0, 100


def chain(seed: int, links: int = LINKS, firms: int = FIRMS, products: int = PRODUCTS) -> SupplyGraph:
    """Return an AND/OR chain in layers: alternatives, a few recycling loops, open, single and barred outside suppliers.

    Of the needs a third have alternatives; nine links in ten have a maker, two and a half on the average, and a firm in four makes
    two links; half of the lists of makers are complete. The last links are the final products.
    """
    draw = random.Random(seed)
    names = [f"link:{i:06}" for i in range(links)]
    needs = {name: _needs(draw, names, i) for i, name in enumerate(names)}
    makers: dict[str, set[str]] = {name: set() for name in names}
    made = [name for name in names if draw.random() < 0.9]
    for firm in range(firms):
        makers[made[firm % len(made)]].add(f"firm:{firm:06}")
        if draw.random() < 0.25:
            makers[draw.choice(made)].add(f"firm:{firm:06}")
    outside = {name: draw.choice(("open", "open", "open", "single", "barred")) if makers[name] else "open" for name in names}
    complete = frozenset(name for name in names if draw.random() < 1 / 2)
    return SupplyGraph(
        tuple(names), needs, {k: frozenset(v) for k, v in makers.items()}, complete, outside, frozenset(names[links - products :])
    )


def _needs(draw: random.Random, names: list[str], at: int) -> tuple[frozenset[str], ...]:
    if at < len(names) // 8:
        return ()
    found = []
    for _ in range(draw.choice((1, 1, 2, 3))):
        size = draw.choice((1, 1, 2, 3)) if draw.random() < 0.5 else 1
        nearest = max(0, at - len(names) // 8)
        members = {names[draw.randrange(nearest, at)] for _ in range(size)}
        if draw.random() < 0.01 and at + 5 < len(names):
            members |= {names[at + draw.randrange(1, 5)], names[at - 1]}
        found.append(frozenset(members))
    return tuple(found)


def removal(graph: nx.DiGraph, supply: SupplyGraph, world: World, lost: Iterable[str]) -> set[str]:
    """Return the links that stand, the straightforward way: copy the graph, take the elements out, sweep until nothing changes."""
    left = graph.copy()
    left.remove_nodes_from([e for e in lost if e in left])
    for link in supply.links:
        if link in left:
            made = has_unseen_maker(supply, link, world) or bool(supply.makers[link])
            supplied = left.in_degree(f"supply of {link}") or has_unseen_maker(supply, link, world)
            left.nodes[link]["can"] = bool(supplied)
            left.nodes[link]["bought"] = not made
    found: set[str] = set()
    changed = True
    while changed:
        changed = False
        for link in supply.links:
            if link in found or link not in left or not left.nodes[link]["can"]:
                continue
            if left.nodes[link]["bought"] or all(need & found for need in supply.needs[link]):
                found.add(link)
                changed = True
    return found


def as_networkx(supply: SupplyGraph, world: World) -> nx.DiGraph:
    """Return elements and links as a graph: firms and outside suppliers point at the supply of their links."""
    graph = nx.DiGraph()
    for link in supply.links:
        graph.add_edge(f"supply of {link}", link)
        graph.add_edges_from((firm, f"supply of {link}") for firm in supply.makers[link])
        if not supply.makers[link] and not has_unseen_maker(supply, link, world) and supply.outside[link] != "barred":
            graph.add_edge(outside_element(link), f"supply of {link}")
        graph.add_edges_from((member, link) for need in supply.needs[link] for member in need)
    return graph


def compare(supply: SupplyGraph, found: CutReport, seed: int = 7) -> float:
    """Return seconds that the removal loop would take for all pairs in both worlds; the sampled answers must agree."""
    draw = random.Random(seed)
    elements = sorted({*supply.links, *(f for m in supply.makers.values() for f in m), *map(outside_element, supply.links)})
    graphs = {world: as_networkx(supply, world) for world in World}
    stand = {world: removal(graphs[world], supply, world, ()) & supply.terminals for world in World}
    known = [frozenset(cut.elements) for cut in (*found.whole.singles, *found.whole.pairs)]
    spent = 0.0
    for number in range(SAMPLES):
        world = list(World)[number % 2]
        lost = frozenset(draw.choice(known)) if number % 4 < 2 else frozenset(draw.sample(elements, 2))
        began = time.process_time()
        left = removal(graphs[world], supply, world, lost)
        spent += time.process_time() - began
        said = any(lost >= set(cut.elements) and world.value in cut.minimal_in for cut in (*found.whole.singles, *found.whole.pairs))
        assert bool(stand[world] - left) == said or len(found.whole.pairs) < found.whole.certain_pairs + found.whole.possible_pairs
    return spent / SAMPLES * len(World) * len(elements) * (len(elements) + 1) / 2


def main() -> int:
    """Print the figures of three chains and judge the slowest; return the exit code."""
    worst, ratio = 0.0, float("inf")
    for seed in (1, 2, 3):
        supply = chain(seed)
        began = time.process_time()
        found = cut_sets(supply, supply.terminals)
        seconds = time.process_time() - began
        whole = found.whole
        loop = compare(supply, found)
        worst, ratio = max(worst, seconds), min(ratio, loop / seconds)
        print(
            f"      seed {seed}: {seconds:.2f} s, {len(whole.singles)} single, {whole.certain_pairs} certain and "
            f"{whole.possible_pairs} possible pairs; removal loop {loop:,.0f} s (200 sampled, scaled), ratio {loop / seconds:,.0f}"
        )
    lines = [
        (worst <= SECONDS, f"cut sets ≤ 2, {LINKS} links, {FIRMS} firms, both worlds, slowest of three: {worst:.2f} s (≤ {SECONDS:g})"),
        (ratio >= RATIO, f"ratio to the removal loop, smallest of three: {ratio:,.0f} (≥ {RATIO})"),
    ]
    for passed, text in lines:
        print(f"{'PASS' if passed else 'FAIL'}  {text}")
    return 0 if all(passed for passed, _ in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
