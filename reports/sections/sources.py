"""来源登记: every source that the graph names, with publisher, date and licence."""

from __future__ import annotations

from ...graph import schema as s
from ...graph.claims import GRADES
from ..base import NOT_COLLECTED, Block, Context, Row, SectionType, table

COLUMNS = [
    ("no", "序号", 7),
    ("title", "来源", 60),
    ("publisher", "发布者", 30),
    ("date", "日期", 12),
    ("kind", "类别", 22),
    ("licence", "许可", 20),
]


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the list of sources."""
    rows: list[Row] = []
    for number, node in enumerate(ctx.graph.of_type(s.SOURCE), 1):
        said = {k: str(node.props.get(k, NOT_COLLECTED)) for k in ("publisher", "date", "licence")}
        grade = str(node.props.get("grade", ""))
        rows.append({"no": number, "title": node.name, "kind": GRADES.get(grade, grade), **said})
    return (table(COLUMNS, rows),)


SECTION = SectionType("sources", "来源登记", "来源登记", build)
