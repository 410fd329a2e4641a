"""Whom to approach, on a zone one can draw: who stands in which group, in which order, why, and who stands nowhere."""

from __future__ import annotations

from functools import cache

import pytest

from builders import claim, joined
from liantu.analysis.gaps import gaps
from liantu.analysis.recommend.engine import recommend
from liantu.analysis.recommend.model import HOME, REGION, RESEARCH, TARGET, Advice, Candidate
from liantu.graph.assemble import assemble
from liantu.graph.snapshot import Snapshot
from recommend_graph import NAMES, SUPPORT, ZONE, recommend_graph, said, sells


@cache
def graph() -> Snapshot:
    return recommend_graph()


def advise(link: str = "link:film", on: Snapshot | None = None, top: int | None = None) -> Advice:
    made = on or graph()
    (found,) = recommend(made, ZONE, gaps(made, ZONE), [link], top)
    return found


def names(group: str, link: str = "link:film", on: Snapshot | None = None) -> list[str]:
    return [c.node.id.removeprefix("firm:") for c in advise(link, on).found[group]]


def one(firm: str, link: str = "link:film", on: Snapshot | None = None) -> Candidate:
    return next(c for c in advise(link, on).candidates if c.node.id == f"firm:{firm}")


def test_home_comes_first_then_the_region_then_whom_to_bring_in() -> None:
    assert names(HOME) == ["parent", "cellar"], "here makes a cathode: neither input, user nor sibling of film"
    assert names(REGION) == ["bay"]
    assert names(TARGET) == ["wanted", "coat", "far"], "the plan's first, then by 能不能"
    assert [c.group for c in advise().candidates] == [HOME, HOME, REGION, TARGET, TARGET, TARGET]


def test_nobody_who_left_or_is_struck_off_stands_anywhere() -> None:
    for link in ("link:film", "link:cell", "link:cathode", "link:ncm"):
        assert not {"firm:gone", "firm:moved"} & {c.node.id for c in advise(link).candidates}


def test_a_group_that_was_struck_off_is_not_at_home() -> None:
    assert names(HOME, on=recommend_graph(claim("firm:parent", "is_active", False))) == ["cellar"]


def test_a_resident_s_trade_name_is_held_back_and_told() -> None:
    assert [f.name for f in advise().withheld] == [NAMES["firm:alike"]]


def test_a_same_as_decision_brings_a_maker_home() -> None:
    merged = recommend_graph(merged={"firm:bay": "firm:cellar"})
    assert names(REGION, on=merged) == [] and "bay" not in names(TARGET, on=merged)
    assert one("cellar", on=merged).fit.product == "湿法隔膜", "what it discloses is now the resident's"


def test_a_residence_takes_a_firm_from_the_targets() -> None:
    landed = recommend_graph(joined("firm:wanted", "LOCATED_IN", "place:zone", "registered", grade="registry"))
    assert "wanted" not in names(TARGET, on=landed) + names(REGION, on=landed)


@pytest.mark.parametrize(("firm", "word", "kind"), [("bay", "强", "maker"), ("far", "中", "maker"), ("coat", "强", "named")])
def test_fit_is_a_word_by_the_share_of_revenue(firm: str, word: str, kind: str) -> None:
    fit = one(firm).fit
    assert (fit.word, fit.kind, fit.year) == (word, kind, "2021")


def test_an_invitee_of_which_nothing_is_known_stays_unknown() -> None:
    found = one("wanted")
    assert (found.fit.word, found.fit.share, found.propensity.word, found.invited) == ("未知", None, "规划点名", True)


def test_an_invitee_whose_making_is_known_has_that_fit() -> None:
    known = recommend_graph(said("firm:wanted", "CAPABLE_OF", "link:film", "海外巨头做隔膜", "invited"))
    assert one("wanted", on=known).fit.word == "弱", "the plan's word alone"
    praised = said("firm:wanted", "standing", "领军（规划原文）", "领军企业海外巨头", "invited")
    stands = recommend_graph(said("firm:wanted", "CAPABLE_OF", "link:film", "海外巨头做隔膜", "invited"), praised)
    assert one("wanted", on=stands).fit.word == "中"


def test_the_parent_of_a_link_counts_one_lower() -> None:
    wide = recommend_graph(joined("firm:far", "CAPABLE_OF", "link:cathode", grade="staff"))
    assert one("far", "link:lfp", wide).fit.kind == "above" and one("far", "link:lfp", wide).fit.word == "中"
    assert one("far", "link:cathode", wide).fit.word == "强"


