"""The map: everything is drawn once, hostile data stay data, scripts are ours alone, the public edition is silent."""

from __future__ import annotations

import base64
import hashlib
import json
import random

import pytest

from liantu.analysis.gaps import gaps
from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.errors import NotFound
from liantu.graph.ids import clean_text
from liantu.graph.snapshot import Snapshot
from liantu.viz.drawing import LIMIT
from liantu.viz.network import map_html, network

CHAINS = ("chain:electromechanical", "chain:future", "chain:ict", "chain:lithium")
BESIDE = (s.OPERATES_IN, s.INVITED_FOR, s.CAPABLE_OF, s.INVESTS_IN, s.RESEARCHES, s.SERVES, s.ADVANCES)


def links_of(graph, chain):
    return {e.source for e in graph.into(chain, s.LINK_OF)}


def beside_of(graph, chain):
    """What should stand beside the links: one box per (thing, link), whatever the edges; firms of the pool stand in no map."""
    edges = [(e, link) for link in links_of(graph, chain) for t in BESIDE for e in graph.into(link, t)]
    return {(e.source, link) for e, link in edges if not e.source.startswith("firm:cn-")}


def data_of(read):
    (block,) = [e for e in read.of("script") if e.attrs.get("type") == "application/json"]
    return json.loads(block.text)


@pytest.fixture(scope="module")
def html(small):
    return map_html(small.graph, small.zone, small.gaps, small.chain)


@pytest.fixture(scope="module")
def public(small):
    return map_html(small.graph, small.zone, small.gaps, small.chain, edition="public")


def test_links_and_what_stands_beside_them_are_drawn_once(small):
    net = network(small.graph, small.zone, small.gaps, small.chain)
    links = {n["id"] for n in net.nodes if n["kind"] == "link"}
    beside = [(n["id"].split("|")[0], n["owner"]) for n in net.nodes if n["kind"] != "link"]
    assert links == links_of(small.graph, small.chain)
    assert set(beside) == beside_of(small.graph, small.chain)
    assert len(beside) == len(set(beside))


@pytest.mark.parametrize("chain", CHAINS)
def test_shipped_chains_are_drawn_whole(shipped, chain):
    net = network(shipped.graph, shipped.zone, shipped.gaps, chain)
    total = len(links_of(shipped.graph, chain)) + len(beside_of(shipped.graph, chain))
    guests = {e.source for f in shipped.graph.of_type(s.FIRM) for e in shipped.graph.out(f.id, s.INVITED_FOR)}
    residents = [n for n in net.nodes if n["kind"] == "resident"]
    assert total - len(guests) <= net.num_nodes() <= total <= LIMIT
    assert all(shipped.graph.node(n["id"].split("|")[0]).props["resident"] is True for n in residents)


def test_only_inputs_and_parts_between_drawn_links_are_lines(small):
    net = network(small.graph, small.zone, small.gaps, small.chain)
    lines = {word: {(e["from"], e["to"]) for e in net.edges if e["word"] == word} for word in ("投入", "下级")}
    assert lines["投入"] == {(f"link:x/{a}", f"link:x/{b}") for a, b in small.INPUTS}
    assert lines["下级"] == {(f"link:x/{a}", "link:x/powder") for a in ("fine", "coarse")}
    assert len(net.edges) == sum(map(len, lines.values()))


def test_traps_of_pyvis_are_not_used(small):
    net = network(small.graph, small.zone, small.gaps, small.chain)
    assert net.directed and not net.heading and not net.select_menu and not net.filter_menu
    assert not [n for n in net.nodes if {"title", "group"} & n.keys()]
    assert json.loads(json.dumps(net.options))["physics"]["enabled"] is False


def test_invitees_are_dashed_and_never_resident(small):
    boxes = {n["id"]: n for n in network(small.graph, small.zone, small.gaps, small.chain).nodes}
    assert {n["kind"] for i, n in boxes.items() if i.startswith(small.INVITEE)} == {"invitee"}
    assert {n["kind"] for i, n in boxes.items() if i.startswith("institution:v")} == {"invitee"}
    assert [i for i, n in boxes.items() if n["kind"] == "resident"] == [f"{small.RESIDENT}|OPERATES_IN|link:x/fine"]
    for node in boxes.values():
        dashed = bool(node["shapeProperties"]["borderDashes"])
        assert dashed or node["kind"] in ("link", "resident", "institution")
        assert node["kind"] != "invitee" or (dashed and node["label"].startswith("拟引进 "))
        assert node["kind"] != "resident" or not dashed


def test_a_resident_is_no_invitee_though_the_plan_invites_it_too(small):
    extra = next(c for c in small.graph.data.claims if c.predicate == "INVITED_FOR")
    row = {**extra.as_row(), "subject": small.RESIDENT, "value": "link:x/ore"}
    row.pop("id")
    graph = Snapshot(assemble([*small.graph.data.claims, type(extra)(**row)], small.zone))
    kinds = {n["id"]: n["kind"] for n in network(graph, small.zone, gaps(graph, small.zone), small.chain).nodes}
    assert f"{small.RESIDENT}|INVITED_FOR|link:x/ore" not in kinds


