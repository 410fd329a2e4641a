"""What the side panel and the search of the map know of each box: plain rows and quotes, printed as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ..analysis.search import name_forms
from ..graph import schema as s
from ..graph.claims import MODALITIES
from ..graph.snapshot import Node, Snapshot
from .beside import Box, Rows, quoted
from .chain_view import Card
from .drawing import Drawing
from .kinds import KINDS
from .theme import NEED_MARK, STATUS_COLORS
from .whatif import STOPPED


def details(graph: Snapshot, plan: Drawing) -> dict[str, Any]:
    """Return box id → {title, forms (of its name), words (that find it too), rows, quotes}."""
    cards = {i: _about_link(graph, plan, card) for i, card in plan.cards.items()}
    return cards | {one.id: _about_box(graph, one) for one in plan.boxes}


def _about_link(graph: Snapshot, plan: Drawing, card: Card) -> dict[str, Any]:
    node = graph.node(card.id)
    rows = [
        ["说明", card.about],
        ["产业链", plan.chains.get(card.id, "") if len(set(plan.chains.values())) > 1 else ""],
        ["段位", card.stage + ("（终端产品）" if card.terminal else "")],
        ["现状", card.status + ("（汇总）" if card.status and card.rolled_up else "")],
        ["同时成立", "、".join(card.also)],
        [NEED_MARK, "、".join(card.need_kinds)],
        ["举措", "；".join(card.measures)],
        ["在区企业", "、".join(m.name for m in card.makers)],
        ["独家", card.sole],
        ["拟引进（不在区）", "、".join(i.name for i in card.invitees)],
        ["项目", "、".join(card.projects)],
        ["准入提示", "、".join(card.entry)],
        ["建议", card.advice],
        ["一句话说明", card.explanation],
        ["最小改变", card.change],
        ["需核实的一件事", card.settle],
        ["投入", _names(graph, (e.source for e in graph.into(card.id, s.INPUT_TO)))],
        ["去向", _names(graph, (e.target for e in graph.out(card.id, s.INPUT_TO)))],
        ["下级环节", "、".join(child.name for child in card.children)],
        ["上级环节", _names(graph, (e.target for e in graph.out(card.id, s.PART_OF)))],
    ]
    return {"title": card.name, "rows": _filled(rows), "quotes": quoted(card.evidence), **_forms(node)}


def _about_box(graph: Snapshot, one: Box) -> dict[str, Any]:
    return {"title": one.node.name, "rows": _filled(one.rows), "quotes": one.quotes, **_forms(one.node)}


def _names(graph: Snapshot, ids: Iterable[str]) -> str:
    return "、".join(graph.node(i).name for i in ids)


def _forms(node: Node) -> dict[str, list[str]]:
    """Forms of the name, the shown one first, and other words that find it."""
    props = node.props
    forms = list(dict.fromkeys([node.name, *props.get("aliases", ()), *filter(None, [props.get("name_en")])]))
    return {"forms": forms, "words": [word for word in name_forms(node) if word not in forms]}


def _filled(rows: Rows) -> Rows:
    return [row for row in rows if row[1]]


def filters(nodes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the filter groups of the map with their counts: only values that are drawn."""
    nodes = list(nodes)
    links, side = [n for n in nodes if n["kind"] == "link"], [n for n in nodes if n["kind"] != "link"]
    groups = [
        _group(
            "status",
            "现状（含汇总环节）",
            Counter(n["status"] for n in links),
            {word: word for word in (*STATUS_COLORS, *STOPPED.values())},
        ),
        _group("kind", "类型", Counter(n["kind"] for n in side), {k: look.word for k, look in KINDS.items()}),
        _group("modality", "语态", Counter(n["modality"] for n in side if "modality" in n), {word: word for word in MODALITIES.values()}),
    ]
    chains = Counter(n["chain"] for n in links if "chain" in n)
    groups += [_group("chain", "产业链", chains, {name: name for name in sorted(chains)})] if len(chains) > 1 else []
    return [g for g in groups if g["options"]]


def _group(key: str, title: str, counts: Mapping[str, int], words: Mapping[str, str]) -> dict[str, Any]:
    options = [{"value": v, "label": word, "count": counts[v]} for v, word in words.items() if counts.get(v)]
    return {"key": key, "title": title, "options": options}
