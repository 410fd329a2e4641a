"""The AND/OR supply graph of links, read from a snapshot (METHODS §1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..graph import schema as s
from ..graph.snapshot import Snapshot

ESSENTIAL = 2


@dataclass(frozen=True, slots=True)
class Numbered:
    """at: link → its number. first: link → number of its first need. uses: link → (user, need) that it can meet.

    makers, complete, barred: as in the graph, by number.
    """

    at: Mapping[str, int]
    first: tuple[int, ...]
    uses: tuple[tuple[tuple[int, int], ...], ...]
    makers: tuple[frozenset[str], ...]
    complete: tuple[bool, ...]
    barred: tuple[bool, ...]


@dataclass(frozen=True)
class SupplyGraph:
    """Leaf links with what they need and who makes them.

    needs: link → AND of ORs: each frozenset is one need, met by any member (essentiality 2 only).
    makers: link → known local makers. complete: links whose list of makers is declared complete.
    outside: link → open | single | barred. terminals: final products.
    """

    links: tuple[str, ...]
    needs: Mapping[str, tuple[frozenset[str], ...]]
    makers: Mapping[str, frozenset[str]]
    complete: frozenset[str]
    outside: Mapping[str, str]
    terminals: frozenset[str]

    @cached_property
    def users(self) -> Mapping[str, frozenset[str]]:
        """link → links that need it (as the only or as one possible input)."""
        found: dict[str, set[str]] = defaultdict(set)
        for link, needs in self.needs.items():
            for need in needs:
                for member in need:
                    found[member].add(link)
        return {k: frozenset(v) for k, v in found.items()}

    @cached_property
    def uses(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """link → (user, position of the need) that it can meet."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for link, needs in self.needs.items():
            for at, need in enumerate(needs):
                for member in need:
                    found[member].append((link, at))
        return {k: tuple(sorted(v)) for k, v in found.items()}

    @cached_property
    def numbered(self) -> Numbered:
        """The same with numbers, which a fixed point over very many links works on: they lie side by side in memory."""
        at = {link: i for i, link in enumerate(self.links)}
        first, count = [], 0
        uses: list[list[tuple[int, int]]] = [[] for _ in self.links]
        for user, link in enumerate(self.links):
            first.append(count)
            for number, need in enumerate(self.needs[link], count):
                for member in need:
                    if member in at:
                        uses[at[member]].append((user, number))
            count += len(self.needs[link])
        makers = tuple(self.makers[link] for link in self.links)
        complete, barred = ([link in self.complete for link in self.links], [self.outside[link] == "barred" for link in self.links])
        return Numbered(at, tuple(first), tuple(map(tuple, uses)), makers, tuple(complete), tuple(barred))


def leaves_below(graph: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return link → its leaves (itself where it has no parts), for every link."""
    children: dict[str, list[str]] = defaultdict(list)
    for link in graph.of_type(s.LINK):
        for edge in graph.out(link.id, s.PART_OF):
            children[edge.target].append(link.id)

    def below(link: str) -> tuple[str, ...]:
        parts = children.get(link)
        return tuple(leaf for part in sorted(parts) for leaf in below(part)) if parts else (link,)

    return {link.id: below(link.id) for link in graph.of_type(s.LINK)}


def home_chain(graph: Snapshot, link: str) -> str:
    """Return the one chain a link belongs to."""
    return graph.out(link, s.LINK_OF)[0].target


def leaves(graph: Snapshot) -> list[str]:
    """Return the links without parts, sorted."""
    return sorted(link for link, parts in leaves_below(graph).items() if parts == (link,))


def parts_of(graph: Snapshot, links: Iterable[str]) -> set[str]:
    """Return links with all their parts, at every level."""
    found, todo = set[str](), list(links)
    while todo:
        link = todo.pop()
        if link not in found:
            found.add(link)
            todo += [e.source for e in graph.into(link, s.PART_OF)]
    return found


def makers_at(graph: Snapshot, link: str) -> list[str]:
    """Return the firms known to make the link in the zone, at that very link."""
    return [e.source for e in graph.into(link, s.OPERATES_IN)]


def supply_graph(graph: Snapshot) -> SupplyGraph:
    """Read the supply graph of all chains from a snapshot. Cost O(links + edges)."""
    below = leaves_below(graph)
    leaves = tuple(link for link, parts in below.items() if parts == (link,))
    nodes = graph.nodes
    return SupplyGraph(
        leaves,
        {link: _needs(graph, link) for link in leaves},
        {link: frozenset(makers_at(graph, link)) for link in leaves},
        frozenset(link for link in leaves if nodes[link].props.get("makers_complete")),
        {link: nodes[link].props.get("outside", "open") for link in leaves},
        frozenset(leaf for link, parts in below.items() if nodes[link].props.get("terminal") for leaf in parts),
    )


def _needs(graph: Snapshot, link: str) -> tuple[frozenset[str], ...]:
    groups: dict[str, set[str]] = defaultdict(set)
    for edge in graph.into(link, s.INPUT_TO):
        if edge.props.get("essentiality", ESSENTIAL) == ESSENTIAL:
            groups[edge.props.get("alternative_group") or f"={edge.source}"].add(edge.source)
    return tuple(frozenset(groups[g]) for g in sorted(groups))
