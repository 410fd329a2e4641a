"""A what-if in the officer's words, and as JSON: every sentence says that it is a hypothesis, and unknown is never read as none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..graph import schema as s
from ..graph.snapshot import Snapshot
from .listing import listed
from .scenario import Scenario
from .status import ABSENT, BROKEN, SHORT, WEAK
from .whatif import Hit, State, Substitute, WhatIf

GAP_STATUSES = (ABSENT, BROKEN, WEAK, SHORT)
LISTED = 5
OUTSIDER = "图外企业"
NOTE = "以上是按图中投入关系所作的假设推演，不改变任何环节的现状，也不是预测；只计环节和产品个数，不折算产值。"


def sentences(found: WhatIf) -> list[str]:
    """Return what the what-if says, one sentence a line: the scenario, the counts, what stops, who could stand in, the caveat."""
    lines = [f"{told(found)}：{changes(found)}。", *_needs(found), *_outsiders(found.scenario)]
    if found.scenario.lost or found.scenario.cut:
        lines += [stops(found), *(f"{path(found.graph, hit)}。" for hit in reached(found)[:LISTED])]
        lines += [stand_ins(found.graph, x) for x in found.substitutes]
    return [*lines, NOTE]


def told(found: WhatIf) -> str:
    """Return the scenario: 引进 甲（隔膜）；失去 乙；切断 丙."""
    names = found.graph
    parts = [f"引进 {x.name}（{names.node(x.link).name}{'，' + _kind(x.known, x.resident)}）" for x in found.scenario.landings]
    parts += [f"失去 {_name(names, x)}" for x in found.scenario.lost] + [f"切断 {_name(names, x)}" for x in found.scenario.cut]
    return "；".join(parts)


def _kind(known: bool, resident: bool) -> str:
    if resident:
        return "在区企业扩产，假设"
    return "假设落地" if known else f"{OUTSIDER}，假设落地"


def _name(graph: Snapshot, node: str) -> str:
    return graph.node(node).name


def changes(found: WhatIf) -> str:
    """Return the counts before and after in one line."""
    before, after = found.before, found.after
    pairs = [("规划点名需求（尚无已知企业）", len(before.needs), len(after.needs))]
    pairs += [(f"现状{x}", before.statuses.get(x, 0), after.statuses.get(x, 0)) for x in GAP_STATUSES]
    pairs = pairs[:1] + [p for p in pairs[1:] if p[1] or p[2]]
    pairs.append(("未定独家", len(before.sole_unverified), len(after.sole_unverified)))
    pairs.append(("已核实独家", len(before.sole_verified), len(after.sole_verified)))
    pairs.append(("受某一企业停产波及的环节至多", len(before.exposed[1]), len(after.exposed[1])))
    return "，".join(f"{name} {a}→{b}" for name, a, b in pairs)


def _needs(found: WhatIf) -> list[str]:
    graph, before, after = found.graph, set(found.before.needs), set(found.after.needs)
    met, lost = sorted(before - after), sorted(after - before)
    lines = [f"由此有企业的需求环节：{_listed(graph, met)}。"] if met else []
    return lines + ([f"由此没有已知企业的需求环节：{_listed(graph, lost)}。"] if lost else [])


def _listed(graph: Snapshot, nodes: Sequence[str]) -> str:
    return listed([_name(graph, x) for x in nodes], LISTED, "个")


def _outsiders(scenario: Scenario) -> list[str]:
    names = list(dict.fromkeys(x.name for x in scenario.landings if not x.known))
    return [f"{'、'.join(names)}不在图中（{OUTSIDER}），没有依据可查，只按名称推演。"] if names else []


def stops(found: WhatIf) -> str:
    """Return how many links and final products stop, certainly and possibly."""
    ends = {n.id for n in found.graph.of_type(s.LINK) if n.props.get("terminal")}
    certain = [h for h in found.hits if h.certain]
    others = [h for h in found.hits if not h.certain]
    kinds = [_stopping("一定停产（两种情形都停）", certain, ends), _stopping("可能停产", others, ends)]
    assumed = sum(h.assumed for h in others)
    extra = f"；可能停产的有 {assumed} 个是因为企业只记在上级环节、不知具体做哪一种" if assumed else ""
    return f"{kinds[0]}；{kinds[1]}{extra}。"


def _stopping(words: str, hits: Sequence[Hit], ends: set[str]) -> str:
    return f"{words}环节 {len(hits)} 个（终端产品 {sum(h.link in ends for h in hits)} 个）"


def reached(found: WhatIf) -> list[Hit]:
    """Return the hits to tell first: links with known makers here, then final products, certain ones first."""
    ends = {n.id for n in found.graph.of_type(s.LINK) if n.props.get("terminal")}
    causes = {*found.scenario.cut, *found.scenario.lost}
    told_of = [h for h in found.hits if h.link not in causes]
    return sorted(told_of, key=lambda h: (not h.makers, not h.certain, h.link not in ends, h.assumed, len(h.path), h.link))


def path(graph: Snapshot, hit: Hit) -> str:
    """Return the path to a link that stops: 甲 → 铜箔 → 电芯（可能停产；在区：乙）."""
    way = " → ".join(_name(graph, x) for x in hit.path)
    makers = f"；在区：{'、'.join(_name(graph, m) for m in hit.makers)}" if hit.makers else ""
    return f"{way}（{'一定' if hit.certain else '可能'}停产{makers}）"


def stand_ins(graph: Snapshot, found: Substitute) -> str:
    """Return who could stand in for a link, ring by ring; nobody known is said as 待核实, not as none."""
    parts = [f"区内 {_listed(graph, found.here)}"] if found.here else []
    parts += [f"{ring} {_listed(graph, firms)}" for ring, firms in found.rings.items() if firms]
    known = "；".join(parts) if parts else "没有已知企业（待核实，不等于没有）"
    others = list(dict.fromkeys(other for other, _ in found.instead))
    instead = f"；用户可改用 {_listed(graph, others)}" if others else ""
    return f"{_name(graph, found.link)}的替代：{known}{instead}。"


def as_json(found: WhatIf) -> dict[str, Any]:
    """Return the JSON of `liantu whatif`: scenario, before, after, hit, substitutes, text."""
    return {
        "scenario": _scenario(found),
        "before": _state(found.before),
        "after": _state(found.after),
        "hit": [_hit(found.graph, hit) for hit in found.hits],
        "substitutes": [_substitute(found.graph, x) for x in found.substitutes],
        "text": sentences(found),
    }


def _scenario(found: WhatIf) -> dict[str, Any]:
    graph, asked = found.graph, found.scenario
    lands = [
        {"firm": x.firm if x.known else None, "name": x.name, "link_id": x.link, "in_graph": x.known, "already_resident": x.resident}
        for x in asked.landings
    ]
    return {"land": lands, "lose": _nodes(graph, asked.lost), "cut": _nodes(graph, asked.cut)}


def _nodes(graph: Snapshot, ids: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": x, "name": _name(graph, x)} for x in ids]


def _state(state: State) -> dict[str, Any]:
    return {
        "needs_open": len(state.needs),
        "needs": list(state.needs),
        "statuses": dict(sorted(state.statuses.items())),
        "gaps": [link for link, status in state.status_of.items() if status in GAP_STATUSES],
        "sole_verified": list(state.sole_verified),
        "sole_unverified": list(state.sole_unverified),
        "most_exposed": {"firm": state.exposed[0] or None, "links": list(state.exposed[1])},
    }


def _hit(graph: Snapshot, hit: Hit) -> dict[str, Any]:
    return {
        "link_id": hit.link,
        "link": _name(graph, hit.link),
        "certain": hit.certain,
        "worlds": list(hit.worlds),
        "assumed": hit.assumed,
        "path": list(hit.path),
        "path_names": [_name(graph, x) for x in hit.path],
        "makers": _nodes(graph, hit.makers),
    }


def _substitute(graph: Snapshot, found: Substitute) -> dict[str, Any]:
    return {
        "link_id": found.link,
        "link": _name(graph, found.link),
        "zone": _nodes(graph, found.here),
        "rings": {ring: _nodes(graph, firms) for ring, firms in found.rings.items()},
        "instead": [{"input": a, "input_name": _name(graph, a), "user": b, "user_name": _name(graph, b)} for a, b in found.instead],
    }
