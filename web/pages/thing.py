"""One firm as a portrait, and anything else with its properties, relations and the words of every source."""

from __future__ import annotations

from typing import Any

from ...analysis.card import card
from ...analysis.portrait import portrait
from ...graph import schema as s
from ...graph.claims import MODALITIES
from ...graph.errors import NotFound
from ...graph.snapshot import Node
from ..state import Answers

RELATIONS, QUOTES = 300, 200  # most rows of a page; the API gives all


def firm_page(answers: Answers, firm_id: str) -> dict[str, Any]:
    """Return what the page of a firm shows. Raises NotFound."""
    node = answers.graph.nodes.get(firm_id)
    if node is None or node.type != s.FIRM.name:
        raise NotFound(f"没有企业 {firm_id}；可用查找页查找 / unknown firm, try the search page")
    told = answers.once(("portrait", firm_id), lambda: portrait(answers.graph, answers.zone, node))
    return {"told": told, "invited": told.resident is not True and _invited(answers, node), "types": _types(answers)}


def _invited(answers: Answers, firm: Node) -> bool:
    return bool(answers.graph.out(firm.id, s.INVITED_FOR) or answers.graph.into(firm.id, s.INVITES))


def _types(answers: Answers) -> Any:
    """Return a function id → label, for links of a template."""
    return lambda node_id: answers.graph.node(node_id).type


def thing_page(answers: Answers, node_id: str) -> dict[str, Any]:
    """Return what the page of any node shows. Raises NotFound."""
    node = answers.graph.node(node_id)
    found = answers.once(("card", node_id), lambda: card(answers.graph, node))
    declared = s.SCHEMA.node(node.type)
    props = [(p.zh, _shown(node.props[p.name])) for p in declared.props if p.name in node.props and p.name != "name"]
    return {
        "card": found,
        "zh": declared.zh,
        "props": props,
        "relations": found.relations[:RELATIONS],
        "more": max(0, len(found.relations) - RELATIONS),
        "quotes": QUOTES,
        "modalities": MODALITIES,
        "types": _types(answers),
    }


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
