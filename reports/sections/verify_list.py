"""待核实清单: how much is unknown, and whom to call, sorted by what the answer would change."""

from __future__ import annotations

from ...analysis.gaps import Gap
from ...analysis.questions import open_questions
from ...analysis.status import UNKNOWN
from ..base import INTERNAL, Block, Cell, Context, Paragraph, Row, SectionType, Table, table
from .gap_list import impact

COLUMNS = [
    ("no", "序号", 7),
    ("fact", "需核实的一件事", 100),
    ("link", "所关环节", 34),
    ("status", "现状", 13),
    ("need", "规划点名需求", 20),
    ("impact", "影响（一定／可能停）", 14),
    ("answer", "答复", 16),
    ("by", "答复人、日期", 12),
]


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the count by office and one call list per office; the zone's lists hold what the plan needs."""
    asked = open_questions(ctx.found)
    by_office = {office: [g for g in asked if _office(g) == office] for office in {_office(g) for g in asked}}
    offices = sorted(by_office, key=lambda office: (-len(by_office[office]), office))
    calls = (_calls(ctx, office, by_office[office]) for office in offices)
    return (Paragraph(Cell(_count_line(asked))), _count(offices, by_office), *(t for t in calls if t.rows))


def _office(gap: Gap) -> str:
    return gap.settle_by.office if gap.settle_by else ""


def _count_line(asked: list[Gap]) -> str:
    unknown = sum(1 for g in asked if g.status == UNKNOWN)
    sole = f"；另有 {len(asked) - unknown} 个环节仅掌握 1 家企业，是否独家待核实" if len(asked) > unknown else ""
    return f"待核实的末级环节 {unknown} 个{sole}。待核实不等于缺。"


def _count(offices: list[str], by_office: dict[str, list[Gap]]) -> Table:
    columns = [("no", "序号", 7), ("office", "掌握单位", 66), ("count", "需核实事项数", 26), ("needed", "其中规划点名需求", 26)]
    counted: list[Row] = [{"office": o, "count": len(by_office[o]), "needed": sum(1 for g in by_office[o] if g.need)} for o in offices]
    return table(columns, [{"no": n, **row} for n, row in enumerate(counted, 1)], "按掌握单位汇总")


def _calls(ctx: Context, office: str, asked: list[Gap]) -> Table:
    shown = asked if ctx.chain else [g for g in asked if g.need]
    rows = [_row(ctx, n, gap) for n, gap in enumerate(shown, 1)]
    rest = f"规划未点名的另 {len(asked) - len(shown)} 项见各链报告。" if len(asked) > len(shown) else ""
    return table(COLUMNS, rows, f"{office}（{len(rows)} 项）", f"按答案影响大小排序。{rest}")


def _row(ctx: Context, number: int, gap: Gap) -> Row:
    chain = "" if ctx.chain else f"（{ctx.graph.node(gap.chain).name}）"
    return {
        "no": number,
        "fact": gap.settle_by.fact if gap.settle_by else "",
        "link": f"{gap.link.name}{chain}",
        "status": gap.facts.sole or gap.status_text,
        "need": f"✓ {'、'.join(gap.need.kinds)}" if gap.need else "",
        "impact": impact(gap),
    }


SECTION = SectionType("verify_list", "待核实清单", "待核实清单", build, frozenset({INTERNAL}), wide=True)
