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


def _can_buy(supply: SupplyGraph, link: str, world: World, outside: Outside, failed: frozenset[str]) -> bool:
    if outside is Outside.ZONE or supply.outside[link] == "barred" or outside_element(link) in failed:
        return False
    local = bool(supply.makers[link]) or has_unseen_maker(supply, link, world)
    return outside is Outside.OPEN or not local


def _can_make(supply: SupplyGraph, link: str, world: World, failed: frozenset[str]) -> bool:
    return has_unseen_maker(supply, link, world) or bool(supply.makers[link] - failed)


def available(supply: SupplyGraph, world: World, failed: Iterable[str] = (), outside: Outside = Outside.CLOSED) -> frozenset[str]:
    """Return the links that are available when the `failed` firms, links and outside suppliers are gone.

    The least fixed point: a loop never feeds itself into being available. Cost O(links + inputs).
    """
    return _grow(supply, supply.links, frozenset(), world, frozenset(failed), outside)


def stopped_by(
    supply: SupplyGraph, lost: Iterable[str], world: World, before: frozenset[str], outside: Outside = Outside.CLOSED
) -> frozenset[str]:
    """Return the links that were available in `before` and are not once these links and their outside supply are gone.

    The lost links themselves are left out. Only what is downstream of them can change, so only that is computed anew.
    """
    links = frozenset(lost)
    gone = links | {outside_element(link) for link in links}
    cone = downstream(supply, links)
    return before - links - _grow(supply, cone, before - cone, world, gone, outside) - (before - cone)


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
    supply: SupplyGraph, scope: Iterable[str], given: frozenset[str], world: World, gone: frozenset[str], outside: Outside
) -> frozenset[str]:
    """The least fixed point over `scope`, with the links of `given` (outside the scope) available throughout."""
    net, able, met = supply.numbered, dict[int, int](), set[int]()
    found: dict[int, None] = {}
    for link in (x for x in scope if x not in gone):
        at = net.at[link]
        if _can_make(supply, link, world, gone):
            able[at] = _open_needs(supply, link, given, met)
        if able.get(at) == 0 or _can_buy(supply, link, world, outside, gone):
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
    return frozenset(supply.links[at] for at in found)


def _open_needs(supply: SupplyGraph, link: str, given: frozenset[str], met: set[int]) -> int:
    """Return how many needs of a link the given ones leave open; those they meet are put into `met`."""
    needs = supply.needs[link]
    if not given:
        return len(needs)
    first = supply.numbered.first[supply.numbered.at[link]]
    already = [number for number, need in enumerate(needs, first) if need & given]
    met.update(already)
    return len(needs) - len(already)
