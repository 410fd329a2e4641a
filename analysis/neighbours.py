"""Links one step before and behind, with who makes them here and whom the plan wants for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.snapshot import Snapshot
from .supply import parts_of


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbouring link. `residents` make it (or what it is a part of: `部分待核实`) in the zone; `invitees` do not."""

    id: str
    name: str
    chain: str
    residents: tuple[str, ...]
    invitees: tuple[str, ...]


def upstream(graph: Snapshot, made: Iterable[str], wanted: Iterable[str], firm: str) -> tuple[Neighbour, ...]:
    """Return the inputs of the links in `made` and the links in `wanted`; those with known firms first.

    `firm` itself is left out of the makers. A parent's inputs are those of its leaves.
    """
    own = parts_of(graph, made)
    found = {e.source for leaf in own for e in graph.into(leaf, s.INPUT_TO)} | set(wanted)
    return _ranked(graph, found - own, firm)


def downstream(graph: Snapshot, made: Iterable[str], firm: str) -> tuple[Neighbour, ...]:
    """Return the links that take one of the links in `made`; those with known firms first."""
    own = parts_of(graph, made)
    return _ranked(graph, {e.target for leaf in own for e in graph.out(leaf, s.INPUT_TO)} - own, firm)


def _ranked(graph: Snapshot, links: Iterable[str], firm: str) -> tuple[Neighbour, ...]:
    found = [_neighbour(graph, link, firm) for link in links]
    return tuple(sorted(found, key=lambda n: (not n.residents, not n.invitees, n.id)))


def _neighbour(graph: Snapshot, link: str, firm: str) -> Neighbour:
    home = graph.out(link, s.LINK_OF)
    above = [link, *(e.target for e in graph.out(link, s.PART_OF))]
    makers = {e.source: at for at in reversed(above) for e in graph.into(at, s.OPERATES_IN) if e.source != firm}
    wanted = {e.source for at in above for e in graph.into(at, s.INVITED_FOR)} - {*makers, firm}
    residents = (f"{graph.node(f).name}{'' if at == link else '（生产其上级环节，具体待核实）'}" for f, at in sorted(makers.items()))
    invitees = (graph.node(f).name for f in sorted(wanted) if graph.node(f).props.get("resident") is not True)
    chain = graph.node(home[0].target).name if home else ""
    return Neighbour(link, graph.node(link).name, chain, tuple(residents), tuple(invitees))
