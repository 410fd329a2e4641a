"""Measures and directions against the graph: measures that aim at nothing, directions without actors, the task table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.snapshot import Edge, Node, Snapshot
from .audit_needs import structural_reason
from .audit_weaknesses import AIMS, aims_of, answers, to_be_done, weaknesses
from .evidence import Evidence, line_of
from .finding import Finding, said
from .gaps import Gap
from .settings import Settings

ONWARD = (s.SERVES, s.INVESTS_IN, s.RESEARCHES, s.ADVANCES, s.INVITED_FOR)
HERE = frozenset({"existing", "registered", "cooperation"})
NO_GAP = "无对应缺口"


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the 任务分解表: what the plan says is to be done, about what, and the gap it serves or 无对应缺口."""

    measure: Node
    aims: tuple[Node, ...]
    gaps: tuple[str, ...]
    unknown: int
    evidence: tuple[Evidence, ...]


def reach(graph: Snapshot, measure: str) -> dict[str, Node]:
    """Return the links, directions and chains a measure is about, through platforms, projects and invitees too."""
    found = {n.id: n for n in aims_of(graph, measure)}
    todo = list(found)
    while todo:
        here = todo.pop()
        onward = [e.target for t in ONWARD for e in graph.out(here, t)]
        below = [e.source for e in graph.into(here, s.PART_OF)]
        fresh = [i for i in [*onward, *below] if i not in found]
        found |= {i: graph.node(i) for i in fresh}
        todo += fresh
    return {i: n for i, n in found.items() if n.type in (s.LINK.name, s.DIRECTION.name, s.CHAIN.name)}


def served_links(graph: Snapshot, measure: str) -> set[str]:
    """Return the links a measure serves: those it names with their parts, and those one step behind what it names.

    One step: the link a named direction advances, a named platform serves, a named project builds, a named firm is
    invited for. What an institution researches is not what the measure is about.
    """
    aims = [n.id for n in aims_of(graph, measure)]
    steps = (s.ADVANCES, s.SERVES, s.INVESTS_IN, s.INVITED_FOR)
    found = {*aims, *(e.target for a in aims for t in steps for e in graph.out(a, t))}
    todo = [i for i in found if graph.node(i).type == s.LINK.name]
    links = set(todo)
    while todo:
        parts = [e.source for e in graph.into(todo.pop(), s.PART_OF) if e.source not in links]
        links |= set(parts)
        todo += parts
    return links


def measures_without_aim(graph: Snapshot) -> list[Finding]:
    """Return measures that name nothing of the graph, name things tied to nothing, or name a chain as a whole only.

    In this order; stated weaknesses and what was done already are left out.
    """
    found = [(*_aimless(graph, m), m) for m in to_be_done(graph)]
    ordered = sorted((row for row in found if row[1]), key=lambda row: (row[0], row[2].id))
    return [Finding(m.id, f"{m.name}：{why}", said(graph, graph.claims_of(m))) for _, why, m in ordered]


def _aimless(graph: Snapshot, measure: Node) -> tuple[int, str]:
    """How far from the graph a measure stays, and in words; no words where it reaches a link or a direction."""
    aims, reached = aims_of(graph, measure.id), reach(graph, measure.id)
    if not aims:
        return 0, f"未指向图中任何对象（{measure.props.get('unaimed', '数据未说明原因')}）"
    if not reached:
        return 1, f"只指向{_named(aims)}，与任何环节、方向、产业链均无关联"
    if all(n.type == s.CHAIN.name for n in reached.values()):
        return 2, f"只落到产业链整体（{_named(tuple(reached.values()))}），未落到环节或技术方向"
    return 3, ""


def _named(nodes: Sequence[Node]) -> str:
    return "、".join(f"“{n.name}”" for n in nodes)


