"""A what-if looked up in the graph, and the graph as it would be: a hypothesis of its own, never written back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..graph import schema as s
from ..graph.changes import ACTIONS, CUT, LAND, LOSE, Change
from ..graph.claims import digest
from ..graph.errors import DataError
from ..graph.ids import clean_text, edge_id
from ..graph.snapshot import Edge, Node, Snapshot
from .search import find_firm, find_link, firms_named
from .supply import leaves_below

ASSUMED = "假设落地："


@dataclass(frozen=True, slots=True)
class Landing:
    """A firm that would make a link in the zone. `known`: it is in the graph; `resident`: it is here already, for something else."""

    firm: str
    name: str
    link: str
    known: bool
    resident: bool


@dataclass(frozen=True)
class Scenario:
    """Landings, lost firms and cut links, by id, in the order given."""

    landings: tuple[Landing, ...]
    lost: tuple[str, ...]
    cut: tuple[str, ...]


def resolve(graph: Snapshot, changes: Sequence[Change]) -> Scenario:
    """Look the names up. A firm that nobody of the graph is called may land: a firm from outside the graph (图外企业).

    Raises NotFound for an unknown link or lost firm, DataError where a change changes nothing or contradicts another one.
    """
    landings = [_landing(graph, c) for c in changes if c.action == LAND]
    lost = [_lost(graph, c) for c in changes if c.action == LOSE]
    cut = [find_link(graph, c.link).id for c in changes if c.action == CUT]
    found = Scenario(tuple(landings), tuple(lost), tuple(cut))
    _no_contradiction(graph, found)
    return found


def _landing(graph: Snapshot, change: Change) -> Landing:
    link, name = find_link(graph, change.link), clean_text(change.firm).strip()
    if not name:
        raise DataError(f"{change.where}：企业名称是空的 / the firm has no name")
    if change.firm.startswith(f"{s.FIRM.prefix}:") or firms_named(graph, name):
        firm = find_firm(graph, change.firm)
        _not_there_yet(graph, firm, link, change.where)
        return Landing(firm.id, firm.name, link.id, True, firm.props.get("resident") is True)
    return Landing(f"{s.FIRM.prefix}:scenario-{digest([name])}", name, link.id, False, False)


def _not_there_yet(graph: Snapshot, firm: Node, link: Node, where: str) -> None:
    made = {e.target for e in graph.out(firm.id, s.OPERATES_IN)}
    if here := sorted(made & {link.id, *leaves_below(graph)[link.id]}):
        told = "、".join(graph.node(x).name for x in here)
        raise DataError(f"{where}：{firm.name}已在区内生产{told}，落地不改变什么 / it makes that here already")


def _lost(graph: Snapshot, change: Change) -> str:
    firm = find_firm(graph, change.firm)
    if not graph.out(firm.id, s.OPERATES_IN):
        raise DataError(
            f"{change.where}：没有记录{firm.name}在区内生产任何环节，失去它不改变任何环节；拟引进、候选企业本来就不在区内 "
            "/ it makes nothing here, so nothing changes"
        )
    return firm.id


def _no_contradiction(graph: Snapshot, scenario: Scenario) -> None:
    told = [(ACTIONS[LAND], x.firm, x.link) for x in scenario.landings]
    told += [(ACTIONS[LOSE], x, "") for x in scenario.lost] + [(ACTIONS[CUT], "", x) for x in scenario.cut]
    if not told:
        raise DataError("情景是空的，请写明引进、失去或切断 / the scenario is empty: give --land, --lose, --cut or --scenario")
    names = {x.firm: x.name for x in scenario.landings}
    twice = [change for change, n in Counter(told).items() if n > 1]
    problems = [f"{action}重复：{_named(graph, names, firm, link)} / said twice" for action, firm, link in twice]
    below = leaves_below(graph)
    gone = {leaf for x in scenario.cut for leaf in (x, *below[x])}
    for x in scenario.landings:
        if x.firm in scenario.lost:
            problems.append(f"{x.name}既引进又失去，请去掉一个 / it lands and is lost at once")
        if x.link in gone:
            problems.append(f"{graph.node(x.link).name}既切断又有企业落地，请去掉一个 / a cut link cannot be landed at")
    if problems:
        raise DataError(*dict.fromkeys(problems))


def _named(graph: Snapshot, names: dict[str, str], *ids: str) -> str:
    return "、".join(names.get(i) or graph.node(i).name for i in ids if i)


def with_landings(graph: Snapshot, landings: Iterable[Landing]) -> Snapshot:
    """Return the graph with the landings in it: newcomers are marked 假设落地 in their very name. Cost O(graph)."""
    landings = list(landings)
    nodes = {x.firm: _newcomer(graph.nodes.get(x.firm), x) for x in landings}
    made = s.OPERATES_IN.name
    edges = [Edge(edge_id(made, x.firm, x.link), made, x.firm, x.link, {"modality": "planned", "grade": "D"}) for x in landings]
    return graph.patched(nodes.values(), edges)


def _newcomer(node: Node | None, landing: Landing) -> Node:
    if node is None:
        return Node(landing.firm, s.FIRM.name, {"name": f"{ASSUMED}{landing.name}", "resident": True})
    if landing.resident or node.name.startswith(ASSUMED):
        return node
    return replace(node, props={**node.props, "name": f"{ASSUMED}{node.name}", "resident": True})


def without_makers(graph: Snapshot, lost: Iterable[str], cut: Iterable[str]) -> Snapshot:
    """Return the graph in which the lost firms make nothing and nobody makes the cut links. Cost O(graph)."""
    firms, below = set(lost), leaves_below(graph)
    links = {leaf for x in cut for leaf in (x, *below[x])}
    dropped = [e for firm in firms for e in graph.out(firm, s.OPERATES_IN)]
    return graph.patched(dropped=[*dropped, *(e for link in links for e in graph.into(link, s.OPERATES_IN))])
