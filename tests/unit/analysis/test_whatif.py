"""What-if on graphs one can draw, and against the graph built anew with the same facts."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from builders import ZONE, claim, graph, joined
from liantu.analysis.gaps import gaps
from liantu.analysis.reachability import Outside
from liantu.analysis.scenario import ASSUMED, resolve, with_landings, without_makers
from liantu.analysis.supply import supply_graph
from liantu.analysis.whatif import WhatIf, shortest_paths, what_if
from liantu.analysis.whatif_words import as_json, sentences
from liantu.graph import schema as s
from liantu.graph.changes import CUT, LAND, LOSE, Change
from liantu.graph.claims import Claim
from liantu.graph.errors import DataError, NotFound
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot
from liantu.loaders.scenario_file import changes_of
from supply_graphs import random_snapshot

RINGED = Zone(ZONE.id, ZONE.name, ZONE.places, (("园区", "place:zone"), ("市", "place:city"), ("全国", "place:cn")))
NODES = (
    "chain:c chain:d link:salt link:cathode link:cell link:car link:film link:tape place:zone place:city place:cn "
    "firm:a firm:b firm:far firm:wanted measure:m link:ncm link:lfp"
)


def base(*more: Claim) -> Snapshot:
    r"""salt → cathode (parts ncm, lfp) ; ncm|lfp → cell → car (chain d) ; film|tape → cell. All lists open but cell's.

    firm:a makes cell here, firm:b makes cathode (no matter which part), firm:far can make cell in the city.
    """
    homes = {"car": "chain:d"}
    claims = [
        joined(f"link:{x}", "LINK_OF", homes.get(x, "chain:c")) for x in ["salt", "cathode", "cell", "car", "film", "tape", "ncm", "lfp"]
    ]
    claims += [joined(f"link:{x}", "PART_OF", "link:cathode") for x in ("ncm", "lfp")]
    claims += [joined("link:salt", "INPUT_TO", f"link:{x}") for x in ("ncm", "lfp")]
    claims += [joined("link:cell", "INPUT_TO", "link:car"), claim("link:car", "terminal", True)]
    for group, members in (("活性物质", ("ncm", "lfp")), ("隔离", ("film", "tape"))):
        for member in members:
            claims += [joined(f"link:{member}", "INPUT_TO", "link:cell")]
            claims += [claim(f"link:{member}|INPUT_TO|link:cell", "alternative_group", group, grade="domain")]
    claims += [joined(f"firm:{x}", "LOCATED_IN", "place:zone") for x in "ab"] + [joined("firm:far", "LOCATED_IN", "place:city")]
    claims += [joined("place:zone", "WITHIN", "place:city"), joined("place:city", "WITHIN", "place:cn")]
    claims += [joined("firm:a", "OPERATES_IN", "link:cell"), joined("firm:b", "OPERATES_IN", "link:cathode")]
    claims += [claim("link:cell", "makers_complete", "名录 2024"), joined("firm:far", "CAPABLE_OF", "link:cell", grade="disclosure")]
    claims += [joined("measure:m", "AIMS_AT", f"link:{x}", "needed", grade="plan") for x in ("film", "salt")]
    claims += [joined("firm:wanted", "INVITED_FOR", "link:film", "invited", grade="plan")]
    return Snapshot(graph(*claims, *more, nodes=NODES))


def play(
    *, land: tuple[str, ...] = (), lose: tuple[str, ...] = (), cut: tuple[str, ...] = (), on: Snapshot | None = None, **more: object
) -> WhatIf:
    start = on or base()
    return what_if(start, RINGED, resolve(start, changes_of({LAND: land, LOSE: lose, CUT: cut})), **more)  # type: ignore[arg-type]


def test_landing_meets_a_need_and_makes_a_sole_supplier_of_unknown_standing() -> None:
    found = play(land=("wanted@film",))
    assert (found.before.needs, found.after.needs) == (("link:film", "link:salt"), ("link:salt",))
    assert found.before.sole_unverified == ("link:cathode",)
    assert found.after.sole_unverified == ("link:cathode", "link:film")
    assert (found.before.status_of["link:film"], found.after.status_of["link:film"]) == ("待核实", "有")
    assert found.hits == () and found.substitutes == ()


def test_a_landing_elsewhere_changes_only_its_link_and_what_is_above_it() -> None:
    found = play(land=("wanted@ncm",))
    changed = {x for x, status in found.before.status_of.items() if status != found.after.status_of[x]}
    assert changed == {"link:ncm"}
    assert found.before.status_of["link:cathode"] == "有"


def test_states_equal_the_gaps_of_a_graph_built_with_the_same_facts() -> None:
    """Newcomers and lost firms, told as claims, give the same statuses, needs and sole suppliers as the what-if."""
    found = play(land=("wanted@film", "a@salt"), lose=("b",))
    here = [joined("firm:wanted", "LOCATED_IN", "place:zone"), joined("firm:wanted", "OPERATES_IN", "link:film")]
    told = base(*here, joined("firm:a", "OPERATES_IN", "link:salt"))
    anew = gaps(without_makers(told, ["firm:b"], []), RINGED)
    assert {g.link.id: g.status for g in anew} == dict(found.after.status_of)
    assert {g.link.id for g in anew if g.need and not g.makers} == set(found.after.needs)
    assert {g.link.id for g in anew if g.facts.sole == "仅掌握 1 家（待核实）"} == set(found.after.sole_unverified)
    assert {g.link.id for g in anew if g.facts.sole == "独家（已核实）"} == set(found.after.sole_verified)


def test_losing_the_only_maker_under_a_complete_list_is_certain_and_told_by_its_path() -> None:
    found = play(lose=("a",))
    assert [(h.link, h.certain, h.path, h.makers) for h in found.hits] == [
        ("link:cell", True, ("firm:a", "link:cell"), ("firm:a",)),
        ("link:car", False, ("firm:a", "link:cell", "link:car"), ()),
    ]
    assert found.hits[1].worlds == ("乐观",)
    assert (found.before.statuses.get("缺", 0), found.after.statuses["缺"]) == (0, 1)
    (stand_in,) = found.substitutes
    assert (stand_in.link, stand_in.here, stand_in.rings) == ("link:cell", (), {"市": ("firm:far",), "全国": (), "所在地未知": ()})


def test_a_firm_known_at_a_parent_may_have_made_any_part_and_nothing_is_certain() -> None:
    found = play(lose=("b",))
    assert {h.link for h in found.hits} == {"link:ncm", "link:lfp", "link:cell", "link:car"}
    assert all(h.assumed and not h.certain for h in found.hits)
    assert next(h.path for h in found.hits if h.link == "link:lfp") == ("firm:b", "link:cathode", "link:lfp")


def test_losing_one_of_two_makers_stops_nothing() -> None:
    two = base(joined("firm:b", "OPERATES_IN", "link:cell"))
    found = play(lose=("a",), on=two)
    assert [h for h in found.hits if not h.assumed] == []
    assert found.substitutes[0].here == ("firm:b",)


def test_a_second_maker_lowers_the_reach_of_one_firms_stop() -> None:
    found = play(land=("wanted@cell", "新厂甲@ncm", "新厂乙@lfp"))
    assert set(found.before.exposed[1]) == {"link:ncm", "link:lfp", "link:cell", "link:car"}
    assert len(found.after.exposed[1]) == 1


def test_a_cut_takes_local_and_outside_supply_and_users_may_turn_to_the_other_input() -> None:
    found = play(cut=("film",))
    assert [h.link for h in found.hits] == ["link:film"] and found.hits[0].certain
    assert found.substitutes[0].instead == (("link:tape", "link:cell"),)
    both = play(cut=("film", "tape"))
    assert {h.link: h.certain for h in both.hits} == {"link:film": True, "link:tape": True, "link:cell": True, "link:car": False}


@pytest.mark.parametrize(("rule", "stopped"), [(Outside.CLOSED, {"link:cell", "link:car"}), (Outside.OPEN, set())])
def test_outside_purchase_may_replace_the_last_maker_only_where_allowed(rule: Outside, stopped: set[str]) -> None:
    assert {h.link for h in play(lose=("a",), outside=rule).hits} == stopped


def test_counts_can_be_narrowed_to_a_chain_and_hits_are_told_everywhere() -> None:
    found = play(lose=("a",), chain="chain:d")
    assert set(found.before.status_of) == {"link:car"}
    assert {h.link for h in found.hits} == {"link:cell", "link:car"}


def test_newcomers_are_marked_and_the_graph_itself_is_left_alone() -> None:
    start = base()
    before = (dict(start.nodes), dict(start.edges), start.data)
    found = play(land=("wanted@film", "某某新厂@salt"), lose=("a",), cut=("tape",), on=start)
    assert (start.nodes, start.edges, start.data) == before
    assert start.node("firm:wanted").props.get("resident") is not True
    newcomers = sorted(n.name for n in found.graph.nodes.values() if n.name.startswith(ASSUMED))
    assert newcomers == [f"{ASSUMED}wanted", f"{ASSUMED}某某新厂"]
    text = "\n".join(sentences(found))
    assert "某某新厂不在图中（图外企业）" in text and "wanted（film，假设落地）" in text


def test_the_words_of_the_officer() -> None:
    first = sentences(play(land=("wanted@film",)))[0]
    assert first.startswith("引进 wanted（film，假设落地）：规划点名需求（尚无已知企业） 2→1，")
    assert "未定独家 1→2" in first and "受某一企业停产波及的环节至多 4→4" in first
    lines = sentences(play(cut=("salt",)))
    assert any("没有已知企业（待核实，不等于没有）" in line for line in lines)


def test_json_has_the_agreed_keys() -> None:
    told = as_json(play(lose=("a",), land=("新厂@film",)))
    assert {"before", "after", "hit", "substitutes"} <= told.keys()
    assert told["scenario"]["land"] == [
        {"firm": None, "name": "新厂", "link_id": "link:film", "in_graph": False, "already_resident": False}
    ]
    assert told["hit"][1]["path_names"] == ["a", "cell", "car"]


def test_newcomers_make_no_broken_chain() -> None:
    """The declaration that supply relations are complete was made without the newcomer: 断 is not proven for it."""
    declared = claim("link:film", "suppliers_complete", "走访 2024")
    film = [joined("firm:b", "OPERATES_IN", "link:film"), declared]
    assert play(lose=("b",), on=base(*film)).before.status_of["link:film"] == "断"
    assert play(land=("新厂@film",), on=base(*film)).after.status_of["link:film"] == "有"


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ([Change(LAND, "a", "cell", "--land")], DataError, "已在区内生产cell"),
        ([Change(LAND, "b", "cathode", "--land")], DataError, "已在区内生产cathode"),
        ([Change(LAND, "a", "没有的", "--land")], NotFound, "没有唯一的环节“没有的”"),
        ([Change(LAND, "firm:none", "cell", "--land")], NotFound, "firm:none"),
        ([Change(LOSE, "wanted", "", "--lose")], DataError, "没有记录wanted在区内生产"),
        ([Change(LOSE, "谁", "", "--lose")], NotFound, "没有唯一的企业“谁”"),
        ([Change(CUT, "", "什么", "--cut")], NotFound, "什么"),
        ([Change(CUT, "", "film", "--cut"), Change(CUT, "", "link:film", "--cut")], DataError, "切断重复：film"),
        ([Change(CUT, "", "cathode", "--cut"), Change(LAND, "x", "ncm", "--land")], DataError, "ncm既切断又有企业落地"),
        ([Change(LOSE, "a", "", "--lose"), Change(LAND, "a", "film", "--land")], DataError, "a既引进又失去"),
        ([Change(LAND, "\x00", "cell", "--land")], DataError, "企业名称是空的"),
        ([], DataError, "情景是空的"),
    ],
)
def test_what_makes_no_sense_is_one_clear_line(changes: list[Change], error: type[Exception], words: str) -> None:
    with pytest.raises(error) as told:
        resolve(base(), changes)
    assert words in str(told.value) and len(str(told.value).splitlines()) == 1


def test_a_resident_known_at_a_parent_may_be_placed_at_a_part() -> None:
    assert play(land=("b@ncm",)).after.status_of["link:ncm"] == "有"


def test_patched_equals_a_graph_indexed_anew() -> None:
    start = base()
    landed = with_landings(start, resolve(start, [Change(LAND, "新厂", "film", ""), Change(LAND, "a", "salt", "")]).landings)
    made = without_makers(landed, ["firm:b"], ["link:cell"])
    anew = Snapshot(made.data)
    assert (made.nodes, made.edges, made.claims) == (anew.nodes, anew.edges, anew.claims)
    assert {k: v for k, v in made._out.items() if v} == {k: v for k, v in anew._out.items() if v}
    assert {k: v for k, v in made._in.items() if v} == {k: v for k, v in anew._in.items() if v}
    assert made.of_type(s.FIRM) == anew.of_type(s.FIRM)


def test_paths_are_shortest() -> None:
    for seed in range(100):
        supply = supply_graph(random_snapshot(seed))
        draw = random.Random(seed)
        stops = set(draw.sample(supply.links, draw.randint(1, len(supply.links))))
        start = min(stops)
        flow = nx.DiGraph([(m, x) for x in stops for need in supply.needs[x] for m in need if m in stops])
        flow.add_node(start)
        lengths = nx.single_source_shortest_path_length(flow, start)
        assert {x: len(p) - 1 for x, p in shortest_paths(supply, {start: (start,)}, stops).items()} == lengths
