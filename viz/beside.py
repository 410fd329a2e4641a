"""What stands beside a link on the map: firms, projects, institutions, platforms, directions; one box per edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..analysis.evidence import Evidence, evidence
from ..graph import schema as s
from ..graph.claims import MODALITIES
from ..graph.snapshot import Edge, Node, Snapshot
from ..graph.spec import EdgeType
from .chain_view import PUBLIC
from .theme import BESIDE

Rows = list[list[str]]
PLAIN = ((s.INVESTS_IN, "project"), (s.RESEARCHES, "institution"), (s.SERVES, "platform"), (s.ADVANCES, "direction"))
POOL_GRADE = "C"  # known by disclosure only: the pool counts in the rings, it is no box on the map
HERE_ALREADY = frozenset({"existing", "registered", "cooperation"})
FOR_THE_PUBLIC = frozenset({"resident", "project", "institution", "platform", "direction"})
TOLD = (("地位", "standing"), ("来源地", "origin"), ("投资主体", "investor"), ("总投资", "investment"), ("阶段", "stage"))


@dataclass(frozen=True, slots=True)
class Box:
    """A box that is no link: a node in one sense, beside the link `owner` ("" where it stands alone).

    solid: it stands there now, all else is drawn dashed. rows and quotes: what the panel tells. when: in a
    what-if, "before" or "after" where it stands on one side only.
    """

    id: str
    node: Node
    kind: str
    owner: str
    modality: str
    solid: bool
    rows: Rows
    quotes: Rows
    when: str = ""


def beside_links(graph: Snapshot, links: Iterable[str], edition: str) -> list[Box]:
    """Return what an edition shows beside each link, in the order drawn; the same firm beside two links is two boxes."""
    invited = {e.target for m in graph.of_type(s.MEASURE) for e in graph.out(m.id, s.INVITES)}
    public = edition == PUBLIC
    found = [_box(graph, edge, kind, public) for link in links for edge, kind in _of_link(graph, link, invited)]
    return [b for b in found if b.kind in FOR_THE_PUBLIC and b.solid] if public else found


def quoted(found: Iterable[Evidence]) -> Rows:
    """Return evidence as rows (words, where they stand and in which sense)."""
    return [[e.quote, f"{e.source}·{e.locator}（{e.modality}，{e.grade}，{e.as_of}）"] for e in found]


def told(node: Node) -> Rows:
    """Return what a node's own properties tell in the panel."""
    values = [(term, node.props.get(key, "")) for term, key in TOLD]
    return [[term, "、".join(value) if isinstance(value, (list, tuple)) else str(value)] for term, value in values if value]


def residence_claims(graph: Snapshot, node: Node) -> list[Any]:
    """Return the claims that say where a node stands."""
    return graph.claims_of(*graph.out(node.id, s.LOCATED_IN))


def _box(graph: Snapshot, edge: Edge, kind: str, public: bool) -> Box:
    node = graph.node(edge.source)
    claims = [*graph.claims_of(edge), *graph.claims_on(node, "standing"), *residence_claims(graph, node)]
    modality = MODALITIES[edge.props["modality"]]
    rows = [
        ["类型", BESIDE[kind].word],
        ["环节", graph.node(edge.target).name],
        ["语态", modality],
        ["证据等级", "" if public else edge.props["grade"]],
        ["截至", edge.props["as_of"]],
        *told(node),
    ]
    now = kind not in ("invitee", "unplaced", "outsider") and edge.props["modality"] in HERE_ALREADY
    return Box(edge.id, node, kind, edge.target, modality, now, rows, [] if public else quoted(evidence(graph, claims)))


def _of_link(graph: Snapshot, link: str, invited: set[str]) -> list[tuple[Edge, str]]:
    rank = list(BESIDE)
    found = [*_firms(graph, link)]
    for edge_type, kind in PLAIN:
        for edge in graph.into(link, edge_type):
            if graph.node(edge.source).type != s.TEAM.name:  # a team is whom to ask, no institution of its own
                found.append((edge, "invitee" if edge.source in invited else kind))
    return sorted(found, key=lambda b: (rank.index(b[1]), b[0].source, b[0].id))


def _firms(graph: Snapshot, link: str) -> Iterator[tuple[Edge, str]]:
    """One box per firm: its making of the link comes before an invitation, that before a capability elsewhere."""
    seen: set[str] = set()
    for edge_type in (s.OPERATES_IN, s.INVITED_FOR, s.CAPABLE_OF):
        for edge in graph.into(link, edge_type):
            firm = graph.node(edge.source)
            kind = _firm_kind(edge_type, firm, edge)
            if kind and firm.id not in seen:
                seen.add(firm.id)
                yield edge, kind


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
