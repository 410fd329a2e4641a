"""The exact portfolio of a national pool beside the greedy one: 3,800 firms, 900 links, 20 firms to choose, in one run.

`python benchmarks/portfolio.py`: prints PASS or FAIL lines, exit code 1 on a FAIL. Times are processor seconds.
"""

from __future__ import annotations

import random
import sys
import time

from liantu.analysis.cover import GUARANTEE, Cover, lazy_greedy, optima

FIRMS, LINKS, MOST, SEED = 3_800, 900, 20, 1
SECONDS = 60.0
TIES = 21  # as many equal sets as the product looks for, itself included


def pool(seed: int, flat: bool) -> Cover:
    """Return firms with one to twelve links each; `flat`: every link counts one, so that many sets tie."""
    draw = random.Random(seed)
    sets = {
        f"f{i:05}": frozenset(f"l{draw.randrange(LINKS)}" for _ in range(min(12, 1 + int(draw.expovariate(0.5))))) for i in range(FIRMS)
    }
    return Cover(sets, {f"l{i}": 1 if flat or i % 3 else 50 for i in range(LINKS)}, MOST)


def main() -> int:
    """Compare and judge; return the exit code."""
    passed = True
    for flat in (False, True):
        problem, began = pool(SEED, flat), time.process_time()
        greedy = problem.value(lazy_greedy(problem))
        between = time.process_time()
        best, found, complete = optima(problem, TIES)
        ended = time.process_time()
        good = ended - between <= SECONDS and greedy >= GUARANTEE * best
        passed = passed and good
        count = f"{len(found)} equal sets" if complete else f"{len(found)} or more equal sets"
        title = "all links alike" if flat else "needs before gaps"
        print(
            f"{'PASS' if good else 'FAIL'}  {title}: greedy {greedy} in {between - began:.2f} s, "
            f"optimum {best} in {ended - between:.1f} s (≤ {SECONDS:g}), greedy / optimum {greedy / best:.3f}, {count}"
        )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
