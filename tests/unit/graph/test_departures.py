"""A firm that left is nowhere in the zone: not by the flag, not by an edge a naive count would find."""

from __future__ import annotations

import pytest

from builders import claim, graph, joined
from liantu.graph.claims import Claim
from liantu.graph.snapshot import GraphData

NODES = "place:zone place:city link:a link:b firm:x chain:c"
HERE = [
    joined("firm:x", "LOCATED_IN", "place:zone", grade="plan", as_of="2020-12"),
    joined("firm:x", "OPERATES_IN", "link:a", grade="plan", as_of="2020-12"),
    joined("place:zone", "WITHIN", "place:city"),
    claim("firm:x|OPERATES_IN|link:a", "since", "2018", grade="plan"),
]


def built(*claims: Claim) -> GraphData:
    return graph(*HERE, *claims, nodes=NODES)


def state(data: GraphData) -> tuple[object, set[str]]:
    resident = next(n for n in data.nodes if n.id == "firm:x").props.get("resident")
    return resident, {e.type for e in data.edges if e.source == "firm:x"}


@pytest.mark.parametrize("how", ["moved", "closed"])
def test_a_departed_firm_stands_nowhere_in_the_zone(how: str) -> None:
    assert state(built()) == (True, {"LOCATED_IN", "OPERATES_IN"})
    data = built(claim("firm:x", "left", how, as_of="2026-03"))
    assert state(data) == (False, set())
    assert {c.predicate for c in data.claims} >= {"LOCATED_IN", "OPERATES_IN"}, "nothing that was said is lost"


def test_a_place_elsewhere_stays() -> None:
    assert state(built(claim("firm:x", "left", "moved", as_of="2026"), joined("firm:x", "LOCATED_IN", "place:city")))[1] == {"LOCATED_IN"}


@pytest.mark.parametrize(
    ("grade", "as_of", "back"),
    [("staff", "2027", True), ("staff", "2026-03", False), ("staff", "2025", False), ("registry", "2027", False), ("plan", "2027", False)],
)
def test_only_a_younger_claim_as_good_brings_it_back(grade: str, as_of: str, back: bool) -> None:
    told = claim("firm:x", "left", "moved", as_of="2026-03")
    again = joined("firm:x", "LOCATED_IN", "place:zone", grade=grade, as_of=as_of)
    assert state(built(told, again))[0] is back
