"""Claims → nodes and edges: they exist because claims say so. Every fault is found in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from . import schema as s
from .claims import GRADES, Claim, Value, evidence_grade, strongest_modality
from .completeness import declared, latest_date
from .departures import departed, not_here, present
from .errors import DataError
from .hierarchy import check_hierarchy
from .ids import edge_id
from .merge import apply_merges
from .presence import Zone, check_presence, residents
from .snapshot import Edge, GraphData, Node, sorted_data
from .spec import EdgeType, NodeType, Prop

_GRADE_RANK = {g: i for i, g in enumerate(GRADES)}
Claims = list[Claim]


def assemble(
    claims: Iterable[Claim], zone: Zone, merged: Mapping[str, str] | None = None, meta: Mapping[str, str] | None = None
) -> GraphData:
    """Build the graph from claims.

    `merged` maps a merged id to the id that won (same-as decisions). Raises DataError with every fault found.
    Cost: O(claims log claims).
    """
    kept = list({c.id: c for c in apply_merges(claims, merged or {})}.values())
    about_nodes, about_edges, edge_props, problems = _sort_out(kept)
    problems += _dangling(about_edges, about_nodes)
    problems += [f"{i}：没有名称 / has no name" for i, cs in about_nodes.items() if not any(c.predicate == "name" for c in cs)]
    problems += [f"{e}：属性所指的边不存在 / property of an edge that nobody claims" for e in edge_props.keys() - about_edges.keys()]
    if problems:
        raise DataError(*sorted(problems))
    gone = departed(kept, zone)
    edges = present((_edge(i, cs, edge_props.get(i, [])) for i, cs in about_edges.items()), gone, zone)
    check_hierarchy(edges)
    resident = not_here(residents(about_nodes.keys(), edges, {c.id: c for c in kept}, zone), gone)
    nodes = [_node(i, cs, resident) for i, cs in about_nodes.items()]
    data = sorted_data(nodes, edges, kept, {**(meta or {}), "schema": s.VERSION})
    check_presence(data)
    return declared(data, latest_date(kept))


def _sort_out(claims: Claims) -> tuple[dict[str, Claims], dict[str, Claims], dict[str, Claims], list[str]]:
    nodes: dict[str, Claims] = defaultdict(list)
    edges: dict[str, Claims] = defaultdict(list)
    props: dict[str, Claims] = defaultdict(list)
    problems: list[str] = []
    for claim in sorted(claims, key=lambda c: c.id):
        try:
            if "|" in claim.subject:
                _check_edge_prop(claim)
                props[claim.subject].append(claim)
            elif edge_type := s.SCHEMA.edge(claim.predicate):
                edges[_check_edge(claim, edge_type)].append(claim)
            else:
                _check_value(_node_prop(claim), claim)
                nodes[claim.subject].append(claim)
        except ValueError as fault:
            problems.append(f"{claim.locator or claim.source}：{claim.subject} {claim.predicate} {claim.value!r} — {fault}")
    return nodes, edges, props, problems


def _node_type(node_id: str) -> NodeType:
    found = s.SCHEMA.type_of(node_id)
    if found is None:
        raise ValueError(f"编号 {node_id!r} 的前缀不是已声明的类型 / the id's prefix is no declared type")
    return found


def _node_prop(claim: Claim) -> Prop:
    node_type = _node_type(claim.subject)
    prop = node_type.prop(claim.predicate)
    if prop is None or prop.derived:
        known = "、".join(p.name for p in node_type.props if not p.derived)
        raise ValueError(f"{node_type.name} 没有属性或边 {claim.predicate!r}，可用：{known} / no such property or edge")
    return prop


def _check_value(prop: Prop, claim: Claim) -> None:
    wanted: dict[str, type | tuple[type, ...]] = {"str": str, "list": str, "int": int, "float": (int, float), "bool": bool}
    if not isinstance(claim.value, wanted[prop.type]):
        raise ValueError(f"{prop.name} 应为 {prop.type} / expected {prop.type}")
    if prop.choices and claim.value not in prop.choices:
        raise ValueError(f"{prop.name} 只能是 {'、'.join(prop.choices)} / not one of the choices")


def _check_edge(claim: Claim, edge_type: EdgeType) -> str:
    pair = (_node_type(claim.subject).name, _node_type(str(claim.value)).name)
    if pair not in edge_type.pairs:
        allowed = "、".join(f"{a}→{b}" for a, b in edge_type.pairs)
        raise ValueError(f"{edge_type.name} 不能连 {pair[0]}→{pair[1]}，可连：{allowed} / not an allowed pair")
    if edge_type.modalities and claim.modality not in edge_type.modalities:
        raise ValueError(f"{edge_type.name} 不接受语态 {claim.modality}，只接受 {sorted(edge_type.modalities)} / modality not allowed")
    if claim.subject == claim.value:
        raise ValueError("自环 / self-loop")
    return edge_id(edge_type.name, claim.subject, str(claim.value), claim.key)


def _check_edge_prop(claim: Claim) -> None:
    edge_type = s.SCHEMA.edge(claim.subject.split("|")[1])
    prop = edge_type.prop(claim.predicate) if edge_type else None
    if prop is None or prop.derived:
        raise ValueError("这种边没有这个属性 / this edge type has no such property")
    _check_value(prop, claim)


def _dangling(edges: Mapping[str, Claims], nodes: Mapping[str, Claims]) -> list[str]:
    return [
        f"{claim.locator or claim.source}：{claim.subject} {claim.predicate} {claim.value} — 没有 {end} / no such node"
        for claims in edges.values()
        for claim in claims
        for end in (claim.subject, str(claim.value))
        if end not in nodes
    ]


def _chosen(claims: Claims) -> Claim:
    """The claim whose value is displayed: best grade, then latest, then smallest id. The one place of this rule."""
    best = min(_GRADE_RANK[c.grade] for c in claims)
    graded = [c for c in claims if _GRADE_RANK[c.grade] == best]
    latest = max(c.as_of for c in graded)
    return min((c for c in graded if c.as_of == latest), key=lambda c: c.id)


def _values(claims: Claims, prop_of: Mapping[str, Prop]) -> dict[str, Any]:
    by_name: dict[str, Claims] = defaultdict(list)
    for claim in claims:
        by_name[claim.predicate].append(claim)
    return {name: _displayed(by_name[name], prop) for name, prop in prop_of.items() if name in by_name}


def _displayed(claims: Claims, prop: Prop) -> Value | list[str]:
    if prop.type == "list":
        return sorted({str(c.value) for c in claims})
    value = _chosen(claims).value
    return float(value) if prop.type == "float" else value


def _node(node_id: str, claims: Claims, resident: Mapping[str, bool]) -> Node:
    node_type = _node_type(node_id)
    props = _values(claims, {p.name: p for p in node_type.props})
    if node_id in resident:
        props["resident"] = resident[node_id]
    return Node(node_id, node_type.name, props, tuple(sorted(c.id for c in claims)))


def _weighed(claim: Claim) -> str:
    """A register says under which class a firm is filed; that it can make a thing is inferred from that (METHODS §2: C, not A)."""
    filed = claim.predicate == s.CAPABLE_OF.name and claim.modality == "registered"
    return "disclosure" if filed else claim.grade


def _edge(edge_key: str, claims: Claims, props: Claims) -> Edge:
    source, type_name, target = edge_key.split("|")[:3]
    edge_type = s.SCHEMA.edge(type_name)
    assert edge_type is not None
    values = _values(props, {p.name: p for p in edge_type.props})
    derived = {
        "modality": strongest_modality(c.modality for c in claims),
        "grade": evidence_grade(_weighed(c) for c in claims),
        "as_of": max(c.as_of for c in claims),
    }
    ids = tuple(sorted(c.id for c in [*claims, *props]))
    return Edge(edge_key, type_name, source, target, {**values, **derived}, ids)
