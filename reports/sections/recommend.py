"""招商推荐 on paper: a table a group, home first; every reason with the places of its sources; and the circle of an anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...analysis.evidence import Evidence
from ...analysis.recommend.around import Around
from ...analysis.recommend.model import GROUPS, Advice, Candidate, Path
from ...graph.claims import GRADES
from ..base import Block, Cell, Paragraph, Row, Section, table
from ..citing import cited

COLUMNS = [
    ("no", "序号", 6),
    ("link", "环节", 16),
    ("firm", "企业（机构）", 22),
    ("place", "所在地", 12),
    ("way", "路径", 10),
    ("fit", "能不能", 22),
    ("propensity", "愿不愿", 26),
    ("value", "值不值（假设）", 26),
    ("entry", "准入提示", 8),
    ("source", "依据（章节段落）", 24),
]
WAYS = [("link", "环节", 20), ("status", "现状", 10), ("way", "建议路径", 12), ("why", "理由", 50), ("entry", "准入提示", 10)]
TIES = [
    ("role", "方向", 8),
    ("link", "环节", 20),
    ("essentiality", "必需程度", 8),
    ("via", "经由", 24),
    ("served", "已知供应", 12),
    ("by", "已知企业", 30),
    ("call", "可找谁", 50),
]
DOMAIN = "domain"
NOTE = (
    "能不能看来源载明它生产什么；愿不愿只列事实，未知不等于不愿；值不值是按图推演的假设。三项分列，不合成分数，也不决定彼此。"
    "组内次序：规划点名在前，再按能不能，再按同类产品企业排序（公开披露产品表上的仿真方法，不代表招商成功率）。"
)


def gap_sections(found: Sequence[Advice]) -> tuple[Section, ...]:
    """Return the ways of the links, then a section a group, without the groups that are empty."""
    ways: list[Row] = [
        {
            "link": a.gap.link.name,
            "status": a.gap.status,
            "way": a.way or "待定",
            "why": a.way_reason,
            "entry": "、".join(a.gap.link.props.get("entry", [])),
        }
        for a in found
    ]
    sections = [Section("recommend", "各环节建议路径", "建议路径", (Paragraph(Cell(NOTE)), table(WAYS, ways)), wide=True)]
    for group in GROUPS:
        rows = [_row(n, a, c) for n, (a, c) in enumerate(_of(found, group), 1)]
        if rows:
            title = found[0].titles[group]
            sections.append(Section(f"recommend-{group}", title, title, (table(COLUMNS, rows), *_withheld(group, found)), wide=True))
    return tuple(sections)


def _of(found: Sequence[Advice], group: str) -> Iterator[tuple[Advice, Candidate]]:
    yield from ((a, c) for a in found for c in a.found.get(group, ()))


def _withheld(group: str, found: Sequence[Advice]) -> Iterator[Block]:
    names = sorted({firm.name for advice in found for firm in advice.withheld})
    if names and group == "target":
        yield Paragraph(Cell(f"与在区企业同字号、关系待核实，未列入：{'、'.join(names)}。"))


def _row(number: int, advice: Advice, found: Candidate) -> Row:
    first, facts = found.paths[:1], found.propensity.facts
    said = [p for p in first if p not in facts]
    words = "".join(f"\n规划用语：{w.word}（{w.locator}）" for w in found.plan_words)
    return {
        "no": number,
        "link": advice.gap.link.name,
        "firm": found.node.name,
        "place": found.place,
        "way": found.way,
        "fit": "：".join([found.fit.word, *(p.text for p in said)]) + words,
        "propensity": propensity_words(found),
        "value": found.value.text if found.value else "",
        "entry": "、".join(advice.gap.link.props.get("entry", [])),
        "source": cited(notes(found.paths)),
    }


def propensity_words(found: Candidate) -> str:
    """Return 愿不愿 in words: the word, the facts, what nobody collected."""
    return "\n".join([found.propensity.word, *(p.text for p in found.propensity.facts), f"未采集：{'、'.join(found.propensity.unknown)}"])


def notes(paths: Iterable[Path]) -> tuple[Evidence, ...]:
    """Return the sources of paths as footnotes, domain knowledge (without words of a source) left out."""
    edges = {edge.edge: edge for path in paths for edge in path.edges if edge.quote and edge.grade != GRADES[DOMAIN]}
    return tuple(Evidence("", e.edge, "", e.quote, e.locator, e.source, "", e.grade, e.as_of) for e in edges.values())


def around_section(found: Around) -> Section:
    """Return the circle of an anchor as one section."""
    made = "；".join(f"{link.name}（{words}）" for link, words in found.makes)
    rows: list[Row] = [
        {
            "role": tie.role,
            "link": tie.link.name,
            "essentiality": tie.essentiality,
            "via": "、".join(x.name for x in tie.via),
            "served": tie.served,
            "by": "、".join(f.name for f in tie.served_by),
            "call": "\n".join(f"{c.node.name}（{c.fit.word}，{c.way}）" for c in tie.advice.candidates) if tie.advice else "",
        }
        for tie in found.ties
    ]
    lead = Paragraph(Cell(f"锚企业：{found.anchor.name}。所做环节：{made}。已知供应为“未知”的，是没有任何来源记载，不等于没有。"))
    return Section("recommend-around", "以企业为锚的产业链招商", "锚企业", (lead, table(TIES, rows)), wide=True)
