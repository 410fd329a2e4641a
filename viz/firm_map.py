"""The picture of one firm: what it makes or is wanted for, the links before and behind with their firms, what else touches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..analysis.coverage import head
from ..analysis.evidence import evidence
from ..analysis.gaps import Gap
from ..analysis.portrait import SENSES, Portrait, Touch, portrait
from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .beside import Box, Rows, beside_links, quoted, told
from .chain_view import INTERNAL
from .drawing import Drawing, Line
from .listing import head_of
from .panel import details
from .surround import AFTER, BEFORE, MIDDLE, Surround, draw_around, surround

if TYPE_CHECKING:
    from .inline import Map

FIRM_LANE, TOUCH_LANE = "firm", "touch"
LANES = {FIRM_LANE: "所问企业", BEFORE: "投入和所需", MIDDLE: "它的环节", AFTER: "去向", TOUCH_LANE: "其他关系"}
MOST_TOUCHES = 80
KIND_OF = {
    s.PROJECT.zh: "project",
    s.PLATFORM.zh: "platform",
    s.INSTITUTION.zh: "institution",
    s.DIRECTION.zh: "direction",
    s.MEASURE.zh: "measure",
    "集团": "group",
    "供货": "trade",
}


def firm_map(graph: Snapshot, zone: Zone, every: Sequence[Gap], firm: Node, as_of: str | None = None) -> Map:
    """Return the map around a firm. `every`: gaps() of all links. Internal edition only."""
    from .inline import Map

    plan = firm_drawing(graph, zone, every, firm)
    title = f"{firm.name}关系图（内部版）"
    about = details(graph, plan)
    return Map(plan, about, head_of(title, head(graph, zone, as_of).line(), plan, about))


def firm_drawing(graph: Snapshot, zone: Zone, every: Sequence[Gap], firm: Node) -> Drawing:
    """Choose what to draw around a firm and where."""
    about = portrait(graph, zone, firm)
    around = _around(graph, about)
    shown = {b.node.id for b in beside_links(graph, around.middle, INTERNAL)}
    touches = [t for t in about.touches if t.id not in shown and t.id != firm.id][:MOST_TOUCHES]
    extra = [(FIRM_LANE, _firm_box(graph, about, firm)), *((TOUCH_LANE, _touch_box(graph, t)) for t in touches)]
    return draw_around(graph, every, around, LANES, firm.id, extra, list(_ties(about, touches)))


def _around(graph: Snapshot, about: Portrait) -> Surround:
    """Links it makes or is wanted for in the middle; what it needs stands before them."""
    wanted = [tie.id for tie in about.ties if tie.sense == SENSES[s.DEMANDS]]
    found = surround(graph, [tie.id for tie in about.ties if tie.id not in wanted])
    before = dict.fromkeys([*(i for i in wanted if i not in found.middle), *found.before])
    return Surround(found.middle, tuple(before), tuple(i for i in found.after if i not in before))


def _ties(about: Portrait, touches: Sequence[Touch]) -> Iterator[Line]:
    made_here = SENSES[s.OPERATES_IN]
    for tie in about.ties:
        ends = (tie.id, about.id) if tie.sense == SENSES[s.DEMANDS] else (about.id, tie.id)
        yield Line(f"{about.id}|tie|{tie.id}", *ends, tie.sense, dashed=tie.sense != made_here, wide=tie.sense == made_here)
    yield from (Line(f"{about.id}|touch|{t.id}", f"touch|{t.id}", about.id, t.how, dashed=True, quiet=True) for t in touches)


def _kind(graph: Snapshot, firm: Node) -> str:
    resident = firm.props.get("resident")
    if resident is True:
        return "resident"
    if graph.out(firm.id, s.INVITED_FOR) or graph.into(firm.id, s.INVITES):
        return "invitee"
    return "outsider" if resident is False else "unknown"


def _firm_box(graph: Snapshot, about: Portrait, firm: Node) -> Box:
    rows: Rows = [
        ["是否在区", about.residence],
        *(list(text.partition("：")[::2]) for text in about.about),
        ["产业链", "、".join(x for x in about.chains if x)],
        *([tie.sense, f"{tie.name}（{tie.chain}）" if tie.chain else tie.name] for tie in about.ties),
        *(["公开披露的产品", _product(p.name, p.share, p.year)] for p in about.products[:10]),
    ]
    kind = _kind(graph, firm)
    return Box(firm.id, firm, kind, "", "", kind == "resident", rows, quoted(about.evidence))


def _product(name: str, share: float | None, year: str) -> str:
    told = "" if share is None else f"占其收入 {share:.0%}"
    return f"{name}（{'，'.join(x for x in (told, year) if x)}）" if told or year else name


def _touch_box(graph: Snapshot, touch: Touch) -> Box:
    kind, node = KIND_OF[touch.kind], graph.node(touch.id)
    return Box(
        f"touch|{touch.id}",
        node,
        kind,
        "",
        "",
        kind in ("measure", "direction"),
        [["类型", touch.kind], ["关系", touch.how], *told(node)],
        _words(graph, node),
    )


def _words(graph: Snapshot, node: Node) -> Rows:
    return quoted(evidence(graph, (c for c in graph.claims_of(node) if c.grade != "domain")))
