"""What the side panel and the search of the map know of each box: plain rows and quotes, printed as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ..analysis.evidence import Evidence, evidence
from ..graph import schema as s
from ..graph.claims import MODALITIES
from ..graph.snapshot import Node, Snapshot
from .beside import Beside
from .chain_view import Card
from .drawing import Drawing
from .theme import BESIDE, NEED_MARK, STATUS_COLORS

Rows = list[list[str]]


def details(graph: Snapshot, plan: Drawing, public: bool) -> dict[str, Any]:
    """Return box id → {title, forms (names it is found by), rows, quotes}."""
    cards = {i: _about_link(graph, plan, card) for i, card in plan.cards.items()}
    return cards | {one.id: _about_beside(graph, one, public) for one in plan.beside}


def _about_link(graph: Snapshot, plan: Drawing, card: Card) -> dict[str, Any]:
    node = graph.node(card.id)
    rows = [
        ["说明", card.about],
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
        ["投入", _names(graph, (e.source for e in plan.inputs if e.target == card.id))],
        ["去向", _names(graph, (e.target for e in plan.inputs if e.source == card.id))],
        ["下级环节", "、".join(child.name for child in card.children)],
        ["上级环节", _names(graph, (e.target for e in graph.out(card.id, s.PART_OF)))],
    ]
    return {"title": card.name, "forms": _forms(node), "rows": _filled(rows), "quotes": _quotes(card.evidence)}


def _about_beside(graph: Snapshot, one: Beside, public: bool) -> dict[str, Any]:
    props = one.node.props
    rows = [
        ["类型", BESIDE[one.kind].word],
        ["环节", graph.node(one.link).name],
        ["语态", MODALITIES[one.edge.props["modality"]]],
        ["证据等级", "" if public else one.edge.props["grade"]],
        ["截至", one.edge.props["as_of"]],
        ["地位", "、".join(props.get("standing", ()))],
        ["来源地", str(props.get("origin", ""))],
        ["投资主体", str(props.get("investor", ""))],
        ["总投资", str(props.get("investment", ""))],
        ["阶段", str(props.get("stage", ""))],
    ]
    claims = [*graph.claims_of(one.edge), *graph.claims_on(one.node, "standing"), *_residence(graph, one.node)]
    quotes = () if public else evidence(graph, claims)
    return {"title": one.node.name, "forms": _forms(one.node), "rows": _filled(rows), "quotes": _quotes(quotes)}


def _residence(graph: Snapshot, node: Node) -> list[Any]:
    return graph.claims_of(*graph.out(node.id, s.LOCATED_IN))


def _names(graph: Snapshot, ids: Iterable[str]) -> str:
    return "、".join(graph.node(i).name for i in ids)


def _forms(node: Node) -> list[str]:
    """Every form of a name, the shown one first."""
    return list(dict.fromkeys([node.name, *node.props.get("aliases", ()), *filter(None, [node.props.get("name_en")])]))


def _filled(rows: Rows) -> Rows:
    return [row for row in rows if row[1]]


def _quotes(found: Iterable[Evidence]) -> Rows:
    return [[e.quote, f"{e.source}·{e.locator}（{e.modality}，{e.grade}，{e.as_of}）"] for e in found]


def filters(nodes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the filter groups of the map with their counts: only values that are drawn."""
    nodes = list(nodes)
    links, side = [n for n in nodes if n["kind"] == "link"], [n for n in nodes if n["kind"] != "link"]
    groups = [
        _group("status", "现状（含汇总环节）", Counter(n["status"] for n in links), {word: word for word in STATUS_COLORS}),
        _group("kind", "类型", Counter(n["kind"] for n in side), {k: look.word for k, look in BESIDE.items()}),
        _group("modality", "语态", Counter(n["modality"] for n in side), {word: word for word in MODALITIES.values()}),
    ]
    return [g for g in groups if g["options"]]


def _group(key: str, title: str, counts: Mapping[str, int], words: Mapping[str, str]) -> dict[str, Any]:
    options = [{"value": v, "label": word, "count": counts[v]} for v, word in words.items() if counts.get(v)]
    return {"key": key, "title": title, "options": options}
