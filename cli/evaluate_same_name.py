"""`liantu evaluate same-name`: pairs of names in, verdicts out."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from .options import Asked, shared
from .output import Column, emit_rows

COLUMNS = (
    Column("pairs", "对数", "pairs"),
    Column("same", "同一", "same"),
    Column("different", "不同", "different"),
    Column("unsure", "待定", "unsure"),
)


@click.command("same-name")
@click.option("--pairs", required=True, type=click.Path(dir_okay=False, path_type=Path), help="JSONL，每行 {a, b}：两个名称")
@click.option("--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="JSONL，每行 {a, b, score, verdict, why}")
@shared
def same_name_command(asked: Asked, pairs: Path, out: Path) -> None:
    """逐对判断两个名称是否同一企业：same、different 或 unsure（文字不足以判断），并逐项说明。"""
    from ..graph.files import write_atomic
    from ..graph.identity.compare import DIFFERENT, SAME, UNSURE, compare_names
    from ..loaders.name_pairs import read_pairs
    from ..loaders.shipped_names import name_reader

    reader = name_reader()
    found = [(a, b, compare_names(reader, a, b)) for a, b in read_pairs(pairs)]
    rows = [{"a": a, "b": b, "score": v.score, "verdict": v.verdict, "why": v.why} for a, b, v in found]
    write_atomic(out, "".join(map(_line, rows)).encode())
    counts = Counter(v.verdict for _, _, v in found)
    emit_rows(asked, [{"pairs": len(rows), SAME: counts[SAME], DIFFERENT: counts[DIFFERENT], UNSURE: counts[UNSURE]}], COLUMNS)


def _line(row: dict[str, object]) -> str:
    """Return a row as JSON; one with a lone surrogate, which UTF-8 cannot hold, is written with escapes."""
    text = json.dumps(row, ensure_ascii=False)
    return (json.dumps(row) if any("\ud800" <= c <= "\udfff" for c in text) else text) + "\n"
