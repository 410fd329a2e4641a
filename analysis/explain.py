"""Why a link has its status, in a sentence an officer can read out; what it needs and who needs it; the smallest change that helps.

Only the facts of the graph are said; what is unknown is said to be unknown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from .criticality import Criticality
from .listing import listed
from .need import Need
from .settings import Settings
from .status import ABSENT, BROKEN, PRESENT, SHORT, SOLE_VERIFIED, STRONG, UNDERWAY, UNKNOWN, WEAK, Facts, status_of
from .supply import ESSENTIAL, SupplyGraph

LISTED = 3
MOST_MAKERS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change known to help. kind: maker, project, supply, user, evidence, confirm, or empty where none is called for."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """inputs: (inputs that stand in for each other, essentiality), need by need; users: links that take it.

    to_product: the shortest way over users to a final product, this link first; only itself where it is one, empty where none.
    """

    sentence: str
    inputs: tuple[tuple[tuple[str, ...], int], ...]
    users: tuple[str, ...]
    to_product: tuple[str, ...]
    change: Change

    def path_json(self, graph: Snapshot) -> dict[str, Any]:
        """Return `path` of `liantu gaps --json`: inputs, users and the way to a final product, with names."""
        return {
            "inputs": [{"any_of": named(graph, group), "essentiality": level} for group, level in self.inputs],
            "users": named(graph, self.users),
            "to_product": named(graph, self.to_product),
        }


def named(graph: Snapshot, ids: Sequence[str]) -> list[dict[str, str]]:
    """Return ids with their names."""
    return [{"id": i, "name": graph.node(i).name} for i in ids]


class Explainer:
    """Explains links of one graph; the ways to final products are worked out once. Cost O(links + inputs)."""

    def __init__(self, graph: Snapshot, supply: SupplyGraph, settings: Settings) -> None:
        self._graph, self._settings = graph, settings
        self._next = next_to_product(supply)

    def __call__(self, status: str, facts: Facts, need: Need, critical: Criticality) -> Explanation:
        """Return the explanation of a link with this status."""
        leaves = set(facts.leaves)
        outs = [e.target for leaf in facts.leaves for e in self._graph.out(leaf, s.INPUT_TO)]
        users = tuple(sorted({x for x in outs if x not in leaves}))
        change = smallest_change(status, facts, self._settings, lambda: _first_pair(self._graph, facts))
        return Explanation(self._sentence(status, facts, need, critical), self._inputs(facts), users, self._way(facts), change)

    def _inputs(self, facts: Facts) -> tuple[tuple[tuple[str, ...], int], ...]:
        """The inputs of the leaves, each group once; inside a parent what one leaf gives another is left out."""
        groups: dict[tuple[str, str], set[str]] = {}
        level: dict[tuple[str, str], int] = {}
        for leaf in facts.leaves:
            for edge in self._graph.into(leaf, s.INPUT_TO):
                key = (leaf, edge.props["alternative_group"]) if edge.props.get("alternative_group") else ("", edge.source)
                groups.setdefault(key, set()).add(edge.source)
                level[key] = max(level.get(key, 0), edge.props.get("essentiality", ESSENTIAL))
        told = {(tuple(sorted(members)), level[key]) for key, members in groups.items() if not members <= set(facts.leaves)}
        return tuple(sorted(told, key=lambda x: (-x[1], x[0])))

    def _way(self, facts: Facts) -> tuple[str, ...]:
        starts = [leaf for leaf in facts.leaves if leaf in self._next]
        ways = [self._follow(leaf) for leaf in starts]
        return min(ways, key=lambda way: (len(way), way), default=())

    def _follow(self, leaf: str) -> tuple[str, ...]:
        way = [leaf]
        while self._next[way[-1]]:
            way.append(self._next[way[-1]])
        return tuple(way)

    def _sentence(self, status: str, facts: Facts, need: Need, critical: Criticality) -> str:
        """“X”现状缺：…；规划点名需求（…）；断供时…。"""
        parts = [f"“{facts.link.name}”现状{status}：{_why(status, facts)}{_words_of(self._graph, facts)}"]
        if need:
            who = f"，拟引进{listed([i.name for i in need.invitees], LISTED)}" if need.invitees else ""
            parts.append(f"规划点名需求（{'、'.join(need.kinds)}）{who}")
        elif not facts.needed:
            parts.append("资料写明本区不需要")
        parts.append(_impact(critical))
        return "；".join(parts) + "。"


def next_to_product(supply: SupplyGraph) -> Mapping[str, str]:
    """Return link → the next link on a shortest way to a final product, empty for a final product. Cost O(links + inputs)."""
    found = dict.fromkeys(sorted(supply.terminals), "")
    todo = deque(found)
    while todo:
        user = todo.popleft()
        for member in sorted({m for need in supply.needs.get(user, ()) for m in need}):
            if member not in found:
                found[member] = user
                todo.append(member)
    return found


def _why(status: str, facts: Facts) -> str:
    makers = f"已知在区企业 {len(facts.makers)} 家（{listed([m.name for m in facts.makers], LISTED)}）"
    complete = "企业名单已确认齐全" if facts.complete else "来源原文称缺"
    return {
        ABSENT: f"需要，没有已知在区企业，{complete}{_live(facts.projects)}",
        UNDERWAY: f"需要，没有已知在区企业，{complete}{_live(facts.live)}，{facts.progress}",
        UNKNOWN: f"没有已知在区企业，也没有证明它缺的依据，是未知，不是缺{_live(facts.projects)}",
        BROKEN: f"{makers}，也有在区用户，供应关系已确认齐全，但没有一家供给在区用户",
        WEAK: f"{makers}，{'、'.join(_weaknesses(facts))}",
        SHORT: f"{makers}，需求已知，而在区下游名单已确认齐全且为空",
        STRONG: f"{makers}，有能力依据",
        PRESENT: f"{makers}，强弱未知",
    }[status]


def _weaknesses(facts: Facts) -> list[str]:
    sole = ["名单确认齐全后仍只有这一家"] if facts.sole == SOLE_VERIFIED else []
    return [*sole, *(["来源原文称弱"] if "weak" in facts.stated else []), *facts.thin]


def _live(projects: Sequence[Node]) -> str:
    return f"，有项目“{projects[0].name}”（{projects[0].props.get('stage', '阶段未采集')}）" if projects else ""


def _words_of(graph: Snapshot, facts: Facts) -> str:
    """The source's own words of the link, where it has any, with their place."""
    stated = [c for c in graph.claims_on(facts.link, "stated") if c.quote]
    if not stated:
        return ""
    first = min(stated, key=lambda c: c.id)
    return f"（{s.STATED[str(first.value)]}，{first.locator}）"


