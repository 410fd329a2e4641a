"""The picture of one gap: the link, its inputs, its users, and whom to approach, with the words of each source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..analysis.coverage import head
from ..analysis.gaps import Gap
from ..analysis.recommend.model import GROUPS, Advice, Candidate
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .beside import Box, told
from .drawing import Drawing, Line
from .kinds import CALLED
from .listing import head_of
from .panel import details
from .surround import AFTER, BEFORE, MIDDLE, draw_around, surround

if TYPE_CHECKING:
    from .inline import Map

LANES = {BEFORE: "投入", MIDDLE: "所问环节", AFTER: "去向"}
RESIDENCE = {True: "在区", False: "不在区", None: "是否在区待核实"}
CANDIDATE = "候选"


def gap_map(graph: Snapshot, zone: Zone, every: Sequence[Gap], advice: Advice, as_of: str | None = None) -> Map:
    """Return the map of one gap. `every`: gaps() of all links; `advice`: recommend() of this link. Internal edition only."""
    from .inline import Map

    plan = gap_drawing(graph, every, advice)
    title = f"{zone.name}“{advice.gap.link.name}”缺口关系图（内部版）"
    about = details(graph, plan)
    return Map(plan, about, head_of(title, head(graph, zone, as_of).line(), plan, about))


def gap_drawing(graph: Snapshot, every: Sequence[Gap], advice: Advice) -> Drawing:
    """Choose what to draw of a gap and where."""
    link = advice.gap.link.id
    called = [(CALLED + c.group, _box(advice, c)) for c in advice.candidates]
    ties = [Line(f"{box.id}|{link}", box.id, link, CANDIDATE, dashed=True, quiet=True) for _, box in called]
    titles = LANES | {CALLED + g: _title(advice, g) for g in GROUPS}
    return draw_around(graph, every, surround(graph, [link]), titles, link, called, ties)


def _title(advice: Advice, group: str) -> str:
    shown, there = len(advice.found.get(group, ())), advice.counts.get(group, 0)
    return f"{advice.titles[group]}（{f'{shown}/{there}' if shown < there else there}）"


def _box(advice: Advice, one: Candidate) -> Box:
    share = f"，占其收入 {one.fit.share:.0%}（{one.fit.year}）" if one.fit.share is not None else ""
    rows = [
        ["类型", f"{CANDIDATE}：{advice.titles[one.group]}（第 {one.rank} 位，共 {advice.counts[one.group]} 家）"],
        ["是否在区", RESIDENCE[one.node.props.get("resident")]],
        ["所在地", one.place],
        ["规划点名拟引进", "是" if one.invited else ""],
        ["路径", one.way],
        ["能不能", f"{one.fit.word}{f'：{one.fit.product}' if one.fit.product else ''}{share}"],
        ["愿不愿", "；".join([one.propensity.word, *(f.text for f in one.propensity.facts)])],
        ["愿不愿，未采集", "、".join(one.propensity.unknown)],
        ["值不值", one.value.text if one.value else ""],
        *([f"理由 {n}", path.text] for n, path in enumerate(one.paths, 1)),
        *(["规划用语", f"{w.word}：{w.quote}（{w.source}·{w.locator}）"] for w in one.plan_words),
        *told(one.node),
    ]
    return Box(f"{CALLED}{one.group}|{one.node.id}", one.node, CALLED + one.group, "", "", False, rows, list(_quotes(one)))


def _quotes(one: Candidate) -> Iterator[list[str]]:
    """The words behind each step of the reasons, once each."""
    cited = {(c.quote, c.locator): c for path in (*one.paths, *one.propensity.facts) for c in path.edges if c.quote}
    yield from ([c.quote, f"{c.source}·{c.locator}（{c.grade}，{c.as_of}）"] for c in cited.values())
