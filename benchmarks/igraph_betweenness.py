"""Betweenness on the national tables' graph: through the product's igraph view against igraph alone, on the same component.

`python benchmarks/igraph_betweenness.py [folder of the national tables]`: one PASS or FAIL line, exit code 1 on a FAIL; without the
tables it is skipped, which is said. Both sides start from the rows in memory, keep the largest weakly connected component and
compute betweenness from the same seeded sample of sources, undirected; the smaller of two runs counts, the results must be equal.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import igraph

from liantu.graph.ig import to_igraph
from liantu.graph.snapshot import Edge, GraphData, Node

TABLES = Path(__file__).resolve().parents[2] / "shared" / "ckg"
RATIO, SOURCES, SEED = 1.5, 200, 9
JOINS = {"makes.csv": ("Firm", "Product"), "upstream.csv": ("Product", "Product"), "subclass.csv": ("Product", "Product")}
Rows = list[tuple[str, str, str]]


def rows(folder: Path) -> Rows:
    """Return (kind, source, target) of firm–product and product–product rows; ids are name with label, circles on one node kept."""
    found: Rows = []
    for name, (left, right) in JOINS.items():
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            found += [(name, f"{left}:{row[0]}", f"{right}:{row[1]}") for row in list(csv.reader(file))[1:]]
    return sorted(set(found))


def data(joined: Rows) -> GraphData:
    """Return the rows as the product holds a graph."""
    ids = sorted({i for _, a, b in joined for i in (a, b)})
    nodes = tuple(Node(i, "Product", {"name": i}) for i in ids)
    return GraphData(nodes, tuple(Edge(f"{a}|{kind}|{b}", "SUPPLIES", a, b, {}) for kind, a, b in joined), ())


def alone(joined: Rows) -> igraph.Graph:
    """Return the rows as a user of igraph would: ids numbered, nothing else."""
    ids = sorted({i for _, a, b in joined for i in (a, b)})
    number = {name: i for i, name in enumerate(ids)}
    graph = igraph.Graph(n=len(ids), edges=[(number[a], number[b]) for _, a, b in joined], directed=True)
    graph.vs["name"] = ids
    return graph


def betweenness(make: Callable[[], igraph.Graph]) -> tuple[float, float, dict[str, float], str]:
    """Return seconds in all, seconds of making, betweenness by id and the size of the component."""
    began = time.perf_counter()
    graph = make()
    made = time.perf_counter()
    core = graph.connected_components(mode="weak").giant()
    by_name = sorted(range(core.vcount()), key=core.vs["name"].__getitem__)
    sources = random.Random(SEED).sample(by_name, min(SOURCES, core.vcount()))
    found = core.betweenness(directed=False, sources=sources)
    done = time.perf_counter()
    return done - began, made - began, dict(zip(core.vs["name"], found, strict=True)), f"{core.vcount():,} nodes, {core.ecount():,} edges"


def main() -> int:
    """Judge the ratio; return the exit code."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else TABLES
    if not all((folder / name).is_file() for name in JOINS):
        print(f"SKIP  betweenness of the national tables: not at {folder}")
        return 0
    joined = rows(folder)
    content = data(joined)
    mine = min((betweenness(lambda: to_igraph(content)) for _ in range(2)), key=lambda run: run[0])
    plain = min((betweenness(lambda: alone(joined)) for _ in range(2)), key=lambda run: run[0])
    same = mine[2].keys() == plain[2].keys() and all(abs(mine[2][i] - plain[2][i]) <= 1e-6 * max(1.0, plain[2][i]) for i in plain[2])
    ratio = mine[0] / plain[0]
    print(
        f"{'PASS' if same and ratio <= RATIO else 'FAIL'}  betweenness from {SOURCES} sources, largest component ({mine[3]}): "
        f"{mine[0]:.2f} s, of it {mine[1]:.2f} s to make the graph; igraph alone {plain[0]:.2f} s; ×{ratio:.2f} (≤ {RATIO}); "
        f"{'equal' if same else 'NOT equal'}"
    )
    return 0 if same and ratio <= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
