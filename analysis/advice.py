"""What follows from a status: strategy (补/固/强/延/先核实), way with its reason, and the one fact that would settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .listing import listed
from .need import Need
from .settings import Settings
from .status import PRESENT, SOLE_UNVERIFIED, SOLE_VERIFIED, STRONG, UNKNOWN, Facts

RESEARCHERS = ("university", "institute", "laboratory")
NAMES_SHOWN = 5
PLANNED_WAYS = {  # kind of need → the way the plan itself names, without saying with whom
    "培育": ("home", "规划提出培育本土企业"),
    "引进": ("invitee", "规划提出引进，未点名企业"),
    "突破": ("research", "规划提出突破，对口的高校院所未采集"),
}
INDUSTRY = ("06", "46")  # first and last division of mining, manufacturing and utilities in GB/T 4754-2017


@dataclass(frozen=True, slots=True)
class SettleBy:
    """The one fact that would settle an open question, and who holds it."""

    fact: str
    office: str


def strategy_of(status: str, facts: Facts, need: Need, settings: Settings, relied_on: bool = False) -> str:
    """Return 补链 · 固链 · 强链 · 延链 · 先核实 · 按规划推进, or empty where nothing is to be done.

    `relied_on`: the plan's own arithmetic (龙头依赖度) says that the chain rests on a firm of this link.
    """
    words: Mapping[str, str] = settings["strategy"]
    if status in (STRONG, PRESENT):
        if facts.sole == SOLE_VERIFIED or relied_on:
            return words["sole"]
        if "bottleneck" in facts.stated:
            return words["bottleneck"]
        return words["present_and_needed"] if need else ""
    if status == UNKNOWN and not need:
        return ""
    return words[status]


def way_of(graph: Snapshot, facts: Facts, need: Need, rings: Mapping[str, tuple[str, ...]], settings: Settings) -> tuple[str, str]:
    """Return (way, reason); empty where the data give no reason for any."""
    words: Mapping[str, str] = settings["way"]
    own = [p for p in facts.projects if _resident_project(graph, p.id)]
    if own:
        return words["project"], f"在区企业项目：{own[0].name}"
    if need.invitees:
        return words["invitee"], "规划点名：" + "、".join(i.name for i in need.invitees)
    near = _near(graph, rings)
    if near:
        return words["ring"], f"已知{list(rings)[2]}企业：" + listed([graph.node(f).name for f in near], NAMES_SHOWN)
    if (found := _researchers(graph, facts.link.id)) and {"突破", "强"} & set(need.kinds):
        return words["research"], "可联合：" + "、".join(found)
    return next(((words[way], reason) for kind, (way, reason) in PLANNED_WAYS.items() if kind in need.kinds), ("", ""))


def _near(graph: Snapshot, rings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Known makers of the middle rings: neither residents of the zone nor only somewhere in the country."""
    names = list(rings)
    known = rings[names[2]] if len(names) > 3 else ()
    return tuple(f for f in known if graph.node(f).props.get("resident") is not True)


def _resident_project(graph: Snapshot, project: str) -> bool:
    return any(graph.node(e.source).props.get("resident") is True for e in graph.into(project, s.UNDERTAKES))


def _researchers(graph: Snapshot, link: str) -> list[str]:
    """Universities and institutes named for the link, for a direction that advances it, or for that direction's parent."""
    directions = [e.source for e in graph.into(link, s.ADVANCES)]
    directions += [e.target for d in directions for e in graph.out(d, s.PART_OF)]
    edges = [e for target in [link, *directions] for e in graph.into(target, s.RESEARCHES)]
    found = [graph.node(i) for i in dict.fromkeys(e.source for e in edges)]
    return sorted(n.name for n in found if n.props.get("kind") in RESEARCHERS)


def settle_by(graph: Snapshot, status: str, facts: Facts, zone: Zone) -> SettleBy | None:
    """Return the one fact that would settle a 待核实 status or an unverified sole supplier, and the office that holds it."""
    held = zone.facts or {}
    if status == UNKNOWN:
        return _who_makes(graph, facts, held)
    if facts.sole == SOLE_UNVERIFIED:
        fact = f"“{facts.link.name}”除{facts.makers[0].name}外，区内是否还有其他企业"
        return SettleBy(fact, _office(held, "registered"))
    return None


def _who_makes(graph: Snapshot, facts: Facts, held: Mapping[str, str]) -> SettleBy:
    name = facts.link.name
    if facts.projects:
        fact = f"项目“{facts.projects[0].name}”是否已投产，是否生产{name}"
        return SettleBy(fact, _office(held, "project"))
    nearby = _firms_above(graph, facts.link.id) or _capable_residents(graph, facts.link.id)
    if nearby:
        return SettleBy(f"{'、'.join(nearby)}在区内是否生产“{name}”", _office(held, "address"))
    kind = _register(facts.link.props.get("codes", []), held)
    scope = f"（行业小类 {'、'.join(facts.link.props['codes'])}）" if kind != "high_tech" else ""
    does = "生产" if kind == "registered" else "从事" if kind == "services" else "生产或提供"
    return SettleBy(f"{_list(held, kind)}中是否有{does}“{name}”{scope}的企业", _office(held, kind))


def _register(codes: Sequence[str], held: Mapping[str, str]) -> str:
    """The register to look a link up in: the industrial one holds divisions 06 to 46 of GB/T 4754 and no service."""
    if not codes:
        return "high_tech"
    industrial = any(INDUSTRY[0] <= code[:2] <= INDUSTRY[1] for code in codes)
    return "registered" if industrial or "services.office" not in held else "services"


def _firms_above(graph: Snapshot, link: str) -> list[str]:
    """Residents known to make the parent, of which it is unknown whether they make this part."""
    parents = [e.target for e in graph.out(link, s.PART_OF)]
    return sorted({graph.node(e.source).name for p in parents for e in graph.into(p, s.OPERATES_IN)})


def _capable_residents(graph: Snapshot, link: str) -> list[str]:
    firms = [graph.node(e.source) for e in graph.into(link, s.CAPABLE_OF)]
    return sorted(f.name for f in firms if f.props.get("resident") is True)


def _office(held: Mapping[str, str], kind: str) -> str:
    return held.get(f"{kind}.office", "待定")


def _list(held: Mapping[str, str], kind: str) -> str:
    return held.get(f"{kind}.list", "企业名录")
