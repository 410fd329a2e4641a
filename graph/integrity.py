"""What every store refuses before it writes: the faults that would make a graph read back differ from what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import schema as s
from .errors import DataError
from .ids import is_clean
from .snapshot import Edge, GraphData, Node
from .spec import EdgeType, NodeType, Prop

_INT64 = range(-(2**63), 2**63)


def check_integrity(data: GraphData) -> None:
    """Raise DataError with every fault: an id twice, an edge without its ends, an undeclared type or property, a wrong value.

    Stores call it first, so all of them refuse the same graphs. Cost: O(nodes + edges + claims).
    """
    types = {n.id: n.type for n in data.nodes}
    faults = [
        *_twice("节点 / node", (n.id for n in data.nodes)),
        *_twice("边 / edge", (e.id for e in data.edges)),
        *_twice("断言 / claim", (c.id for c in data.claims)),
        *(fault for node in data.nodes for fault in _node_faults(node)),
        *(fault for edge in data.edges for fault in _edge_faults(edge, types)),
        *(fault for claim in data.claims for fault in _text_faults(claim.id, claim.as_row())),
        *_text_faults("meta", data.meta),
    ]
    if faults:
        raise DataError(*sorted(faults))


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    return (f"{what} {i!r}：编号出现 {n} 次，应唯一 / id occurs {n} times" for i, n in Counter(ids).items() if n > 1)


def _node_faults(node: Node) -> Iterator[str]:
    node_type = next((t for t in s.SCHEMA.nodes if t.name == node.type), None)
    if node_type is None:
        yield f"{node.id}：类型 {node.type!r} 未声明 / undeclared type"
    else:
        yield from _text_faults(node.id, {"id": node.id, "claims": list(node.claims)})
        yield from _prop_faults(node.id, node.props, node_type)


def _edge_faults(edge: Edge, types: Mapping[str, str]) -> Iterator[str]:
    edge_type = s.SCHEMA.edge(edge.type)
    pair = (types.get(edge.source, ""), types.get(edge.target, ""))
    if edge_type is None:
        yield f"{edge.id}：类型 {edge.type!r} 未声明 / undeclared type"
    elif pair not in edge_type.pairs:
        yield f"{edge.id}：端点 {edge.source} → {edge.target} 不存在或类型不合 / an end is absent or of the wrong type"
    else:
        yield from _text_faults(edge.id, {"id": edge.id, "claims": list(edge.claims)})
        yield from _prop_faults(edge.id, edge.props, edge_type)


def _prop_faults(where: str, props: Mapping[str, Any], declared: NodeType | EdgeType) -> Iterator[str]:
    for name, value in props.items():
        prop = declared.prop(name)
        if prop is None:
            yield f"{where}：{declared.name} 没有属性 {name!r} / no such property"
        elif not _fits(prop, value):
            yield f"{where}.{name}：{value!r} 不是 {prop.type} / not of this type"
    yield from _text_faults(where, props)


def _fits(prop: Prop, value: object) -> bool:
    if prop.type == "list":
        return type(value) is list and all(type(v) is str for v in value)
    return type(value).__name__ == prop.type and (type(value) is not int or value in _INT64)


def _text_faults(where: str, values: Mapping[str, Any]) -> Iterator[str]:
    if is_clean("\n".join(text for value in values.values() for text in _texts(value))):
        return
    for name, value in values.items():
        if not all(map(is_clean, _texts(value))):
            yield f"{where}.{name}：含控制字符或残缺编码，导入时应先清理 / control characters or lone surrogates, clean at import"


def _texts(value: object) -> list[str]:
    """Return the words of a value: itself, its members, or nothing."""
    if isinstance(value, str):
        return [value]
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
