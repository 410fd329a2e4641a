"""A what-if on the shipped chains, in process: three changes at once, both worlds. `python benchmarks/whatif.py`; PASS or FAIL."""

from __future__ import annotations

import sys
import time

from liantu.analysis.scenario import resolve
from liantu.analysis.whatif import what_if
from liantu.analysis.whatif_words import as_json
from liantu.graph.assemble import assemble
from liantu.graph.changes import CUT, LAND, LOSE, Change
from liantu.graph.snapshot import Snapshot
from liantu.loaders.shipped import load_shipped

SECONDS, RUNS = 0.3, 7


def changes(graph: Snapshot) -> list[Change]:
    """A firm from outside the graph lands, the maker with most links is lost, the link that most others need is cut."""
    from liantu.graph import schema as s

    links = [n for n in graph.of_type(s.LINK) if not graph.into(n.id, s.PART_OF)]
    makers = [f for f in graph.of_type(s.FIRM) if graph.out(f.id, s.OPERATES_IN)]
    cut = max(links, key=lambda n: len(graph.out(n.id, s.INPUT_TO)))
    lost = max(makers, key=lambda f: len(graph.out(f.id, s.OPERATES_IN)))
    land = next(n for n in links if n != cut and graph.into(n.id, s.AIMS_AT))
    return [Change(LAND, "某某新厂", land.id, ""), Change(LOSE, lost.id, "", ""), Change(CUT, "", cut.id, "")]


def main() -> int:
    """Print the median and judge it; return the exit code."""
    shipped = load_shipped()
    graph = Snapshot(assemble(shipped.claims, shipped.zone))
    asked, times = changes(graph), []
    for _ in range(RUNS):
        began = time.process_time()
        found = what_if(graph, shipped.zone, resolve(graph, asked))
        as_json(found)
        times.append(time.process_time() - began)
    middle = sorted(times)[RUNS // 2]
    word = "PASS" if middle <= SECONDS else "FAIL"
    print(f"{word}  what-if, three changes, {len(found.hits)} links hit, processor time, median of {RUNS}: {middle:.3f} s (≤ {SECONDS})")
    return 0 if middle <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
