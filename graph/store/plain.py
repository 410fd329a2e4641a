"""What a driver returns → plain dicts without internal ids, the same from every store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..cypher import EXTRA_LABELS

_INTERNAL = frozenset({"_ID", "_LABEL", "_SRC", "_DST", "workspace", "build"})


def plain(value: Any) -> Any:
    """Return a Ladybug value with its nodes and edges as {id, type, properties…} and paths as {nodes, edges}."""
    if isinstance(value, list):
        return [plain(v) for v in value]
    if not isinstance(value, Mapping):
        return value
    if "_NODES" in value:
        return {"nodes": plain(value["_NODES"]), "edges": plain(value["_RELS"])}
    if "_LABEL" in value:
        return thing(str(value["_LABEL"]), value)
    return {k: plain(v) for k, v in value.items()}


def thing(type_name: str, props: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node or edge as a dict: id and type first, then what has a value, sorted."""
    shown = {k: plain(props[k]) for k in sorted(props) if k not in _INTERNAL and props[k] is not None}
    return {"id": shown.pop("id", None), "type": type_name, **shown}


def label_of(labels: frozenset[str]) -> str:
    """Return the schema's label among those a node carries in Neo4j.

    >>> label_of(frozenset({"Firm", "Liantu", "Resident"}))
    'Firm'
    """
    return "|".join(sorted(labels - EXTRA_LABELS)) or "|".join(sorted(labels))
