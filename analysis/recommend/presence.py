"""Who may stand where: residents and their groups at home, outsiders away, firms that left or were struck off nowhere."""

from __future__ import annotations

from functools import cached_property

from ...graph import schema as s
from ...graph.ids import name_key
from ...graph.presence import Zone
from ...graph.snapshot import Node, Snapshot
from ..rings import UNKNOWN, places_above
from ..search import name_forms

SHORTEST = 2  # letters of a trade name that a longer name may begin with


def _keys(firm: Node) -> set[str]:
    return {name_key(form) for form in name_forms(firm)} - {""}


def _bears(key: str, own: set[str]) -> bool:
    return key in own or any(key[:n] in own for n in range(SHORTEST, len(key)))


class Presence:
    """Sorts the firms of a graph. Cost O(firms + their group edges)."""

    def __init__(self, graph: Snapshot, zone: Zone) -> None:
        self.graph, self.zone = graph, zone

    @cached_property
    def gone(self) -> frozenset[str]:
        """Firms that moved away, closed, or are struck off the register."""
        firms = self.graph.of_type(s.FIRM)
        return frozenset(f.id for f in firms if f.props.get("left") or f.props.get("is_active") is False)

    @cached_property
    def residents(self) -> frozenset[str]:
        """Firms proven to be here."""
        return frozenset(f.id for f in self.graph.of_type(s.FIRM) if f.props.get("resident") is True) - self.gone

    @cached_property
    def family(self) -> dict[str, str]:
        """Firm of the same group as a resident → that resident (the first by id). Residents are not among them."""
        found: dict[str, str] = {}
        for resident in sorted(self.residents):
            for firm in self._group(resident):
                if firm not in self.residents:
                    found.setdefault(firm, resident)
        return found

    def _group(self, firm: str) -> list[str]:
        """Return all firms joined to a firm by edges of groups, in either direction."""
        found, todo = {firm}, [firm]
        while todo:
            here = todo.pop()
            near = {e.target for e in self.graph.out(here, s.PART_OF_GROUP)} | {e.source for e in self.graph.into(here, s.PART_OF_GROUP)}
            todo += near - found
            found |= near
        return sorted(found)

    @cached_property
    def home(self) -> tuple[str, ...]:
        """Residents and the firms of their groups that still exist, by id."""
        return tuple(sorted(self.own - self.gone))

    @cached_property
    def alike(self) -> frozenset[str]:
        """Outsiders whose name is, or begins with, a name of a firm at home: they may be the same firm, or its parent."""
        own = {key for i in self.own for key in _keys(self.graph.node(i))}
        rest = [f for f in self.graph.of_type(s.FIRM) if f.id not in self.own and f.id not in self.gone]
        return frozenset(f.id for f in rest if any(_bears(key, own) for key in _keys(f)))

    @cached_property
    def own(self) -> frozenset[str]:
        """Residents and all firms of their groups, gone or not."""
        return self.residents | set(self.family)

    @cached_property
    def barred(self) -> frozenset[str]:
        """Firms that may not stand among outsiders: those at home, those gone, those that bear a name of one at home."""
        return self.own | self.gone | self.alike

    def places(self, node: str) -> set[str]:
        """Return every place a firm is known to be in, with those around it."""
        return {p for e in self.graph.out(node, s.LOCATED_IN) for p in places_above(self.graph, e.target)}

    def in_region(self, firm: str) -> bool:
        """True where the firm is known to be in the ring before the country."""
        return len(self.zone.rings) > 2 and self.zone.rings[-2][1] in self.places(firm)

    def place(self, node: Node) -> str:
        """Return where a node is, in words: its places, else the origin a source names, else that it is unknown."""
        names = [self.graph.node(e.target).name for e in self.graph.out(node.id, s.LOCATED_IN)]
        return "、".join(names) or str(node.props.get("origin", "")) or UNKNOWN
