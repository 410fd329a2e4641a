"""What a picture of a gap or a firm shows where the map cannot be: a list of cards by lane, for phones, paper and without script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .drawing import Drawing
from .environment import asset, environment
from .kinds import KINDS
from .page import Head

TABS = ("清单", "关系图")


def head_of(title: str, head_line: str, plan: Drawing, about: Mapping[str, Any]) -> Head:
    """Return what stands around a picture, its boxes listed lane by lane."""
    text = environment().get_template("map_list.html.j2").render(title=title, head_line=head_line, lanes=_lanes(plan, about))
    return Head(title, head_line, TABS, text, asset("map_list.css"))


def _lanes(plan: Drawing, about: Mapping[str, Any]) -> list[dict[str, Any]]:
    kinds = {one.id: KINDS[one.kind].word for one in plan.boxes} | {i: "环节" for i in plan.cards}
    places = plan.layout.centres.items()
    inside = {lane.title: [i for i, (x, _) in places if lane.x <= x <= lane.x + lane.width] for lane in plan.layout.lanes}
    return [{"title": title, "boxes": [{"kind": kinds[i], **about[i]} for i in boxes]} for title, boxes in inside.items()]
