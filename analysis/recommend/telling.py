"""Evidence in words: edges with their sources, and the sentences they make."""

from __future__ import annotations

from collections.abc import Iterable

from ...graph import schema as s
from ...graph.snapshot import Edge, Snapshot
from ..evidence import evidence
from .makings import INFERRED, INVITED, Making
from .model import Cited, Path

ZH = {edge_type.name: edge_type.zh for edge_type in s.SCHEMA.edges}


class Teller:
    """Puts edges of one graph into words; what an edge rests on is looked up once."""

    def __init__(self, graph: Snapshot) -> None:
        self.graph = graph
        self._cited: dict[str, Cited] = {}

    def name(self, node: str) -> str:
        """The display name of a node."""
        return self.graph.node(node).name

    def path(self, text: str, edges: Iterable[Edge]) -> Path:
        """Return a reason with the sources of its edges."""
        return Path(text, tuple(self.cite(edge) for edge in edges))

    def cite(self, edge: Edge) -> Cited:
        """Return an edge with its best claim."""
        if edge.id not in self._cited:
            self._cited[edge.id] = self._cite(edge)
        return self._cited[edge.id]

    def _cite(self, edge: Edge) -> Cited:
        says = f"{self.name(edge.source)} —{ZH[edge.type]}→ {self.name(edge.target)}"
        claims = self.graph.claims_of(edge)
        found = evidence(self.graph, [c for c in claims if c.predicate == edge.type] or claims)
        if not found:
            return Cited(edge.id, says, "", "", "", "", str(edge.props.get("grade", "")), str(edge.props.get("as_of", "")))
        best = found[0]
        return Cited(edge.id, says, best.claim, best.source, best.locator, best.quote, best.grade, best.as_of)

    def making(self, found: Making) -> str:
        """Say what a firm makes: 披露产品“覆铜板”（占收入 31.7%，2021）."""
        link = self.name(found.link)
        if found.here:
            return f"在区内生产“{link}”（{found.year or '年份未采集'}）"
        if found.product:
            share = f"占收入 {found.share:.1%}" if found.share is not None else "收入占比未采集"
            return f"披露产品“{found.product}”（{share}，{found.year or '年份未采集'}）"
        if found.modality == INVITED:
            return f"规划在拟引进时称其从事“{link}”"
        if found.modality == INFERRED:
            return f"由来源推断从事“{link}”，待核实"
        return f"已载明能做“{link}”（{found.year or '年份未采集'}）"
