"""Declarations hold from a date until another, cover links by name, parent or class, and are contradicted by firms they leave out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, graph, joined
from liantu.graph.claims import Claim
from liantu.graph.completeness import contradictions, declared, describe, holds
from liantu.graph.dates import earliest, is_date, latest
from liantu.graph.snapshot import GraphData, Node, Snapshot

NODES = "chain:c link:top link:a link:b link:other place:zone place:city firm:here firm:far firm:lost declaration:d"
D = "declaration:d"
BASE = [
    *(joined(f"link:{x}", "LINK_OF", "chain:c") for x in ("top", "a", "b", "other")),
    *(joined(f"link:{x}", "PART_OF", "link:top") for x in ("a", "b")),
    *(claim("link:b", "codes", code) for code in ("3985", "3841")),
    joined("firm:here", "LOCATED_IN", "place:zone"),
    joined("firm:far", "LOCATED_IN", "place:city"),
    joined("place:zone", "WITHIN", "place:city"),
    joined("place:city", "WITHIN", "place:cn"),
]


def declares(*more: Claim, kind: str = "makers", date: str = "2026-03-01", until: str = "", withdrawn: str = "") -> list[Claim]:
    said = {"kind": kind, "register": "规上名录", "who": "统计局", "date": date, "until": until, "withdrawn": withdrawn}
    return [*(claim(D, k, v, as_of="2026") for k, v in said.items() if v), *more]


def made(*claims: Claim) -> GraphData:
    return graph(*BASE, *claims, nodes=f"{NODES} place:cn")


def complete(data: GraphData, at: str = "2026-06", prop: str = "makers_complete") -> set[str]:
    return {n.id for n in declared(data, at).nodes if n.props.get(prop)}


def test_named_links_and_the_leaves_below() -> None:
    assert complete(made(*declares(joined(D, "COVERS", "link:a")))) == {"link:a"}
    assert complete(made(*declares(joined(D, "COVERS", "link:top")))) == {"link:top", "link:a", "link:b"}


def test_a_firm_on_the_parent_keeps_the_leaves_open() -> None:
    above = joined("firm:here", "OPERATES_IN", "link:top")
    assert complete(made(above, *declares(joined(D, "COVERS", "link:top")))) == {"link:top"}


def test_a_firm_on_the_parent_keeps_the_leaves_of_a_class_open() -> None:
    above = joined("firm:here", "OPERATES_IN", "link:top")
    both = [claim(D, "codes", "3985"), claim(D, "codes", "3841")]
    assert complete(made(above, *declares(*both))) == set()
    assert complete(made(above, *declares(*both, joined(D, "COVERS", "link:b")))) == {"link:b"}


def test_a_class_covers_only_links_all_of_whose_classes_it_names() -> None:
    assert complete(made(*declares(claim(D, "codes", "3985")))) == set()
    assert complete(made(*declares(claim(D, "codes", "3985"), claim(D, "codes", "3841")))) == {"link:b"}


@pytest.mark.parametrize("modality", ["registered", "inferred"])
def test_a_registered_resident_has_to_be_looked_at_first(modality: str) -> None:
    both = [claim(D, "codes", "3985"), claim(D, "codes", "3841")]
    assert complete(made(joined("firm:here", "CAPABLE_OF", "link:b", modality), *declares(*both))) == set()
    assert complete(made(joined("firm:far", "CAPABLE_OF", "link:b", modality), *declares(*both))) == {"link:b"}


def test_it_expires_and_can_be_withdrawn() -> None:
    data = made(*declares(joined(D, "COVERS", "link:a"), until="2026-12", withdrawn="2026-09-01"))
    assert [bool(complete(data, at)) for at in ("2026-02", "2026-03-01", "2026-08", "2026-09", "2027")] == [False, True, True, False, False]


def test_what_expired_is_taken_away_again_and_a_sources_own_word_stays() -> None:
    own = claim("link:other", "makers_complete", "名录 2024")
    data = made(own, *declares(joined(D, "COVERS", "link:a"), until="2026-12"))
    assert complete(declared(data, "2026-06"), "2027") == {"link:other"} == complete(data, "2027")
    assert declared(declared(data, "2027"), "2026-06") == declared(data, "2026-06")


def test_the_other_lists_are_other_properties() -> None:
    data = made(*declares(joined(D, "COVERS", "link:a"), kind="suppliers"))
    assert complete(data) == set() and complete(data, prop="suppliers_complete") == {"link:a"}


def test_a_link_says_who_declared_it() -> None:
    link = next(n for n in declared(made(*declares(joined(D, "COVERS", "link:a"), until="2027")), "2026").nodes if n.id == "link:a")
    assert link.props["makers_complete"] == "规上名录（统计局，2026-03-01，有效期至 2027）"


def test_contradictions_name_residents_and_firms_of_unknown_place() -> None:
    firms = [joined(f"firm:{x}", "CAPABLE_OF", "link:a", "registered") for x in ("here", "far", "lost")]
    data = Snapshot(made(*firms, *declares(joined(D, "COVERS", "link:a"))))
    found = contradictions(data, data.node(D))
    assert [(x.firm, x.resident) for x in found] == [("firm:here", True), ("firm:lost", False)]
    assert "在区" in found[0].text and "所在地未知" in found[1].text
    settled = Snapshot(made(*firms, joined("firm:here", "OPERATES_IN", "link:a"), *declares(joined(D, "COVERS", "link:a"))))
    assert len(contradictions(settled, settled.node(D))) == 1


days = st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 12, 31)).map(datetime.date.isoformat)
partial = st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda t: t[0][: t[1]])


@given(partial, partial | st.just(""), partial | st.just(""), days)
def test_holds_is_an_interval_of_days(made_on: str, until: str, withdrawn: str, at: str) -> None:
    """Oracle: compare the days themselves, spelled out by the calendar."""
    props = {"kind": "makers", "date": made_on, "until": until, "withdrawn": withdrawn}
    found = holds(Node(D, "Declaration", {k: v for k, v in props.items() if v}), at)
    day = datetime.date.fromisoformat(at)
    first = datetime.date.fromisoformat(earliest(made_on))
    ends = [datetime.date.fromisoformat(latest(until))] if until else []
    ends += [datetime.date.fromisoformat(earliest(withdrawn)) - datetime.timedelta(1)] if withdrawn else []
    assert found == (first <= day and all(day <= end for end in ends))


@given(partial)
def test_a_partial_date_spans_its_days(text: str) -> None:
    assert is_date(text) and earliest(text)[: len(text)] == latest(text)[: len(text)] == text
    after = datetime.date.fromisoformat(latest(text)) + datetime.timedelta(1)
    assert after.isoformat()[: len(text)] != text and earliest(text)[4:].count("01") >= (10 - len(text)) // 3


def test_describe_tells_what_is_missing() -> None:
    assert describe(Node(D, "Declaration", {})) == "名单（未采集，未采集）"
