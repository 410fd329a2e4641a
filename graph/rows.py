"""Graph ↔ plain rows: the columns that every store and export shares, derived from the schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from .claims import COLUMNS, Claim, Value
from .snapshot import Edge, GraphData, Node, sorted_data
from .spec import EdgeType, NodeType, PropType

Row = dict[str, Any]
CLAIM_LABEL, BUILD_LABEL = "Claim", "LiantuBuild"  # the two labels a store adds to those of the schema
BUILD_ID, READY, BUILDING = "build", "ready", "building"
CLAIM_COLUMNS = ("id", *COLUMNS, "value_type")


def columns(declared: NodeType | EdgeType) -> dict[str, PropType]:
    """Return the columns of a type: its id, its properties, its claims."""
    return {"id": "str", **{p.name: p.type for p in declared.props}, "claims": "list"}


def row_of(thing: Node | Edge) -> Row:
    """Return a node or edge as one flat row; what has no value is absent."""
    return {"id": thing.id, **thing.props, "claims": list(thing.claims)}


def node_of(type_name: str, row: Mapping[str, Any]) -> Node:
    """Return the node of a row; None means absent, columns the schema does not know must be gone."""
    return Node(row["id"], type_name, _props(row), tuple(row["claims"] or ()))


def edge_of(type_name: str, source: str, target: str, row: Mapping[str, Any]) -> Edge:
    """Return the edge of a row, like `node_of`."""
    return Edge(row["id"], type_name, source, target, _props(row), tuple(row["claims"] or ()))


def _props(row: Mapping[str, Any]) -> Row:
    return {k: v for k, v in row.items() if v is not None and k not in ("id", "claims")}


def claim_row(claim: Claim) -> Row:
    """Return a claim as plain text columns; `value_type` says what the value's text stands for.

    >>> claim_row(Claim("link:a", "terminal", True, "s", "q", "l", "existing", "staff", "2024"))["value"]
    'true'
    """
    kind = type(claim.value).__name__
    return {**claim.as_row(), "value": claim.value if kind == "str" else json.dumps(claim.value), "value_type": kind}


def claim_of(row: Mapping[str, Any]) -> Claim:
    """Return the claim of a row written by `claim_row`."""
    value: Value = row["value"] if row["value_type"] == "str" else json.loads(row["value"])
    return Claim(**{**{name: row[name] for name in COLUMNS}, "value": value})


def meta_row(meta: Mapping[str, str]) -> Row:
    """Return the words about the build as one row of two lists."""
    return {"id": BUILD_ID, "state": READY, "keys": list(meta.keys()), "values": list(meta.values())}


def by_type(things: Iterable[Any]) -> dict[str, list[Any]]:
    """Group nodes or edges by type, types sorted."""
    return {name: list(group) for name, group in groupby(sorted(things, key=attrgetter("type")), key=attrgetter("type"))}


def graph_of(nodes: Iterable[Node], edges: Iterable[Edge], claims: Iterable[Claim], build: Mapping[str, Any]) -> GraphData:
    """Return GraphData in canonical order from what a store read; `build` is the row made by `meta_row`."""
    return sorted_data(nodes, edges, claims, dict(zip(build.get("keys") or (), build.get("values") or (), strict=True)))
