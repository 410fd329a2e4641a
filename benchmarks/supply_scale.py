"""The linear parts at scale: reachability and single cuts, on the national tables and on chains that double up to a million inputs.

`python benchmarks/supply_scale.py [folder of the national tables]`: PASS or FAIL lines, exit code 1 on a FAIL. Without the tables
(products.csv, upstream.csv, makes.csv) that part is skipped, which is said. One process a size, so that memory does not carry over.
"""

from __future__ import annotations

import csv
import gc
import random
import subprocess
import sys
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from liantu.analysis.reachability import World, available
from liantu.analysis.single_cuts import single_cuts
from liantu.analysis.supply import SupplyGraph

TABLES = Path(__file__).resolve().parents[2] / "shared" / "ckg"
NATIONAL_SECONDS, GROWTH = 30.0, 2.3
SIZES = (125_000, 250_000, 500_000, 1_000_000)


def national(folder: Path) -> SupplyGraph:
    """Every product is a link that needs all its upstream products; the firms that make it are its makers."""
    needs, makers = defaultdict(set), defaultdict(set)
    products = {row[0] for row in _rows(folder / "products.csv")}
    for product, upstream in _rows(folder / "upstream.csv"):
        needs[product] |= {upstream} - {product}
        products |= {product, upstream}
    for firm, product, *_ in _rows(folder / "makes.csv"):
        makers[product].add(firm)
        products.add(product)
    links = tuple(sorted(products))
    return SupplyGraph(
        links,
        {x: tuple(frozenset({m}) for m in sorted(needs[x])) for x in links},
        {x: frozenset(makers[x]) for x in links},
        frozenset(),
        dict.fromkeys(links, "open"),
        frozenset(),
    )


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def chains(inputs: int, seed: int = 1) -> SupplyGraph:
    """Many chains of 40 links side by side, about `inputs` inputs in all: what doubles is how many there are."""
    draw = random.Random(seed)
    needs: dict[str, tuple[frozenset[str], ...]] = {}
    count = 0
    while count < inputs:
        base = len(needs)
        for i in range(40):
            sizes = [draw.choice((1, 2)) for _ in range(draw.choice((1, 2, 2)))] if i >= 14 else []
            found = tuple(frozenset(f"{base + draw.randrange(max(0, i - 20), i)}" for _ in range(size)) for size in sizes)
            needs[f"{base + i}"] = found
            count += sum(map(len, found))
    links = tuple(needs)
    makers = {x: frozenset(f"firm:{x}/{n}" for n in range(draw.choice((0, 1, 1, 2)))) for x in links}
    return SupplyGraph(links, needs, makers, frozenset(x for x in links if draw.random() < 0.5), dict.fromkeys(links, "open"), frozenset())


def seconds(supply: SupplyGraph) -> dict[str, float]:
    """Return the processor seconds of each part, both worlds; the smallest of some runs, of more where they are short."""
    _ = supply.numbered
    cuts = min(_timed(lambda s, w: single_cuts(s, w, s.links), supply) for _ in range(3))
    return {"reachability": min(_timed(available, supply) for _ in range(9)), "single cuts of every link": cuts}


def _timed(part: object, supply: SupplyGraph) -> float:
    gc.collect()
    gc.disable()  # as timeit does: the collector's own passes grow with all that is alive
    began = time.process_time()
    for world in World:
        part(supply, world)  # type: ignore[operator]
    spent = time.process_time() - began
    gc.enable()
    return spent


def judge(passed: bool, text: str) -> bool:
    """Print one line."""
    print(f"{'PASS' if passed else 'FAIL'}  {text}")
    return passed


def on_tables(folder: Path) -> bool:
    """Judge the seconds on the national tables."""
    if not (folder / "upstream.csv").is_file():
        print(f"SKIP  national tables: not at {folder}")
        return True
    supply = national(folder)
    found = seconds(supply)
    size = f"{len(supply.links):,} links, {sum(map(len, supply.needs.values())):,} inputs, both worlds"
    lines = [(t <= NATIONAL_SECONDS, f"{name}, national tables ({size}): {t:.1f} s (≤ {NATIONAL_SECONDS:g})") for name, t in found.items()]
    return all([judge(*line) for line in lines])


def growth() -> bool:
    """Judge the ratio from each size to the next, each in a process of its own."""
    runs = [subprocess.run([sys.executable, __file__, f"--size={n}"], capture_output=True, text=True, check=True).stdout for n in SIZES]
    rows = [dict(zip(("reachability", "single cuts of every link"), map(float, out.split()), strict=True)) for out in runs]
    passed = True
    for name in rows[0]:
        times = [row[name] for row in rows]
        ratios = [b / a for a, b in pairwise(times)]
        told = ", ".join(f"{n:,}: {t:.2f} s" for n, t in zip(SIZES, times, strict=True))
        passed &= judge(max(ratios) <= GROWTH, f"growth at ×2, {name} ({told}): at most ×{max(ratios):.2f} (≤ {GROWTH})")
    return passed


def main() -> int:
    """Judge everything, or print the seconds of one size."""
    if sys.argv[1:] and sys.argv[1].startswith("--size="):
        print(*seconds(chains(int(sys.argv[1].partition("=")[2]))).values())
        return 0
    tables = Path(sys.argv[1]) if sys.argv[1:] else TABLES
    return 0 if all([on_tables(tables), growth()]) else 1


if __name__ == "__main__":
    sys.exit(main())
