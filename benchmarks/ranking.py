"""Limits of the ranking on the national tables: quality on a split of its own, time and memory of whole processes; PASS or FAIL each.

Run as `python benchmarks/ranking.py FOLDER [SEED]`; the tables (makes.csv, firms.csv …) are not shipped. Exit code 1 on a FAIL.
The limits of quality were set for another split, on which PageRank reached .206/.305/.1205; PageRank on this one is printed beside.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from run import measure

from liantu.analysis.ranking.baselines import Baselines
from liantu.analysis.ranking.explained import Explained
from liantu.analysis.ranking.learned import installed
from liantu.analysis.ranking.listing import listing
from liantu.analysis.ranking.splits import Split, draw
from liantu.cli.rank_makers import read_market

QUERIES, TOP = 1000, 200
EXPLAINED = {"hit@10": 0.30, "hit@50": 0.50, "mrr": 0.145}
LEARNED = {"hit@10": 0.36, "hit@50": 0.54, "mrr": 0.19}


def write(source: Path, split: Split, folder: Path) -> None:
    """Write the tables without the hidden rows, and the queries."""
    shutil.copytree(source, folder / "tables")
    hidden = {(firm, product) for product, firm in split.hidden}
    with (source / "makes.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    with (folder / "tables" / "makes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *(row for row in rows if (row[0].strip(), row[1].strip()) not in hidden)])
    with (folder / "queries.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("product",), *((product,) for product in split.products)])


def quality(ranks: Mapping[str, Mapping[str, int]], split: Split) -> dict[str, float]:
    """Return hit@10, hit@50 and MRR; a firm that is not listed counts nothing."""
    found = [ranks[product].get(firm) for product, firm in split.hidden]
    hits = {f"hit@{k}": sum(r is not None and r <= k for r in found) / len(found) for k in (10, 50)}
    return hits | {"mrr": sum(1 / r for r in found if r) / len(found)}


def read(path: Path) -> dict[str, dict[str, int]]:
    """Return product → firm → rank of an output."""
    ranks: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ranks.setdefault(row["product"], {})[row["firm_code"]] = int(row["rank"])
    return ranks


def say(title: str, value: float, limit: float, *, most: bool) -> bool:
    """Print one line; `most`: the limit is an upper one."""
    passed = value <= limit if most else value >= limit
    print(f"{'PASS' if passed else 'FAIL'}  {title}: {value:.4g} ({'≤' if most else '≥'} {limit:g})", flush=True)
    return passed


def judge(
    folder: Path, split: Split, name: str, more: list[str], limits: Mapping[str, float], seconds: float, megabytes: int
) -> list[bool]:
    """Run rank-makers once and hold it against its limits."""
    out = folder / f"{name}.csv"
    files = ["--tables", str(folder / "tables"), "--queries", str(folder / "queries.csv"), "--out", str(out)]
    took, peak = measure(["evaluate", "rank-makers", *files, "--top", str(TOP), "--quiet", *more])
    good = [say(f"{name} seconds", took, seconds, most=True), say(f"{name} MB", peak, megabytes, most=True)]
    found = quality(read(out), split)
    return good + [say(f"{name} {key}", found[key], limit, most=False) for key, limit in limits.items()]


def main(arguments: list[str]) -> int:
    """Judge every limit; return the exit code."""
    if not arguments:
        print("SKIP  ranking: give the folder of the national tables, which are not shipped")
        return 0
    source, seed = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 2027
    split = draw(read_market(source), QUERIES, seed)
    folder = Path(tempfile.mkdtemp(prefix="liantu-ranking-"))
    try:
        write(source, split, folder)
        walk = listing(split.market, split.products, TOP, Baselines(Explained.on(split.market)).pagerank)
        ranks: dict[str, dict[str, int]] = {}
        for product, rank, firm in walk:
            ranks.setdefault(product, {})[firm] = rank
        print("      PageRank:", {key: round(value, 4) for key, value in quality(ranks, split).items()})
        good = judge(folder, split, "explained", [], EXPLAINED, 15, 1000)
        if installed():
            model = folder / "model.json"
            took, peak = measure(["evaluate", "fit-ranker", "--tables", str(folder / "tables"), "--out", str(model), "--quiet"])
            good += [say("fit-ranker seconds (with ranking ≤ 300)", took, 210, most=True), say("fit-ranker MB", peak, 2000, most=True)]
            good += judge(folder, split, "learned", ["--ranker", "learned", "--model", str(model)], LEARNED, 90, 2000)
        return 0 if all(good) else 1
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
