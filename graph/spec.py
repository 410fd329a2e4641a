"""The dataclasses that graph/schema.py is made of; a wrong declaration fails when it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .errors import SchemaError

PropType = Literal["str", "int", "float", "bool", "list"]
_PASCAL, _UPPER, _SNAKE = r"[A-Z][A-Za-z]+", r"[A-Z]+(_[A-Z]+)*", r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


def _require(pattern: str, name: str, where: str) -> None:
    if not re.fullmatch(pattern, name):
        raise SchemaError(f"{where}：名称 {name!r} 不合规，应符合 {pattern} / name must match {pattern}")


@dataclass(frozen=True, slots=True)
class Prop:
    """A property: its column name, type, Chinese term and English description.

    `choices` is a closed list (empty: free); a `derived` property is computed, never claimed.
    """

    name: str
    zh: str
    about: str
    type: PropType = "str"
    choices: tuple[str, ...] = ()
    derived: bool = False

    def __post_init__(self) -> None:
        _require(_SNAKE, self.name, f"Prop {self.name}")


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label with its id prefix and properties (the common ones are added by the schema)."""

    name: str
    prefix: str
    zh: str
    about: str
    about_zh: str
    props: tuple[Prop, ...] = ()
    color: str = "#607d8b"

    def __post_init__(self) -> None:
        _require(_PASCAL, self.name, f"NodeType {self.name}")
        _require(_SNAKE, self.prefix, f"NodeType {self.name}.prefix")
        _unique([p.name for p in self.props], f"NodeType {self.name}.props")

    def prop(self, name: str) -> Prop | None:
        """Return the property called `name`, or None."""
        return next((p for p in self.props if p.name == name), None)


@dataclass(frozen=True, slots=True)
class EdgeType:
    """An edge type: which pairs of labels it joins, its properties, what makes two edges of it different.

    One edge exists per (type, source, target, values of `key`). `modalities` limits which claims may make one.
    """

    name: str
    zh: str
    about: str
    about_zh: str
    pairs: tuple[tuple[str, str], ...]
    props: tuple[Prop, ...] = ()
    key: tuple[str, ...] = ()
    modalities: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        _require(_UPPER, self.name, f"EdgeType {self.name}")
        _unique([p.name for p in self.props], f"EdgeType {self.name}.props")
        missing = set(self.key) - {p.name for p in self.props}
        if missing:
            raise SchemaError(f"EdgeType {self.name}.key：{sorted(missing)} 未在 props 声明 / declare them in props")
        if lists := [p.name for p in self.props if p.type == "list"]:
            raise SchemaError(f"EdgeType {self.name}.props：边不能有列表属性 {lists}，请改为多条边 / no lists on edges, make several edges")

    def prop(self, name: str) -> Prop | None:
        """Return the property called `name`, or None."""
        return next((p for p in self.props if p.name == name), None)


@dataclass(frozen=True)
class Schema:
    """All node and edge types; looks them up by name, by id prefix, by pair."""

    nodes: tuple[NodeType, ...]
    edges: tuple[EdgeType, ...]

    def __post_init__(self) -> None:
        _unique([n.name for n in self.nodes] + [e.name for e in self.edges], "Schema")
        _unique([n.prefix for n in self.nodes], "Schema prefixes")
        labels = {n.name for n in self.nodes}
        for edge in self.edges:
            unknown = {label for pair in edge.pairs for label in pair} - labels
            if unknown:
                raise SchemaError(f"EdgeType {edge.name}.pairs：未声明的类型 {sorted(unknown)} / undeclared labels")

    def node(self, name: str) -> NodeType:
        """Return the node type called `name`. Raises KeyError."""
        for node_type in self.nodes:
            if node_type.name == name:
                return node_type
        raise KeyError(name)

    def edge(self, name: str) -> EdgeType | None:
        """Return the edge type called `name`, or None."""
        return next((e for e in self.edges if e.name == name), None)

    def type_of(self, node_id: str) -> NodeType | None:
        """Return the type an id belongs to by its prefix (`link:lithium/cathode` is a Link), or None."""
        prefix, colon, _ = node_id.partition(":")
        return next((n for n in self.nodes if colon and n.prefix == prefix), None)

    def __iter__(self) -> Iterator[NodeType | EdgeType]:
        yield from self.nodes
        yield from self.edges


def _unique(names: list[str], where: str) -> None:
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise SchemaError(f"{where}：重复声明 {twice}，请删去一个 / declared twice, remove one")
