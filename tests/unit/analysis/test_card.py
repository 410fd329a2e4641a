"""The card of a node: its chains, its relations in both directions, and who said it."""

from __future__ import annotations

from builders import claim, graph, joined
from liantu.analysis.card import card
from liantu.graph.snapshot import Snapshot

G = Snapshot(
    graph(
        joined("link:x", "LINK_OF", "chain:a"),
        joined("direction:d", "DIRECTION_OF", "chain:b"),
        joined("firm:here", "LOCATED_IN", "place:zone", quote="甲在区"),
        joined("firm:here", "OPERATES_IN", "link:x", quote="甲生产乙"),
        joined("firm:wanted", "INVITED_FOR", "link:x", "invited", quote="引进丙"),
        joined("institution:u", "RESEARCHES", "direction:d", "cooperation"),
        claim("firm:here", "aliases", "甲"),
        nodes="link:x chain:a chain:b direction:d firm:here firm:wanted institution:u place:zone",
    )
)


def test_chains_come_through_links_and_directions() -> None:
    assert card(G, G.node("firm:here")).chains == ("a",)
    assert card(G, G.node("institution:u")).chains == ("b",)
    assert card(G, G.node("link:x")).chains == ("a",)
    assert card(G, G.node("chain:a")).chains == ()


def test_relations_in_both_directions_with_their_sense() -> None:
    found = {(r.direction, r.type, r.id, r.modality) for r in card(G, G.node("link:x")).relations}
    assert found == {
        ("out", "LINK_OF", "chain:a", "existing"),
        ("in", "OPERATES_IN", "firm:here", "existing"),
        ("in", "INVITED_FOR", "firm:wanted", "invited"),
    }


def test_the_text_says_residence_and_every_quote() -> None:
    here, wanted = card(G, G.node("firm:here")).text(), card(G, G.node("firm:wanted")).text()
    assert "在区：是" in here and "「甲生产乙」" in here and "别名：甲" in here
    assert "在区：否" in wanted and "「引进丙」" in wanted