def test_the_page_runs_our_scripts_and_no_other(html, page):
    read = page(html)
    run = [e for e in read.of("script") if e.attrs.get("type") != "application/json"]
    policy = next(e.attrs["content"] for e in read.of("meta") if "http-equiv" in e.attrs)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(e.text.encode()).digest()).decode()}'" for e in run)
    assert len(run) == 2
    assert f"script-src {hashes};" in policy
    assert "default-src 'none'" in policy
    assert "\r" not in html


def test_nothing_is_loaded_from_anywhere(html, page):
    read = page(html)
    assert not [e for e in read.elements if {"src", "href", "action"} & e.attrs.keys()]
    assert not [a for e in read.elements for a in e.attrs if a.startswith("on")]
    assert not [e for e in read.elements if e.tag in ("link", "img", "iframe", "object", "form") and e.attrs.get("id") != "filters"]
    assert "sourceMappingURL" not in html
    assert not [host for host in ("cdn", "cdnjs", "unpkg") if f"//{host}" in html]


def test_hostile_names_are_inert_data(small, html, page):
    data = data_of(page(html))
    titles = {about["title"] for about in data["details"].values()}
    assert {clean_text(n.name) for n in small.graph.of_type(s.LINK) if n.id.startswith("link:x/")} <= titles
    assert small.RESIDENT_NAME in titles
    assert html.count("</script>") == 3
    (block,) = [e for e in page(html).of("script") if e.attrs.get("type") == "application/json"]
    assert not set("<>&") & set(block.text)
    assert "\x00" not in html
    html.encode("utf-8")


def test_the_panel_tells_who_said_it(small, html, page):
    details = data_of(page(html))["details"]
    quotes = details[f"{small.RESIDENT}|OPERATES_IN|link:x/fine"]["quotes"]
    assert [small.MAKE_QUOTE, "source:plan·第5章第1节·第9行（已有，规划原文，2020-12）"] in quotes
    assert any(small.INVITE_QUOTE in q for q, _ in details["link:x/powder"]["quotes"])


def test_every_form_of_a_name_can_be_searched(small, html, page):
    details = data_of(page(html))["details"]
    assert details["link:x/fine"]["forms"][1:] == [f"超细粉{small.SCRIPT}"]
    assert "本地别名" in details[f"{small.RESIDENT}|OPERATES_IN|link:x/fine"]["forms"]


def test_filters_count_what_is_drawn(html, page):
    data = data_of(page(html))
    for group in data["filters"]:
        drawn = [n[group["key"]] for n in data["nodes"] if n.get(group["key"], "link") != "link"]
        assert {o["value"]: o["count"] for o in group["options"]} == {v: drawn.count(v) for v in drawn}
    assert data["need"]["count"] == sum(1 for n in data["nodes"] if n.get("need"))


def test_the_cards_stand_in_the_same_file(small, html, page):
    drawn = {e.attrs["data-link"] for e in page(html).elements if "data-link" in e.attrs}
    assert drawn == links_of(small.graph, small.chain)


def test_the_public_edition_keeps_silent(small, public, page):
    data = data_of(page(public))
    words = (
        "待核实",
        "规划点名需求",
        "拟引进",
        "仅掌握",
        "独家",
        "瓶颈",
        "补链",
        "需核实",
        "拟来",
        "firm:invitee",
        "institution:v",
        "measure:",
    )
    assert not [word for word in words if word in public]
    assert {n["kind"] for n in data["nodes"]} == {"link", "resident", "institution"}
    assert {n["status"] for n in data["nodes"] if n["kind"] == "link"} == {""}
    assert not [about for about in data["details"].values() if about["quotes"]]
    assert data["need"] is None


@pytest.mark.parametrize("chain", CHAINS)
def test_the_public_edition_of_shipped_chains_shows_no_invitee(shipped, chain, page):
    html = map_html(shipped.graph, shipped.zone, shipped.gaps, chain, edition="public")
    data = data_of(page(html))
    guests = {e.target for m in shipped.graph.of_type(s.MEASURE) for e in shipped.graph.out(m.id, s.INVITES)}
    guests -= {f.id for f in shipped.graph.of_type(s.FIRM) if f.props.get("resident") is True}
    assert not [n["id"] for n in data["nodes"] if n["id"].split("|")[0] in guests]
    assert {n["status"] for n in data["nodes"] if n["kind"] == "link"} <= {"", "强"}
    assert not [about for about in data["details"].values() if about["quotes"]]


def test_above_500_boxes_the_neighbourhood_is_drawn_and_said(small, page):
    graph = small.wide_graph(300, 2)
    found = gaps(graph, small.zone)
    assert network(graph, small.zone, found, small.chain).num_nodes() == LIMIT
    note = page(map_html(graph, small.zone, found, small.chain)).with_class("map-note")[-1].text
    assert note.startswith("共 900 个对象，图中画 500 个")


def test_same_claims_in_any_order_give_the_same_bytes(small, html):
    claims = list(small.graph.data.claims)
    random.Random(3).shuffle(claims)
    other = Snapshot(assemble(claims, small.zone))
    assert html == map_html(other, small.zone, gaps(other, small.zone), small.chain)


def test_an_unknown_chain_is_named(small):
    with pytest.raises(NotFound, match="chain:none"):
        network(small.graph, small.zone, small.gaps, "chain:none")
