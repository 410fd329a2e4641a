"""The graph at a date and as another zone sees it, on the small graph one can draw and on the report graph."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ZONE as SMALL_ZONE
from builders import claim, graph, joined, small
from liantu.graph.at_date import known_at, seen_from
from liantu.graph.errors import DataError
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot
from report_graph import ZONE, report_graph


def test_after_the_last_date_the_graph_is_itself():
    for data, zone in ((report_graph().data, ZONE), (small(), SMALL_ZONE)):
        found = known_at(data, zone, "9999")
        assert (found.nodes, found.edges, found.claims) == (data.nodes, data.edges, data.claims)


@given(st.sampled_from(["2000", "2019-12", "2020-12", "2021", "2024-06-30", "2025"]))
def test_no_claim_is_younger_than_the_date_and_the_skeleton_stays(day: str):
    data = report_graph().data
    found = known_at(data, ZONE, day)
    firms = {c.subject for c in found.claims if c.subject.startswith("firm:") and c.predicate not in ("name", "LOCATED_IN")}
    assert firms == (
        set()
        if day < "2020-12"
        else {c.subject for c in data.claims if c.subject.startswith("firm:") and c.predicate not in ("name", "LOCATED_IN")}
    )
    assert {n.id for n in found.nodes} == {n.id for n in data.nodes}
    kept = ("LINK_OF", "PART_OF", "INPUT_TO", "WITHIN")
    assert [e.id for e in found.edges if e.type in kept and "link:" in e.source] == [
        e.id for e in data.edges if e.type in kept and "link:" in e.source
    ]


def test_who_makes_something_is_there_whatever_the_date_of_the_list():
    data = graph(
        joined("firm:a", "LOCATED_IN", "place:zone", as_of="2024"),
        joined("firm:a", "OPERATES_IN", "link:x", as_of="2020"),
        joined("firm:b", "LOCATED_IN", "place:zone", as_of="2024"),
        joined("firm:a", "SUPPLIES", "firm:b", as_of="2023", key="p"),
        claim("firm:a|SUPPLIES|firm:b|p", "amount", 5.0, as_of="2020"),
        nodes="firm:a firm:b link:x place:zone",
    )
    found = Snapshot(known_at(data, SMALL_ZONE, "2021"))
    assert found.node("firm:a").props.get("resident") is True and found.node("firm:b").props.get("resident") is None
    assert [e.type for e in found.data.edges] == ["LOCATED_IN", "OPERATES_IN"]


def test_declarations_hold_from_their_date_on():
    said = [claim("declaration:d", k, v, as_of="2024") for k, v in {"kind": "makers", "date": "2024-03", "until": "2025"}.items()]
    data = graph(*said, joined("declaration:d", "COVERS", "link:x", as_of="2024"), nodes="declaration:d link:x")
    complete = {
        day: "makers_complete" in Snapshot(known_at(data, SMALL_ZONE, day)).node("link:x").props for day in ("2023", "2024", "2025", "2026")
    }
    assert complete == {"2023": False, "2024": True, "2025": True, "2026": False}


@pytest.mark.parametrize("day", ["", "x", "2024-13", "24"])
def test_a_date_that_is_none(day: str):
    with pytest.raises(DataError, match="expected a date"):
        known_at(small(), SMALL_ZONE, day)


def test_another_zone_sees_the_makers_of_this_one_as_capable_and_nobody_of_its_plan():
    data = report_graph().data
    far = Zone("place:cn", "某国", frozenset({"place:far"}), (("圈", "place:cn"),))
    with pytest.raises(DataError, match="place:far"):
        seen_from(data, far)
    found = Snapshot(seen_from(data, Zone("place:region", "某湾区", frozenset(), (("圈", "place:region"),))))
    assert [e for e in found.data.edges if e.type in ("OPERATES_IN", "AIMS_AT", "INVITED_FOR", "INVESTS_IN", "INVITES")] == []
    assert ("firm:here", "link:battery/ncm") in {(e.source, e.target) for e in found.data.edges if e.type == "CAPABLE_OF"}
    assert not any(n.props.get("resident") for n in found.data.nodes) and "stated" not in found.node("link:battery/lfp").props


def test_a_zone_that_holds_the_place_keeps_its_residents():
    wide = replace(ZONE, id="place:city", name="某市", places=frozenset({"place:zone"}))
    found = seen_from(report_graph().data, wide)
    assert [e.source for e in found.edges if e.type == "OPERATES_IN"] == ["firm:here"]
