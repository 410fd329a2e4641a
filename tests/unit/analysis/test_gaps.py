"""The status table, need beside it, sole supplier in three values, and what follows: on graphs one can draw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import ZONE, claim, graph, joined
from liantu.analysis.gaps import Gap, gaps, worth_showing
from liantu.analysis.settings import read_settings
from liantu.analysis.status import UNKNOWN
from liantu.graph.claims import Claim
from liantu.graph.errors import NotFound
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

RINGED = Zone(
    ZONE.id,
    ZONE.name,
    ZONE.places,
    (("园区", "place:zone"), ("市", "place:city"), ("湾区", "place:bay"), ("全国", "place:cn")),
    {"registered.office": "统计局", "registered.list": "规上名录", "high_tech.office": "科技局", "high_tech.list": "高企名单"},
)
CHAIN = "chain:c"
BASE = "chain:c link:salt link:cathode link:cell place:zone place:city place:bay place:cn firm:a firm:b measure:m"


def base() -> list[Claim]:
    """salt → cathode → cell, all undeclared; firm:a lives in the zone, firm:b is unknown."""
    return [
        *(joined(f"link:{x}", "LINK_OF", CHAIN) for x in ("salt", "cathode", "cell")),
        joined("link:salt", "INPUT_TO", "link:cathode"),
        joined("link:cathode", "INPUT_TO", "link:cell"),
        claim("link:cell", "terminal", True),
        joined("place:zone", "WITHIN", "place:city"),
        joined("place:city", "WITHIN", "place:bay"),
        joined("place:bay", "WITHIN", "place:cn"),
        joined("firm:a", "LOCATED_IN", "place:zone"),
    ]


def gap(link: str, *claims: Claim, nodes: str = "") -> Gap:
    found = gaps(Snapshot(graph(*base(), *claims, nodes=f"{BASE} {nodes}")), RINGED)
    return next(g for g in found if g.link.id == f"link:{link}")


def makes(link: str, firm: str = "firm:a") -> Claim:
    return joined(firm, "OPERATES_IN", f"link:{link}")


def stated(word: str) -> Claim:
    return claim("link:cathode", "stated", word, grade="plan")


COMPLETE = claim("link:cathode", "makers_complete", "规上名录 2024 统计局")
WANTED = joined("measure:m", "AIMS_AT", "link:cathode", "needed", grade="plan")


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([], "待核实"),
        ([WANTED], "待核实"),
        ([COMPLETE], "缺"),
        ([stated("absent")], "缺"),
        ([COMPLETE, claim("link:cathode", "needed", False)], "待核实"),
        ([makes("cathode")], "有"),
        ([makes("cathode"), stated("weak")], "弱"),
        ([makes("cathode"), COMPLETE], "弱"),
        ([makes("cathode"), stated("strong")], "强"),
        ([makes("cathode"), claim("firm:a", "standing", "龙头")], "强"),
        ([makes("cathode"), claim("firm:a", "honours", "高企（2025）")], "强"),
        ([makes("cathode"), claim("firm:a", "honours", "科小")], "有"),
        ([makes("cathode"), stated("bottleneck")], "有"),
        ([makes("cathode"), stated("absent")], "有"),
    ],
)
def test_status_table(claims: list[Claim], status: str) -> None:
    assert gap("cathode", *claims).status == status


def test_invited_and_capable_firms_are_no_makers() -> None:
    found = gap(
        "cathode", joined("firm:b", "INVITED_FOR", "link:cathode", "invited"), joined("firm:b", "CAPABLE_OF", "link:cathode", "invited")
    )
    assert (found.status, found.makers, [i.name for i in found.need.invitees]) == ("待核实", (), ["b"])


def test_a_resident_is_never_among_the_invitees() -> None:
    found = gap("cathode", joined("firm:a", "INVITED_FOR", "link:cathode", "invited"))
    assert found.need.invitees == ()


def test_sole_supplier_has_three_values() -> None:
    two = [makes("cathode"), joined("firm:b", "LOCATED_IN", "place:district"), makes("cathode", "firm:b")]
    assert gap("cathode", *two, nodes="place:district").facts.sole == ""
    assert gap("cathode", makes("cathode")).facts.sole == "仅掌握 1 家（待核实）"
    assert gap("cathode", makes("cathode"), COMPLETE).facts.sole == "独家（已核实）"


def test_one_known_maker_alone_is_not_weak() -> None:
    found = gap("cathode", makes("cathode"))
    assert found.status == "有" and "弱" not in found.also


def test_broken_where_supply_is_declared_complete_and_nobody_sells() -> None:
    here_too = [joined("firm:b", "LOCATED_IN", "place:zone"), makes("cathode"), makes("cell", "firm:b")]
    declared = claim("link:cathode", "suppliers_complete", "走访 2024")
    assert gap("cathode", *here_too, declared).status == "断"
    assert gap("cathode", *here_too).status == "有"
    sells = joined("firm:a", "SUPPLIES", "firm:b", key="product=;year=")
    assert gap("cathode", *here_too, declared, sells).status == "有"


def test_short_where_a_final_product_has_demand_but_no_users() -> None:
    facts = [makes("cell"), joined("firm:b", "DEMANDS", "link:cell", "demand"), claim("link:cell", "users_complete", "走访 2024")]
    assert gap("cell", *facts).status == "短"
    assert gap("cell", *facts[:2]).status == "有"


@pytest.mark.parametrize(
    ("claims", "strategy"),
    [
        ([COMPLETE], "补链"),
        ([makes("cathode"), stated("weak")], "固链"),
        ([makes("cathode"), COMPLETE], "固链"),
        ([makes("cathode"), stated("strong"), stated("bottleneck")], "强链"),
        ([WANTED], "先核实"),
        ([], ""),
        ([makes("cathode"), stated("strong")], ""),
    ],
)
def test_strategy(claims: list[Claim], strategy: str) -> None:
    assert gap("cathode", *claims).strategy == strategy


def test_rings_count_known_places_only() -> None:
    found = gap(
        "cathode",
        makes("cathode"),
        joined("firm:b", "CAPABLE_OF", "link:cathode", grade="disclosure"),
        joined("firm:b", "LOCATED_IN", "place:bay", grade="disclosure"),
        joined("firm:lost", "CAPABLE_OF", "link:cathode", grade="disclosure"),
        nodes="firm:lost",
    )
    sizes = {name: len(firms) for name, firms in found.rings.items()}
    assert sizes == {"园区": 1, "市": 1, "湾区": 2, "全国": 2, "所在地未知": 1}


def test_a_parent_is_rolled_up_and_says_so_and_a_firm_on_it_is_unknown_which_for_its_leaves() -> None:
    part = [joined("link:ncm", "PART_OF", "link:cathode"), joined("link:ncm", "LINK_OF", CHAIN), makes("cathode")]
    parent = gap("cathode", *part, nodes="link:ncm")
    leaf = gap("ncm", *part, nodes="link:ncm")
    assert parent.rolled_up and parent.status == "有"
    assert not leaf.rolled_up and leaf.status == "待核实"
    assert leaf.settle_by is not None and "a在区内是否生产" in leaf.settle_by.fact


def test_settling_fact_names_the_office_that_holds_the_list() -> None:
    coded = gap("cathode", claim("link:cathode", "codes", "3985", grade="domain"))
    assert coded.settle_by is not None and coded.settle_by.office == "统计局" and "3985" in coded.settle_by.fact
    plain = gap("cathode").settle_by
    assert plain is not None and plain.office == "科技局"


@pytest.mark.parametrize(
    ("codes", "fact"),
    [
        (["3985"], "规上名录中是否有生产“cathode”（行业小类 3985）的企业"),
        (["0610"], "规上名录中是否有生产“cathode”（行业小类 0610）的企业"),
        (["6520"], "服务业名录中是否有从事“cathode”（行业小类 6520）的企业"),
        (["5191", "4210"], "规上名录中是否有生产“cathode”（行业小类 4210、5191）的企业"),
        ([], "高企名单中是否有生产或提供“cathode”的企业"),
    ],
)
def test_the_industrial_register_is_asked_about_industry_only(codes: list[str], fact: str) -> None:
    services = replace(RINGED, facts={**(RINGED.facts or {}), "services.office": "统计局", "services.list": "服务业名录"})
    coded = [claim("link:cathode", "codes", code, grade="domain") for code in codes]
    found = gaps(Snapshot(graph(*base(), *coded, nodes=BASE)), services)
    (asked,) = [g.settle_by for g in found if g.link.id == "link:cathode"]
    assert asked is not None and asked.fact == fact


def test_criticality_is_certain_only_in_both_worlds() -> None:
    chain = [makes("salt"), makes("cathode"), makes("cell")]
    salt = gap("salt", *chain)
    assert salt.criticality.certain == ("link:cathode", "link:cell")
    assert salt.criticality.certain_terminals == ("link:cell",)
    assert gap("salt").criticality.certain == ()
    assert gap("salt").criticality.possible == ("link:cathode", "link:cell")


def test_default_rows_are_weaknesses_and_needs_only() -> None:
    settings = read_settings()
    assert not worth_showing(gap("cathode"), settings)
    assert worth_showing(gap("cathode", WANTED), settings)
    assert worth_showing(gap("cathode", COMPLETE), settings)


def test_one_fact_changes_only_the_links_it_touches() -> None:
    before = {g.link.id: g.status for g in gaps(Snapshot(graph(*base(), nodes=BASE)), RINGED)}
    after = {g.link.id: g.status for g in gaps(Snapshot(graph(*base(), makes("cathode"), nodes=BASE)), RINGED)}
    assert {k for k in before if before[k] != after[k]} == {"link:cathode"}


def test_unknown_chain() -> None:
    with pytest.raises(NotFound):
        gaps(Snapshot(graph(*base(), nodes=BASE)), RINGED, "chain:none")


AGREED = [joined("project:p", "INVESTS_IN", "link:cathode", "planned"), claim("project:p", "production", "2027-06")]


@pytest.mark.parametrize("stage", ["签约", "注册", "供地", "开工"])
def test_a_link_with_a_live_project_is_nowhere_plainly_absent(stage: str) -> None:
    found = gap("cathode", COMPLETE, *AGREED, claim("project:p", "stage", stage), nodes="project:p")
    assert (found.status, found.status_text, found.strategy) == ("缺（在建）", "缺（在建，投产 2027-06）", "补链")
    row = found.as_json()
    assert row["status"] == "缺（在建，投产 2027-06）" and "缺" not in row["also"] and worth_showing(found, read_settings())
    open_one = gap("cathode", *AGREED, claim("project:p", "stage", stage), nodes="project:p")
    assert (open_one.status, open_one.status_text) == ("待核实", "待核实（在建，投产 2027-06）")


@pytest.mark.parametrize("stage", ["线索", "在谈", "投产", "达产", "暂缓", "终止", "建设"])
def test_other_stages_change_no_status(stage: str) -> None:
    assert gap("cathode", COMPLETE, *AGREED, claim("project:p", "stage", stage), nodes="project:p").as_json()["status"] == "缺"


def test_a_declaration_turns_unknown_into_absent_and_back() -> None:
    said = [claim("declaration:d", k, v, as_of="2026") for k, v in {"kind": "makers", "register": "名录", "who": "局"}.items()]
    said += [claim("declaration:d", "date", "2026-01"), joined("declaration:d", "COVERS", "link:cathode", as_of="2026")]
    absent = gap("cathode", *said, nodes="declaration:d")
    assert (absent.status, absent.grade) == ("缺", "A") and absent.evidence
    assert gap("cathode", *said, claim("declaration:d", "until", "2025", as_of="2026"), nodes="declaration:d").status == "待核实"
    assert gap("cathode", *said, claim("declaration:d", "withdrawn", "2026-02"), nodes="declaration:d").status == "待核实"


def test_factors_are_the_order_in_words() -> None:
    found = gaps(Snapshot(graph(*base(), COMPLETE, WANTED, makes("cell"), nodes=BASE)), RINGED)
    keys = ("certain_terminals", "certain_links", "possible_terminals", "possible_links")
    for one in found:
        factors = one.as_json()["factors"]
        assert list(factors) == ["needed", "grade", *keys, "coverage"]
        assert one.order == (not factors["needed"], factors["grade"], *(-factors[k] for k in keys), -factors["coverage"], one.link.id)
    assert [g.order for g in found] == sorted(g.order for g in found)
    assert {g.link.id: g.coverage for g in found}["link:cathode"] == 1


def test_who_makes_a_part_counts_for_every_level_above_it():
    """A firm named for a part that has parts of its own: neither the link asked about nor a leaf."""
    tree = [joined("link:mid", "PART_OF", "link:top"), joined("link:leaf", "PART_OF", "link:mid")]
    home = [joined(f"link:{x}", "LINK_OF", "chain:c") for x in ("top", "mid", "leaf")]
    here = [joined("firm:p", "LOCATED_IN", "place:zone"), joined("firm:p", "OPERATES_IN", "link:mid")]
    nodes = "link:top link:mid link:leaf chain:c place:zone place:city place:bay place:cn firm:p"
    found = {g.link.id: g for g in gaps(Snapshot(graph(*tree, *home, *here, nodes=nodes)), RINGED)}
    assert [m.id for m in found["link:top"].facts.makers] == ["firm:p"] == [m.id for m in found["link:mid"].facts.makers]
    assert found["link:leaf"].facts.makers == () and found["link:leaf"].status == UNKNOWN, "which part it makes is not known"
    assert found["link:top"].rings[RINGED.rings[0][0]] == ("firm:p",)


@pytest.mark.parametrize(
    ("kind", "way", "reason"),
    [
        ("引进", "招商引进", "规划提出引进，未点名企业"),
        ("突破", "联合攻关", "规划提出突破，对口的高校院所未采集"),
        ("培育", "培育本地", "规划提出培育本土企业"),
        ("建设", "", ""),
    ],
)
def test_the_plan_s_own_word_is_the_way_where_nobody_is_named(kind: str, way: str, reason: str) -> None:
    found = gap("cathode", WANTED, claim("measure:m", "kind", kind, modality="needed", grade="plan"))
    assert (found.way, found.way_reason) == (way, reason)


def test_a_gap_without_a_need_has_a_way_too() -> None:
    near = [
        joined("firm:b", "CAPABLE_OF", "link:cathode", grade="disclosure"),
        joined("firm:b", "LOCATED_IN", "place:bay", grade="disclosure"),
    ]
    assert (gap("cathode", *near).way, gap("cathode", COMPLETE, *near).way) == ("", "对接大湾区")
