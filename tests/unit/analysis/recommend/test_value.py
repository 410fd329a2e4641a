"""值不值 equals a what-if of the same landing: needs, statuses and sole suppliers, on random graphs and on links of the shipped one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

import pytest

from builders import ZONE, claim, joined
from built import shipped_graph
from liantu.analysis.gaps import Gap, gaps
from liantu.analysis.recommend.model import Value
from liantu.analysis.recommend.value import ValueOf
from liantu.analysis.scenario import Landing, Scenario
from liantu.analysis.settings import read_settings
from liantu.analysis.whatif import what_if
from liantu.graph import schema as s
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Edge, Node, Snapshot
from liantu.loaders.places import read_zone
from liantu.loaders.shipped import DATA
from recommend_graph import ZONE as RINGED
from recommend_graph import recommend_graph
from supply_graphs import random_snapshot


def by_what_if(graph: Snapshot, zone: Zone, link: str, firm: Node | None) -> tuple[set[str], set[str], set[str], set[tuple[str, str, str]]]:
    landing = Landing(firm.id if firm else "firm:new", "新厂", link, firm is not None, False)
    found = what_if(graph, zone, Scenario((landing,), (), ()))
    before, after = found.before, found.after
    sole = [set(x.sole_verified) | set(x.sole_unverified) for x in (before, after)]
    changed = {(x, was, after.status_of[x]) for x, was in before.status_of.items() if after.status_of[x] != was}
    return set(before.needs) - set(after.needs), sole[0] - sole[1], sole[1] - sole[0], changed


def told(value: Value) -> tuple[set[str], set[str], set[str], set[tuple[str, str, str]]]:
    return set(value.needs_met), set(value.sole_ended), set(value.sole_new), set(value.statuses)


def with_wishes(seed: int) -> Snapshot:
    """A random supply graph with parents, needs, declarations of supply relations, demands and sales."""
    base, draw = random_snapshot(seed), random.Random(seed)
    links = [n.id for n in base.of_type(s.LINK)]
    nodes = [
        Node("measure:m", "Measure", {"name": "m"}),
        Node("link:up", "Link", {"name": "up"}),
        Node("firm:buyer", "Firm", {"name": "b"}),
    ]
    edges = [edge("link:up", s.LINK_OF.name, "chain:c")]
    edges += [edge(x, s.PART_OF.name, "link:up") for x in links if draw.random() < 0.3]
    edges += [edge("measure:m", s.AIMS_AT.name, x) for x in [*links, "link:up"] if draw.random() < 0.5]
    edges += [edge("firm:buyer", s.DEMANDS.name, x) for x in links if draw.random() < 0.3]
    for link in links:
        more = {k: "名录" for k in ("suppliers_complete", "users_complete") if draw.random() < 0.5}
        nodes.append(Node(link, "Link", {**base.node(link).props, **more}))
    if draw.random() < 0.4:
        edges.append(edge(draw.choice(["firm:0", "firm:1"]), s.OPERATES_IN.name, "link:up"))
    return base.patched(nodes, edges)


def edge(source: str, kind: str, target: str) -> Edge:
    return Edge(f"{source}|{kind}|{target}", kind, source, target, {})


@pytest.mark.parametrize("seed", range(40))
def test_on_random_graphs(seed: int) -> None:
    graph = with_wishes(seed)
    value = ValueOf(graph, every(graph), read_settings())
    for link in [n.id for n in graph.of_type(s.LINK)]:
        assert told(value(link, None)) == by_what_if(graph, ZONE, link, None), link


def every(graph: Snapshot) -> Sequence[Gap]:
    return gaps(graph, Zone(ZONE.id, ZONE.name, ZONE.places, RINGED.rings))


def test_a_firm_with_standing_makes_a_link_strong() -> None:
    graph = recommend_graph(claim("firm:far", "standing", "龙头"))
    value = ValueOf(graph, gaps(graph, RINGED), read_settings())
    firm = graph.node("firm:far")
    assert told(value("link:film", firm)) == by_what_if(graph, RINGED, "link:film", firm)
    assert value("link:film", firm).statuses[-1][2] == "强" and value("link:film", None).statuses[-1][2] == "有"


def test_a_resident_that_makes_it_already_changes_nothing() -> None:
    graph = recommend_graph()
    value = ValueOf(graph, gaps(graph, RINGED), read_settings())("link:cell", graph.node("firm:cellar"))
    assert told(value) == (set(), set(), set(), set()) and "都不变" in value.text


def test_a_second_maker_ends_a_sole_supplier() -> None:
    graph = recommend_graph(joined("firm:far", "CAPABLE_OF", "link:cell"))
    value = ValueOf(graph, gaps(graph, RINGED), read_settings())("link:cell", graph.node("firm:far"))
    assert value.sole_ended == ("link:cell",) and "有了第二家" in value.text and value.text.endswith("（假设）")


def test_a_user_that_lands_ends_a_final_product_without_users() -> None:
    """film: a final product with demand, whose list of users is complete and empty, made by bay; the cell it goes into lands."""
    here = [joined("firm:bay", "LOCATED_IN", "place:zone", "registered", grade="registry"), joined("firm:bay", "OPERATES_IN", "link:film")]
    props = {k: claim("link:film", k, v) for k, v in (("terminal", True), ("users_complete", "名录"))}
    graph = recommend_graph(*here, *props.values(), joined("firm:far", "DEMANDS", "link:film", "demand"))
    bare = graph.patched(dropped=graph.into("link:cell", s.OPERATES_IN))
    value = ValueOf(bare, gaps(bare, RINGED), read_settings())("link:cell", None)
    assert ("link:film", "短", "有") in value.statuses
    assert told(value) == by_what_if(bare, RINGED, "link:cell", None)


@cache
def shipped() -> Snapshot:
    return shipped_graph()


@pytest.mark.parametrize("link", ["link:lithium/cathode", "link:lithium/electrolyte", "link:electromechanical/harmonic-reducer"])
def test_on_the_shipped_graph(link: str) -> None:
    zone = read_zone(DATA / "zone.yaml")
    value = ValueOf(shipped(), gaps(shipped(), zone), read_settings())
    assert told(value(link, None)) == by_what_if(shipped(), zone, link, None)
