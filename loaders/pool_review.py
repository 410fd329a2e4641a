"""What was read by hand about the pool: verdicts on product → link, forms that mislead, rows that prove no making."""

from __future__ import annotations

import csv
from pathlib import Path

ACCEPTED, REFUSED, WAITING = "yes", "no", "待定"


def read_verdicts(path: Path) -> dict[tuple[str, str], str]:
    """Return (product, link) → verdict; empty where the file is absent."""
    return {(row["product"], row["link"]): row["accepted"] for row in _rows(path)}


def read_excluded(path: Path) -> set[tuple[str, str]]:
    """Return the (code, product) pairs judged no making of that firm: trade, a former business, a customer segment, another sense."""
    return {(row["code"], row["product"]) for row in _rows(path)}


def read_refusals(path: Path) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return form → (link or *, words that refuse it), as `Mapper` takes them; empty where the file is absent."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in _rows(path):
        found.setdefault(row["form"], []).append((row["link"], tuple(row["words"].split("、"))))
    return found


def precision(path: Path) -> float:
    """Return the share of right pairs in a sample read by hand. Raises ValueError where a pair has no verdict."""
    verdicts = [row["verdict"] for row in _rows(path)]
    if not verdicts or set(verdicts) - {ACCEPTED, REFUSED}:
        raise ValueError(f"{path.name}：每一行都要有 yes 或 no / every row needs a verdict")
    return verdicts.count(ACCEPTED) / len(verdicts)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
