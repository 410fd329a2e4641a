"""Nobody of the zone among those to bring in, nobody gone anywhere: over random zones and over every link of the shipped graph."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings

from built import shipped_graph
from liantu.analysis.gaps import gaps
from liantu.analysis.recommend.engine import recommend
from liantu.analysis.recommend.model import HOME, REGION, TARGET, Advice
from liantu.graph import schema as s
from liantu.graph.ids import name_key
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Node, Snapshot
from liantu.loaders.places import read_zone
from liantu.loaders.shipped import DATA
from recommend_graph import ZONE, peopled

SHIPPED_ZONE = read_zone(DATA / "zone.yaml")


def keys(firm: Node) -> set[str]:
    forms = (firm.name, str(firm.props.get("name_en", "")), *firm.props.get("aliases", []))
    return {name_key(str(f)) for f in forms if f}


def families(graph: Snapshot) -> list[set[str]]:
    """Groups of firms, by joining what an edge joins until nothing changes."""
    found = [{e.source, e.target} for e in graph.data.edges if e.type == s.PART_OF_GROUP.name]
    while pairs := [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a & b]:
        a, b = pairs[0]
        found = [x for x in found if x is not a and x is not b] + [a | b]
    return found


def check(graph: Snapshot, found: Iterable[Advice]) -> None:
    gone = {f.id for f in graph.of_type(s.FIRM) if f.props.get("left") or f.props.get("is_active") is False}
    residents = {f.id for f in graph.of_type(s.FIRM) if f.props.get("resident") is True} - gone
    own = residents.union(*(x for x in families(graph) if x & residents))
    called = set().union(*(keys(graph.node(f)) for f in own))
    for advice in found:
        for c in advice.candidates:
            assert c.node.id not in gone, c.node.name
            if c.group == HOME:
                assert c.node.id in own
            elif c.group in (REGION, TARGET):
                assert c.node.id not in own and not keys(c.node) & called, f"{c.node.name}：{advice.gap.link.name}"
        for group in (HOME, REGION, TARGET):
            assert [c.rank for c in advice.found[group]] == list(range(1, len(advice.found[group]) + 1))


@settings(max_examples=60)
@given(peopled())
def test_in_any_zone(graph: Snapshot) -> None:
    found = recommend(graph, ZONE, gaps(graph, ZONE), [link.id for link in graph.of_type(s.LINK)], top=50)
    check(graph, found)
    json.dumps([row for advice in found for row in advice.rows()])


@cache
def shipped() -> tuple[Snapshot, Zone]:
    return shipped_graph(), SHIPPED_ZONE


def everywhere(graph: Snapshot, top: int = 1000) -> list[Advice]:
    every = gaps(graph, SHIPPED_ZONE)
    return recommend(graph, SHIPPED_ZONE, every, [g.link.id for g in every], top)


def test_over_all_links_of_the_shipped_graph() -> None:
    graph, _ = shipped()
    found = everywhere(graph)
    check(graph, found)
    assert sum(len(a.found[TARGET]) for a in found) > 500 and sum(len(a.found[REGION]) for a in found) > 50


def test_struck_off_firms_of_the_shipped_graph_stand_nowhere() -> None:
    graph, _ = shipped()
    told = [c.node for a in everywhere(graph, 3) for c in a.candidates if c.node.type == s.FIRM.name]
    struck = {n.id: n for n in told[::7]}
    changed = [
        replace(n, props={**n.props, **({"is_active": False} if i % 2 else {"left": "closed"})}) for i, n in enumerate(struck.values())
    ]
    after = graph.patched(changed)
    found = everywhere(after)
    check(after, found)
    assert len(struck) > 20 and not set(struck) & {c.node.id for a in found for c in a.candidates}


@pytest.mark.parametrize("origin", SHIPPED_ZONE.origins, ids=lambda o: o.name)
def test_an_origin_of_the_zone_rests_on_a_measure_that_aims_somewhere(origin: object) -> None:
    graph, zone = shipped()
    found = next(o for o in zone.origins if o is origin or o == origin)
    measure = graph.node(found.measure)
    assert graph.out(measure.id, s.AIMS_AT) and all(c in graph.nodes for c in found.chains)
    quotes = "".join(c.quote for c in graph.claims_of(measure))
    places = [graph.node(p).name.removesuffix("市") for p in found.places if p in graph.nodes]
    assert not places or all(p in quotes for p in places) or "港澳" in quotes
