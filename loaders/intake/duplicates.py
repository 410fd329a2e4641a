"""Rows of one file that speak of the same firm: said once, at the later row; a contradiction is an error."""

from __future__ import annotations

from collections.abc import Iterable

from ...graph.ids import name_key
from .fault import ERROR, WARNING, Fault
from .row import SHOWN, Record

Rows = set[tuple[str, int]]


def find_duplicates(records: Iterable[Record]) -> tuple[list[Fault], Rows]:
    """Return a fault for every row that repeats an earlier one, and which rows those are.

    The same code: a warning where both rows say the same, an error where names or states contradict each other. The same
    name without two different codes: a warning.
    """
    by_code: dict[str, Record] = {}
    by_name: dict[str, Record] = {}
    faults, rows = [], set()
    for record in records:
        first = by_code.get(record.uscc) if record.uscc else None
        if first is None and record.name and (other := by_name.get(record.name)):
            first = other if not (other.uscc and record.uscc) else None
        if first is not None:
            faults.append(_fault(record, first))
            rows.add((record.layout.sheet, record.row))
        if record.uscc:
            by_code.setdefault(record.uscc, record)
        if record.name:
            by_name.setdefault(record.name, record)
    return faults, rows


def _fault(record: Record, first: Record) -> Fault:
    where = f"第 {first.row} 行" if first.layout.sheet == record.layout.sheet else f"“{first.layout.sheet}”第 {first.row} 行"
    column = next((c for c in ("uscc", "uscc_or_number", "tax_number") if record.uscc and first.uscc and record.text(c)), "name")
    what = "统一社会信用代码" if column != "name" else "企业名称"
    said = [
        f"名称“{first.name}”与“{record.name}”不同" * (name_key(first.name) != name_key(record.name) and first.name not in record.former),
        f"登记状态“{first.status}”与“{record.status}”不同" * (None not in (first.active, record.active) and first.active != record.active),
    ]
    conflict = "，".join(text for text in said if text)
    level, advice = (ERROR, "核对后只留正确的一行") if conflict else (WARNING, "删去重复的一行；现按同一家企业处理")
    problem = f"{what}与{where}重复" + (f"，且{conflict}" if conflict else "")
    return Fault(record.layout.sheet, record.row, record.layout.label(column), record.text(column)[:SHOWN], level, problem, advice)
