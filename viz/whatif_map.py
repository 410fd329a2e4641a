"""The map of a what-if, before and after on one page: links that change or stop, who lands, who is gone; a hypothesis, never data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..analysis.coverage import head
from ..analysis.gaps import Gap
from ..analysis.scenario import Landing
from ..analysis.whatif import Hit, WhatIf
from ..analysis.whatif_words import NOTE, changes, path, told
from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .beside import Box
from .boxes import link_box
from .drawing import Drawing
from .kinds import ASSUMED
from .listing import head_of
from .panel import details
from .surround import AFTER, BEFORE, MIDDLE, Surround, draw_around, surround
from .whatif import STOPPED, touched

if TYPE_CHECKING:
    from .inline import Map

LANES = {BEFORE: "投入", MIDDLE: "变化和波及的环节", AFTER: "去向"}
THEN, LATER = "before", "after"


def whatif_map(graph: Snapshot, zone: Zone, every: Sequence[Gap], found: WhatIf, as_of: str | None = None) -> Map:
    """Return the map of a what-if on `graph`. `every`: gaps() of all links as they are. Internal edition only."""
    from .inline import Map

    plan, about = whatif_drawing(graph, every, found), dict[str, Any]()
    after = dict(_after(found))
    for box, one in details(graph, plan).items():
        about[box] = {**one, "rows": [*one["rows"], ["假设之后", after[box][1]]]} if box in after else one
    return Map(plan, about, head_of(f"{zone.name}情景推演前后对比关系图（内部版）", head(graph, zone, as_of).line(), plan, about))


def whatif_drawing(graph: Snapshot, every: Sequence[Gap], found: WhatIf) -> Drawing:
    """Choose what to draw of a what-if: what changes or stops in the middle, the neighbours of what is touched around it."""
    links, after = touched(found), dict(_after(found))
    middle = tuple(dict.fromkeys([*links, *after]))
    near = surround(graph, links)
    around = Surround(middle, *(tuple(i for i in side if i not in middle) for side in (near.before, near.after)))
    landed = [(MIDDLE, _newcomer(found, x)) for x in found.scenario.landings]
    plan = draw_around(graph, every, around, LANES, middle[0], landed)
    gone = ["假设之后", "不再在此生产（假设）"]
    boxes = tuple(replace(b, when=THEN, rows=[*b.rows, gone]) if _gone(found, b) else b for b in plan.boxes)
    later = {i: link_box(replace(plan.cards[i], status=after[i][0]), plan) for i in after if i in plan.cards}
    note = f"{plan.note}{told(found)}：{changes(found)}。{NOTE}"
    return replace(plan, boxes=boxes, later=later, note=note)


def _after(found: WhatIf) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield link → (status or stop word, what is written) for links that change or stop."""
    hits: dict[str, Hit] = {hit.link: hit for hit in found.hits}
    before, after = found.before.status_of, found.after.status_of
    for link in sorted({*hits, *(i for i in before if before[i] != after.get(i))}):
        if hit := hits.get(link):
            way = f"：{path(found.graph, hit)}" if len(hit.path) > 1 else ""
            yield link, (STOPPED[hit.certain], f"{STOPPED[hit.certain]}（假设）{way}")
        else:
            yield link, (after[link], f"{after[link]}（假设）")


def _newcomer(found: WhatIf, landing: Landing) -> Box:
    node = found.graph.node(landing.firm)
    node = replace(node, props={**node.props, "name": landing.name})
    rows = [
        ["类型", "假设落地，现在不在此生产"],
        ["环节", found.graph.node(landing.link).name],
        ["图中有此企业", "是" if landing.known else "否"],
    ]
    return Box(f"{ASSUMED}|{landing.firm}|{landing.link}", node, ASSUMED, landing.link, "", False, rows, [], LATER)


def _gone(found: WhatIf, box: Box) -> bool:
    """True for a maker that the scenario takes away."""
    made_here = s.OPERATES_IN.name in box.id.split("|")
    return made_here and (box.node.id in found.scenario.lost or box.owner in found.scenario.cut)
