"""What stands around a link: its parts, its parent, the parent's other parts, its inputs and its users, each with the edges between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.snapshot import Edge, Snapshot
from ..supply import ESSENTIAL

RECORDED_ONLY = 0  # essentiality


@dataclass(frozen=True)
class Surroundings:
    """`scope`: the link and all its parts; the maps lead from a link to the edges between it and the link, nearest first.

    parents: what the link is a part of; above: those of them with few parts, siblings: the other parts of those.

    inputs and users hold their parents too: a firm known at a parent may make any of its parts.
    """

    link: str
    scope: Mapping[str, tuple[Edge, ...]]
    parents: Mapping[str, tuple[Edge, ...]]
    above: Mapping[str, tuple[Edge, ...]]
    siblings: Mapping[str, tuple[Edge, ...]]
    inputs: Mapping[str, tuple[Edge, ...]]
    users: Mapping[str, tuple[Edge, ...]]


def surroundings(graph: Snapshot, link: str, above_parts: int = 0) -> Surroundings:
    """Return what stands around a link. A parent of more than `above_parts` parts says too little of one of them to stand in `above`.

    Cost O(its parts and their supply edges).
    """
    scope = _below(graph, link)
    parents = {e.target: (e,) for e in graph.out(link, s.PART_OF)}
    families = {parent: _below(graph, parent) for parent in parents}
    above = {parent: up for parent, up in parents.items() if len(families[parent]) - 1 <= above_parts}
    siblings = {child: (*edges, *up) for parent, up in above.items() for child, edges in families[parent].items()}
    outside = {k: v for k, v in siblings.items() if k not in scope and k not in above}
    into = [e for one in scope for e in graph.into(one, s.INPUT_TO) if e.source not in scope and _counts(e)]
    out = [e for one in scope for e in graph.out(one, s.INPUT_TO) if e.target not in scope and _counts(e)]
    inputs = _with_parents(graph, {e.source: e for e in reversed(into)})
    users = _with_parents(graph, {e.target: e for e in reversed(out)})
    return Surroundings(link, scope, parents, above, outside, inputs, users)


def _counts(edge: Edge) -> bool:
    return bool(edge.props.get("essentiality", ESSENTIAL) != RECORDED_ONLY)


def _below(graph: Snapshot, link: str) -> dict[str, tuple[Edge, ...]]:
    """Return a link and its parts, each with the edges that lead up to the link."""
    found: dict[str, tuple[Edge, ...]] = {link: ()}
    todo = [link]
    while todo:
        here = todo.pop(0)
        for edge in graph.into(here, s.PART_OF):
            if edge.source not in found:
                found[edge.source] = (edge, *found[here])
                todo.append(edge.source)
    return found


def _with_parents(graph: Snapshot, edges: Mapping[str, Edge]) -> dict[str, tuple[Edge, ...]]:
    """Return links with the edge that joins them, then the parents of those links by way of the part."""
    found: dict[str, tuple[Edge, ...]] = {link: (edge,) for link, edge in sorted(edges.items())}
    for link, joined in list(found.items()):
        for part_of in _up(graph, [link]):
            found.setdefault(part_of.target, (part_of, *joined))
    return found


def _up(graph: Snapshot, links: Iterable[str]) -> list[Edge]:
    return [e for link in links for e in graph.out(link, s.PART_OF)]
