"""The order of links along the flow of goods."""

from __future__ import annotations

from collections.abc import Iterable

from ..graph import schema as s
from ..graph.snapshot import Snapshot


def flow_levels(graph: Snapshot, links: Iterable[str]) -> dict[str, int]:
    """Return link → steps from a link without inputs (shortest way, so cycles do no harm); a parent has its first part's.

    Links that only a cycle feeds come last. Cost O(links + inputs).
    """
    own = set(links)
    level = {i: 0 for i in sorted(own) if not any(e.source in own for e in graph.into(i, s.INPUT_TO))}
    parents = {e.target for i in own for e in graph.out(i, s.PART_OF)}
    level = {i: 0 for i in level if i not in parents}
    todo = list(level)
    for link in todo:
        for edge in graph.out(link, s.INPUT_TO):
            if edge.target in own and edge.target not in level:
                level[edge.target] = level[link] + 1
                todo.append(edge.target)
    last = max(level.values(), default=0) + 1
    return {i: level[i] if i in level else _first_part(graph, i, level, last) for i in own}


def _first_part(graph: Snapshot, link: str, level: dict[str, int], last: int) -> int:
    parts = [e.source for e in graph.into(link, s.PART_OF)]
    return min((level[p] if p in level else _first_part(graph, p, level, last) for p in parts), default=last)
