"""The boxes and lines of the map as a pyvis Network: our places, our colours, physics off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..graph import schema as s
from ..graph.claims import MODALITIES
from ..graph.snapshot import Edge
from .beside import Beside
from .chain_view import Card
from .drawing import Drawing
from .layout import BOX_WIDTH, LINK_HEIGHT, SIDE_HEIGHT
from .theme import BESIDE, FONT_STACK, NEED_MARK, STATUS_COLORS, StatusStyle, cut, short_name

if TYPE_CHECKING:
    from pyvis.network import Network

LABEL, TYPE = 11, 15  # characters that fit a box, type size
SILENT = StatusStyle("#ffffff", "#1c2529", "#607d8b")
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "hideEdgesOnDrag": False, "multiselect": False},
    "edges": {"smooth": False, "color": {"color": "#1565c0", "highlight": "#1565c0", "hover": "#1565c0"}},
    "nodes": {"shape": "box", "labelHighlightBold": False, "margin": 5, "chosen": False},
}


def network_of(plan: Drawing) -> Network:
    """Return a drawing as a pyvis Network; titles, groups and headings of pyvis are never used (they are HTML)."""
    from pyvis.network import Network

    net = Network(height="760px", directed=True, cdn_resources="in_line")
    for card in plan.cards.values():
        net.add_node(card.id, **_link_box(card), **_place(plan, card.id, LINK_HEIGHT))
    for one in plan.beside:
        net.add_node(one.id, **_side_box(one), **_place(plan, one.id, SIDE_HEIGHT))
    for edge in plan.inputs:
        net.add_edge(edge.source, edge.target, id=edge.id, **_line(edge))
    net.set_options(json.dumps(OPTIONS))
    return net


def _place(plan: Drawing, box: str, height: int) -> dict[str, Any]:
    x, y = plan.layout.centres[box]
    size = {"minimum": BOX_WIDTH - 10, "maximum": BOX_WIDTH - 10}
    return {"x": x, "y": y, "widthConstraint": size, "heightConstraint": {"minimum": height - 10, "valign": "middle"}}


def _link_box(card: Card) -> dict[str, Any]:
    look = STATUS_COLORS.get(card.status, SILENT)
    second = "  ".join(x for x in (card.status, NEED_MARK if card.need else "") if x)
    return {
        "label": "\n".join(x for x in (cut(card.name, LABEL), second) if x),
        "kind": "link",
        "status": card.status,
        "need": card.need,
        "hatched": look.hatched,
        "borderWidth": 3 if look.border_style == "double" else 2,
        **_look(look.color, look.text, look.border, look.border_style),
    }


def _side_box(one: Beside) -> dict[str, Any]:
    look = BESIDE[one.kind]
    style = look.border_style if one.here_now else "dashed"
    return {
        "label": _side_label(one),
        "kind": one.kind,
        "modality": MODALITIES[one.edge.props["modality"]],
        "owner": one.link,
        "borderWidth": 1,
        **_look(look.color, look.text, look.border, style),
    }


def _side_label(one: Beside) -> str:
    """Residents by name; everything else with the word that says what it is."""
    tag = BESIDE[one.kind].tag
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


def _line(edge: Edge) -> dict[str, Any]:
    needed = edge.props.get(s.ESSENTIALITY.name, 2) == 2
    return {"dashes": bool(edge.props.get("alternative_group")) or not needed, "width": 2 if needed else 1}
