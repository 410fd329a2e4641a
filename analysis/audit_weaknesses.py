"""短板 in the plan's own words: which measure takes up the very thing a stated weakness is about, and which nothing takes up."""

from __future__ import annotations

from ..graph import schema as s
from ..graph.snapshot import Edge, Node, Snapshot
from .finding import Finding, said

WEAKNESS = "短板"
AIMS = (s.AIMS_AT, s.INVITES)
DONE = frozenset({"existing", "registered"})
SHOWN = 3  # measures named in a line; all stand in the evidence


def is_weakness(measure: Node) -> bool:
    """True for a measure node that states a weakness; it is nothing to be done, so no task."""
    return measure.props.get("kind") == WEAKNESS


def to_be_done(graph: Snapshot) -> list[Node]:
    """Return the measures that are still to be done: no stated weaknesses, and not what a source only reports as done."""
    return [m for m in graph.of_type(s.MEASURE) if not is_weakness(m) and not _is_done(graph, m)]


def _is_done(graph: Snapshot, measure: Node) -> bool:
    edges = [e for t in AIMS for e in graph.out(measure.id, t)]
    return {c.modality for c in graph.claims_of(measure, *edges)} <= DONE


def weaknesses(graph: Snapshot) -> list[Node]:
    """Return the weaknesses stated of the zone, sorted by id; what a source only mentions, of the nation or the world, is none of it."""
    return [m for m in graph.of_type(s.MEASURE) if is_weakness(m) and not _only_mentioned(graph, m)]


def _only_mentioned(graph: Snapshot, measure: Node) -> bool:
    return all(c.modality == "reference" for c in graph.claims_of(measure))


def aims_of(graph: Snapshot, measure: str) -> tuple[Node, ...]:
    """Return what a measure names, directly."""
    return tuple(graph.node(i) for i in dict.fromkeys(e.target for t in AIMS for e in graph.out(measure, t)))


def answers(graph: Snapshot, weakness: Node) -> list[Edge]:
    """Return the edges by which measures to be done aim at the very things a weakness is about; a chain as a whole is no such thing."""
    things = [n for n in aims_of(graph, weakness.id) if n.type != s.CHAIN.name]
    edges = [e for n in things for t in AIMS for e in graph.into(n.id, t)]
    return [e for e in edges if not (is_weakness(source := graph.node(e.source)) or _is_done(graph, source))]


def weaknesses_answered(graph: Snapshot) -> list[Finding]:
    """Return the stated weaknesses that a measure of the plan takes up."""
    return [_answered(graph, w, edges) for w in weaknesses(graph) if (edges := answers(graph, w))]


def weaknesses_unanswered(graph: Snapshot) -> list[Finding]:
    """Return the stated weaknesses whose things no measure names; where they name no thing, that is said."""
    return [_unanswered(graph, w) for w in weaknesses(graph) if not answers(graph, w)]


def _answered(graph: Snapshot, weakness: Node, edges: list[Edge]) -> Finding:
    measures = list(dict.fromkeys(graph.node(e.source).name for e in edges))
    more = f"等 {len(measures)} 项" if len(measures) > SHOWN else ""
    text = f"原文称短板“{weakness.name}”；同一对象有举措：{'、'.join(measures[:SHOWN])}{more}"
    claims = graph.claims_of(weakness)
    return Finding(f"need:{weakness.id}", text, said(graph, claims, graph.claims_of(*edges)), remark="举措是否足以补上短板待核实")


def _unanswered(graph: Snapshot, weakness: Node) -> Finding:
    things = "、".join(f"“{n.name}”" for n in aims_of(graph, weakness.id) if n.type != s.CHAIN.name)
    reason = weakness.props.get("unaimed", "")
    nothing = f"未落到图中的具体对象{f'（{reason}）' if reason else ''}，是否有举措针对它待核实"
    why = f"没有举措针对{things}" if things else nothing
    text, words = f"原文称短板“{weakness.name}”；{why}", said(graph, graph.claims_of(weakness))
    return Finding(f"unaddressed:{weakness.id}", text, words, remark="按图中同一对象判断；对象写法不同的举措未计入，待核实")
