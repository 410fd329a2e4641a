"""Boxes a researcher adds to the map by hand (pyvis add_node): a lane of their own below, in our looks, never mistaken for data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from .boxes import box_look, place
from .kinds import ADDED, KINDS
from .layout import BOX_WIDTH, CELL, GAP, LINK_HEIGHT, PADDING, TITLE, Lane, Layout
from .theme import cut

LONGEST = 11


def with_added(
    layout: Layout, nodes: Sequence[Mapping[str, Any]], known: Mapping[str, Any]
) -> tuple[Layout, list[dict[str, Any]], dict[str, Any]]:
    """Return layout, nodes and details with what is not in `known` placed, drawn and told as added."""
    added = [str(n["id"]) for n in nodes if n["id"] not in known]
    if not added:
        return layout, [dict(n) for n in nodes], dict(known)
    wide = max((layout.width - 2 * PADDING + GAP) // CELL, 1)
    top, step = layout.height + GAP, LINK_HEIGHT + GAP
    x, y = PADDING + BOX_WIDTH // 2, top + TITLE + PADDING + LINK_HEIGHT // 2
    at = {one: (x + n % wide * CELL, y + n // wide * step) for n, one in enumerate(added)}
    height = TITLE + 2 * PADDING + ceil(len(added) / wide) * step - GAP
    lane = Lane(KINDS[ADDED].word, 0, top, max(layout.width, CELL + PADDING), height)
    heights = {**layout.heights, **dict.fromkeys(added, LINK_HEIGHT)}
    grown = replace(layout, lanes=(*layout.lanes, lane), centres={**layout.centres, **at}, heights=heights)
    names = {str(n["id"]): str(n.get("label") or n["id"]) for n in nodes}
    boxes = [_box(names[str(n["id"])], str(n["id"]), grown) if str(n["id"]) in at else dict(n) for n in nodes]
    return grown, boxes, {**known, **{one: _about(names[one], n) for one, n in ((str(n["id"]), n) for n in nodes) if one in at}}


def _box(name: str, node_id: str, layout: Layout) -> dict[str, Any]:
    return {"id": node_id, "label": cut(name, LONGEST), "kind": ADDED, "borderWidth": 1, **box_look(KINDS[ADDED]), **place(layout, node_id)}


def _about(name: str, node: Mapping[str, Any]) -> dict[str, Any]:
    title = str(node.get("title") or "")
    rows = [["类型", KINDS[ADDED].word], *([["备注", title]] if title else [])]
    return {"title": name, "forms": [name], "words": [], "rows": rows, "quotes": []}
