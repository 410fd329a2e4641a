"""待核实: whom to ask which fact, with the answers taken in as the confirm sheet takes them, and residents to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...acts import question_of
from ...analysis.gaps import Gap
from ...analysis.questions import open_questions
from ...graph import schema as s
from ...graph.snapshot import Node
from ...loaders.templates.cells import Sheets, tidy
from ...loaders.templates.confirm_book import CHOICES, COMPLETE, FIRMS, QUESTIONS, firm_cells, question_cells
from ...loaders.templates.names import Names
from ...loaders.templates.rows import Layout
from ...loaders.templates.sheets import ABOUT, CONFIRM, DICTIONARY, ID, MARK
from ..links import link_to
from ..state import Answers
from .sheet import Filters, Item, Sheet

SIZE = 20
FILE = "网页答复"  # what the claims name as their file
MAKERS, WHOLE, BY, NOTE = "生产企业", "名单是否齐全", "答复人", "备注"
ANSWERED = (MAKERS, WHOLE, BY, NOTE)
OF_FIRM = ("在区情况", "新名称", "主要产品", "是否独家", "投产年", "项目阶段", "备注")
WHO, DATE = ("填报单位", "填报人"), "填报日期"
COLUMNS = (
    ("link", "环节", 18),
    ("chain", "产业链", 14),
    ("fact", "需核实的一件事", 50),
    ("office", "掌握单位", 16),
    ("need", "规划点名需求", 16),
    ("impact", "一定／可能停的环节", 12),
)


@dataclass(frozen=True, slots=True)
class Filter(Filters):
    """What the list is narrowed to: a chain's id, an office, only what the plan wants, words of the link's name."""

    chain: str = ""
    office: str = ""
    need: str = ""
    q: str = ""


def asked_gaps(answers: Answers, wanted: Filter) -> list[Gap]:
    """Return the open questions that a filter lets through, those first whose answer changes most."""
    found = answers.once("open questions", lambda: open_questions(answers.gaps))
    return [gap for gap in found if _passes(gap, wanted)]


def _passes(gap: Gap, wanted: Filter) -> bool:
    office = gap.settle_by.office if gap.settle_by else ""
    named = wanted.q.casefold() in gap.link.name.casefold()
    return wanted.chain in ("", gap.chain) and wanted.office in ("", office) and named and bool(gap.need or not wanted.need)


def calls_page(answers: Answers, wanted: Filter) -> dict[str, Any]:
    """Return one page of the call list with its filters."""
    found = asked_gaps(answers, wanted)
    pages = max(1, -(-len(found) // SIZE))
    page = min(max(wanted.page, 1), pages)
    every = asked_gaps(answers, Filter())
    return {
        "wanted": wanted,
        "total": len(found),
        "pages": pages,
        "page": page,
        "asked": [(gap, question_of(gap)) for gap in found[(page - 1) * SIZE : page * SIZE]],
        "chains": answers.chains,
        "chain_names": {c.id: c.name for c in answers.chains},
        "offices": sorted({gap.settle_by.office for gap in every if gap.settle_by}),
        "whole": COMPLETE[WHOLE],
    }


def calls_sheet(answers: Answers, wanted: Filter) -> Sheet:
    """Return the whole call list for download."""
    names, rows = {c.id: c.name for c in answers.chains}, list[list[Item | str | int]]()
    for gap, asked in ((gap, question_of(gap)) for gap in asked_gaps(answers, wanted)):
        link = Item(gap.link.name, link_to(gap.link.type, gap.link.id))
        rows.append([link, names[gap.chain], asked.fact, asked.office, asked.need, asked.impact])
    return Sheet("待核实清单", COLUMNS, rows, "待核实不等于缺：先问这一件事")


def residents_page(answers: Answers) -> dict[str, Any]:
    """Return the residents to be confirmed, with what is known that they make here."""
    return {"residents": _residents(answers), "choices": CHOICES}


def residents_sheet(answers: Answers) -> Sheet:
    """Return the residents for download, with what is known that they make here."""
    rows = [(Item(firm.name, link_to(firm.type, firm.id)), cells["已掌握环节"] or "未掌握") for firm, cells in _residents(answers)]
    return Sheet("在区企业", (("firm", "企业", 24), ("links", "已掌握环节", 60)), rows, "规划载明的在区企业都未复核")


def _residents(answers: Answers) -> list[tuple[Node, dict[str, str]]]:
    names = Names(answers.graph)
    return [(firm, firm_cells(answers.graph, names, firm)) for firm in resident_firms(answers)]


def resident_firms(answers: Answers) -> list[Node]:
    """Return the firms that count as residents, by id."""
    return [n for n in answers.graph.of_type(s.FIRM) if n.props.get("resident") is True]


def question_rows(answers: Answers, given: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the rows of the sheet 关键问题 that were answered; `given` has the link's id under 编号."""
    names, told = Names(answers.graph), []
    for row in (row for row in given if any(row.get(k) for k in ANSWERED)):
        gap = answers.gap_of.get(row[ID])
        lead = question_cells(names, question_of(gap)) if gap and gap.settle_by else {ID: row[ID]}
        told.append({**lead, **{k: row.get(k, "") for k in ANSWERED}})
    return told


def resident_rows(answers: Answers, given: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the rows of the sheet 在区企业 that were answered; `given` has the firm's id under 编号."""
    names, told = Names(answers.graph), []
    for row in (row for row in given if any(row.get(k) for k in OF_FIRM)):
        node = answers.graph.nodes.get(row[ID])
        lead = firm_cells(answers.graph, names, node) if node else {ID: row[ID]}
        told.append({**lead, **{k: row.get(k, "") for k in OF_FIRM}})
    return told


def confirm_sheets(layout: Layout, rows: Sequence[Mapping[str, str]], about: Mapping[str, str]) -> Sheets:
    """Return answers as the cells of a confirm sheet, as if it had been filled in and read back."""
    lines = [[tidy(row.get(title, "")) for title in layout.headers] for row in rows]
    head = [[label, tidy(about.get(label, ""))] for label in (*WHO, DATE)]
    return {DICTIONARY: [[MARK], [CONFIRM]], ABOUT: head, layout.title: [list(layout.headers), *lines]}


LAYOUTS = {"links": QUESTIONS, "firms": FIRMS}
