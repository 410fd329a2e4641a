"""The same table in every ring, on the links of test_gaps: beyond the zone nothing is 缺 by count, and nobody moves in."""

from __future__ import annotations

from itertools import pairwise

import pytest

from builders import claim, graph, joined
from liantu.analysis.gaps import Gap, gaps
from liantu.graph.claims import Claim
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

RINGS = (("园区", "place:zone"), ("市", "place:city"), ("湾区", "place:bay"), ("全国", "place:cn"))
ZONE = Zone("place:zone", "某高新区", frozenset(), RINGS, {})
BASE = "chain:c link:x place:zone place:city place:bay place:cn firm:a firm:b measure:m"
COMPLETE = claim("link:x", "makers_complete", "规上名录 2024 统计局")
WANTED = joined("measure:m", "AIMS_AT", "link:x", "needed", grade="plan")


def gap(*claims: Claim) -> Gap:
    places = ("place:zone", "place:city", "place:bay", "place:cn")
    within = [joined(a, "WITHIN", b) for a, b in pairwise(places)]
    known = [joined("link:x", "LINK_OF", "chain:c"), *within, joined("firm:a", "LOCATED_IN", "place:zone")]
    (found,) = gaps(Snapshot(graph(*known, *claims, nodes=BASE)), ZONE)
    return found


def maker(place: str, modality: str = "existing") -> list[Claim]:
    return [
        joined("firm:b", "CAPABLE_OF", "link:x", modality, grade="disclosure"),
        joined("firm:b", "LOCATED_IN", f"place:{place}", grade="disclosure"),
    ]


def nation(word: str) -> Claim:
    return claim("link:x", "stated", word, modality="reference", grade="plan")


@pytest.mark.parametrize(
    ("claims", "statuses"),
    [
        ([], "待核实 待核实 待核实 待核实"),
        ([COMPLETE], "缺 待核实 待核实 待核实"),
        ([COMPLETE, *maker("bay")], "缺 待核实 有 有"),
        ([COMPLETE, *maker("city"), claim("firm:b", "standing", "龙头")], "缺 强 强 强"),
        ([joined("firm:a", "OPERATES_IN", "link:x")], "有 有 有 有"),
        ([joined("firm:a", "OPERATES_IN", "link:x"), COMPLETE], "弱 有 有 有"),
        ([claim("link:x", "stated", "absent", grade="plan")], "缺 待核实 待核实 待核实"),
        ([nation("absent")], "缺 缺 缺 缺"),
        ([nation("weak"), *maker("cn")], "待核实 待核实 待核实 弱"),
        ([nation("weak"), joined("firm:a", "OPERATES_IN", "link:x")], "有 有 有 弱"),
        (maker("bay", "inferred"), "待核实 待核实 待核实 待核实"),
        (maker("bay", "registered"), "待核实 待核实 待核实 待核实"),
        ([*maker("bay"), claim("firm:b", "is_active", False)], "待核实 待核实 待核实 待核实"),
        ([joined("firm:b", "INVITED_FOR", "link:x", "invited")], "待核实 待核实 待核实 待核实"),
    ],
)
def test_every_ring_by_the_same_table(claims: list[Claim], statuses: str) -> None:
    found = gap(*claims)
    assert dict(found.rings_status) == dict(zip(("园区", "市", "湾区", "全国"), statuses.split(), strict=True))
    assert found.rings_status["园区"] == found.status


def test_absent_here_and_made_in_the_bay_is_a_case_for_a_call() -> None:
    assert gap(COMPLETE, *maker("bay")).ring_advice == ("本区缺，湾区已知 1 家（b）：对接",)
    assert gap(COMPLETE, *maker("city")).ring_advice == ("本区缺，市已知 1 家（b）：对接",)
    assert gap(COMPLETE, *maker("cn")).ring_advice == ()


def test_unknown_here_is_verified_first_and_only_where_the_plan_wants_it() -> None:
    assert gap(WANTED, *maker("bay")).ring_advice == ("本区待核实，湾区已知 1 家（b）：先核实，再对接",)
    assert gap(*maker("bay")).ring_advice == ()


def test_a_resident_is_asked_and_not_approached() -> None:
    found = gap(WANTED, joined("firm:a", "CAPABLE_OF", "link:x", grade="disclosure"))
    assert dict(found.rings_status)["市"] == "有" and found.ring_advice == () and found.status == "待核实"
    assert found.settle_by is not None and "a在区内是否生产" in found.settle_by.fact


def test_a_weak_nation_is_a_case_for_research() -> None:
    assert gap(nation("weak"), *maker("cn")).ring_advice == ("全国弱：攻关",)
    assert gap(nation("absent")).ring_advice == ("全国缺：攻关",)


def test_rings_and_advice_stand_in_the_json() -> None:
    row = gap(COMPLETE, *maker("bay")).as_json()
    assert row["rings_status"]["湾区"] == "有" and row["ring_advice"] and row["status"] == "缺" and row["makers"] == []


def test_one_ring_alone_advises_nothing() -> None:
    alone = Zone("place:zone", "某区", frozenset(), (("园区", "place:zone"),), {})
    known = [joined("link:x", "LINK_OF", "chain:c"), COMPLETE, *maker("cn")]
    (found,) = gaps(Snapshot(graph(*known, nodes=BASE)), alone)
    assert (dict(found.rings_status), found.ring_advice) == ({"园区": "缺"}, ())
