"""Pictures of one gap and one firm: exactly the neighbours there are, candidates apart from residents, same claims same bytes."""

from __future__ import annotations

import random

import pytest

from liantu.analysis.gaps import gaps
from liantu.analysis.recommend.engine import recommend
from liantu.analysis.scenario import resolve
from liantu.analysis.whatif import what_if
from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.changes import CUT, LAND, LOSE
from liantu.graph.errors import NotFound
from liantu.graph.ids import clean_text
from liantu.graph.snapshot import Snapshot
from liantu.loaders.scenario_file import changes_of
from liantu.viz.maps import map_of

GAPS = ("正极材料", "隔膜", "谐波减速器")
FIRMS = ("优美科长信新材料", "日亚化学", "德昌电机")


def draw(found, **which):
    return map_of(found.graph, found.zone, lambda chain: [g for g in found.gaps if chain in (None, g.chain)], **which)


def lane_of(drawn, box):
    x, _ = drawn.plan.layout.centres[box]
    return next(lane.title for lane in drawn.plan.layout.lanes if lane.x <= x <= lane.x + lane.width)


def links(drawn, lane):
    return {n["id"] for n in drawn.nodes if n["kind"] == "link" and lane_of(drawn, n["id"]) == lane}


def test_a_gap_with_its_inputs_and_users_of_any_chain(small):
    drawn = draw(small, gap="link:x/cell")
    assert links(drawn, "所问环节") == {"link:x/cell"}
    assert links(drawn, "投入") == {"link:x/coarse", "link:x/fine", "link:x/press", "link:x/test", "link:y/foil"}
    assert links(drawn, "去向") == set()
    assert {n["chain"] for n in drawn.nodes if n["kind"] == "link"} == {small.graph.node(c).name for c in (small.chain, "chain:y")}
    groups = {f["key"]: {o["value"] for o in f["options"]} for f in data_of(drawn)["filters"]}
    assert groups["chain"] == {clean_text(small.graph.node(c).name) for c in (small.chain, "chain:y")}


def test_the_parts_of_a_link_stand_with_it(small):
    drawn = draw(small, gap="粉体")
    assert links(drawn, "所问环节") == {"link:x/powder", "link:x/fine", "link:x/coarse"}
    assert links(drawn, "投入") == {"link:x/ore"} and links(drawn, "去向") == {"link:x/cell"}
    assert drawn.plan.asked == "link:x/powder"


@pytest.mark.parametrize("name", GAPS)
def test_candidates_are_those_of_the_recommendation(shipped, name):
    drawn = draw(shipped, gap=name)
    (advice,) = recommend(shipped.graph, shipped.zone, shipped.gaps, [drawn.plan.asked])
    boxes = {b.id: b for b in drawn.plan.boxes if b.kind.startswith("called-")}
    assert {(b.kind.removeprefix("called-"), b.node.id) for b in boxes.values()} == {(c.group, c.node.id) for c in advice.candidates}
    for c in advice.candidates:
        box, rows = boxes[f"called-{c.group}|{c.node.id}"], dict(boxes[f"called-{c.group}|{c.node.id}"].rows)
        assert not box.solid and rows["能不能"].startswith(c.fit.word) and rows["愿不愿"].startswith(c.propensity.word)
        assert rows["是否在区"] == {True: "在区", False: "不在区", None: "是否在区待核实"}[c.node.props.get("resident")]
        assert [rows[f"理由 {n}"] for n, _ in enumerate(c.paths, 1)] == [p.text for p in c.paths]
        assert {q for q, _ in box.quotes} >= {e.quote for p in c.paths for e in p.edges if e.quote}


@pytest.mark.parametrize("which", [*({"gap": g} for g in GAPS), *({"firm": f} for f in FIRMS)])
def test_nobody_is_drawn_as_resident_that_is_none(shipped, which):
    drawn = draw(shipped, **which)
    for box in drawn.plan.boxes:
        if box.kind == "resident" or (box.solid and box.node.type == s.FIRM.name):
            assert box.node.props["resident"] is True, box.id
    dashes = {n["id"]: bool(n["shapeProperties"]["borderDashes"]) for n in drawn.nodes}
    assert all(dashes[b.id] for b in drawn.plan.boxes if b.kind.startswith(("called-", "invitee", "unknown", "outsider")))


def test_a_firm_with_what_it_makes_before_and_behind(small):
    drawn = draw(small, firm=small.RESIDENT)
    assert links(drawn, "它的环节") == {"link:x/fine", "link:x/coarse"}, "what it makes and what its project builds"
    assert links(drawn, "投入和所需") == {"link:x/ore"} and links(drawn, "去向") == {"link:x/cell"}
    ties = {(e["to"], e["dashes"]) for e in drawn.edges if e["from"] == small.RESIDENT}
    assert ties == {("link:x/fine", False), ("link:x/coarse", True)}
    (own,) = [b for b in drawn.plan.boxes if b.id == small.RESIDENT]
    assert own.kind == "resident" and small.MAKE_QUOTE in {q for q, _ in own.quotes}


