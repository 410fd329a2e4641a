"""Minimal cut sets of one and two elements against removal of every element and every pair, one after the other."""

from __future__ import annotations

from itertools import combinations

import pytest

from liantu.analysis.cuts import Cuts, CutSet, cut_sets
from liantu.analysis.reachability import Outside, World
from liantu.analysis.supply import SupplyGraph, supply_graph
from liantu.graph import schema as s
from liantu.graph.snapshot import Snapshot
from supply_graphs import Removal, random_snapshot

WORLDS = [world.value for world in World]
Losses = dict[tuple[str, ...], list[set[str]]]


def removals(graph: Snapshot, rule: str) -> Losses:
    """Set of one or two elements → the links that stop, in the pessimistic and in the optimistic world."""
    firms = {e.source for link in graph.of_type(s.LINK) for e in graph.into(link.id, s.OPERATES_IN)}
    links = [n.id for n in graph.of_type(s.LINK)]
    elements = sorted({*links, *(f"OUTSIDE({link})" for link in links), *firms})
    worlds = [Removal(graph, optimistic, rule) for optimistic in (False, True)]
    before = [world.standing(()) for world in worlds]
    sets = [*((e,) for e in elements), *combinations(elements, 2)]
    return {lost: [b - w.standing(lost) for w, b in zip(worlds, before, strict=True)] for lost in sets}


def expected(losses: Losses, products: set[str]) -> dict[tuple[str, ...], CutSet]:
    """The cuts of at least one of the products, read from all removals."""
    cuts = {lost: [bool(stops & products) for stops in by_world] for lost, by_world in losses.items()}
    found = {}
    for lost, cut in cuts.items():
        inside = [cut[w] and (len(lost) == 1 or not any(cuts[e,][w] for e in lost)) for w in (0, 1)]
        if any(inside):
            where = tuple(name for name, own in zip(WORLDS, inside, strict=True) if own)
            found[lost] = CutSet(lost, all(cut), where, (0, 0), (0, 0))
    return found


def bare(cuts: Cuts) -> dict[tuple[str, ...], CutSet]:
    found = [*cuts.singles, *cuts.pairs]
    assert len({c.elements for c in found}) == len(found)
    return {c.elements: CutSet(c.elements, c.certain, c.minimal_in, (0, 0), (0, 0)) for c in found}


def check(seed: int, rule: Outside) -> int:
    graph = random_snapshot(seed)
    supply = supply_graph(graph)
    products = supply.terminals or frozenset(supply.links[:1])
    report, losses = cut_sets(supply, products, rule, keep=10**6), removals(graph, rule.value)
    for cuts in (report.whole, *report.each):
        wanted = expected(losses, {cuts.product} if cuts.product else set(products))
        assert bare(cuts) == wanted, f"seed {seed}, {rule}, {cuts.product}"
        certain = [c for lost, c in wanted.items() if len(lost) == 2 and c.certain]
        assert cuts.certain_pairs == len(certain)
        assert cuts.certain_pairs + cuts.possible_pairs == sum(len(lost) == 2 for lost in wanted)
        for cut in (*cuts.singles, *cuts.pairs):
            assert cut.stopped == tuple(len(stops & products) for stops in losses[cut.elements])
    return len(report.whole.pairs)


def test_equals_brute_force_on_a_thousand_graphs() -> None:
    assert sum(check(seed, Outside.CLOSED) for seed in range(1000)) > 500, "the graphs must have pairs to find"


@pytest.mark.parametrize("rule", [Outside.OPEN, Outside.ZONE])
def test_equals_brute_force_under_the_other_outside_rules(rule: Outside) -> None:
    assert sum(check(seed, rule) for seed in range(1000, 1150)) > 20


def test_links_that_stop_are_counted_among_all_that_the_products_depend_on() -> None:
    for seed in range(60):
        graph = random_snapshot(seed)
        supply = supply_graph(graph)
        report, losses = cut_sets(supply, supply.links, keep=10**6), removals(graph, "closed")
        for cut in (*report.whole.singles, *report.whole.pairs):
            assert cut.stopped_links == cut.stopped == tuple(len(stops) for stops in losses[cut.elements])


def ladder(steps: int) -> SupplyGraph:
    """Steps of two alternatives each, one firm a link, all lists complete: the n-th pair stops the last product and all above it."""
    links = [f"link:{i:02}{side}" for i in range(steps) for side in "ab"] + ["link:end"]
    needs = {"link:end": tuple(frozenset({f"link:{i:02}a", f"link:{i:02}b"}) for i in range(steps))}
    return SupplyGraph(
        tuple(links),
        {link: needs.get(link, ()) for link in links},
        {link: frozenset({f"firm:{link[5:]}"}) for link in links},
        frozenset(links),
        dict.fromkeys(links, "open"),
        frozenset({"link:end"}),
    )


def test_all_pairs_are_counted_and_the_first_are_kept_in_a_fixed_order() -> None:
    full, short = (cut_sets(ladder(30), ["link:end"], keep=keep).whole for keep in (1000, 7))
    assert (full.certain_pairs, full.possible_pairs, len(full.pairs)) == (30 * 4, 0, 30 * 4)
    assert short.certain_pairs == 30 * 4 and short.pairs == full.pairs[:7]
    assert [c.elements for c in full.pairs] == sorted(c.elements for c in full.pairs)


def test_greater_losses_come_first() -> None:
    needs = {"a": [], "b": [], "c": [], "d": [], "x": [{"a", "b"}], "y": [{"c", "d"}], "z": [{"y"}]}
    supply = SupplyGraph(
        tuple(needs),
        {k: tuple(frozenset(n) for n in v) for k, v in needs.items()},
        {k: frozenset({f"firm:{k}1", f"firm:{k}2", f"firm:{k}3"}) for k in needs},
        frozenset(needs),
        dict.fromkeys(needs, "open"),
        frozenset("xz"),
    )
    whole = cut_sets(supply, supply.terminals).whole
    assert [(c.elements, c.stopped, c.stopped_links) for c in whole.pairs] == [(("c", "d"), (1, 1), (4, 4)), (("a", "b"), (1, 1), (3, 3))]
    assert [c.elements for c in whole.singles] == [("y",), ("x",), ("z",)]


def test_the_only_two_makers_are_a_pair_and_an_unseen_maker_makes_it_possible_only() -> None:
    base = {"links": ("a",), "needs": {"a": ()}, "makers": {"a": frozenset({"firm:1", "firm:2"})}, "outside": {"a": "open"}}
    for complete, certain in ((frozenset("a"), True), (frozenset(), False)):
        supply = SupplyGraph(**base, complete=complete, terminals=frozenset("a"))  # type: ignore[arg-type]
        (pair,) = cut_sets(supply, ["a"]).whole.pairs
        assert (pair.elements, pair.certain) == (("firm:1", "firm:2"), certain)


def test_a_product_that_does_not_stand_is_stopped_by_nothing() -> None:
    supply = SupplyGraph(("a",), {"a": ()}, {"a": frozenset()}, frozenset("a"), {"a": "barred"}, frozenset("a"))
    whole = cut_sets(supply, ["a"]).whole
    assert (whole.stands_in, whole.singles, whole.pairs) == ((), (), ())


def test_no_products() -> None:
    supply = SupplyGraph(("a",), {"a": ()}, {"a": frozenset()}, frozenset(), {"a": "open"}, frozenset())
    report = cut_sets(supply, [])
    assert report.each == () and report.whole.singles == () and report.whole.pairs == ()
