"""来源登记: every source that the graph names, with publisher, date and licence."""

from __future__ import annotations

from ...graph import schema as s
from ...graph.claims import GRADES
from ..base import NOT_COLLECTED, Block, Context, Row, SectionType, table

COLUMNS = [
    ("no", "序号", 10),
    ("title", "来源", 58),
    ("publisher", "发布者", 32),
    ("date", "日期", 14),
    ("kind", "类别", 24),
    ("licence", "许可", 24),
]
UNSTATED = {"none stated": "未注明"}  # the registry is kept in English


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the list of the sources that anything of the graph rests on."""
    rows: list[Row] = []
    spoken = {claim.source for claim in ctx.graph.claims.values()}
    for number, node in enumerate((n for n in ctx.graph.of_type(s.SOURCE) if n.id in spoken), 1):
        said = {k: _told(str(node.props.get(k, NOT_COLLECTED))) for k in ("publisher", "date", "licence")}
        grade = str(node.props.get("grade", ""))
        rows.append({"no": number, "title": node.name, "kind": GRADES.get(grade, grade), **said})
    return (table(COLUMNS, rows),)


def _told(word: str) -> str:
    return UNSTATED.get(word, word)


SECTION = SectionType("sources", "来源登记", "来源登记", build)
