"""The faults of the national tables as a file for the office and as counts."""

from __future__ import annotations

import csv
import io
from typing import Any

from ..export_tables import harmless
from .model import KINDS, LEFT_OUT, NationalGraph

COLUMNS = ("table", "line", "left_out", "kind", "about", "text")


def fault_rows(graph: NationalGraph) -> list[dict[str, Any]]:
    """Return one row a table and kind of fault: table, kind, about, left_out, count; sorted."""
    return [
        {"table": table, "kind": kind, "about": KINDS[kind], "left_out": kind in LEFT_OUT, "count": count}
        for (table, kind), count in graph.fault_counts().items()
    ]


def faults_csv(graph: NationalGraph) -> bytes:
    """Return every fault as CSV for office programs (UTF-8 with BOM, formulas made harmless), sorted by table and line."""
    text = io.StringIO(newline="")
    rows = ((f.table, f.line, str(f.left_out).lower(), f.kind, KINDS[f.kind], harmless(f.text)) for f in graph.faults)
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue().encode("utf-8-sig")
