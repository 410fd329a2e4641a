"""What a picture of a gap or a firm shows where the map cannot be: a list of cards by lane, for phones, paper and without script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .drawing import Drawing
from .environment import asset, environment
from .kinds import KINDS
from .page import Head
from .theme import NEED_MARK

TABS = ("清单", "关系图")


def head_of(title: str, head_line: str, plan: Drawing, about: Mapping[str, Any]) -> Head:
    """Return what stands around a picture, its boxes listed lane by lane."""
    text = (
        environment().get_template("map_list.html.j2").render(title=title, head_line=head_line, note=plan.note, lanes=_lanes(plan, about))
    )
    return Head(title, head_line, TABS, text, asset("map_list.css"))


def _lanes(plan: Drawing, about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Lanes with their boxes, the lane of what is asked first."""
    kinds = {one.id: KINDS[one.kind].word for one in plan.boxes}
    kinds |= {i: f"环节 {card.status}{f'，{NEED_MARK}' if card.need else ''}" for i, card in plan.cards.items()}
    places = plan.layout.centres.items()
    inside = {lane.title: [i for i, (x, _) in places if lane.x <= x <= lane.x + lane.width] for lane in plan.layout.lanes}
    ordered = sorted(inside.items(), key=lambda lane: plan.asked not in lane[1])
    return [{"title": title, "boxes": [{"kind": kinds[i], **about[i]} for i in boxes]} for title, boxes in ordered]
