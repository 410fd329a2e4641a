"""The boxes and lines of the map as a pyvis Network: our places, our colours, physics off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from .beside import Box
from .chain_view import Card
from .drawing import Drawing
from .kinds import KINDS
from .layout import BOX_WIDTH, Layout
from .routes import routes
from .theme import FONT_STACK, NEED_MARK, STATUS_COLORS, BoxStyle, StatusStyle, cut, short_name
from .whatif import STOP, STOPPED

if TYPE_CHECKING:
    from pyvis.network import Network

N = TypeVar("N", bound="Network")

LABEL, TYPE = 11, 15  # characters that fit a box, type size
SHORT = 3  # characters of a status that leave room for the whole mark of a need
SILENT = StatusStyle("#ffffff", "#1c2529", "#607d8b")
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "hideEdgesOnDrag": False, "multiselect": False},
    "edges": {"smooth": False, "color": {"color": "#1565c0", "highlight": "#1565c0", "hover": "#1565c0"}},
    "nodes": {"shape": "box", "labelHighlightBold": False, "margin": 5, "chosen": False},
}


def network_of(plan: Drawing, net: N) -> N:
    """Fill a pyvis Network with a drawing; titles, groups and headings of pyvis are never used (they are HTML)."""
    for card in plan.cards.values():
        net.add_node(card.id, **link_box(card, plan), **place(plan.layout, card.id))
    for one in plan.boxes:
        net.add_node(one.id, **_side_box(one), **place(plan.layout, one.id))
    ways = routes(plan.layout, ((x.id, x.source, x.target) for x in plan.lines))
    for line in plan.lines:
        route, quiet = [list(point) for point in ways[line.id]], {"quiet": True} if line.quiet else {}
        looks = {"word": line.word, "dashes": line.dashed, "width": 2 if line.wide else 1, "route": route}
        net.add_edge(line.source, line.target, id=line.id, **looks, **quiet)
    net.set_options(json.dumps(OPTIONS))
    return net


def place(layout: Layout, box: str) -> dict[str, Any]:
    """Return where a box stands and how large it is, as pyvis options."""
    (x, y), height = layout.centres[box], layout.heights[box]
    size = {"minimum": BOX_WIDTH - 10, "maximum": BOX_WIDTH - 10}
    return {"x": x, "y": y, "widthConstraint": size, "heightConstraint": {"minimum": height - 10, "valign": "middle"}}


def link_box(card: Card, plan: Drawing) -> dict[str, Any]:
    """Return the pyvis options of a link: its name, status and need, in the colours of the status."""
    look = STATUS_COLORS.get(card.status, STOP if card.status in STOPPED.values() else SILENT)
    mark = (NEED_MARK if len(card.status) <= SHORT else NEED_MARK.removeprefix("规划")) if card.need else ""
    second = " ".join(x for x in (card.status, mark) if x)
    return {
        "label": "\n".join(x for x in (cut(card.name, LABEL), second) if x),
        "kind": "link",
        "chain": plan.chains.get(card.id, ""),
        "status": card.status,
        "need": card.need,
        "hatched": look.hatched,
        "borderWidth": 3 if look.border_style == "double" else 2,
        **_look(look.color, look.text, look.border, look.border_style),
    }


def _side_box(one: Box) -> dict[str, Any]:
    said = {"modality": one.modality} if one.modality else {}
    beside = {"owner": one.owner} if one.owner else {}
    beside |= {"when": one.when} if one.when else {}
    look = box_look(KINDS[one.kind], dashed=not one.solid)
    return {"label": _side_label(one), "kind": one.kind, "borderWidth": 1, **said, **beside, **look}


def box_look(style: BoxStyle, dashed: bool = False) -> dict[str, Any]:
    """Return the pyvis options of a box that is no link; `dashed`: drawn dashed though its kind is solid."""
    border = "dashed" if dashed and style.border_style == "solid" else style.border_style
    return _look(style.color, style.text, style.border, border)


def _side_label(one: Box) -> str:
    """Residents by name; everything else with the word that says what it is."""
    tag = KINDS[one.kind].tag
    return f"{tag} {short_name(one.node.name, LABEL - len(tag) - 1)}" if tag else short_name(one.node.name, LABEL)


def _look(color: str, text: str, border: str, style: str) -> dict[str, Any]:
    dashes: bool | list[int] = {"dashed": [6, 4], "dotted": [2, 3]}.get(style, False)
    paint = {"background": color, "border": border}
    return {
        "shape": "box",
        "color": {**paint, "highlight": paint, "hover": paint},
        "font": {"face": FONT_STACK.replace('"', ""), "size": TYPE, "color": text},
        "shapeProperties": {"borderDashes": dashes, "borderRadius": 4},
    }
