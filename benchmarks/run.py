"""Limits of time and memory, measured on whole processes: prints one PASS or FAIL line each; exit code 1 on a FAIL.

Run as `make bench`. Ratios against alternatives stand in the other files here and in docs/benchmarks.md.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_CHILD = """
import resource, runpy, sys
sys.argv = ["liantu", *sys.argv[1:]]
try:
    runpy.run_module("liantu", run_name="__main__")
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


@dataclass(frozen=True)
class Limit:
    """A command line and what it may take."""

    title: str
    arguments: tuple[str, ...]
    seconds: float
    megabytes: int
    fresh: bool = False  # in a workspace without a graph, so that building it is part of the run


LIMITS = (
    Limit("build: shipped data into the embedded graph", ("build",), 10, 400),
    Limit("gaps of all chains", ("gaps", "--all", "--json"), 5, 300),
    Limit("recommend: every gap of four chains, graph opened too", ("recommend", "--json"), 8, 300),
    Limit("report --all, three formats, four chains and the zone", ("report", "--all", "--out", "{out}"), 10, 300),
    Limit("report --all, the first time (the graph is built too)", ("report", "--all", "--out", "{out}"), 10, 300, fresh=True),
    Limit("map of one chain", ("map", "lithium", "--out", "{out}"), 6, 300),
    Limit("brief of one firm, docx and html", ("brief", "日亚化学", "--out", "{out}"), 6, 300),
    Limit("portfolio of five firms over all chains, exact", ("portfolio", "--firms", "5", "--json"), 8, 300),
    Limit("verify: every quote against its text", ("verify",), 2, 300),
    Limit("what-if on the command line", ("whatif", "--cut", "link:ict/cathode-copper", "--json"), 3, 300),
    Limit("cut sets of one chain on the command line", ("cuts", "lithium", "--json"), 5, 300),
    Limit("complexity over provinces on the command line", ("complexity", "--json"), 4, 300),
    Limit("--help", ("--help",), 1, 80),
)

# Benchmarks of single parts, which judge themselves.
ENGINES = ("whatif.py", "cuts.py", "supply_scale.py", "igraph_betweenness.py", "national.py", "map.py", "serve.py", "serve_whatif.py")


def measure(arguments: Sequence[str]) -> tuple[float, int]:
    """Return (wall seconds, peak megabytes) of one run. Raises CalledProcessError where the command fails."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _CHILD, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, list(arguments), done.stdout, done.stderr)
    return seconds, int(done.stderr.split()[-1])


def judge(limit: Limit, folder: Path) -> bool:
    """Run a command three times after a warm-up and hold the median time and the largest memory against its limit."""
    arguments = [a.format(out=folder / "out") for a in limit.arguments]
    runs = [measure([*arguments, *_workspace(limit, folder)]) for _ in range(4)][1:]
    seconds, megabytes = sorted(r[0] for r in runs)[1], max(r[1] for r in runs)
    passed = seconds <= limit.seconds and megabytes <= limit.megabytes
    print(f"{'PASS' if passed else 'FAIL'}  {limit.title}: {seconds:.2f} s (≤ {limit.seconds:g}), {megabytes} MB (≤ {limit.megabytes})")
    return passed


def _workspace(limit: Limit, folder: Path) -> list[str]:
    if limit.arguments == ("--help",):
        return []
    return ["--workspace", tempfile.mkdtemp(dir=folder) if limit.fresh else str(folder / "workspace")]


def _engine(name: str, *arguments: str) -> bool:
    return subprocess.call([sys.executable, str(Path(__file__).with_name(name)), *arguments]) == 0


def main() -> int:
    """Judge every limit; return the exit code."""
    folder = Path(tempfile.mkdtemp(prefix="liantu-bench-"))
    try:
        passed = [judge(limit, folder) for limit in LIMITS]
        passed += [_engine(name) for name in ENGINES] + [_engine("recommend.py", str(folder / "workspace"))]
        return 0 if all(passed) else 1
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
