"""Everything known of one node: properties, relations and the words of every source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph import schema as s
from ..graph.claims import MODALITIES
from ..graph.snapshot import Edge, Node, Snapshot
from .evidence import Evidence, evidence


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge seen from the node: direction, type, the other end, in which sense."""

    direction: str
    type: str
    zh: str
    id: str
    name: str
    modality: str
    grade: str


@dataclass(frozen=True, slots=True)
class Card:
    """A node's card. `resident` is true, false or null (unknown) for firms."""

    id: str
    type: str
    name: str
    chains: tuple[str, ...]
    props: Mapping[str, Any]
    relations: tuple[Relation, ...]
    evidence: tuple[Evidence, ...]

    def text(self) -> str:
        """Return the card in lines."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        node_type = s.SCHEMA.node(self.type)
        yield f"{self.name}（{node_type.zh}，{self.id}）"
        if self.chains:
            yield f"  涉及产业链：{'、'.join(self.chains)}"
        if self.type == s.FIRM.name:
            yield f"  在区：{ {True: '是', False: '否', None: '待核实'}[self.props.get('resident')] }"
        for prop in node_type.props:
            if prop.name in self.props and prop.name not in ("name", "resident"):
                value = self.props[prop.name]
                yield f"  {prop.zh}：{'、'.join(value) if isinstance(value, list) else value}"
        for r in self.relations:
            yield f"  {'→' if r.direction == 'out' else '←'} {r.zh}　{r.name}（{r.id}）　{MODALITIES[r.modality]}　证据等级 {r.grade}"
        yield "依据："
        for e in self.evidence:
            yield f"  「{e.quote}」　{e.source}　{e.locator}　{e.modality}　{e.as_of}"


def card(graph: Snapshot, node: Node) -> Card:
    """Return the card of a node: its edges of every type and the claims of all of them."""
    edges = [(d, e) for t in s.SCHEMA.edges for d, es in (("out", graph.out(node.id, t)), ("in", graph.into(node.id, t))) for e in es]
    claims = graph.claims_of(node, *(e for _, e in edges))
    relations = tuple(_relation(graph, direction, edge) for direction, edge in edges)
    chains = tuple(graph.node(c).name for c in chains_of(graph, node.id))
    return Card(node.id, node.type, node.name, chains, dict(node.props), relations, evidence(graph, claims))


def chains_of(graph: Snapshot, node_id: str) -> list[str]:
    """Return the chains a node touches: named by an edge of its own, or home of a link that one of its edges names."""
    ends = {e.target for t in s.SCHEMA.edges for e in graph.out(node_id, t)} | {node_id}
    homes = {e.target for end in ends for t in (s.LINK_OF, s.DIRECTION_OF) for e in graph.out(end, t)}
    return sorted(homes | {end for end in ends if graph.nodes[end].type == s.CHAIN.name} - {node_id})


def _relation(graph: Snapshot, direction: str, edge: Edge) -> Relation:
    other = graph.node(edge.target if direction == "out" else edge.source)
    declared = s.SCHEMA.edge(edge.type)
    zh = declared.zh if declared else edge.type
    return Relation(direction, edge.type, zh, other.id, other.name, edge.props["modality"], edge.props["grade"])
