"""What goes down when something is lost, for many losses at once: one bit a loss, one integer a node.

A node is down when it is hit itself, or when of one need every member is down. The sets of losses that take a node down
are the greatest fixed point of that rule, which is the least fixed point of what stands: a loop never holds itself up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .failure_net import Needs, Net


def spread(net: Net, hit: Mapping[int, int], width: int) -> list[int]:
    """Return node → bits of the losses that take it down. `hit`: node → bits of the losses that hit it; `width` bits.

    Cost O(inputs · width / 64), times the rounds that a loop needs.
    """
    everything = (1 << width) - 1
    down = [everything] * len(net.names)
    for start, end in net.spans:
        if end - start == 1:
            down[start] = _value(net.needs[start], hit.get(start, 0), down)
        else:
            _settle(net, hit, down, range(start, end))
    return down


def _value(needs: Needs, own: int, down: list[int]) -> int:
    for need in needs:
        if len(need) == 1:
            own |= down[need[0]]
        else:
            lost = down[need[0]]
            for member in need[1:]:
                lost &= down[member]
            own |= lost
    return own


def _settle(net: Net, hit: Mapping[int, int], down: list[int], part: range) -> None:
    """Shrink the bits of a loop until nothing changes; a node is looked at again when one of its inputs changed."""
    users: dict[int, list[int]] = {node: [] for node in part}
    for node in part:
        for member in {m for need in net.needs[node] for m in need if m in part}:
            users[member].append(node)
    todo, waiting = list(reversed(part)), set(part)
    while todo:
        node = todo.pop()
        waiting.discard(node)
        new = _value(net.needs[node], hit.get(node, 0), down)
        if new != down[node]:
            down[node] = new
            again = [user for user in users[node] if user not in waiting]
            waiting.update(again)
            todo += again


class Tally:
    """Counts, for every bit position, in how many of the integers added it is set (carry-save, five operations each)."""

    def __init__(self) -> None:
        self._levels: list[list[int]] = []

    def add(self, bits: int) -> None:
        """Count one integer."""
        level = 0
        while bits:
            if level == len(self._levels):
                self._levels.append([])
            waiting = self._levels[level]
            if len(waiting) < 2:
                waiting.append(bits)
                return
            a, b = waiting
            either = a ^ b
            self._levels[level] = [either ^ bits]
            bits, level = (a & b) | (either & bits), level + 1

    def parts(self) -> Iterable[tuple[int, int]]:
        """Yield (weight, bits): a position's count is the sum of the weights of the integers where it is set."""
        return ((1 << level, bits) for level, waiting in enumerate(self._levels) for bits in waiting)
