"""What a landing can close, and who may land: needs of the plan nobody known here meets, proven gaps; a resident is never a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from .gaps import Gap
from .status import ABSENT, SOLE_VERIFIED, UNDERWAY
from .supply import leaves_below

NEED, GAP = "need", "gap"
CLOSED = "closed"  # the firm is no more; one that only moved away may come back


@dataclass(frozen=True, slots=True)
class Opening:
    """A link that a landing would close. kind: a need of the plan without a known maker here, or a proven gap (缺, verified sole)."""

    link: str
    name: str
    chain: str
    kind: str


def openings(found: Iterable[Gap]) -> tuple[Opening, ...]:
    """Return the openings among gaps, in their order; a link stands here once.

    Needs are counted as `liantu whatif` counts them (规划点名需求, nobody known here makes it), of parents too; proven gaps of leaves only.
    """
    kinds = ((g, _kind(g)) for g in found)
    return tuple(Opening(g.link.id, g.link.name, g.chain, kind) for g, kind in kinds if kind)


def _kind(gap: Gap) -> str:
    if gap.need and not gap.makers:
        return NEED
    proven = gap.status in (ABSENT, UNDERWAY) or gap.facts.sole == SOLE_VERIFIED
    return GAP if proven and not gap.rolled_up else ""


class Closes:
    """Which openings a landing closes: those at the very link, and parents that gather it among their leaves. Set up in O(links)."""

    def __init__(self, graph: Snapshot, open_ones: Sequence[Opening]) -> None:
        below = leaves_below(graph)
        self._at: dict[str, set[str]] = {}
        for one in open_ones:
            for link in (one.link, *below[one.link]):
                self._at.setdefault(link, set()).add(one.link)

    def __call__(self, links: Iterable[str]) -> frozenset[str]:
        """Return the openings (by link id) that a firm closes that lands at all of `links`."""
        return frozenset(opening for link in links for opening in self._at.get(link, ()))


def able(graph: Snapshot, firm: str) -> tuple[str, ...]:
    """Return the links that evidence says a firm can make, anywhere, and those the plan names it for; sorted."""
    return tuple(sorted({e.target for t in (s.INVITED_FOR, s.CAPABLE_OF) for e in graph.out(firm, t)}))


def may_land(firm: Node) -> bool:
    """True for a firm that can be approached: not known to be a resident, not deregistered, not closed; unknown is not barred."""
    return firm.props.get("resident") is not True and firm.props.get("is_active") is not False and firm.props.get("left") != CLOSED


def owners(graph: Snapshot) -> frozenset[str]:
    """Return the groups that residents belong to, at any level: their coming is an expansion of what is here, not an invitation."""
    todo = [f.id for f in graph.of_type(s.FIRM) if f.props.get("resident") is True]
    found = set[str]()
    while todo:
        above = {e.target for e in graph.out(todo.pop(), s.PART_OF_GROUP)} - found
        found |= above
        todo += sorted(above)
    return frozenset(found)
