"""Merges: nothing of the loser is lost but its id, no edge bites its own tail, a group stays apart from its plant."""

from __future__ import annotations

import pytest

from builders import ZONE, claim, joined, named
from liantu.graph.assemble import assemble
from liantu.graph.errors import DataError
from liantu.graph.merge import apply_merges
from liantu.graph.snapshot import Snapshot

NODES = named("firm:a", "firm:b", "firm:c", "link:l", "place:zone", "place:city", "product:x")


def merged(*claims, into="firm:a", lost="firm:b", nodes=NODES):
    """The graph after `lost` was judged to be `into`."""
    return Snapshot(assemble([*nodes, *claims], ZONE, {lost: into}))


def test_the_losers_name_becomes_an_alias_and_keeps_its_source():
    graph = merged(claim("firm:b", "aliases", "乙厂"))
    node = graph.node("firm:a")
    assert node.name == "a" and node.props["aliases"] == ["b", "乙厂"]
    (said,) = [c for c in graph.claims_on(node, "aliases") if c.value == "b"]
    assert (said.source, said.quote, said.grade) == ("source:list", "原文", "staff")
    assert "firm:b" not in graph.nodes


def test_a_name_both_bear_is_no_alias():
    graph = merged(nodes=[*named("firm:a"), claim("firm:b", "name", "a", source="source:other")])
    assert "aliases" not in graph.node("firm:a").props


def test_a_later_or_better_graded_name_of_the_loser_does_not_rename_the_winner():
    old = [claim("firm:a", "name", "甲", grade="plan", as_of="2020"), claim("firm:b", "name", "乙", grade="staff", as_of="2026")]
    assert merged(nodes=old).node("firm:a").name == "甲"


@pytest.mark.parametrize(
    "edge", [joined("firm:a", "SUPPLIES", "firm:b", key="x|2024"), joined("firm:b", "SUPPLIES", "firm:a", key="x|2024")]
)
def test_an_edge_between_the_two_falls_away_with_its_properties(edge):
    about = claim(f"{edge.subject}|SUPPLIES|{edge.value}|x|2024", "amount", 5.0)
    graph = merged(edge, about, joined("firm:c", "SUPPLIES", "firm:b", key="y|2024"))
    assert list(graph.edges) == ["firm:c|SUPPLIES|firm:a|y|2024"]


def test_a_self_loop_that_somebody_claims_stays_an_error():
    with pytest.raises(DataError, match="self-loop"):
        merged(joined("firm:c", "SUPPLIES", "firm:c"))


def test_two_losers_of_one_winner_have_no_edge_between_them_either():
    claims = [*NODES, joined("firm:b", "SUPPLIES", "firm:c")]
    graph = Snapshot(assemble(claims, ZONE, {"firm:b": "firm:a", "firm:c": "firm:a"}))
    assert not graph.edges and graph.node("firm:a").props["aliases"] == ["b", "c"]


def test_edges_and_their_properties_move_to_the_winner():
    graph = merged(joined("firm:b", "MAKES", "product:x"), claim("firm:b|MAKES|product:x", "revenue_share", 0.5))
    assert graph.edges["firm:a|MAKES|product:x"].props["revenue_share"] == 0.5


def test_a_text_that_looks_like_an_id_is_left_alone():
    assert merged(claim("firm:c", "about", "firm:b")).node("firm:c").props["about"] == "firm:b"


def test_a_group_and_its_plant_are_never_merged():
    with pytest.raises(DataError, match="resolve --undo"):
        merged(joined("firm:b", "PART_OF_GROUP", "firm:a"))


def test_a_winner_that_is_gone_leaves_the_loser_as_it_was():
    graph = merged(into="firm:gone")
    assert graph.node("firm:b").name == "b"


def test_taking_the_merge_back_leaves_no_trace():
    claims = [*NODES, joined("firm:a", "SUPPLIES", "firm:b")]
    assert apply_merges(claims, {}) == claims
    assert assemble(claims, ZONE) == assemble(claims, ZONE, {})
