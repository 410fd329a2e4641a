"""The snapshot answers as a slow look through the lists would."""

from __future__ import annotations

import random

import pytest
from hypothesis import given

from builders import graphs, small
from liantu.graph import schema as s
from liantu.graph.errors import NotFound
from liantu.graph.snapshot import Snapshot, sorted_data


@given(graphs())
def test_look_ups_agree_with_a_slow_search(data):
    g = Snapshot(data)
    for node_type in s.SCHEMA.nodes:
        assert g.of_type(node_type) == [n for n in data.nodes if n.type == node_type.name]
    for node in data.nodes:
        assert g.node(node.id) is node
        for edge_type in s.SCHEMA.edges:
            assert g.out(node.id, edge_type) == [e for e in data.edges if (e.source, e.type) == (node.id, edge_type.name)]
            assert g.into(node.id, edge_type) == [e for e in data.edges if (e.target, e.type) == (node.id, edge_type.name)]


def test_an_absent_node_is_not_found():
    g = Snapshot(small())
    with pytest.raises(NotFound, match="liantu search"):
        g.node("firm:nobody")
    assert g.out("firm:nobody", s.MAKES) == g.into("firm:nobody", s.MAKES) == []
    assert g.of_type(s.PROGRAMME) == []


def test_the_order_given_does_not_matter():
    data, dice = small(), random.Random(3)
    lists = [list(things) for things in (data.nodes, data.edges, data.claims)]
    for things in lists:
        dice.shuffle(things)
    assert sorted_data(*lists, dict(reversed(data.meta.items()))) == data


def test_claims_of_things_come_once_and_in_order():
    g = Snapshot(small())
    firm, [makes] = g.node("firm:here"), g.out("firm:here", s.OPERATES_IN)
    assert [c.predicate for c in g.claims_of(firm, makes, firm)] == ["name", "OPERATES_IN"]
    assert g.claims_on(firm, "OPERATES_IN") == []
    assert [c.value for c in g.claims_on(makes, "OPERATES_IN")] == ["link:cathode"]


def test_a_snapshot_of_nothing():
    g = Snapshot(sorted_data([], [], [], {}))
    assert (g.nodes, g.edges, g.claims, g.of_type(s.FIRM)) == ({}, {}, {}, [])
