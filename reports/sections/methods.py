"""附件 方法与局限: what the words mean, how much is known, what the pack cannot say."""

from __future__ import annotations

from collections import Counter

from ...analysis.coverage import coverage
from ...analysis.draws.reverify import stale_facts
from ...graph.claims import EVIDENCE_GRADE, GRADES
from ..base import NOT_COLLECTED, Block, Cell, Context, Paragraph, Row, SectionType, table

SHARED = (
    "依据：每条事实注明来源、章节段落；“行业常识（非规划原文）”只用于环节骨架和投入关系，不用于证明企业在区。",
    "在区企业：仅列来源写明现在区内、或登记在区的企业。",
    "数值：一律照录来源原文及年份；没有来源的写“未采集”，不推算。",
)
INTERNAL_ONLY = (
    "没有落到环节的在区企业，按来源写到它的那一节归入产业链，注“环节待核实”；这是编制时的归类，不是来源所说。",
    "规划拟引进、对接、仅被提及的企业不计入在区企业；是否在区不明的也不计入。",
    "现状：缺（需要、无已知企业、且名单齐全确认或原文称缺）；待核实（无已知企业，也无缺的证明）；断（两端企业齐、供应关系齐全确认、无一相连）；"
    "弱（名单齐全确认下的独家，或原文称弱）；短（有需求而区内无下游，名单齐全确认）；强（有能力证据）；有（有已知企业，强弱未知）。按此次序取第一个成立的。",
    "规划点名需求：规划写明要引进、突破、补、固、强、延、布局、培育、建设、对接的环节；需求不等于缺，可与“强”“有”并存。",
    "证据等级：A 登记名录或人工确认；B 规划原文；C 公开披露或登记推断；D 行业常识。独家供给分“独家（已核实）”和“仅掌握 1 家（待核实）”。",
    "影响：该环节断供后停产的环节数，按两种情形各算一次（只有已知企业；每个未作名单齐全确认的环节另有一家未知企业）："
    "两种情形都停为“一定”，任一情形停为“可能”。区外可采购的环节，本地没有企业不算断供。",
    "排序：先证据等级，次停产环节和终端产品数，再规划点名次数；没有综合分数。把握：抽样 500 次，去掉部分事实、加入未知企业，"
    "现状和名次都不变的比例，九成以上为高、六成以上为中；无总体名录时为不可评。",
    "局限：规划为草案，所记企业情况未复核；环节骨架为行业常识；年份久远的事实只降低把握，不改变现状；"
    "没有企业间交易金额，故不给产值影响百分比。",
)


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the annex."""
    said = SHARED if ctx.public else (*SHARED, *INTERNAL_ONLY)
    dates = ctx.head.line()
    paragraphs = [Paragraph(Cell(f"日期：{dates}。")), *(Paragraph(Cell(text)) for text in said)]
    if ctx.public:
        return tuple(paragraphs)
    said_of_all = (_population(ctx), *([] if ctx.chain else [_age(ctx)]))
    return (*paragraphs, *(Paragraph(Cell(text)) for text in said_of_all), _grades(ctx), *_measured(ctx))


def _population(ctx: Context) -> str:
    held = ctx.zone.facts or {}
    known = coverage(ctx.graph, ctx.zone, ctx.found)
    frame = f"高企 {held['high_tech_firms']} 家（{held['high_tech_year']}）" if "high_tech_firms" in held else NOT_COLLECTED
    return f"总体与范围：全区已掌握在区企业 {known.residents} 家（落到环节 {known.placed} 家），参照总体：{frame}；其余企业未掌握。"


def _age(ctx: Context) -> str:
    """How many facts may have gone out of date; the list is long and stands elsewhere."""
    date = ctx.head.as_of
    count = len(stale_facts(ctx.graph, ctx.settings, date))
    return f"需复核：按年份推算（假设的半衰期），{count} 条事实到 {date} 可能已变，逐条见 liantu reverify；现状不因此改变。"


def _grades(ctx: Context) -> Block:
    counts = Counter(c.grade for c in ctx.graph.claims.values())
    rows: list[Row] = [{"grade": EVIDENCE_GRADE[g], "kind": zh, "count": counts[g]} for g, zh in GRADES.items()]
    columns = [("grade", "证据等级", 14), ("kind", "来源类别", 40), ("count", "依据条数（全库）", 24)]
    return table(columns, rows, "依据按来源类别计数")


def _measured(ctx: Context) -> tuple[Block, ...]:
    """Return the engine's own error, where it was measured on this very graph: figures of a simulation, kept apart."""
    if not ctx.measured:
        return ()
    columns = [("kind", "类别", 8), ("title", "指标", 40), ("value", "值", 10), ("on", "测量条件", 40)]
    rows: list[Row] = [
        {
            "kind": m["kind"],
            "title": m["title"],
            "value": NOT_COLLECTED if m["value"] is None else f"{m['value']:g}",
            "on": m["measured_on"],
        }
        for m in ctx.measured
    ]
    note = "仿真：在填入虚拟企业的园区上测得的引擎误差，不是招商成绩；由 liantu evaluate gaps 测得。"
    return (table(columns, rows, "引擎自测", note=note),)


SECTION = SectionType("methods", "附件：方法与局限", "方法与局限", build)
