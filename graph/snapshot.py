"""A read-only graph: what every store gives back and every analysis works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from .claims import Claim
from .errors import NotFound
from .spec import EdgeType, NodeType


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its id, label, properties (only those that have a value) and the ids of its claims."""

    id: str
    type: str
    props: Mapping[str, Any]
    claims: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The display name."""
        return str(self.props["name"])


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge; `id` is source|TYPE|target[|key]."""

    id: str
    type: str
    source: str
    target: str
    props: Mapping[str, Any]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class GraphData:
    """What a store holds: nodes, edges and claims, each sorted by id, and a few words about the build."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: tuple[Claim, ...]
    meta: Mapping[str, str] = field(default_factory=dict)


class Snapshot:
    """Indexed view of GraphData. Look-ups are O(1), neighbour lists are sorted by edge id."""

    def __init__(self, data: GraphData) -> None:
        self.data = data
        self.meta = data.meta
        self.nodes = {n.id: n for n in data.nodes}
        self.edges = {e.id: e for e in data.edges}
        self.claims = {c.id: c for c in data.claims}
        self._out: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in data.edges:
            self._out[edge.source, edge.type].append(edge)
            self._in[edge.target, edge.type].append(edge)

    def patched(self, nodes: Iterable[Node] = (), added: Iterable[Edge] = (), dropped: Iterable[Edge] = ()) -> Snapshot:
        """Return a copy with these nodes put in or replaced, edges added and edges dropped; this one stays as it is.

        Cost: one pass over nodes and edges, without indexing them anew.
        """
        changed = {**{e.id: None for e in dropped}, **{e.id: e for e in added}}
        all_nodes = {**self.nodes, **{n.id: n for n in nodes}}
        edges = {i: e for i, e in {**self.edges, **changed}.items() if e is not None}
        made = copy(self)
        made.__dict__.pop("_by_type", None)
        made.data = sorted_data(all_nodes.values(), edges.values(), (), {})
        made.data = replace(made.data, claims=self.data.claims, meta=self.meta)
        made.nodes, made.edges = {n.id: n for n in made.data.nodes}, {e.id: e for e in made.data.edges}
        made._out, made._in = dict(self._out), dict(self._in)
        for touched in [*changed]:
            for edge in (x for x in (self.edges.get(touched), changed[touched]) if x is not None):
                _put(made._out, (edge.source, edge.type), touched, changed[touched])
                _put(made._in, (edge.target, edge.type), touched, changed[touched])
        return made

    def node(self, node_id: str) -> Node:
        """Return a node. Raises NotFound."""
        try:
            return self.nodes[node_id]
        except KeyError:
            raise NotFound(f"没有这个编号：{node_id}；可用 liantu search 查找 / unknown id, try `liantu search`") from None

    def of_type(self, node_type: NodeType) -> list[Node]:
        """Return the nodes of a type, sorted by id."""
        return self._by_type[node_type.name]

    @cached_property
    def _by_type(self) -> Mapping[str, list[Node]]:
        groups: dict[str, list[Node]] = defaultdict(list)
        for node in self.data.nodes:
            groups[node.type].append(node)
        return groups

    def out(self, node_id: str, edge_type: EdgeType) -> list[Edge]:
        """Return the edges of a type that leave a node."""
        return self._out.get((node_id, edge_type.name), [])

    def into(self, node_id: str, edge_type: EdgeType) -> list[Edge]:
        """Return the edges of a type that arrive at a node."""
        return self._in.get((node_id, edge_type.name), [])

    def claims_of(self, *things: Node | Edge) -> list[Claim]:
        """Return the claims of nodes or edges, in their order, without repeats."""
        ids = dict.fromkeys(c for thing in things for c in thing.claims)
        return [self.claims[c] for c in ids]

    def claims_on(self, thing: Node | Edge, predicate: str) -> list[Claim]:
        """Return the claims of a node or edge that assert `predicate`."""
        return [c for c in self.claims_of(thing) if c.predicate == predicate]


def _put(index: dict[tuple[str, str], list[Edge]], key: tuple[str, str], edge_id: str, edge: Edge | None) -> None:
    """Replace one edge of a neighbour list by another (None: by nothing); the list keeps its order, other lists are not touched."""
    rest = [e for e in index.get(key, []) if e.id != edge_id]
    index[key] = sorted([*rest, edge] if edge is not None else rest, key=lambda e: e.id)


def sorted_data(nodes: Iterable[Node], edges: Iterable[Edge], claims: Iterable[Claim], meta: Mapping[str, str]) -> GraphData:
    """Return GraphData in the one canonical order: same content, same bytes."""
    return GraphData(
        tuple(sorted(nodes, key=lambda n: n.id)),
        tuple(sorted(edges, key=lambda e: e.id)),
        tuple(sorted(claims, key=lambda c: c.id)),
        MappingProxyType(dict(sorted(meta.items()))),
    )