def test_a_product_that_only_ends_with_the_link_s_name_counts_one_lower() -> None:
    more = recommend_graph(claim("firm:new", "name", "新膜公司"), *sells("firm:new", "柔性隔膜", 0.5))
    assert (one("new", on=more).fit.kind, one("new", on=more).fit.word) == ("ending", "中")


def test_who_makes_another_part_the_input_or_the_user_is_near_at_home() -> None:
    assert {(c.node.id, c.fit.kind) for c in advise("link:lfp").found[HOME]} == {("firm:here", "sibling"), ("firm:cellar", "user")}
    assert {(c.node.id, c.fit.kind) for c in advise("link:cell").found[HOME]} == {
        ("firm:cellar", "here"), ("firm:here", "input"), ("firm:parent", "input"),
    }  # fmt: skip
    assert {c.fit.word for c in advise("link:lfp").found[HOME]} == {"弱"}


def test_the_plan_s_word_is_told_where_a_quote_holds_word_and_firm() -> None:
    (word,) = one("cellar").plan_words
    assert (word.word, word.quote, word.locator) == ("扶持", SUPPORT, "第9行")
    assert one("parent").plan_words == ()


def test_expansion_is_the_way_of_who_makes_it_already() -> None:
    assert one("cellar", "link:cell").way == "增资扩产"
    assert one("cellar").way == "培育本地" and one("bay").way == "对接大湾区" and one("far").way == "招商引进"


def test_propensity_lists_facts_and_leaves_the_rest_unknown() -> None:
    bay = one("bay").propensity
    assert bay.word == "有线索" and any("承接湾区转移" in f.text for f in bay.facts) and "扩产和迁移意向" in bay.unknown
    told = [f.text for f in one("far").propensity.facts]
    assert len(told) == 1 and told[0].startswith("区内潜在客户：电芯厂")
    assert one("far", "link:cell", recommend_graph(joined("firm:far", "CAPABLE_OF", "link:cell"))).propensity.word == "未知"


def test_an_origin_without_its_measure_in_the_graph_is_not_told() -> None:
    bare = [c for c in graph().claims.values() if "measure:take" not in c.subject]
    made = Snapshot(assemble(bare, ZONE))
    assert not any("承接" in f.text for f in one("bay", on=made).propensity.facts)


def test_every_edge_of_a_path_is_in_the_graph_with_its_words() -> None:
    for found in advise().candidates:
        assert len(found.paths) <= 3
        for edge in (e for p in (*found.paths, *found.propensity.facts) for e in p.edges):
            assert edge.edge in graph().edges
            assert (edge.claim, edge.quote) in {(c.id, c.quote) for c in graph().claims_of(graph().edges[edge.edge])}


def test_entry_notes_stand_beside_and_order_nothing() -> None:
    noted = recommend_graph(claim("link:film", "entry", "危化", grade="domain"))
    assert [c.node.id for c in advise(on=noted).candidates] == [c.node.id for c in advise().candidates]
    assert {tuple(row["entry"]) for row in advise(on=noted).rows()} == {("危化",)}


def test_top_cuts_each_group_and_the_counts_stay() -> None:
    cut = advise(top=1)
    assert [len(cut.found[g]) for g in (HOME, REGION, TARGET)] == [1, 1, 1] and cut.counts[TARGET] == 3


def test_planned_institutions_never_look_held() -> None:
    more = [
        claim("direction:dry", "name", "干法"), claim("institution:uni", "name", "某大学"), claim("platform:lab", "name", "某平台"),
        said("measure:back", "kind", "突破", SUPPORT, "needed", 9),
        joined("direction:dry", "ADVANCES", "link:film", "planned"),
        joined("institution:uni", "RESEARCHES", "direction:dry", "cooperation"),
        joined("platform:lab", "SERVES", "direction:dry", "planned"),
    ]  # fmt: skip
    about = [c for c in graph().claims.values() if not (c.subject == "measure:back" and c.predicate == "kind")]
    found = advise(on=Snapshot(assemble([*about, *more], ZONE))).found[RESEARCH]
    assert [(c.node.id, c.fit.word) for c in found] == [("institution:uni", "中"), ("platform:lab", "弱")]
    assert "（规划）" in found[1].paths[0].text


def test_the_same_graph_in_another_order_gives_the_same_rows() -> None:
    again = Snapshot(assemble(list(graph().claims.values())[::-1], ZONE))
    assert advise(on=again).rows() == advise().rows()


def test_without_any_pool_the_plan_s_invitees_remain() -> None:
    bare = [c for c in graph().claims.values() if not any(x in (c.subject + c.predicate) for x in ("MAKES", "CAPABLE_OF", "BELONGS_TO"))]
    assert names(TARGET, on=Snapshot(assemble(bare, ZONE))) == ["wanted"]
