"""Pairs of names to compare: one JSON object a line with `a` and `b`."""

from __future__ import annotations

import json
from pathlib import Path

from ..graph.errors import DataError


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of a JSONL file; empty lines count as nothing. Raises DataError with every broken line."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as fault:
        raise DataError(f"{path}：读不到（{fault.strerror}），请检查路径 / cannot be read, check the path") from None
    except UnicodeDecodeError:
        raise DataError(f"{path}：不是 UTF-8，请另存为 UTF-8 / not UTF-8, save it as UTF-8") from None
    pairs, faults = list[tuple[str, str]](), list[str]()
    for number, line in enumerate(lines, 1):
        if line.strip():
            pair = _pair(line)
            if pair:
                pairs.append(pair)
            else:
                faults.append(f'{path.name} 第{number}行：应为 {{"a": 名称, "b": 名称}} / expected an object with the texts a and b')
    if faults:
        raise DataError(*faults)
    return pairs


def _pair(line: str) -> tuple[str, str] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    if not isinstance(row, dict) or not (isinstance(row.get("a"), str) and isinstance(row.get("b"), str)):
        return None
    return row["a"], row["b"]
