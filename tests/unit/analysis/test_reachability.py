"""The two-world fixed point against proof search, and laws that must hold on any graph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liantu.analysis.reachability import Outside, World, available, outside_element, stopped_by
from liantu.analysis.supply import SupplyGraph

NAMES = tuple("abcdefghijkl")


@st.composite
def supply_graphs(draw: st.DrawFn) -> SupplyGraph:
    """AND/OR graphs of ≤ 12 links with cycles, alternatives, declared lists and barred or single outside suppliers."""
    links = NAMES[: draw(st.integers(1, 12))]
    other = {x: [y for y in links if y != x] for x in links}
    needs = {
        x: tuple(draw(st.lists(st.frozensets(st.sampled_from(other[x]), min_size=1, max_size=3), max_size=3))) if other[x] else ()
        for x in links
    }
    firms = st.frozensets(st.sampled_from([f"firm:{i}" for i in range(5)]), max_size=2)
    return SupplyGraph(
        links,
        needs,
        {x: draw(firms) for x in links},
        frozenset(draw(st.sets(st.sampled_from(links)))),
        {x: draw(st.sampled_from(["open", "open", "single", "barred"])) for x in links},
        frozenset(links[-1:]),
    )


def provable(g: SupplyGraph, link: str, world: World, failed: frozenset[str], rule: Outside, above: frozenset[str] = frozenset()) -> bool:
    """Proof search without a link above itself: a finite proof exists iff the link is in the least fixed point."""
    if link in failed or link in above:
        return False
    unseen = world is World.OPTIMISTIC and link not in g.complete
    has_local = unseen or bool(g.makers[link])
    may_buy = rule is not Outside.ZONE and g.outside[link] != "barred" and outside_element(link) not in failed
    if may_buy and (rule is Outside.OPEN or not has_local):
        return True
    if not (unseen or g.makers[link] - failed):
        return False
    return all(any(provable(g, m, world, failed, rule, above | {link}) for m in need) for need in g.needs[link])


def elements(g: SupplyGraph) -> list[str]:
    return [*g.links, *(outside_element(x) for x in g.links), *sorted({f for m in g.makers.values() for f in m})]


@settings(max_examples=1000, deadline=None)
@given(supply_graphs(), st.sampled_from(list(World)), st.sampled_from(list(Outside)), st.data())
def test_equals_proof_search(g: SupplyGraph, world: World, rule: Outside, data: st.DataObject) -> None:
    failed = frozenset(data.draw(st.sets(st.sampled_from(elements(g)), max_size=3)))
    assert available(g, world, failed, rule) == {x for x in g.links if provable(g, x, world, failed, rule)}


@settings(max_examples=300, deadline=None)
@given(supply_graphs(), st.sampled_from(list(World)), st.sampled_from(list(Outside)), st.data())
def test_losing_more_never_helps(g: SupplyGraph, world: World, rule: Outside, data: st.DataObject) -> None:
    some = frozenset(data.draw(st.sets(st.sampled_from(elements(g)), max_size=2)))
    more = some | data.draw(st.sets(st.sampled_from(elements(g)), max_size=2))
    assert available(g, world, more, rule) <= available(g, world, some, rule)


@settings(max_examples=500, deadline=None)
@given(supply_graphs(), st.sampled_from(list(World)), st.sampled_from(list(Outside)), st.data())
def test_what_stops_equals_computing_everything_anew(g: SupplyGraph, world: World, rule: Outside, data: st.DataObject) -> None:
    lost = frozenset(data.draw(st.sets(st.sampled_from(g.links), min_size=1, max_size=2)))
    before = available(g, world, (), rule)
    after = available(g, world, lost | {outside_element(x) for x in lost}, rule)
    assert stopped_by(g, lost, world, before, rule) == before - after - lost


def graph(needs: dict[str, list[set[str]]], makers: dict[str, set[str]], **changes: object) -> SupplyGraph:
    links = tuple(needs)
    base = {
        "complete": frozenset(links),
        "outside": dict.fromkeys(links, "open"),
        "terminals": frozenset(links[-1:]),
    }
    return SupplyGraph(
        links,
        {x: tuple(frozenset(n) for n in ns) for x, ns in needs.items()},
        {x: frozenset(makers.get(x, ())) for x in links},
        **{**base, **changes},  # type: ignore[arg-type]
    )


# 梯次利用 → 镍钴 → 前驱体 → 电芯 → 梯次利用: a loop, with ore as the other source of nickel
LOOP = {
    "ore": [],
    "nickel": [{"ore", "recycling"}],
    "precursor": [{"nickel"}],
    "cell": [{"precursor"}],
    "recycling": [{"cell"}],
}
ALL_MADE = {x: {f"firm:{x}"} for x in LOOP}


def test_a_loop_does_not_feed_itself() -> None:
    g = graph(LOOP, ALL_MADE)
    assert available(g, World.PESSIMISTIC) == set(LOOP)
    assert available(g, World.PESSIMISTIC, {"ore"}) == set()


def test_the_worlds_differ_only_where_the_list_is_open() -> None:
    declared = graph(LOOP, ALL_MADE)
    undeclared = graph(LOOP, ALL_MADE, complete=frozenset())
    before = {w: available(undeclared, w) for w in World}
    assert set(LOOP) == before[World.PESSIMISTIC] == before[World.OPTIMISTIC]
    assert available(declared, World.OPTIMISTIC, {"firm:ore"}) == set()
    assert available(undeclared, World.PESSIMISTIC, {"firm:ore"}) == set()
    assert available(undeclared, World.OPTIMISTIC, {"firm:ore"}) == set(LOOP)


@pytest.mark.parametrize(("rule", "left"), [(Outside.CLOSED, set()), (Outside.OPEN, {"a", "b"}), (Outside.ZONE, set())])
def test_outside_rules(rule: Outside, left: set[str]) -> None:
    g = graph({"a": [], "b": [{"a"}]}, {"a": {"firm:a"}, "b": {"firm:b"}})
    assert available(g, World.PESSIMISTIC, {"firm:a"}, rule) == left


def test_barred_outside_leaves_a_link_without_maker_unavailable() -> None:
    g = graph({"a": [], "b": [{"a"}]}, {"b": {"firm:b"}}, outside={"a": "barred", "b": "open"})
    assert available(g, World.PESSIMISTIC) == set()
