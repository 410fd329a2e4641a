"""A store whose graph this process has just written: what is in hand need not be read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..snapshot import GraphData
from .base import Closing, Store


class WrittenStore(Closing):
    """`store`, opened to read, with the graph that it was found to hold."""

    def __init__(self, store: Store, data: GraphData) -> None:
        self.store, self.data = store, data
        self.url, self.speaks_cypher = store.url, store.speaks_cypher

    def write(self, data: GraphData) -> None:
        """Replace the graph. Raises StoreError."""
        self.store.write(data)
        self.data = data

    def read(self) -> GraphData:
        """Return the graph that was written."""
        return self.data

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run Cypher on the store. Raises StoreError."""
        return self.store.query(text, params)

    def close(self) -> None:
        """Close the store."""
        self.store.close()
