"""The confirm sheet: the firms believed to be here, and the few questions whose answers change most. A quarter of an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.presence import Zone
from ...graph.snapshot import Node, Snapshot
from .book import Page, write_book
from .names import SEPARATOR, Names
from .rows import Layout
from .sheets import CONFIRM, EXAMPLE, ID
from .values import NO, YES

STAYS, RENAMED, UNCLEAR, NONE = "在", "更名", "不清楚", "无"
IMPACT = "一定／可能停"  # how many links stop without this one
STATES = (STAYS, *s.LEFT.values(), RENAMED, UNCLEAR)
FIRMS = Layout(
    "在区企业", (ID, "企业", "已掌握环节", "在区情况", "新名称", "主要产品", "是否独家", "投产年", "项目阶段", "备注"), frozenset(),
    {ID: EXAMPLE, "企业": "例：某某有限公司", "在区情况": STAYS, "主要产品": "某某材料；某某部件", "是否独家": YES, "投产年": "2018",
     "项目阶段": "投产"},
    widths={"企业": 22, "已掌握环节": 18, "在区情况": 10, "新名称": 16, "主要产品": 26, "是否独家": 10, "投产年": 8,
            "项目阶段": 10, "备注": 14},
    given=frozenset({"企业", "已掌握环节"}), height=30,
)  # fmt: skip
QUESTIONS = Layout(
    "关键问题", (ID, "问题", "环节", "规划点名需求", IMPACT, "掌握单位", "生产企业", "名单是否齐全", "答复人", "备注"), frozenset(),
    {ID: EXAMPLE, "问题": "例：名录中是否有生产“某某”的企业", "生产企业": "某某有限公司；没有的填“无”", "名单是否齐全": YES,
     "答复人": "某单位 某某"},
    widths={"问题": 44, "环节": 14, "规划点名需求": 14, IMPACT: 12, "掌握单位": 12, "生产企业": 24,
            "名单是否齐全": 12, "答复人": 12, "备注": 10},
    given=frozenset({"问题", "环节", "规划点名需求", IMPACT, "掌握单位"}), height=30,
)  # fmt: skip
CHOICES = {"在区情况": STATES, "是否独家": (YES, NO, UNCLEAR), "项目阶段": s.PROJECT_STAGES}
COMPLETE = {"名单是否齐全": (YES, NO, UNCLEAR)}
GUIDE = (
    "约一刻钟可填完：先填“填报日期”，再看“在区企业”，能答的答，不清楚的留空。",
    "在区情况：在、已搬、已注销、更名（同时填新名称）、不清楚。主要产品用“；”隔开，能对上环节的记为在区内生产。",
    "是否独家：这家是不是区内唯一生产者；该企业涉及几个环节时，请直接写明哪个环节。",
    "关键问题：生产企业写全称，用“；”隔开，没有的填“无”；只有“名单是否齐全”填“是”，才会由“待核实”变为“缺”或“独家（已核实）”。",
    "填好后用 liantu import 导入，程序会说明哪些环节的现状因此改变；liantu undo 可以收回。",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a link: the fact that would settle it, who holds it, what the plan wants, what hangs on it."""

    link: str
    fact: str
    office: str
    need: str
    impact: str


def confirm_book(graph: Snapshot, zone: Zone, asked: Sequence[Asked]) -> bytes:
    """Return the confirm sheet as .xlsx bytes; questions in the order given. Same graph and questions, same bytes."""
    names = Names(graph)
    firms = [n for n in graph.of_type(s.FIRM) if n.props.get("resident") is True]
    rows = [firm_cells(graph, names, firm) for firm in sorted(firms, key=lambda f: f.id)]
    pages = [Page(FIRMS, rows, CHOICES), Page(QUESTIONS, [question_cells(names, one) for one in asked], COMPLETE)]
    return write_book(pages, GUIDE, CONFIRM, zone.name)


def firm_cells(graph: Snapshot, names: Names, firm: Node) -> dict[str, str]:
    """Return the given cells of a resident's row, by header."""
    links = [names.label(e.target, (s.LINK.name,)) for e in graph.out(firm.id, s.OPERATES_IN)]
    return {ID: firm.id, "企业": firm.name, "已掌握环节": SEPARATOR.join(sorted(links))}


def question_cells(names: Names, asked: Asked) -> dict[str, str]:
    """Return the given cells of a question's row, by header."""
    link = names.label(asked.link, (s.LINK.name,))
    return {ID: asked.link, "问题": asked.fact, "环节": link, "规划点名需求": asked.need, IMPACT: asked.impact, "掌握单位": asked.office}
