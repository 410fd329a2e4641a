"""What may be passed on: only what a source with a stated licence says, and never a resident more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ZONE, claim, graph, named
from liantu.graph.claims import Claim
from liantu.graph.redistribute import NO_LICENCE, redistributable
from liantu.graph.snapshot import GraphData

OPEN, SHUT, UNKNOWN = "source:open", "source:shut", "source:stranger"


def sources() -> list[Claim]:
    about = {"source": OPEN, "grade": "domain"}
    told = [claim(i, "name", i, **about) for i in (OPEN, SHUT)]
    return [*told, claim(OPEN, "licence", "MIT", **about), claim(SHUT, "licence", "none stated", **about)]


def cut(*claims: Claim) -> tuple[GraphData, dict]:
    made, left = redistributable(graph(*sources(), *claims), ZONE)
    return made, left.as_json()


def test_a_node_named_by_nobody_licensed_goes_with_its_edges_and_facts() -> None:
    made, left = cut(
        claim("link:a", "name", "甲", source=OPEN),
        claim("link:b", "name", "乙", source=SHUT),
        claim("link:b", "about", "说明", source=OPEN),
        claim("link:a", "INPUT_TO", "link:b", source=OPEN),
        claim("link:a|INPUT_TO|link:b", "essentiality", 2, source=OPEN),
    )
    assert [n.id for n in made.nodes] == ["link:a", OPEN, SHUT] and made.edges == ()
    assert left["sources"] == [{"source": SHUT, "title": SHUT, "licence": "none stated", "claims": 1}]
    assert (left["unnamed"], left["nodes"], left["edges"]) == (3, 1, 1)


def test_a_value_comes_from_the_licensed_source_where_both_speak() -> None:
    told = [claim("firm:a", "name", "甲公司", source=SHUT, grade="staff"), claim("firm:a", "name", "甲", source=OPEN, grade="disclosure")]
    made, _ = cut(*told)
    assert [n.name for n in graph(*sources(), *told).nodes if n.id == "firm:a"] == ["甲公司"]
    assert [n.name for n in made.nodes if n.id == "firm:a"] == ["甲"]


@pytest.mark.parametrize("licence", NO_LICENCE)
def test_no_licence_is_no_permission(licence: str) -> None:
    given = [claim("source:c", "name", "c", source=OPEN)] + ([claim("source:c", "licence", licence, source=OPEN)] if licence else [])
    made, left = cut(*given, claim("link:a", "name", "甲", source="source:c"), claim("link:b", "name", "乙", source=UNKNOWN))
    assert not [n for n in made.nodes if n.type == "Link"]
    assert {r["source"]: r["licence"] for r in left["sources"]} == {"source:c": licence or "未采集", UNKNOWN: "未采集"}


def here(firm: str, source: str) -> list[Claim]:
    return [
        claim(firm, "name", firm, source=OPEN),
        claim(firm, "LOCATED_IN", "place:zone", modality="registered", source=source, grade="registry"),
        claim(firm, "OPERATES_IN", "link:a", source=OPEN, grade="registry"),
    ]


BASE = [claim("link:a", "name", "甲", source=OPEN), claim("place:zone", "name", "某区", source=OPEN)]


def test_production_here_goes_where_nobody_licensed_says_the_firm_is_here() -> None:
    made, _ = cut(*BASE, *here("firm:a", SHUT), *here("firm:b", OPEN))
    assert [e.source for e in made.edges if e.type == "OPERATES_IN"] == ["firm:b"]
    assert {n.id: n.props.get("resident") for n in made.nodes if n.type == "Firm"} == {"firm:a": None, "firm:b": True}


def test_a_departure_told_by_a_closed_list_makes_no_resident() -> None:
    """The licensed register has the firm in the zone; staff, whose list is not licensed, say that it left."""
    told = [*BASE, *here("firm:a", OPEN)[:2], claim("firm:a", "left", "moved", source=SHUT, as_of="2025")]
    assert [n.props.get("resident") for n in graph(*sources(), *told).nodes if n.id == "firm:a"] != [True]
    made, _ = cut(*told)
    assert [n.props.get("resident") for n in made.nodes if n.id == "firm:a"] != [True]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.booleans(), st.booleans(), st.booleans()), max_size=6))
def test_laws(firms: list[tuple[str, bool, bool, bool]]) -> None:
    told = [c for name, *flags in firms for c in _random(f"firm:{name}", *flags)]
    whole = graph(*sources(), *BASE, *told)
    made, left = redistributable(whole, ZONE)
    assert {c.source for c in made.claims} <= {OPEN}
    assert {c.id for c in made.claims} <= {c.id for c in whole.claims}
    residents = [{n.id for n in d.nodes if n.props.get("resident") is True} for d in (made, whole)]
    assert residents[0] <= residents[1]
    assert {e.source for e in made.edges if e.type == "OPERATES_IN"} <= residents[0]
    assert len(whole.claims) == len(made.claims) + sum(left.claims.values()) + left.unnamed
    again, nothing = redistributable(made, ZONE)
    assert again.nodes == made.nodes and again.edges == made.edges and not nothing.claims


def _random(firm: str, named_open: bool, placed_open: bool, left: bool) -> list[Claim]:
    found = here(firm, OPEN if placed_open else SHUT)
    found[0] = claim(firm, "name", firm, source=OPEN if named_open else SHUT)
    return [*found[:2], claim(firm, "left", "closed", source=SHUT, as_of="2025")] if left else found


def test_nothing_is_lost_where_everything_is_licensed() -> None:
    whole = graph(*sources(), *[claim(c.subject, c.predicate, c.value, source=OPEN) for c in named("link:a", "link:b")])
    made, left = redistributable(whole, ZONE)
    assert made.nodes == whole.nodes and left.line().startswith("来源未载明许可而略去：断言 0 条（无）")
