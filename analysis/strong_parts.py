"""Strongly connected parts of a graph of inputs, inputs before users: the order in which a fixed point needs one look a node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Node = TypeVar("Node", str, int)


def strong_parts(inputs: Mapping[Node, Sequence[Node]]) -> list[list[Node]]:
    """Return the parts so that every input outside a part comes in an earlier one; inside a part by name or number.

    Gabow's path-based algorithm, without recursion. Cost O(nodes + inputs), and the sort.

    >>> strong_parts({"cell": ["nickel"], "nickel": ["ore", "cell"], "ore": []})
    [['ore'], ['cell', 'nickel']]
    """
    walk = _Walk(inputs)
    for node in inputs:
        if node not in walk.number:
            walk.start(node)
    return walk.parts


class _Walk(Generic[Node]):
    """Depth first; `open` holds the nodes not yet in a part, `bounds` where the parts may begin."""

    def __init__(self, inputs: Mapping[Node, Sequence[Node]]) -> None:
        self._inputs: Mapping[Node, Sequence[Node]] = inputs
        self.number: dict[Node, int] = {}
        self.parts: list[list[Node]] = []
        self._open: list[Node] = []
        self._bounds: list[int] = []
        self._placed: set[Node] = set()

    def start(self, root: Node) -> None:
        path = [(root, self._enter(root))]
        while path:
            node, rest = path[-1]
            fresh = next((other for other in rest if self._is_fresh(other)), None)
            if fresh is not None:
                path.append((fresh, self._enter(fresh)))
            else:
                path.pop()
                self._leave(node)

    def _enter(self, node: Node) -> Iterator[Node]:
        self.number[node] = len(self.number)
        self._open.append(node)
        self._bounds.append(self.number[node])
        return iter(self._inputs[node])

    def _is_fresh(self, node: Node) -> bool:
        """Tell a node not seen before; one that is still open closes a loop, so all from it on is one part."""
        if node not in self.number:
            return True
        while node not in self._placed and self._bounds[-1] > self.number[node]:
            self._bounds.pop()
        return False

    def _leave(self, node: Node) -> None:
        if self._bounds[-1] != self.number[node]:
            return
        self._bounds.pop()
        part: list[Node] = []
        while not part or part[-1] != node:
            part.append(self._open.pop())
        self._placed.update(part)
        self.parts.append(sorted(part))
