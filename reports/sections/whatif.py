"""情景推演: a scenario in words, before and after, what stops and by which path, who could stand in. A hypothesis, marked so."""

from __future__ import annotations

from ...analysis.scenario import resolve
from ...analysis.whatif import WhatIf, what_if
from ...analysis.whatif_words import GAP_STATUSES, sentences
from ..base import INTERNAL, NOT_COLLECTED, Block, Cell, Context, Paragraph, Row, Section, SectionType, Table, table

COUNTS = [("what", "项目", 50), ("before", "情景前", 16), ("after", "情景后", 16)]
CHANGED = [("link", "环节", 40), ("before", "现状（情景前）", 20), ("after", "情景后", 20)]
STOPS = [
    ("no", "序号", 6),
    ("link", "停产环节", 20),
    ("sure", "把握", 8),
    ("worlds", "情形", 12),
    ("path", "路径", 60),
    ("makers", "在区企业", 20),
]
STAND_INS = [("link", "失去供应的环节", 18), ("where", "范围", 14), ("who", "已知企业或可改用的投入", 60)]
NONE_ASKED = "没有给出情景：用 liantu report 的 --land、--lose、--cut 或 --scenario 给出后，本节列出推演结果。"
EMPTY = "没有已知企业（待核实，不等于没有）"


def section(found: WhatIf) -> Section:
    """Return the what-if as one section: the sentences, then the tables that hold something."""
    return Section(SECTION.id, SECTION.title, SECTION.sheet, _blocks(found), wide=True)


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the what-if that the report was asked for, counted over its scope. Raises NotFound, DataError."""
    if not ctx.changes:
        return (Paragraph(Cell(NONE_ASKED)),)
    return _blocks(what_if(ctx.graph, ctx.zone, resolve(ctx.graph, ctx.changes), ctx.chain.id if ctx.chain else None))


def _blocks(found: WhatIf) -> tuple[Block, ...]:
    tables = [_counts(found), _changed(found), _stops(found), _stand_ins(found)]
    return (*(Paragraph(Cell(line)) for line in sentences(found)), *(t for t in tables if t.rows))


def _counts(found: WhatIf) -> Table:
    before, after = found.before, found.after
    rows: list[Row] = [{"what": "规划点名需求，尚无已知企业的环节", "before": len(before.needs), "after": len(after.needs)}]
    rows += [{"what": f"现状{x}的末级环节", "before": before.statuses.get(x, 0), "after": after.statuses.get(x, 0)} for x in GAP_STATUSES]
    rows += [
        {"what": "未定独家（仅掌握 1 家）", "before": len(before.sole_unverified), "after": len(after.sole_unverified)},
        {"what": "已核实独家", "before": len(before.sole_verified), "after": len(after.sole_verified)},
        {"what": "受某一企业停产波及的环节，至多", "before": len(before.exposed[1]), "after": len(after.exposed[1])},
    ]
    return table(COUNTS, rows, "前后对比")


def _changed(found: WhatIf) -> Table:
    before, after = found.before.status_of, found.after.status_of
    stopped = {hit.link for hit in found.hits} | set(found.scenario.cut)
    rows: list[Row] = [
        {"link": found.graph.node(link).name, "before": before[link], "after": f"{after[link]}（假设）"}
        for link in sorted(before)
        if before[link] != after[link] and link not in stopped
    ]
    return table(CHANGED, rows, "现状会变的环节")


def _stops(found: WhatIf) -> Table:
    graph = found.graph
    rows: list[Row] = [
        {
            "no": number,
            "link": graph.node(hit.link).name,
            "sure": "一定" if hit.certain else "可能",
            "worlds": "、".join(hit.worlds),
            "path": " → ".join(graph.node(x).name for x in hit.path),
            "makers": "、".join(graph.node(x).name for x in hit.makers),
        }
        for number, hit in enumerate(found.hits, 1)
    ]
    return table(STOPS, rows, "停产环节及路径")


def _stand_ins(found: WhatIf) -> Table:
    graph, rows = found.graph, list[Row]()
    for one in found.substitutes:
        name = graph.node(one.link).name
        groups = [("区内", one.here), *one.rings.items(), ("可改用", tuple(dict.fromkeys(a for a, _ in one.instead)))]
        known = [(where, "、".join(graph.node(x).name for x in who)) for where, who in groups if who]
        rows += [{"link": name, "where": where, "who": who} for where, who in known or [(NOT_COLLECTED, EMPTY)]]
    return table(STAND_INS, rows, "可能的替代")


SECTION = SectionType("whatif", "情景推演（假设）", "情景推演", build, frozenset({INTERNAL}), wide=True)
