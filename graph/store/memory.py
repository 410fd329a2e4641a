"""The reference store: a graph in memory. It speaks no Cypher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import StoreError
from ..integrity import check_integrity
from ..snapshot import GraphData, sorted_data
from .base import Closing


class MemoryStore(Closing):
    """Keeps what was written; the other stores are held against it."""

    speaks_cypher = False

    def __init__(self, url: str = "memory:") -> None:
        self.url = url
        self._data: GraphData | None = None

    def write(self, data: GraphData) -> None:
        """Replace the graph. Raises DataError for a broken graph."""
        check_integrity(data)
        self._data = sorted_data(data.nodes, data.edges, data.claims, data.meta)

    def read(self) -> GraphData:
        """Return the graph. Raises StoreError where nothing was written yet."""
        if self._data is None:
            raise StoreError("内存图为空，请先 build / the memory store is empty, build first")
        return self._data

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Raise StoreError: Cypher needs the embedded store or Neo4j."""
        raise StoreError("内存图不支持 Cypher，请用内嵌图或 neo4j:// / memory speaks no Cypher, use the embedded store or neo4j://")
