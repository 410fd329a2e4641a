"""缺链弱链清单: links with proof of weakness or a need the plan names; a link merely unknown is never a row."""

from __future__ import annotations

import re

from ...analysis.gaps import Gap, worth_showing
from ..base import INTERNAL, NOT_APPLICABLE, Block, Context, Row, SectionType, listed
from ..citing import cited
from ..citing import notes as notes_of

_NAMES = re.compile(r"（[^（）]*）")
COLUMNS = [
    ("no", "序号", 7),
    ("link", "环节", 21),
    ("stage", "段位", 8),
    ("status", "现状", 14),
    ("need", "规划点名需求", 18),
    ("grade", "证据等级", 8),
    ("impact", "影响（一定／可能停）", 14),
    ("strategy", "建议策略", 13),
    ("words", "规划用语", 8),
    ("way", "建议路径及理由", 32),
    ("invitees", "拟引进企业", 18),
    ("entry", "准入提示", 8),
    ("settle", "需核实的一件事及掌握单位", 54),
    ("source", "依据（章节段落）", 38),
    ("lead", "牵头部门", 8),
    ("due", "完成时限", 8),
]


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the list, in the rank of the gaps (evidence, then what stops, then how often it is named)."""
    shown = [g for g in ctx.found if worth_showing(g, ctx.settings)]
    rows = [_row(ctx, n, gap) for n, gap in enumerate(shown, 1)]
    note = f"共 {len(rows)} 行。“规划点名需求”不等于“缺”；仅待核实而规划未点名的环节见待核实清单，不列入本表。"
    return (listed(COLUMNS, rows, empty="没有已证实的薄弱环节，规划也未点名需求。", note=note),)


def _row(ctx: Context, number: int, gap: Gap) -> Row:
    props = gap.link.props
    found = notes_of(ctx, [ctx.graph.claims[e.claim] for e in gap.evidence])
    return {
        "no": number,
        "link": _name(gap, ctx),
        "stage": str(props.get("stage", "")),
        "status": "\n".join([gap.status_text, *(f"兼{x}" for x in gap.also), *([gap.facts.sole] if gap.facts.sole else [])]),
        "need": f"✓ {'、'.join(gap.need.kinds)}" if gap.need else "",
        "grade": gap.grade,
        "impact": impact(gap),
        "strategy": gap.strategy,
        "words": "、".join(gap.need.plan_words),
        "way": way(gap),
        "invitees": "、".join(i.name for i in gap.need.invitees),
        "entry": "、".join(props.get("entry", [])),
        "settle": f"{gap.settle_by.fact}——{gap.settle_by.office}" if gap.settle_by else NOT_APPLICABLE,
        "source": cited(found),
    }


def _name(gap: Gap, ctx: Context) -> str:
    parts = f"（含 {len(gap.facts.leaves)} 个子环节）" if gap.rolled_up else ""
    chain = "" if ctx.chain else f"\n{ctx.graph.node(gap.chain).name}"
    return f"{gap.link.name}{parts}{chain}"


def way(gap: Gap) -> str:
    """Return the way with its reason, what the rings advise, why amounts say weak, and the plan's own reliance, a line each."""
    own = [f"{gap.way}：{gap.way_reason}"] if gap.way else []
    rings = "、".join(f"{ring}{status}" for ring, status in gap.rings_status.items()) if gap.ring_advice else ""
    relied = [f"龙头依赖度：{f.formula}" for f in gap.reliance]
    advice = [_NAMES.sub("", text) for text in gap.ring_advice]  # the firms stand in the reason above and in the list of targets
    return "\n".join([*own, *([f"各圈层：{rings}"] if rings else []), *advice, *gap.facts.thin, *relied])


def impact(gap: Gap) -> str:
    """Return how many links stop when this one is lost: certainly / possibly."""
    return f"{len(gap.criticality.certain)}／{len(gap.criticality.possible)}"


SECTION = SectionType("gap_list", "缺链弱链清单", "缺链弱链清单", build, frozenset({INTERNAL}), wide=True)
