"""All gaps of all chains ranked, after the graph is loaded, against its limit of 3 s: `python benchmarks/recommend.py [WORKSPACE]`.

Counted: gaps of all links, the ranking's fit, every candidate with its three axes, the rows. Not counted: opening the graph, imports.
"""

from __future__ import annotations

import sys
import tempfile
import time

import liantu
from liantu.analysis.recommend.engine import recommend

LIMIT = 3.0
RUNS = 4  # the first warms up


def measure(workspace: str) -> tuple[float, int, int]:
    """Return (median seconds, links, rows)."""
    with liantu.load(workspace=workspace) as g:
        graph, zone, seconds = g.graph, g.zone, []
        for _ in range(RUNS):
            began = time.perf_counter()
            found = recommend(graph, zone, g.find_gaps())
            rows = [row for advice in found for row in advice.rows()]
            seconds.append(time.perf_counter() - began)
    return sorted(seconds[1:])[1], len(found), len(rows)


def judge(workspace: str) -> bool:
    """Print PASS or FAIL; return whether the limit held."""
    seconds, links, rows = measure(workspace)
    passed = seconds <= LIMIT
    print(f"{'PASS' if passed else 'FAIL'}  recommend, {links} links, {rows} rows, after load: {seconds:.2f} s (≤ {LIMIT:g})")
    return passed


if __name__ == "__main__":
    sys.exit(0 if judge(sys.argv[1] if sys.argv[1:] else tempfile.mkdtemp(prefix="liantu-bench-")) else 1)
