"""From claims to the graph: presence by construction, what is displayed, and every fault in one go."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ZONE, claim, graph, joined, named, small
from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.claims import GRADES, MODALITIES
from liantu.graph.errors import DataError
from liantu.graph.snapshot import Snapshot

NODES = "firm:a link:l place:zone place:district place:city measure:m project:p institution:i product:x"
OPERATES = joined("firm:a", "OPERATES_IN", "link:l")


def resident(*claims):
    """What the graph says of firm:a: True, False or None."""
    return Snapshot(graph(*claims, nodes=NODES)).node("firm:a").props.get("resident")


# --- presence --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["place:zone", "place:district"])
@pytest.mark.parametrize("modality", ["existing", "registered"])
@pytest.mark.parametrize("grade", ["staff", "registry", "disclosure", "plan"])
def test_a_firm_located_in_the_zone_is_resident(place, modality, grade):
    assert resident(joined("firm:a", "LOCATED_IN", place, modality, grade=grade)) is True


def test_a_firm_located_outside_is_not():
    assert resident(joined("firm:a", "LOCATED_IN", "place:city")) is False


def test_one_place_inside_is_enough():
    assert resident(joined("firm:a", "LOCATED_IN", "place:city"), joined("firm:a", "LOCATED_IN", "place:zone")) is True


@pytest.mark.parametrize("place", ["place:zone", "place:city"])
def test_domain_knowledge_says_nothing_of_residence(place):
    assert resident(joined("firm:a", "LOCATED_IN", place, grade="domain")) is None


def test_a_firm_of_which_we_only_have_the_name_is_unknown():
    assert resident() is None


@pytest.mark.parametrize(
    "wish",
    [
        joined("firm:a", "INVITED_FOR", "link:l", "invited"),
        joined("measure:m", "INVITES", "firm:a", "invited"),
        joined("firm:a", "DEMANDS", "link:l", "demand"),
    ],
)
def test_a_firm_that_is_only_wished_for_is_not_resident(wish):
    assert resident(wish) is False


@pytest.mark.parametrize("modality", sorted(MODALITIES.keys() - {"existing", "registered"}))
def test_a_planned_or_invited_location_cannot_be_claimed(modality):
    with pytest.raises(DataError, match="LOCATED_IN 不接受语态"):
        resident(joined("firm:a", "LOCATED_IN", "place:zone", modality))


@given(
    st.lists(
        st.sampled_from(
            [
                joined("firm:a", "INVITED_FOR", "link:l", "invited"),
                joined("measure:m", "INVITES", "firm:a", "invited"),
                joined("firm:a", "DEMANDS", "link:l", "demand"),
                joined("firm:a", "CAPABLE_OF", "link:l", "planned"),
                joined("firm:a", "CAPABLE_OF", "link:l", "existing", grade="disclosure"),
                joined("institution:i", "COOPERATES_WITH", "firm:a", "cooperation"),
                joined("firm:a", "UNDERTAKES", "project:p", "planned"),
                joined("firm:a", "LOCATED_IN", "place:zone", grade="domain"),
                joined("firm:a", "LOCATED_IN", "place:city", grade="registry"),
                claim("firm:a", "about", "在区", modality="planned"),
            ]
        )
    )
)
def test_nothing_but_a_location_in_the_zone_makes_a_resident(claims):
    assert resident(*claims) is not True
    with pytest.raises(DataError, match="不是在区企业"):
        resident(*claims, OPERATES)


def test_a_resident_may_operate():
    g = Snapshot(graph(OPERATES, joined("firm:a", "LOCATED_IN", "place:zone", "registered"), nodes=NODES))
    assert len(g.into("link:l", s.OPERATES_IN)) == 1


def test_domain_evidence_of_operating_is_refused_even_for_a_resident():
    with pytest.raises(DataError, match="不是在区企业"):
        resident(joined("firm:a", "OPERATES_IN", "link:l", grade="domain"), joined("firm:a", "LOCATED_IN", "place:zone"))


@pytest.mark.parametrize("modality", sorted(MODALITIES.keys() - {"existing"}))
def test_operating_is_claimed_as_existing_only(modality):
    with pytest.raises(DataError, match="OPERATES_IN 不接受语态"):
        resident(joined("firm:a", "OPERATES_IN", "link:l", modality), joined("firm:a", "LOCATED_IN", "place:zone"))


def test_resident_cannot_be_typed():
    with pytest.raises(DataError, match="resident"):
        resident(claim("firm:a", "resident", True))


# --- what is displayed -----------------------------------------------------------------------------------------------


def shown(*claims):
    """The `about` of firm:a."""
    return Snapshot(graph(*claims, nodes="firm:a")).node("firm:a").props["about"]


def test_the_better_grade_is_displayed_then_the_later_date():
    rows = [claim("firm:a", "about", g, grade=g) for g in GRADES]
    assert shown(*reversed(rows)) == next(iter(GRADES))
    assert shown(claim("firm:a", "about", "old", as_of="2020"), claim("firm:a", "about", "new", as_of="2021-03")) == "new"


def test_both_claims_are_kept_where_sources_disagree():
    g = Snapshot(graph(claim("firm:a", "about", "x"), claim("firm:a", "about", "y", source="source:other"), nodes="firm:a"))
    assert {c.value for c in g.claims_on(g.node("firm:a"), "about")} == {"x", "y"}


def test_lists_gather_every_value_once_and_numbers_become_floats():
    g = Snapshot(small())
    assert g.node("link:cathode").props["aliases"] == ["正极", "正极材料"]
    whole = claim("link:cathode|INPUT_TO|link:cell", "cost_share", 1)
    one = graph(whole, joined("link:cathode", "INPUT_TO", "link:cell"), nodes="link:cathode link:cell").edges[0]
    assert repr(one.props["cost_share"]) == "1.0"


def test_an_edge_is_derived_from_all_its_claims():
    guess = joined("firm:a", "CAPABLE_OF", "link:l", "inferred", grade="domain", as_of="2025")
    two = [guess, joined("firm:a", "CAPABLE_OF", "link:l", grade="disclosure")]
    [edge] = [e for e in graph(*two, nodes=NODES).edges if e.type == "CAPABLE_OF"]
    assert edge.props == {"modality": "existing", "grade": "C", "as_of": "2025"}
    assert set(edge.claims) == {c.id for c in two}


def test_the_order_of_claims_does_not_matter_and_repeats_do_not_count():
    data = small()
    claims = list(data.claims) * 2
    random.Random(5).shuffle(claims)
    assert assemble(claims, ZONE, meta={"as_of": "2024"}) == data


# --- merges ----------------------------------------------------------------------------------------------------------


def test_a_merge_moves_names_edges_and_the_properties_of_edges():
    claims = [
        *named("firm:winner", "firm:loser", "product:x"),
        joined("firm:loser", "MAKES", "product:x"),
        claim("firm:loser|MAKES|product:x", "revenue_share", 0.5),
    ]
    data = assemble(claims, ZONE, {"firm:loser": "firm:winner"})
    assert [n.id for n in data.nodes] == ["firm:winner", "product:x"]
    [edge] = data.edges
    assert (edge.id, edge.props["revenue_share"]) == ("firm:winner|MAKES|product:x", 0.5)
    assert len(assemble(claims, ZONE).nodes) == 3, "without the decision nothing of it is left"


# --- faults ----------------------------------------------------------------------------------------------------------

FAULTS = {
    "前缀": claim("nobody:a", "name", "x"),
    "没有属性或边": claim("firm:a", "colour", "red"),
    "应为 bool": claim("link:l", "terminal", "yes"),
    "应为 str": claim("firm:a", "about", 3),
    "只能是": claim("link:l", "stage", "边上"),
    "不能连": joined("link:l", "MAKES", "product:x"),
    "自环": joined("link:l", "INPUT_TO", "link:l"),
    "没有 firm:gone": joined("measure:m", "INVITES", "firm:gone", "invited"),
    "没有名称": claim("firm:nameless", "about", "x"),
    "边不存在": claim("firm:a|MAKES|product:x", "revenue_share", 0.1),
    "没有这个属性": claim("firm:a|MAKES|product:x", "colour", "red"),
}


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_says_what_is_wrong(said):
    with pytest.raises(DataError, match=said):
        graph(FAULTS[said], nodes=NODES)


def test_all_faults_come_in_one_go():
    with pytest.raises(DataError) as caught:
        graph(*FAULTS.values(), nodes=NODES)
    assert all(any(said in problem for problem in caught.value.problems) for said in FAULTS)
    assert len(caught.value.problems) >= len(FAULTS)
    assert not [p for p in caught.value.problems if "\n" in p]
