"""Who and what belongs into a report: the firms, directions, platforms and projects of one chain, or of the zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..analysis.supply import home_chain
from ..graph import schema as s
from ..graph.snapshot import Edge, Node, Snapshot
from ..graph.spec import EdgeType, NodeType


def is_resident(firm: Node) -> bool:
    """True only where the data prove that the firm is here; unknown is not resident."""
    return firm.props.get("resident") is True


@dataclass(frozen=True)
class Scope:
    """What one chain holds (`chain` None: the zone, so everything). All lists are sorted by id."""

    graph: Snapshot
    chain: str | None

    @cached_property
    def links(self) -> frozenset[str]:
        """The links whose home the scope is."""
        found = self.graph.of_type(s.LINK)
        return frozenset(link.id for link in found if self.chain in (None, home_chain(self.graph, link.id)))

    def _all(self, node_type: NodeType, ids: Iterable[str]) -> tuple[Node, ...]:
        nodes = self.graph.of_type(node_type)
        if self.chain is None:
            return tuple(nodes)
        wanted, slug = frozenset(ids), self.chain.partition(":")[2]
        return tuple(n for n in nodes if n.id in wanted or n.id.startswith(f"{node_type.prefix}:{slug}/"))

    def _sources(self, edge_type: EdgeType, targets: Iterable[str]) -> set[str]:
        return {e.source for t in targets for e in self.graph.into(t, edge_type)}

    @cached_property
    def _core(self) -> frozenset[str]:
        own = {self.chain} if self.chain else {c.id for c in self.graph.of_type(s.CHAIN)}
        return self.links | own

    @cached_property
    def directions(self) -> tuple[Node, ...]:
        """Directions of the chain and those below them."""
        found = self._sources(s.DIRECTION_OF, self._core) | self._sources(s.ADVANCES, self.links)
        todo = list(found)
        while todo:
            below = self._sources(s.PART_OF, [todo.pop()]) - found
            found |= below
            todo += below
        return self._all(s.DIRECTION, found)

    @cached_property
    def _things(self) -> frozenset[str]:
        return self._core | {d.id for d in self.directions}

    @cached_property
    def platforms(self) -> tuple[Node, ...]:
        """Platforms that serve the chain, its links or its directions."""
        return self._all(s.PLATFORM, self._sources(s.SERVES, self._things))

    @cached_property
    def projects(self) -> tuple[Node, ...]:
        """Projects that build links of the scope."""
        return self._all(s.PROJECT, self._sources(s.INVESTS_IN, self._core))

    @cached_property
    def measures(self) -> tuple[Node, ...]:
        """Measures about anything of the scope."""
        about = [*self._things, *(n.id for n in (*self.platforms, *self.projects))]
        return self._all(s.MEASURE, self._sources(s.AIMS_AT, about))

    @cached_property
    def institutions(self) -> tuple[Node, ...]:
        """Institutions that research, run, cooperate, are invited or are aimed at within the scope."""
        g, firms = self.graph, [f.id for f in (*self.residents, *self.invitees)]
        found = self._sources(s.RESEARCHES, self._things) | self._sources(s.COOPERATES_WITH, firms)
        found |= self._sources(s.RUNS, [p.id for p in self.platforms])
        found |= self._sources(s.COOPERATES_WITH, [p.id for p in self.platforms])
        found |= {e.target for m in self.measures for t in (s.INVITES, s.AIMS_AT) for e in g.out(m.id, t)}
        return self._all(s.INSTITUTION, found)

    @cached_property
    def residents(self) -> tuple[Node, ...]:
        """Residents of the zone that have to do with the scope; for the zone all of them."""
        found = self._sources(s.OPERATES_IN, self.links) | self._sources(s.CAPABLE_OF, self.links)
        found |= self._sources(s.UNDERTAKES, [p.id for p in self.projects])
        found |= self._sources(s.RUNS, [p.id for p in self.platforms]) | self._makers_of_products | self._named_here
        return tuple(f for f in self._all(s.FIRM, found) if is_resident(f))

    @cached_property
    def _makers_of_products(self) -> set[str]:
        return self._sources(s.MAKES, self._sources(s.BELONGS_TO, self.links))

    @cached_property
    def _named_here(self) -> set[str]:
        """Firms whose residence is told in the very section of the source that sets out the chain's directions."""
        home = _sections(self.graph, (d.claims for d in self.directions))
        edges = (e for f in self.graph.of_type(s.FIRM) for e in self.graph.out(f.id, s.LOCATED_IN))
        return {e.source for e in edges if _sections(self.graph, [e.claims]) & home}

    @cached_property
    def invitees(self) -> tuple[Node, ...]:
        """Firms the plan names to bring in, for links or by measures of the scope; never a resident."""
        found = self._sources(s.INVITED_FOR, self.links)
        found |= {e.target for m in self.measures for e in self.graph.out(m.id, s.INVITES)}
        firms = [n for n in self.graph.of_type(s.FIRM) if n.id in found]
        return tuple(f for f in firms if not is_resident(f))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of what the scope holds, institutions of a chain left out: where a tie of an institution to it may end."""
        if self.chain is None:
            return frozenset(self.graph.nodes)
        lists = (self.directions, self.platforms, self.projects, self.measures, self.residents, self.invitees)
        return self._core | {n.id for nodes in lists for n in nodes}

    def made_by(self, firm: str) -> tuple[Node, ...]:
        """Links of the scope that a resident makes here."""
        return self._targets(self.graph.out(firm, s.OPERATES_IN))

    def invited_for(self, firm: str) -> tuple[Node, ...]:
        """Links of the scope that the plan wants the firm for."""
        return self._targets(self.graph.out(firm, s.INVITED_FOR))

    def _targets(self, edges: Iterable[Edge]) -> tuple[Node, ...]:
        return tuple(self.graph.node(e.target) for e in edges if e.target in self.links)


def _sections(graph: Snapshot, claims: Iterable[Iterable[str]]) -> set[str]:
    """Return the sections (`第5章第1节`) that plan claims stand in."""
    said = (graph.claims[c] for ids in claims for c in ids)
    heads: Mapping[str, None] = dict.fromkeys(
        f"{c.source} {c.locator.partition('·')[0]}" for c in said if c.grade == "plan" and "节·" in c.locator
    )
    return set(heads)
