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
    props: Mapping[str, Any]
    relations: tuple[Relation, ...]
    evidence: tuple[Evidence, ...]

    def text(self) -> str:
        """Return the card in lines."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        node_type = s.SCHEMA.node(self.type)
        yield f"{self.name}（{node_type.zh}，{self.id}）"
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
    return Card(node.id, node.type, node.name, dict(node.props), relations, evidence(graph, claims))


def _relation(graph: Snapshot, direction: str, edge: Edge) -> Relation:
    other = graph.node(edge.target if direction == "out" else edge.source)
    declared = s.SCHEMA.edge(edge.type)
    zh = declared.zh if declared else edge.type
    return Relation(direction, edge.type, zh, other.id, other.name, edge.props["modality"], edge.props["grade"])
