"""AND/OR reachability in two worlds, as a least fixed point (METHODS §1).

A link is available when it is produced here (it has a maker that stands and every need is met) or, where its world
has no local maker, when it can be bought outside. The pessimistic world (悲观) has only the known makers; in the
optimistic one (乐观) every link without a completeness declaration has one unseen maker more, which does not fail.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from .supply import SupplyGraph


class World(Enum):
    """Which makers exist."""

    PESSIMISTIC = "悲观"
    OPTIMISTIC = "乐观"


class Outside(Enum):
    """CLOSED: a lost last maker is not replaced from outside. OPEN: it is. ZONE: nothing comes from outside."""

    CLOSED = "closed"
    OPEN = "open"
    ZONE = "zone"


def outside_element(link: str) -> str:
    """Return the name of the virtual outside supplier of a link, which can fail like a firm."""
    return f"OUTSIDE({link})"


def has_unseen_maker(supply: SupplyGraph, link: str, world: World) -> bool:
    """True where the world adds a maker nobody has seen yet."""
    return world is World.OPTIMISTIC and link not in supply.complete


def _can_buy(supply: SupplyGraph, at: int, world: World, outside: Outside, failed: frozenset[str]) -> bool:
    net = supply.numbered
    if outside is Outside.ZONE or net.barred[at] or (failed and outside_element(supply.links[at]) in failed):
        return False
    return outside is Outside.OPEN or not (net.makers[at] or (world is World.OPTIMISTIC and not net.complete[at]))


def _can_make(supply: SupplyGraph, at: int, world: World, failed: frozenset[str]) -> bool:
    net = supply.numbered
    if world is World.OPTIMISTIC and not net.complete[at]:
        return True
    return bool(net.makers[at] - failed) if failed else bool(net.makers[at])


def available(supply: SupplyGraph, world: World, failed: Iterable[str] = (), outside: Outside = Outside.CLOSED) -> frozenset[str]:
    """Return the links that are available when the `failed` firms, links and outside suppliers are gone.

    The least fixed point: a loop never feeds itself into being available. Cost O(links + inputs).
    """
    return _grow(supply, range(len(supply.links)), frozenset(), world, frozenset(failed), outside)


def stopped_by(
    supply: SupplyGraph, lost: Iterable[str], world: World, before: frozenset[str], outside: Outside = Outside.CLOSED
) -> frozenset[str]:
    """Return the links that were available in `before` and are not once these links and their outside supply are gone.

    The lost links themselves are left out. Only what is downstream of them can change, so only that is computed anew.
    """
    links = frozenset(lost)
    gone = links | {outside_element(link) for link in links}
    cone = downstream(supply, links)
    scope = [supply.numbered.at[link] for link in cone]
    return before - links - _grow(supply, scope, before - cone, world, gone, outside) - (before - cone)


def downstream(supply: SupplyGraph, links: frozenset[str]) -> frozenset[str]:
    """Return the links and all that need them, directly or through others."""
    found, todo = set(links), list(links)
    while todo:
        for user in supply.users.get(todo.pop(), ()):
            if user not in found:
                found.add(user)
                todo.append(user)
    return frozenset(found)


def _grow(
    supply: SupplyGraph, scope: Iterable[int], given: frozenset[str], world: World, gone: frozenset[str], outside: Outside
) -> frozenset[str]:
    """The least fixed point over `scope` (numbers), with the links of `given` (outside the scope) available throughout."""
    net, able, met = supply.numbered, dict[int, int](), set[int]()
    found: dict[int, None] = {}
    for at in scope:
        if gone and supply.links[at] in gone:
            continue
        if _can_make(supply, at, world, gone):
            able[at] = _open_needs(supply, at, given, met)
        if able.get(at) == 0 or _can_buy(supply, at, world, outside, gone):
            found[at] = None
    queue = list(found)
    while queue:
        for user, need in net.uses[queue.pop()]:
            if user in able and need not in met:
                met.add(need)
                able[user] -= 1
                if not able[user] and user not in found:
                    found[user] = None
                    queue.append(user)
    return frozenset([supply.links[at] for at in found])


def _open_needs(supply: SupplyGraph, at: int, given: frozenset[str], met: set[int]) -> int:
    """Return how many needs of a link the given ones leave open; those they meet are put into `met`."""
    needs = supply.needs[supply.links[at]]
    if not (needs and given):
        return len(needs)
    already = [number for number, need in enumerate(needs, supply.numbered.first[at]) if need & given]
    met.update(already)
    return len(needs) - len(already)
