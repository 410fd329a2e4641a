"""缺口清单: every link as a row, filtered by chain, status at a ring, need, grade and words; the filters stand in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...analysis.gaps import Gap, worth_showing
from ...analysis.search import find_chain
from ...analysis.settings import read_settings
from ...graph import schema as s
from ...graph.errors import DataError
from ...graph.ids import name_key
from ...reports.base import NOT_APPLICABLE
from ...reports.sections.gap_list import impact, way
from ...viz.theme import STATUS_COLORS
from ..assets import status_class
from ..links import link_to
from ..state import Answers
from .sheet import Choice, Filters, Item, Listing, Sheet

ANY, NONE = "any", "none"
COLUMNS = (
    ("link", "环节", 20),
    ("chain", "产业链", 12),
    ("stage", "段位", 8),
    ("status", "现状", 12),
    ("need", "规划点名需求", 16),
    ("grade", "证据等级", 8),
    ("stability", "把握", 8),
    ("impact", "影响（一定／可能停）", 12),
    ("strategy", "建议策略", 12),
    ("way", "建议路径及理由", 32),
    ("invitees", "拟引进企业（不在区）", 18),
    ("entry", "准入提示", 10),
    ("settle", "需核实的一件事", 40),
    ("office", "掌握单位", 14),
    ("source", "依据（章节段落）", 30),
)
Row = tuple[Item | str | int, ...]


@dataclass(frozen=True, slots=True)
class Asked(Filters):
    """The filters. `everything`: also links without a gap or a need; `ring`: whose status is read, empty for the zone's."""

    chain: str = ""
    status: str = ""
    need: str = ""
    ring: str = ""
    grade: str = ""
    level: str = ""
    makers: str = ""
    q: str = ""
    everything: bool = False

    def query(self) -> dict[str, Any]:
        """Return what stands in the address, `everything` as all=1."""
        told = Filters.query(self)  # no super() here: slots make a class anew
        everything = told.pop("everything", False)
        return {**told, "all": 1} if everything else told


def gap_list(answers: Answers, asked: Asked) -> Listing:
    """Return the list, kept for who asks the same again. Raises NotFound for an unknown chain, DataError for an unknown ring."""
    first = replace(asked, page=1)
    return replace(answers.once(("gaps", first), lambda: _made(answers, first)), page=asked.page)


def _made(answers: Answers, asked: Asked) -> Listing:
    chain = find_chain(answers.graph, asked.chain).id if asked.chain else ""
    if asked.ring and asked.ring not in {name for name, _ in answers.zone.rings}:
        names = "、".join(name for name, _ in answers.zone.rings)
        raise DataError(f"没有圈层“{asked.ring}”；可用：{names} / unknown ring")
    tests = _tests(answers, asked, chain)
    rows = answers.once("gap rows", lambda: {gap.link.id: _row(answers, gap) for gap in answers.gaps})
    kept = [gap for gap in answers.gaps if all(test(gap) for test in tests.values())]
    at_ring = [_at_ring(rows[gap.link.id], gap, asked.ring) for gap in kept]
    choices = tuple(_choices(answers, asked, tests))
    note = f"共 {len(kept)} 个环节。“规划点名需求”不等于“缺”；待核实只是未知。"
    told = "；".join(f"{c.label}：{_label(c)}" for c in choices if c.chosen)
    sheet = Sheet("缺链弱链与规划点名需求", COLUMNS, at_ring, note, told)
    return Listing(sheet, "/gaps", asked.query(), choices)


def _tests(answers: Answers, asked: Asked, chain: str) -> dict[str, Callable[[Gap], bool]]:
    """Filter by name; each can be left out, to count what its choices would leave."""
    settings, wanted = read_settings(), name_key(asked.q)
    made: dict[str, Callable[[Gap], bool]] = {}
    if not asked.everything:
        made["all"] = lambda gap: worth_showing(gap, settings)
    if chain:
        made["chain"] = lambda gap: gap.chain == chain
    if asked.status:
        made["status"] = lambda gap: status_at(gap, asked.ring) == asked.status
    if asked.need:
        made["need"] = lambda gap: _needs(gap, asked.need)
    if asked.grade:
        made["grade"] = lambda gap: gap.grade == asked.grade
    if asked.level:
        made["level"] = lambda gap: gap.rolled_up is (asked.level == "parent")
    if asked.makers:
        made["makers"] = lambda gap: bool(answers.graph.into(gap.link.id, s.OPERATES_IN)) is (asked.makers == "known")
    if wanted:
        made["q"] = lambda gap: any(wanted in name_key(text) for text in _texts(gap))
    return made


