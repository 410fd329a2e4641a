"""附件 规划核对: the plan held against itself, one table a family; every figure is the plan's or marked 推算."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...analysis.audit import DIFFERENCES, SECTIONS, audit
from ...analysis.finding import GUESS, Finding
from ...analysis.settings import audit_settings
from ...graph.claims import GRADES
from ..base import INTERNAL, Block, Cell, Context, Paragraph, Row, SectionType, Table, table
from ..citing import cited

NUMBER, TEXT, SOURCE = ("no", "序号", 8), ("text", "核对结果", 72), ("source", "依据（章节段落）", 40)
FORMULA = [("formula", "算式（推算）", 36), ("remark", "口径说明", 46)]
SETTLE = [("guesses", "可能的解释（推测）", 34), ("closed", "处理情况", 16)]
ID = ("id", "编号（关闭时用）", 40)
LEAD = "“推算”由规划所写数字相除或相加而得，“推测”只列可能，均非结论；不改变任何环节的现状。待核实不等于缺。"


def build(ctx: Context) -> tuple[Block, ...]:
    """Return a lead with the counts and one table for each family of findings."""
    found = audit(ctx.graph, ctx.zone, ctx.found, ctx.closings)
    rule = audit_settings()["annex"]
    limits = dict.fromkeys(rule["short"], rule["rows"])
    tables = (family(x, rows, limit=limits.get(x), ids=False) for x, rows in found.items())
    return (Paragraph(Cell(counts_line(found))), *tables)


def counts_line(found: dict[str, list[Finding]]) -> str:
    """Return how many lines each family has, and how many differences are closed."""
    counts = "、".join(f"{SECTIONS[section]} {len(rows)} 条" for section, rows in found.items())
    closed = sum(1 for f in found.get(DIFFERENCES, ()) if f.closed)
    return f"{counts}；其中已关闭的差异 {closed} 条。{LEAD}"


def family(section: str, rows: Sequence[Finding], title: str | None = None, limit: int | None = None, *, ids: bool = True) -> Table:
    """Return the table of one family, the first `limit` rows where one is given; `title` replaces its name.

    `ids` adds the keys by which the staff close differences: wanted in the audit's own file, noise in a report.
    """
    columns = [NUMBER, TEXT, *_extra(section, rows, ids), SOURCE]
    named = f"{SECTIONS[section]}（{len(rows)} 条）" if title is None else title
    rest = f"另有 {len(rows) - limit} 条，全文见单独成册的规划核对。" if limit and len(rows) > limit else ""
    return table(columns, [_row(number, finding) for number, finding in enumerate(rows[:limit], 1)], named, rest)


def _extra(section: str, rows: Iterable[Finding], ids: bool) -> list[tuple[str, str, int]]:
    kept = [column for column in FORMULA if any(getattr(f, column[0]) for f in rows)]
    return [*kept, *SETTLE, *([ID] if ids else [])] if section == DIFFERENCES else kept


def _row(number: int, finding: Finding) -> Row:
    return {
        "no": number,
        "id": finding.id,
        "text": finding.text,
        "formula": finding.formula,
        "remark": finding.remark,
        "guesses": "\n".join(f"{GUESS}：{guess}" for guess in finding.guesses),
        "closed": "\n".join([*([] if finding.closed else ["待核对"]), *([finding.event.words] if finding.event else [])]),
        "source": _source(finding),
    }


def _source(finding: Finding) -> Cell:
    """Places of the sources; what is common knowledge of the trade has no place that a reader could open."""
    sourced = tuple(e for e in finding.evidence if e.grade != GRADES["domain"])
    return cited(sourced, empty=GRADES["domain"] if finding.evidence else "")


SECTION = SectionType("audit", "附件：规划核对", "规划核对", build, frozenset({INTERNAL}), wide=True)
