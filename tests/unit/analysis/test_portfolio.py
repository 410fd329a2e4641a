"""The portfolio: who may be chosen, what counts, which budgets count, and that what-if counts the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import ZONE, claim, graph, joined
from liantu.analysis.gaps import gaps
from liantu.analysis.portfolio import Portfolio, portfolio
from liantu.analysis.portfolio_words import as_json, sentences
from liantu.analysis.scenario import Landing, Scenario
from liantu.analysis.whatif import what_if
from liantu.graph.claims import Claim
from liantu.graph.errors import DataError
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

# group ⊃ {a, b}, c, d, e are links; all but e wanted; resident makes d, so d's need is met
# invitee → c (named by the plan)   wide → a, b   near → a   far → a, e   gone → a, b, c (deregistered)
# resident → c (able, but here)      owner → a, b, c (the resident's group)
PLAN = {"grade": "plan", "as_of": "2020-12"}
DISCLOSED = {"grade": "disclosure", "as_of": "2021"}
WANTED = ("a", "b", "c", "d", "group")
ABLE = {"wide": "ab", "near": "a", "far": "ae", "gone": "abc", "resident": "c", "owner": "abc"}
NODES = "chain:x measure:want place:zone place:district place:city place:far " + " ".join(
    [*(f"link:{x}" for x in ("a", "b", "c", "d", "e", "group")), *(f"firm:{x}" for x in (*ABLE, "invitee"))]
)
ZONED = replace(ZONE, rings=(("园区", "place:zone"), ("市", "place:city")))


def world(*more: Claim) -> Snapshot:
    links = ("a", "b", "c", "d", "e", "group")
    return Snapshot(
        graph(
            *(joined(f"link:{x}", "LINK_OF", "chain:x", grade="domain") for x in links),
            *(joined(f"link:{x}", "PART_OF", "link:group", grade="domain") for x in "ab"),
            *(joined("measure:want", "AIMS_AT", f"link:{x}", "needed", **PLAN) for x in WANTED),
            *(joined(f"firm:{f}", "CAPABLE_OF", f"link:{x}", **DISCLOSED) for f, made in ABLE.items() for x in made),
            joined("firm:invitee", "INVITED_FOR", "link:c", "invited", **PLAN),
            joined("firm:resident", "LOCATED_IN", "place:zone", "registered", grade="registry"),
            joined("firm:resident", "OPERATES_IN", "link:d"),
            joined("firm:resident", "PART_OF_GROUP", "firm:owner", **PLAN),
            joined("firm:near", "LOCATED_IN", "place:city", "registered", grade="registry"),
            joined("firm:far", "LOCATED_IN", "place:far", "registered", grade="registry"),
            joined("place:zone", "WITHIN", "place:city", grade="registry"),
            claim("firm:gone", "is_active", False, grade="registry"),
            *more,
            nodes=NODES,
        )
    )


def chosen(made: Snapshot, most: int, land: float | None = None, zone: Zone = ZONED) -> Portfolio:
    return portfolio(made, zone, gaps(made, zone), most, land)


def ids(found: Portfolio) -> list[str]:
    return [row.firm.id for row in found.additions]


def test_the_plan_s_needs_are_closed_by_the_fewest_firms() -> None:
    found = chosen(world(), 5)
    assert ids(found) == ["firm:wide", "firm:invitee"], "a, b and their group by one, c by the invitee; d has a maker, e no need"
    assert [[o.link for o in row.closes] for row in found.additions] == [["link:a", "link:b", "link:group"], ["link:c"]]
    assert (found.value, found.greedy_value, found.gap) == (4, 4, 0.0)
    assert [row.instead for row in found.additions] == [(), ()] and not found.ties, "near and far close less"
    assert found.guarantee == pytest.approx(0.632, abs=1e-3)


def test_residents_their_groups_and_firms_that_are_no_more_are_never_chosen() -> None:
    found = chosen(world(), 9)
    assert not {"firm:resident", "firm:owner", "firm:gone"} & {f.id for row in found.additions for f in (row.firm, *row.instead)}
    assert found.at_home == 1
    assert all(row.firm.props.get("resident") is not True for row in found.additions)


def test_a_resident_under_another_name_is_no_candidate_either() -> None:
    made = world(claim("firm:wide", "aliases", "别名厂"), joined("firm:wide", "LOCATED_IN", "place:district", grade="registry"))
    assert made.node("firm:wide").props["resident"] is True
    assert "firm:wide" not in ids(chosen(made, 5))


def test_what_if_counts_the_same_needs() -> None:
    made = world()
    for most in (1, 2, 3):
        found = chosen(made, most)
        landings = tuple(Landing(row.firm.id, row.firm.name, o.link, True, False) for row in found.additions for o in row.closes)
        played = what_if(made, ZONED, Scenario(landings, (), ()))
        assert len(played.before.needs) - len(played.after.needs) == found.value


def test_among_equals_the_invitee_and_the_nearer_come_first_and_the_others_are_told() -> None:
    made = world()
    found = portfolio(made, ZONED, [g for g in gaps(made, ZONED) if g.link.id == "link:a"], 1)
    assert ids(found) == ["firm:near"], "near, wide and far all close a; near is nearest"
    assert {f.id for f in found.additions[0].instead} == {"firm:wide", "firm:far"} == {f.id for (f,) in found.ties} and found.all_ties
    assert "另有 2 组" in "\n".join(sentences(made, found))
    named = world(joined("firm:invitee", "INVITED_FOR", "link:a", "invited", **PLAN))
    assert ids(portfolio(named, ZONED, [g for g in gaps(named, ZONED) if g.link.id == "link:a"], 1)) == ["firm:invitee"]


def test_a_proven_gap_weighs_less_than_any_need() -> None:
    made = world(claim("link:e", "stated", "absent", **PLAN, modality="needed"))
    found = chosen(made, 1)
    assert found.need_weight == 2 and {o.link: o.kind for o in found.open_ones}["link:e"] == "gap"
    assert ids(found) == ["firm:wide"], "three needs before two needs and a gap"
    assert ids(chosen(made, 3)) == ["firm:wide", "firm:invitee", "firm:far"], "then the gap"


def test_land_counts_only_where_it_is_filled() -> None:
    bare = chosen(world(), 2, land=50)
    assert bare.land is None and "一家也没有填写" in "\n".join(sentences(world(), bare)) and ids(bare) == ids(chosen(world(), 2))
    made = world(claim("firm:wide", "land_mu", 60.0), claim("firm:near", "land_mu", 20.5), claim("firm:invitee", "land_mu", 29.5))
    found = chosen(made, 5, land=50)
    assert set(ids(found)) == {"firm:near", "firm:invitee"} and found.guarantee is None
    assert "另有 1 家未填此栏" in "\n".join(sentences(made, found)), "far is not filled, so it is not asked"
    assert set(ids(chosen(made, 5, land=90))) == {"firm:wide", "firm:invitee"}
    with pytest.raises(DataError, match=r"用地预算 20 亩不够：.*最少的一家也要 20\.5 亩"):
        chosen(made, 5, land=20)


@pytest.mark.parametrize(("most", "land"), [(0, None), (3, 0.0), (3, -1.0), (3, float("nan")), (3, float("inf"))])
def test_limits_that_are_no_positive_numbers(most: int, land: float | None) -> None:
    with pytest.raises(DataError, match="应为大于 0 的数"):
        chosen(world(), most, land)


def test_nobody_can_close_anything() -> None:
    made = Snapshot(
        graph(
            joined("link:a", "LINK_OF", "chain:x", grade="domain"),
            joined("measure:want", "AIMS_AT", "link:a", "needed", **PLAN),
            nodes="chain:x link:a measure:want place:zone",
        )
    )
    found = chosen(made, 5)
    told = as_json(made, found)
    assert told["additions"] == [] and told["value"] == 0 and told["optimality_gap"] == 0
    assert "没有候选企业" in told["text"][-1]
