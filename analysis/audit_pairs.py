"""Which two indicators speak of one thing and do not agree: recorded by the data, of one name, or part and whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ..graph import schema as s
from ..graph.ids import name_key
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .audit_figures import Figure, figures, of_zone
from .settings import Settings


def recorded(graph: Snapshot) -> dict[tuple[str, str], str]:
    """Return pairs that the data mark as differing, each once, with the edge's remark."""
    found: dict[tuple[str, str], str] = {}
    for edge in graph.edges.values():
        if edge.type == s.DIFFERS_FROM.name:
            pair = _ordered(edge.source, edge.target)
            found[pair] = "；".join(x for x in (found.get(pair, ""), str(edge.props.get("remark", ""))) if x)
    return dict(sorted(found.items()))


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def comparable(a: Figure, b: Figure) -> bool:
    """Return True for two amounts of one unit and one year."""
    same_unit = a.amount is not None and b.amount is not None and a.amount.dimension == b.amount.dimension
    return same_unit and a.year == b.year


def same_name(graph: Snapshot, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield pairs of indicators of one subject with one name (noise left out) whose values of one year differ."""
    groups: dict[tuple[str, tuple[str, ...]], list[Node]] = defaultdict(list)
    for node in graph.of_type(s.INDICATOR):
        about = tuple(sorted(e.target for e in graph.out(node.id, s.INDICATOR_OF)))
        groups[core(node.name, settings), about].append(node)
    for nodes in groups.values():
        for left, right in combinations(sorted(nodes, key=lambda n: n.id), 2):
            if _disagree(graph, left, right):
                yield left.id, right.id


def core(name: str, settings: Settings) -> str:
    """Return the matching key of an indicator's name without the words that say how it is counted."""
    key = name_key(name.partition("（")[0])
    for word in settings["sameness"]["noise"]:
        key = key.replace(word, "")
    return key


def _disagree(graph: Snapshot, left: Node, right: Node) -> bool:
    pairs = [(a, b) for a in figures(graph, left) for b in figures(graph, right) if comparable(a, b)]
    return any((a.cell == "target") == (b.cell == "target") and differ(a, b) for a, b in pairs)


def differ(a: Figure, b: Figure) -> bool:
    """Return True where two amounts of one unit are not the same."""
    assert a.amount and b.amount
    mine, theirs = ((x.low * x.factor, x.high * x.factor) for x in (a.amount, b.amount))
    return mine != theirs


def exceeding_parts(graph: Snapshot, zone: Zone, settings: Settings) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield pairs of which the part exceeds the whole in one year: 出口 above 进出口."""
    nodes = of_zone(graph, zone)
    for rule in settings.rules("parts"):
        parts = [n for n in nodes if _is_named(n.name, rule["part"], rule["whole"])]
        wholes = [n for n in nodes if _is_named(n.name, rule["whole"], rule["part"])]
        for part, whole in ((p, w) for p in parts for w in wholes if p.id != w.id):
            if any(_exceeds(a, b) for a in _reported(graph, part) for b in _reported(graph, whole)):
                yield _ordered(part.id, whole.id), f"{rule['part']}是{rule['whole']}的一部分，不应更大"


def _is_named(name: str, wanted: str, other: str) -> bool:
    """True where a name holds the wanted word on its own, not only within the other one."""
    return wanted in (name.replace(other, "") if wanted in other else name)


def _reported(graph: Snapshot, node: Node) -> list[Figure]:
    return [f for f in figures(graph, node) if f.cell != "target"]


def _exceeds(part: Figure, whole: Figure) -> bool:
    if not comparable(part, whole):
        return False
    assert part.amount and whole.amount
    return part.amount.low * part.amount.factor > whole.amount.high * whole.amount.factor
