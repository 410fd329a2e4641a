"""情景推演 as a page: what is ticked, whom one could tick, and what it changes in both worlds, number by number with its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...analysis.reachability import Outside, World
from ...analysis.scenario import resolve
from ...analysis.search import find_chain, find_link
from ...analysis.whatif import WhatIf, state_before, what_if
from ...analysis.whatif_words import GAP_STATUSES, reached, sentences
from ...analysis.whatif_words import path as path_words
from ...graph import schema as s
from ...graph.changes import CUT, LAND, LOSE
from ...graph.errors import LiantuError
from ...graph.snapshot import Node, Snapshot
from ...loaders.scenario_file import changes_of
from ..state import Answers
from .sheet import Item

OFFERED = 40  # firms offered for a link; the search box finds every other
MOST = 30  # changes in one scenario
WORLDS = {
    Outside.CLOSED.value: "失去最后一家后不能改由外购",
    Outside.OPEN.value: "失去最后一家后可以外购",
    Outside.ZONE.value: "一概不外购",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address says: landings as 企业@环节, lost firms, cut links, chain, rule of outside supply, the link firms are sought for."""

    land: tuple[str, ...] = ()
    lose: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    chain: str = ""
    world: str = Outside.CLOSED.value
    about: str = ""

    def query(self) -> dict[str, Any]:
        """Return the state that stands in the address."""
        said = {"land": list(self.land), "lose": list(self.lose), "cut": list(self.cut), "chain": self.chain, "about": self.about}
        world = "" if self.world == Outside.CLOSED.value else self.world
        return {key: value for key, value in {**said, "world": world}.items() if value}

    @property
    def empty(self) -> bool:
        """True where nothing is ticked."""
        return not (self.land or self.lose or self.cut)

    def with_landing(self, firm: str, link: str) -> Wish:
        """Return the wish with one landing more."""
        return replace(self, land=tuple(dict.fromkeys([*self.land, f"{firm}@{link}"])))

    def with_cut(self, link: str) -> Wish:
        """Return the wish with one cut link more."""
        return replace(self, cut=tuple(dict.fromkeys([*self.cut, link])))


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick: the value it sends, its words, whether it is ticked, how the firm stands (在区, 拟引进，不在区 …)."""

    value: str
    text: str
    on: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A count before and after, and the rows behind it: what comes in, what goes."""

    name: str
    before: int
    after: int
    new: tuple[Item, ...] = ()
    gone: tuple[Item, ...] = ()


def played(answers: Answers, wish: Wish) -> WhatIf:
    """Return what the ticked changes come of, as `liantu whatif` does. Raises NotFound, DataError."""
    graph = answers.graph
    chain = find_chain(graph, wish.chain).id if wish.chain else None
    scenario = resolve(graph, changes_of({LAND: wish.land[:MOST], LOSE: wish.lose[:MOST], CUT: wish.cut[:MOST]}))
    before = answers.once(("what-if before", chain), lambda: state_before(graph, chain))
    return what_if(graph, answers.zone, scenario, chain, Outside(wish.world), before=before)


def result(answers: Answers, wish: Wish) -> dict[str, Any]:
    """Return what the page shows of the ticked changes; `faults` says in words why there is nothing to show."""
    if wish.empty:
        return {"found": None, "faults": []}
    try:
        found = played(answers, wish)
    except LiantuError as fault:
        return {"found": None, "faults": str(fault).splitlines()}
    return {"found": found, "faults": [], "says": sentences(found), "numbers": numbers(found), "stops": stops(found)}


