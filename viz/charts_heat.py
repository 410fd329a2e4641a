"""Heat map: technical directions of a chain × who stands behind them; an empty field is 未采集, never 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..analysis.ring_status import capable
from ..graph import schema as s
from ..graph.ids import clean_text
from ..graph.snapshot import Edge, Snapshot
from .beside import HERE_ALREADY
from .charts_model import Chart, Field, Heat
from .theme import cut

PARTNERS, PARTNERS_WANTED = "高校院所（已合作）", "高校院所（规划、拟引进）"
PLATFORMS, PLATFORMS_WANTED = "平台载体（已有）", "平台载体（规划、拟引进）"
RESIDENTS, UNPLACED, INVITEES, ELSEWHERE = "在区企业（在区生产）", "在区企业（是否生产待核实）", "拟引进企业（不在区）", "区外已知企业"
COLUMNS = (PARTNERS, PARTNERS_WANTED, PLATFORMS, PLATFORMS_WANTED, RESIDENTS, UNPLACED, INVITEES, ELSEWHERE)
EMPTY, ROW_LABEL = "未采集", 22


def heat_chart(graph: Snapshot, chain: str) -> Chart:
    """Return the heat map of a chain's directions. Cost O(directions · ties)."""
    ties, order = _Ties(graph), list(_in_order(graph, directions(graph, chain)))
    known = {d: ties.fields(d) for d, _ in order}
    shown = [(d, depth) for d, depth in order if any(f.who for f in known[d])]
    silent = tuple(clean_text(graph.node(d).name) for d, _ in order if not any(f.who for f in known[d]))
    labels = [f"{'└ ' if depth else ''}{cut(graph.node(d).name, ROW_LABEL)}" for d, depth in shown]
    heat = Heat(tuple(labels), COLUMNS, tuple(known[d] for d, _ in shown), silent)
    caption = (
        f"技术方向 {len(order)} 项（└ 是下级方向，上级含下级）与院所、平台、企业：数字是已知的个数，空格是未采集，不是 0。"
        "依据是研究、服务、推进的关系；企业由方向所推进的环节而来。"
    )
    notes = (f"另有 {len(silent)} 项方向各栏均未采集：{'、'.join(silent)}。",) if silent else ()
    rows = [(clean_text(graph.node(d).name), *(_told(f) for f in known[d])) for d, _ in order]
    return Chart("heat", "技术方向与创新资源、企业", caption, heat, ("技术方向", *COLUMNS), tuple(rows), notes)


def _told(field: Field) -> str:
    return f"{field.count}：{'、'.join(field.who)}" if field.who else EMPTY


def directions(graph: Snapshot, chain: str) -> frozenset[str]:
    """Return the directions of a chain: of the chain itself, those that advance its links, and all below them."""
    links = [e.source for e in graph.into(chain, s.LINK_OF)]
    todo = [e.source for e in graph.into(chain, s.DIRECTION_OF)] + [e.source for i in links for e in graph.into(i, s.ADVANCES)]
    found = set(todo)
    while todo:
        below = {e.source for e in graph.into(todo.pop(), s.PART_OF)} - found
        found |= below
        todo += below
    return frozenset(found)


def _in_order(graph: Snapshot, wanted: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Each direction once, under the one it is part of, with its depth."""
    above = {d: min((e.target for e in graph.out(d, s.PART_OF) if e.target in wanted), default="") for d in sorted(wanted)}
    below: dict[str, list[str]] = {}
    for d, parent in above.items():
        below.setdefault(parent, []).append(d)
    todo = [(d, 0) for d in reversed(below.get("", []))]
    while todo:
        d, depth = todo.pop()
        yield d, depth
        todo += [(part, depth + 1) for part in reversed(below.get(d, []))]


class _Ties:
    """Who stands behind a direction."""

    def __init__(self, graph: Snapshot) -> None:
        self._graph = graph
        self._invited = {e.target for m in graph.of_type(s.MEASURE) for e in graph.out(m.id, s.INVITES)}

    def fields(self, direction: str) -> tuple[Field, ...]:
        """Return the fields of a direction's row, in the order of COLUMNS."""
        links = self._links(direction)
        things = [*self._with_parts([direction]), *links]
        return tuple(self._field(who) for who in (*self._supporters(things), *self._firms(links)))

    def _field(self, who: Iterable[str]) -> Field:
        return Field(tuple(clean_text(self._graph.node(i).name) for i in sorted(who)))

    def _with_parts(self, things: Iterable[str]) -> list[str]:
        """Directions or links, and all that is part of them."""
        found = dict.fromkeys(things)
        todo = list(found)
        while todo:
            new = [e.source for e in self._graph.into(todo.pop(), s.PART_OF) if e.source not in found]
            found |= dict.fromkeys(new)
            todo += new
        return list(found)

    def _links(self, direction: str) -> list[str]:
        own = self._with_parts([direction])
        return sorted(self._with_parts(e.target for one in own for e in self._graph.out(one, s.ADVANCES)))

    def _supporters(self, things: list[str]) -> Iterator[set[str]]:
        """Institutions, then platforms: those here or cooperating, then those planned or invited; teams are whom to ask."""
        for edge_type, kind in ((s.RESEARCHES, s.INSTITUTION), (s.SERVES, s.PLATFORM)):
            edges = [e for t in things for e in self._graph.into(t, edge_type) if self._graph.node(e.source).type == kind.name]
            now = {e.source for e in edges if self._now(e)}
            yield now
            yield {e.source for e in edges} - now

    def _now(self, edge: Edge) -> bool:
        return edge.props["modality"] in HERE_ALREADY and edge.source not in self._invited

    def _firms(self, links: list[str]) -> tuple[Iterable[str], ...]:
        """Firms once each: makers here, residents of whom it is not known, invitees, others with proof."""
        g = self._graph
        makers = {e.source for i in links for e in g.into(i, s.OPERATES_IN)}
        known = capable(g, links) - makers
        here = {f for f in known if g.node(f).props.get("resident") is True}
        wanted = {e.source for i in links for e in g.into(i, s.INVITED_FOR)}
        wanted = {f for f in wanted if g.node(f).props.get("resident") is not True}
        return makers, here, wanted, known - here - wanted