def _impact(critical: Criticality) -> str:
    if not critical.possible:
        return "按图中的投入关系，它断供不使别的环节停产"
    ends = f"（终端产品 {len(critical.certain_terminals)}／{len(critical.possible_terminals)}）"
    return f"它断供时别的环节一定停 {len(critical.certain)} 个、可能停 {len(critical.possible)} 个{ends}"


def smallest_change(status: str, facts: Facts, settings: Settings, pair: Callable[[], tuple[str, str] | None] = lambda: None) -> Change:
    """Return the smallest change that ends the status. `pair` names a maker and a user that do not trade, for 断."""
    name = facts.link.name
    if status in (ABSENT, UNDERWAY):
        return _more_makers(facts, settings)
    if status == UNKNOWN:
        return Change("confirm", f"确认有 1 家企业在区内生产“{name}”，就不再待核实；确认企业名单齐全而没有，才是缺")
    if status == BROKEN:
        maker, user = pair() or ("任一在区企业", "任一在区用户")
        return Change("supply", f"确认或促成 1 笔区内供货，例如{maker}供给{user}")
    if status == WEAK and facts.thin and facts.sole != SOLE_VERIFIED and "weak" not in facts.stated:
        return Change("amount", f"“{name}”的区内供给再增加或再分散，直到不再{'、'.join(facts.thin)}")
    if status == WEAK:
        return _more_makers(facts, settings) if "weak" not in facts.stated else _newer_words(facts)
    if status == SHORT:
        return Change("user", f"有 1 家使用“{name}”的企业在区内投产")
    return Change("", "没有需要补的缺口")


def _newer_words(facts: Facts) -> Change:
    sole = "；另外名单确认齐全后只有 1 家，还需再有 1 家在区内生产" if facts.sole == SOLE_VERIFIED else ""
    return Change("evidence", f"来源原文称弱，需有 1 条更新的依据（登记、披露或人工确认）说明已经改变{sole}")


def _more_makers(facts: Facts, settings: Settings) -> Change:
    """Add makers one by one until the status is no gap any more; tried with the very rules of the status."""
    shown = settings["show"]["statuses"]
    statuses = {n: _with_makers(facts, n, settings) for n in range(1, MOST_MAKERS + 1)}
    enough = next((n for n, status in statuses.items() if status not in shown), MOST_MAKERS)
    project = f"，例如项目“{facts.projects[0].name}”投产" if facts.projects else ""
    text = f"{'再' if facts.makers else ''}有 {enough} 家企业在区内生产“{facts.link.name}”{project}"
    first = f"（有 1 家时为{statuses[1]}，仍是独家）" if enough > 1 else ""
    return Change("project" if facts.projects else "maker", text + first)


def _with_makers(facts: Facts, more: int, settings: Settings) -> str:
    newcomers = tuple(Node(f"{s.FIRM.prefix}:assumed-{n}", s.FIRM.name, {"name": "假设"}) for n in range(more))
    return status_of(replace(facts, makers=(*facts.makers, *newcomers)), settings)[0]


def _first_pair(graph: Snapshot, facts: Facts) -> tuple[str, str] | None:
    """Name the first known maker and the first known user that could trade."""
    makers = {m.id for m in facts.makers}
    targets = {e.target for leaf in facts.leaves for e in graph.out(leaf, s.INPUT_TO)}
    users = sorted({e.source for target in targets for e in graph.into(target, s.OPERATES_IN)} - makers)
    return (facts.makers[0].name, graph.node(users[0]).name) if makers and users else None
