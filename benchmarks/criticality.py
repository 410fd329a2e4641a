"""Criticality of every link: only what is downstream computed anew, against everything computed anew. Same answers, one run.

`python benchmarks/criticality.py`; the ratio stands in docs/benchmarks.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from liantu.analysis.reachability import World, available, outside_element, stopped_by
from liantu.analysis.supply import SupplyGraph, supply_graph
from liantu.graph.assemble import assemble
from liantu.graph.snapshot import Snapshot
from liantu.loaders.shipped import load_shipped

Answer = list[frozenset[str]]


def downstream_only(supply: SupplyGraph, before: frozenset[str], world: World) -> Answer:
    """What stops when each link is lost, by the product's own function."""
    return [stopped_by(supply, {link}, world, before) for link in supply.links]


def everything(supply: SupplyGraph, before: frozenset[str], world: World) -> Answer:
    """The same, by computing the whole fixed point for every link."""
    lost = [frozenset({link, outside_element(link)}) for link in supply.links]
    return [before - available(supply, world, gone) - gone for gone in lost]


def timed(method: Callable[[SupplyGraph, frozenset[str], World], Answer], supply: SupplyGraph) -> tuple[float, list[Answer]]:
    """Return seconds and answers in both worlds."""
    began = time.perf_counter()
    answers = [method(supply, available(supply, world), world) for world in World]
    return time.perf_counter() - began, answers


def main() -> None:
    """Print the seconds of both, in turn, and the median ratio."""
    shipped = load_shipped()
    supply = supply_graph(Snapshot(assemble(shipped.claims, shipped.zone)))
    ratios = []
    for _ in range(5):
        slow, expected = timed(everything, supply)
        fast, found = timed(downstream_only, supply)
        assert found == expected
        ratios.append(slow / fast)
        print(f"everything {slow:.2f} s, downstream only {fast:.2f} s, ratio {slow / fast:.1f}")
    print(f"{len(supply.links)} links, median ratio {sorted(ratios)[2]:.1f}")


if __name__ == "__main__":
    main()
