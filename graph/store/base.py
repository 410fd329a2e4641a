"""The contract every store keeps (tests/contract/test_stores.py)."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Protocol, Self

from ..snapshot import GraphData, Snapshot


class Store(Protocol):
    """Holds one graph. `write` replaces all of it or leaves the old one; `read` gives back exactly what was written."""

    url: str
    speaks_cypher: bool

    def write(self, data: GraphData) -> None:
        """Replace the graph. Raises StoreError."""

    def read(self) -> GraphData:
        """Return the graph. Raises StoreError where there is none or it is not ready."""

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run Cypher and return plain rows. Raises StoreError where the store speaks no Cypher."""

    def close(self) -> None:
        """Release files and connections."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class Closing:
    """Context-manager behaviour shared by the stores."""

    def close(self) -> None:
        """Release files and connections; nothing to do by default."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def snapshot(store: Store) -> Snapshot:
    """Return the store's graph as the read-only snapshot that analyses work on."""
    return Snapshot(store.read())
