"""规划核对: the plan held against itself, section by section; each line with its words and their place."""

from __future__ import annotations

from dataclasses import dataclass

from ...analysis.audit import DIFFERENCES, SECTIONS
from ...analysis.finding import Finding
from ...graph.snapshot import Snapshot
from ..links import link_to
from ..state import Answers
from .sheet import Choice, Filters, Item, Listing, Sheet

COLUMNS = (
    ("text", "核对结果", 40),
    ("section", "类别", 16),
    ("formula", "算式", 20),
    ("remark", "口径说明", 20),
    ("guesses", "可能的解释（推测）", 20),
    ("closed", "处理情况", 14),
    ("quote", "原文", 40),
    ("locator", "出处", 24),
    ("id", "编号", 14),
)


@dataclass(frozen=True, slots=True)
class Asked(Filters):
    """The filters: a section of the audit, words of the line."""

    section: str = ""
    q: str = ""


def audit_list(answers: Answers, asked: Asked) -> Listing:
    """Return the lines of one section or of all."""
    found = {s: [f for f in findings if asked.q in f.text] for s, findings in answers.audit.items()}
    kept = [(s, f) for s, findings in found.items() if asked.section in ("", s) for f in findings]
    rows = [_row(answers.graph, s, f) for s, f in kept]
    choice = Choice("section", "类别", tuple((s, SECTIONS[s], len(found[s])) for s in found), asked.section)
    title = f"规划核对：{SECTIONS[asked.section]}" if asked.section in SECTIONS else "规划核对"
    note = f"共 {len(rows)} 条。推算由本系统按规划自身的数字算出；“待核对”不等于错误。"
    return Listing(Sheet(title, COLUMNS, rows, note), "/audit", asked.query(), (choice,), asked.page)


def _row(graph: Snapshot, section: str, found: Finding) -> tuple[Item | str | int, ...]:
    sides = found.evidence if section == DIFFERENCES else found.evidence[:1]
    return (
        Item(found.text, _about(graph, found.id)),
        SECTIONS[section],
        found.formula,
        found.remark,
        "\n".join(found.guesses),
        found.event.words if found.event else "",
        "\n".join(e.quote for e in sides),
        "\n".join(e.locator for e in sides),
        found.id,
    )


def _about(graph: Snapshot, finding_id: str) -> str:
    """The page of the thing a line is about: the id of the line is its id, or ends with it."""
    for node_id in (finding_id, finding_id.partition(":")[2]):
        if node_id in graph.nodes:
            return link_to(graph.nodes[node_id].type, node_id)
    return ""