@pytest.mark.parametrize(("firm", "kind"), [("INVITEE", "invitee"), ("OUTSIDER", "outsider")])
def test_a_firm_that_is_not_here_says_so(small, firm, kind):
    drawn = draw(small, firm=getattr(small, firm))
    (own,) = [b for b in drawn.plan.boxes if b.id == getattr(small, firm)]
    assert own.kind == kind and not own.solid and dict(own.rows)["是否在区"].startswith("不在区")
    assert all(e["dashes"] for e in drawn.edges if e["from"] == own.id)


def test_every_box_of_a_picture_is_in_its_list(small, page):
    for which in ({"gap": "粉体"}, {"firm": small.RESIDENT}):
        drawn = draw(small, **which)
        read = page(drawn.generate_html())
        cards = [e.text for e in read.with_class("ml-card")]
        assert len(cards) == len(drawn.nodes)
        assert all(any(clean_text(b.node.name) in text for text in cards) for b in drawn.plan.boxes)
        assert not read.of("img") and not [a for e in read.elements for a in e.attrs if a.startswith("on")]


@pytest.mark.parametrize("which", [{"gap": "link:x/powder"}, {"firm": "firm:resident"}])
def test_same_claims_in_any_order_give_the_same_bytes(small, which):
    claims = list(small.graph.data.claims)
    random.Random(5).shuffle(claims)
    graph = Snapshot(assemble(claims, small.zone))
    found = gaps(graph, small.zone)
    assert draw(small, **which).generate_html() == map_of(graph, small.zone, lambda _: found, **which).generate_html()


def test_above_500_boxes_a_picture_draws_fewer_and_says_so(small):
    graph = small.wide_graph(40, 60)
    found = gaps(graph, small.zone)
    drawn = map_of(graph, small.zone, lambda _: found, gap="link:x/l0020")
    assert drawn.num_nodes() <= 500 and drawn.plan.note == ""
    heavy = map_of(small.wide_graph(3, 600), small.zone, lambda _: gaps(small.wide_graph(3, 600), small.zone), gap="link:x/l0001")
    assert heavy.num_nodes() <= 500 and heavy.plan.note.startswith("共 ")
    assert "link:x/l0001" in heavy.plan.cards


@pytest.mark.parametrize("which", [{}, {"gap": "粉体", "firm": "firm:resident"}])
def test_exactly_one_thing_is_asked(small, which):
    with pytest.raises(ValueError, match="exactly one"):
        draw(small, **which)


@pytest.mark.parametrize("which", [{"gap": "没有"}, {"firm": "没有"}, {"chain": "没有"}])
def test_an_unknown_name_is_told(small, which):
    with pytest.raises(NotFound, match="没有"):
        draw(small, **which)


def data_of(drawn):
    import json

    text = drawn.generate_html().partition('<script type="application/json" id="data">')[2].partition("</script>")[0]
    return json.loads(text)


# ---- before and after ------------------------------------------------------------------------------------------------

LANDING = {LAND: ["图外新厂@link:x/coarse"], LOSE: [], CUT: []}
LOSS = {LAND: [], LOSE: ["firm:resident"], CUT: []}


def test_a_landing_is_drawn_on_the_side_of_after_only_and_never_as_resident(small):
    drawn = draw(small, changes=changes_of(LANDING))
    (new,) = [n for n in drawn.nodes if n["kind"] == "assumed"]
    assert new["when"] == "after" and new["owner"] == "link:x/coarse" and new["shapeProperties"]["borderDashes"]
    assert drawn.plan.later["link:x/coarse"]["status"] == "有" and drawn.plan.cards["link:x/coarse"].status == "待核实"
    assert "不改变任何环节的现状" in drawn.plan.note and "图外新厂" in drawn.plan.note


def test_a_lost_maker_stands_on_the_side_of_before_only_and_what_stops_says_how(small):
    drawn = draw(small, changes=changes_of(LOSS))
    found = what_if(small.graph, small.zone, resolve(small.graph, changes_of(LOSS)))
    gone = [n for n in drawn.nodes if n.get("when") == "before"]
    assert [n["id"] for n in gone] == [f"{small.RESIDENT}|OPERATES_IN|link:x/fine"]
    stops = {hit.link: ("一定停产" if hit.certain else "可能停产") for hit in found.hits}
    assert stops and {i: look["status"] for i, look in drawn.plan.later.items() if i in stops} == stops
    rest = {i: look["status"] for i, look in drawn.plan.later.items() if i not in stops}
    changed = {i for i, now in found.before.status_of.items() if found.after.status_of[i] != now}
    assert rest == {i: found.after.status_of[i] for i in changed - stops.keys()}
    assert all(dict(drawn.about[i]["rows"])["假设之后"].startswith(f"{word}（假设）") for i, word in stops.items())


def test_what_a_scenario_does_not_touch_keeps_its_look(small):
    drawn = draw(small, changes=changes_of(LANDING))
    calm = {n["id"] for n in drawn.nodes if n["kind"] == "link"} - drawn.plan.later.keys()
    assert calm and not [n for n in drawn.nodes if n.get("when") and n["kind"] == "link"]
