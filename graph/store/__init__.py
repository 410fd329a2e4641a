"""Stores by address: `memory:`, `ladybug:PATH` (embedded), `neo4j://…` and `bolt://…`; drivers load when asked for."""

from __future__ import annotations

from ..errors import StoreError
from .address import NEO4J_SCHEMES
from .base import Store, snapshot
from .memory import MemoryStore
from .written import WrittenStore

__all__ = ["MemoryStore", "Store", "WrittenStore", "open_store", "snapshot"]


def open_store(url: str, *, read_only: bool = False) -> Store:
    """Open a store by its address. Raises StoreError for an unknown address, an absent file or a refused login."""
    scheme = url.partition(":")[0]
    if scheme == "memory":
        return MemoryStore(url)
    if scheme == "ladybug":
        from .ladybug import LadybugStore

        return LadybugStore(url, read_only=read_only)
    if scheme in NEO4J_SCHEMES:
        from .neo4j import Neo4jStore

        return Neo4jStore(url)
    raise StoreError(f"不认识的存储地址 {scheme}:…，应为 memory: ladybug:路径 neo4j://… bolt://… / unknown store address")
