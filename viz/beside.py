"""What stands beside a link on the map: firms, projects, institutions, platforms, directions; one box per edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.snapshot import Edge, Node, Snapshot
from ..graph.spec import EdgeType
from .chain_view import PUBLIC
from .theme import BESIDE

PLAIN = ((s.INVESTS_IN, "project"), (s.RESEARCHES, "institution"), (s.SERVES, "platform"), (s.ADVANCES, "direction"))
POOL_GRADE = "C"  # known by disclosure only: the pool counts in the rings, it is no box on the map
HERE_ALREADY = frozenset({"existing", "registered", "cooperation"})
FOR_THE_PUBLIC = frozenset({"resident", "project", "institution", "platform", "direction"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A box beside a link; its id is the edge's, so the same firm beside two links is two boxes."""

    edge: Edge
    node: Node
    kind: str

    @property
    def id(self) -> str:
        """Id of the box."""
        return self.edge.id

    @property
    def link(self) -> str:
        """The link it stands beside."""
        return self.edge.target

    @property
    def here_now(self) -> bool:
        """True for what stands there now; all else is drawn dashed."""
        return self.kind not in ("invitee", "unplaced", "outsider") and self.edge.props["modality"] in HERE_ALREADY


def beside_links(graph: Snapshot, links: Iterable[str], edition: str) -> list[Beside]:
    """Return what an edition shows beside each link, in the order drawn."""
    invited = {e.target for m in graph.of_type(s.MEASURE) for e in graph.out(m.id, s.INVITES)}
    found = [b for link in links for b in _of_link(graph, link, invited)]
    if edition == PUBLIC:
        found = [b for b in found if b.kind in FOR_THE_PUBLIC and b.here_now]
    return found


def _of_link(graph: Snapshot, link: str, invited: set[str]) -> list[Beside]:
    rank = list(BESIDE)
    found = [*_firms(graph, link)]
    for edge_type, kind in PLAIN:
        for edge in graph.into(link, edge_type):
            if graph.node(edge.source).type != s.TEAM.name:  # a team is whom to ask, no institution of its own
                found.append(Beside(edge, graph.node(edge.source), "invitee" if edge.source in invited else kind))
    return sorted(found, key=lambda b: (rank.index(b.kind), b.node.id, b.id))


def _firms(graph: Snapshot, link: str) -> Iterator[Beside]:
    """One box per firm: its making of the link comes before an invitation, that before a capability elsewhere."""
    seen: set[str] = set()
    for edge_type in (s.OPERATES_IN, s.INVITED_FOR, s.CAPABLE_OF):
        for edge in graph.into(link, edge_type):
            firm = graph.node(edge.source)
            kind = _firm_kind(edge_type, firm, edge)
            if kind and firm.id not in seen:
                seen.add(firm.id)
                yield Beside(edge, firm, kind)


def _firm_kind(edge_type: EdgeType, firm: Node, edge: Edge) -> str:
    resident = firm.props.get("resident") is True
    if edge_type is s.OPERATES_IN:
        return "resident"
    if edge_type is s.INVITED_FOR:
        return "" if resident else "invitee"
    if resident:
        return "unplaced"
    if edge.props["modality"] == "invited":
        return "invitee"
    return "" if edge.props["grade"] == POOL_GRADE else "outsider"