def numbers(found: WhatIf) -> list[Number]:
    """Return the counts that change, each with its rows: needs, statuses, sole suppliers, widest reach, what stops in each world."""
    before, after, graph = found.before, found.after, found.graph
    rows = [_number(graph, "规划点名需求，尚无已知企业", before.needs, after.needs)]
    for word in GAP_STATUSES:
        pair = [[link for link, status in state.status_of.items() if status == word] for state in (before, after)]
        rows += [_number(graph, f"现状{word}的环节", *pair)] if pair[0] or pair[1] else []
    rows.append(_number(graph, "仅掌握 1 家（待核实，不等于独家）", before.sole_unverified, after.sole_unverified))
    rows.append(_number(graph, "已核实独家", before.sole_verified, after.sole_verified))
    rows.append(_number(graph, "受某一企业停产波及的环节，至多", before.exposed[1], after.exposed[1]))
    for world in World:
        stopped = [hit.link for hit in found.hits if world.value in hit.worlds]
        rows.append(_number(graph, f"停产环节（{world.value}情形）", (), stopped))
    return rows


def _number(graph: Snapshot, name: str, before: Sequence[str], after: Sequence[str]) -> Number:
    new, gone = ([x for x in one if x not in set(other)] for one, other in ((after, before), (before, after)))
    return Number(name, len(before), len(after), _items(graph, new), _items(graph, gone))


def _items(graph: Snapshot, ids: Iterable[str]) -> tuple[Item, ...]:
    return tuple(Item(graph.node(x).name, f"/links/{x}") for x in ids)


def stops(found: WhatIf) -> list[tuple[Item, str]]:
    """Return the links that stop, those with known makers here first, each with its path in words."""
    return [(Item(found.graph.node(hit.link).name, f"/links/{hit.link}"), path_words(found.graph, hit)) for hit in reached(found)]


def ticks(answers: Answers, wish: Wish) -> dict[str, Any]:
    """Return the boxes: landings ticked and offered, residents that can be lost, cut links; faults of the link firms are sought for."""
    graph = answers.graph
    about, fault = _about(graph, wish.about)
    offered = _offered(answers, about) if about else []
    held = set(wish.land)
    lands = [Tick(value, *_landing_words(graph, value), mark="") for value in wish.land]
    return {
        "lands": lands,
        "offered": [tick for tick in offered[:OFFERED] if tick.value not in held],
        "left": max(0, len(offered) - OFFERED),
        "about": about,
        "about_fault": fault,
        "losses": _losses(graph, wish),
        "cuts": [Tick(x, graph.nodes[x].name if x in graph.nodes else x, True) for x in wish.cut],
        "chains": answers.chains,
        "worlds": WORLDS,
    }


def _about(graph: Snapshot, text: str) -> tuple[Node | None, str]:
    if not text:
        return None, ""
    try:
        return find_link(graph, text), ""
    except LiantuError as fault:
        return None, str(fault)


def _landing_words(graph: Snapshot, value: str) -> tuple[str, bool]:
    firm, _, link = value.rpartition("@")
    names = [graph.nodes[x].name if x in graph.nodes else x for x in (firm, link)]
    return f"{names[0]} → {names[1]}", True


def _offered(answers: Answers, link: Node) -> list[Tick]:
    """Firms that could land at a link: the plan's invitees, then the makers of each ring from the inner one out; residents are marked."""
    graph, gap = answers.graph, answers.gap_of[link.id]
    here = {m.id for m in gap.makers}
    ways = {i.id: "拟引进，不在区" for i in gap.need.invitees}
    for ring, firms in gap.rings.items():
        for firm in firms:
            ways.setdefault(firm, "在区企业扩产" if graph.node(firm).props.get("resident") is True else f"{ring}，不在区")
    return [Tick(f"{firm}@{link.id}", graph.node(firm).name, False, mark) for firm, mark in ways.items() if firm not in here]


def _losses(graph: Snapshot, wish: Wish) -> list[Tick]:
    makers = [f for f in graph.of_type(s.FIRM) if graph.out(f.id, s.OPERATES_IN)]
    rows = [Tick(f.id, f.name, f.id in wish.lose, _makes(graph, f)) for f in makers]
    others = [x for x in wish.lose if x not in {f.id for f in makers}]
    return [*rows, *(Tick(x, graph.nodes[x].name if x in graph.nodes else x, True) for x in others)]


def _makes(graph: Snapshot, firm: Node) -> str:
    return "、".join(graph.node(e.target).name for e in graph.out(firm.id, s.OPERATES_IN))