def status_at(gap: Gap, ring: str) -> str:
    """Return the status at a ring; empty means the zone's own."""
    return gap.rings_status.get(ring, gap.status) if ring else gap.status


def _needs(gap: Gap, need: str) -> bool:
    if need in (ANY, NONE):
        return bool(gap.need) is (need == ANY)
    return need in gap.need.kinds


def _texts(gap: Gap) -> Iterator[str]:
    yield gap.link.name
    yield from gap.link.props.get("aliases", [])
    yield from (i.name for i in gap.need.invitees)
    yield from (m.name for m in gap.makers)


def _choices(answers: Answers, asked: Asked, tests: Mapping[str, Callable[[Gap], bool]]) -> Iterator[Choice]:
    def left(name: str) -> list[Gap]:
        others = [test for key, test in tests.items() if key != name]
        return [gap for gap in answers.gaps if all(test(gap) for test in others)]

    by_chain = Counter(gap.chain for gap in left("chain"))
    slugs = [(chain.id.partition(":")[2], chain.name, by_chain[chain.id]) for chain in answers.chains]
    yield Choice("chain", "产业链", tuple(slugs), asked.chain)
    by_status = Counter(status_at(gap, asked.ring) for gap in left("status"))
    yield Choice("status", "现状", _counted(STATUS_COLORS, by_status, asked.status), asked.status)
    yield Choice("ring", "看哪个圈层的现状", tuple((name, name, 0) for name, _ in answers.zone.rings), asked.ring)
    yield Choice("need", "规划点名需求", tuple(_need_options(left("need"))), asked.need)
    by_grade = Counter(gap.grade for gap in left("grade"))
    yield Choice("grade", "证据等级", _counted(sorted(by_grade), by_grade, asked.grade), asked.grade)
    by_level = Counter("parent" if gap.rolled_up else "leaf" for gap in left("level"))
    levels = (("leaf", "末级环节", by_level["leaf"]), ("parent", "上级环节（汇总）", by_level["parent"]))
    yield Choice("level", "层级", levels, asked.level)
    known = Counter(bool(answers.graph.into(gap.link.id, s.OPERATES_IN)) for gap in left("makers"))
    yield Choice("makers", "在区企业", (("known", "已掌握", known[True]), ("unknown", "未掌握", known[False])), asked.makers)


def _counted(names: Iterable[str], counts: Mapping[str, int], chosen: str) -> tuple[tuple[str, str, int], ...]:
    return tuple((name, name, counts[name]) for name in names if counts.get(name) or name == chosen)


def _need_options(found: list[Gap]) -> Iterator[tuple[str, str, int]]:
    yield ANY, "有", sum(1 for gap in found if gap.need)
    yield NONE, "无", sum(1 for gap in found if not gap.need)
    kinds = Counter(kind for gap in found for kind in gap.need.kinds)
    yield from ((kind, kind, kinds[kind]) for kind in s.MEASURE_KINDS if kinds[kind])


def _label(choice: Choice) -> str:
    return next((label for value, label, _ in choice.options if value == choice.chosen), choice.chosen)


def _row(answers: Answers, gap: Gap) -> Row:
    graph, settle = answers.graph, gap.settle_by
    parts = f"（含 {len(gap.facts.leaves)} 个子环节）" if gap.rolled_up else ""
    held = answers.stability[gap.link.id].as_json()["stability"]
    places = list(dict.fromkeys(e.locator for e in gap.evidence))
    return (
        Item(f"{gap.link.name}{parts}", link_to(gap.link.type, gap.link.id)),
        graph.node(gap.chain).name,
        str(gap.link.props.get("stage", "")),
        Item(gap.status_text, look=f"badge s-{status_class(gap.status)}"),
        f"✓ {'、'.join(gap.need.kinds)}" if gap.need else "",
        gap.grade,
        str(held),
        impact(gap),
        gap.strategy,
        way(gap),
        "、".join(i.name for i in gap.need.invitees),
        "、".join(gap.link.props.get("entry", [])),
        settle.fact if settle else NOT_APPLICABLE,
        settle.office if settle else NOT_APPLICABLE,
        "；".join(places),
    )


def _at_ring(row: Row, gap: Gap, ring: str) -> Row:
    """The row with the status at a ring in place of the zone's."""
    if not ring or ring == gap.ring:
        return row
    at = [key for key, _, _ in COLUMNS].index("status")
    status = status_at(gap, ring)
    return (*row[:at], Item(f"{ring}：{status}", look=f"badge s-{status_class(status)}"), *row[at + 1 :])
