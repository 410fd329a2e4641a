"""Strongly connected parts of a graph of inputs, inputs before users: the order in which a fixed point needs one look a node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def strong_parts(inputs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the parts so that every input outside a part comes in an earlier one; inside a part by name.

    Gabow's path-based algorithm, without recursion. Cost O(nodes + inputs), and the sort.

    >>> strong_parts({"cell": ["nickel"], "nickel": ["ore", "cell"], "ore": []})
    [['ore'], ['cell', 'nickel']]
    """
    walk = _Walk(inputs)
    for node in inputs:
        if node not in walk.number:
            walk.start(node)
    return walk.parts


class _Walk:
    """Depth first; `open` holds the nodes not yet in a part, `bounds` where the parts may begin."""

    def __init__(self, inputs: Mapping[str, Sequence[str]]) -> None:
        self._inputs = inputs
        self.number: dict[str, int] = {}
        self.parts: list[list[str]] = []
        self._open: list[str] = []
        self._bounds: list[int] = []
        self._placed: set[str] = set()

    def start(self, root: str) -> None:
        path = [(root, self._enter(root))]
        while path:
            node, rest = path[-1]
            fresh = next((other for other in rest if self._is_fresh(other)), None)
            if fresh is not None:
                path.append((fresh, self._enter(fresh)))
            else:
                path.pop()
                self._leave(node)

    def _enter(self, node: str) -> Iterator[str]:
        self.number[node] = len(self.number)
        self._open.append(node)
        self._bounds.append(self.number[node])
        return iter(self._inputs[node])

    def _is_fresh(self, node: str) -> bool:
        """Tell a node not seen before; one that is still open closes a loop, so all from it on is one part."""
        if node not in self.number:
            return True
        while node not in self._placed and self._bounds[-1] > self.number[node]:
            self._bounds.pop()
        return False

    def _leave(self, node: str) -> None:
        if self._bounds[-1] != self.number[node]:
            return
        self._bounds.pop()
        part: list[str] = []
        while not part or part[-1] != node:
            part.append(self._open.pop())
        self._placed.update(part)
        self.parts.append(sorted(part))
