"""Hierarchies (PART_OF, WITHIN) must not run in circles: everything that rolls up relies on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import schema as s
from .errors import DataError
from .snapshot import Edge


def check_hierarchy(edges: Iterable[Edge]) -> None:
    """Raise DataError for each circle of PART_OF or WITHIN. Cost O(edges)."""
    for edge_type in (s.PART_OF, s.WITHIN):
        above: dict[str, list[str]] = {}
        for edge in edges:
            if edge.type == edge_type.name:
                above.setdefault(edge.source, []).append(edge.target)
        if circle := _circle(above):
            raise DataError(f"{edge_type.zh}（{edge_type.name}）成环：{' → '.join(circle)}，请删去其中一条 / circle, remove one of them")


def _circle(above: Mapping[str, list[str]]) -> list[str] | None:
    done: set[str] = set()
    for start in sorted(above):
        path: list[str] = []
        stack = [(start, iter(above.get(start, ())))]
        while stack:
            node, rest = stack[-1]
            if node not in path:
                path.append(node)
            following = next(rest, None)
            if following is None:
                done.add(node)
                stack.pop()
                path.pop()
            elif following in path:
                return [*path[path.index(following) :], following]
            elif following not in done:
                stack.append((following, iter(above.get(following, ()))))
    return None