def tasks(graph: Snapshot, found: Sequence[Gap], settings: Settings) -> list[Task]:
    """Return every measure to be done as a task, with the structural gaps and stated weaknesses it serves.

    Also how many of its leaf links are 待核实. In the order of the text: by source, line, then id.
    """
    by_link = {g.link.id: g for g in found}
    short: dict[str, list[str]] = {}
    for weakness in weaknesses(graph):
        for measure in dict.fromkeys(e.source for e in answers(graph, weakness)):
            short.setdefault(measure, []).append(f"{weakness.name}（原文称短板）")
    return sorted((_task(graph, m, by_link, short.get(m.id, []), settings) for m in to_be_done(graph)), key=_place)


def _place(task: Task) -> tuple[str, int, str, str]:
    first = task.evidence[0] if task.evidence else None
    return (first.source, *line_of(first.locator), task.measure.id) if first else ("", 0, "", task.measure.id)


def _task(graph: Snapshot, measure: Node, by_link: dict[str, Gap], short: list[str], settings: Settings) -> Task:
    gaps = [by_link[i] for i in sorted(served_links(graph, measure.id)) if i in by_link]
    served = (*(f"{g.link.name}（{why}）" for g in gaps if (why := structural_reason(g, settings))), *short)
    unknown = sum(1 for g in gaps if g.status == "待核实" and not g.rolled_up)
    edges = [e for t in AIMS for e in graph.out(measure.id, t)]
    return Task(measure, aims_of(graph, measure.id), served, unknown, said(graph, graph.claims_of(measure), graph.claims_of(*edges)))


def directions_without_actors(graph: Snapshot) -> list[Finding]:
    """Return directions for which no resident firm, no cooperating institution or no existing platform is known.

    Counted at the direction, those below it and the links they advance; the more is lacking, the earlier.
    """
    found = [(d, _actors(graph, d)) for d in graph.of_type(s.DIRECTION)]
    short = [(sum(1 for names in a.values() if names), d.id, d, a) for d, a in found if not all(a.values())]
    return [_direction(graph, d, a) for _, _, d, a in sorted(short, key=lambda row: row[:2])]


def _actors(graph: Snapshot, direction: Node) -> dict[str, list[str]]:
    things = _about(graph, direction.id)
    firms = {e.source for t in things for kind in (s.OPERATES_IN, s.CAPABLE_OF) for e in graph.into(t, kind) if _true(e)}
    schools = {e.source for t in things for e in graph.into(t, s.RESEARCHES) if _true(e)}
    platforms = {e.source for t in things for e in graph.into(t, s.SERVES) if _exists(graph, e.source)}
    resident = {f for f in firms if graph.node(f).props.get("resident") is True}
    found = {"在区企业": resident, "高校院所": schools, "已建平台": platforms}
    return {kind: sorted(graph.node(i).name for i in ids) for kind, ids in found.items()}


def _about(graph: Snapshot, direction: str) -> list[str]:
    """The direction, those below it, the links they advance and the parts of those links."""
    found, todo = [direction], [direction]
    while todo:
        here = todo.pop()
        near = [e.source for e in graph.into(here, s.PART_OF)] + [e.target for e in graph.out(here, s.ADVANCES)]
        fresh = [i for i in dict.fromkeys(near) if i not in found]
        found += fresh
        todo += fresh
    return found


def _exists(graph: Snapshot, platform: str) -> bool:
    """True where a source says that the platform is there; planned and invited ones are not."""
    return any(_true(e) for e in graph.out(platform, s.LOCATED_IN)) or graph.node(platform).props.get("stage") == "existing"


def _true(edge: Edge) -> bool:
    """True for what a source calls existing; wanted, planned and inferred does not count."""
    return edge.props["modality"] in HERE


def _direction(graph: Snapshot, direction: Node, actors: dict[str, list[str]]) -> Finding:
    lacking = "、".join(kind for kind, names in actors.items() if not names)
    known = "；".join(f"{kind}：{'、'.join(names)}" for kind, names in actors.items() if names)
    text = f"{direction.name}：未掌握{lacking}（待核实，不等于没有）{'；已掌握' + known if known else ''}"
    return Finding(f"direction:{direction.id.partition(':')[2]}", text, said(graph, graph.claims_of(direction)))
