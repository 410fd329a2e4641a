"""The pool: nobody in it becomes a resident, no resident stands in it, shares are figures, names that meet are decided on."""

from __future__ import annotations

import csv

import pytest

from built import shipped_data, shipped_graph
from liantu.analysis.coverage import head
from liantu.analysis.rings import ring_makers
from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.snapshot import Snapshot
from liantu.loaders.base import Scribe
from liantu.loaders.places import read_codes
from liantu.loaders.pool import Pool, PoolRow, firm_id, organisations_met, product_id, read_pool, transform_pool
from liantu.loaders.pool_places import PlaceNames
from liantu.loaders.pool_tables import Tables, select, share_of
from liantu.loaders.shipped import DATA

CODES = read_codes(DATA / "codes" / "gbt2260.csv")


@pytest.fixture(scope="module")
def shipped():
    return shipped_data()


@pytest.fixture(scope="module")
def graph(shipped):
    return shipped_graph()


@pytest.fixture(scope="module")
def pool():
    return read_pool(DATA / "pool")


def row(**cells):
    return PoolRow(cells, ",".join(cells.values()), "pool/t.csv 第2行")


def written(shipped, *, firms=(), makes=(), identities=()):
    """The claims and faults of a small pool, after the shipped claims."""
    scribe = Scribe(shipped.sources, list(shipped.claims))
    transform_pool(scribe, Pool(tuple(firms), tuple(makes), tuple(identities)), CODES)
    return scribe.claims[len(shipped.claims) :], scribe.problems


def firm(code="999999", name="某甲乙丙股份有限公司", short="某甲乙丙", place=""):
    return row(code=code, name=name, short_name=short, place=place, year="2021")


def test_size_and_order_of_the_files(pool):
    assert 600 <= len(pool.firms) <= 800
    codes = [r.cells["code"] for r in pool.firms]
    assert codes == sorted(set(codes))
    rows = [(r.cells["code"], r.cells["link"]) for r in pool.makes]
    assert rows == sorted(set(rows))
    parents = {r.cells["code"] for r in pool.identities if r.cells["verdict"] == "group"}
    assert {code for code, _ in rows} | parents == set(codes)
    assert {link.split("/")[0] for _, link in rows} == {f"link:{c}" for c in ("lithium", "electromechanical", "ict", "future")}


def test_a_share_is_a_figure_or_empty(pool):
    shares = [r.cells["revenue_share"] for r in pool.makes]
    assert all(x == "" or 0 < float(x) <= 1 for x in shares)
    assert "0.001" not in shares  # the filler of the tables
    assert [share_of(x) for x in ("0.5", "1", "1.3", "0", "-1", "0.001", "")] == ["0.5", "1", "", "", "", "", ""]


def test_no_pool_firm_is_resident_or_operates_here(graph):
    listed = [n for n in graph.of_type(s.FIRM) if n.id.startswith(firm_id(""))]
    assert len(listed) > 600
    assert [n.name for n in listed if n.props.get("resident") is True] == []
    assert [e.id for n in listed for e in graph.out(n.id, s.OPERATES_IN)] == []


def test_no_resident_stands_among_the_candidates(graph, pool):
    """科恒 is a resident and listed: its disclosures are its own, and no second firm bears its code."""
    assert firm_id("300340") not in graph.nodes
    assert graph.node("firm:keheng").props["resident"] is True
    assert graph.out("firm:keheng", s.MAKES)
    assert firm_id("300149") not in graph.nodes  # 量子高科: unclear, so left out
    assert not graph.out("firm:quantum-hitech", s.MAKES)


def test_naive_count_of_makers_is_what_it_was_without_the_pool(shipped, graph):
    without = Snapshot(assemble([c for c in shipped.claims if c.source != "source:ckg" and "pool/" not in c.locator], shipped.zone))
    count = [sum(1 for e in g.data.edges if e.type == s.OPERATES_IN.name) for g in (without, graph)]
    assert count[0] == count[1] > 0
    residents = [{n.id for n in g.of_type(s.FIRM) if n.props.get("resident") is True} for g in (without, graph)]
    assert residents[0] == residents[1]


def test_every_name_that_meets_an_organisation_is_decided(shipped, pool):
    decided = {r.cells["code"] for r in pool.identities}
    owners = [str(c.value) for c in shipped.claims if c.subject.startswith("firm:") and "cn-" not in c.subject and c.predicate == "name"]
    met = organisations_met((r.cells["name"] for r in pool.firms), owners)
    assert {r.cells["code"] for r in pool.firms if r.cells["name"] in met} <= decided


def test_the_other_dechang_is_never_the_resident(shipped, graph):
    assert firm_id("605555") not in graph.nodes
    claims, faults = written(shipped, firms=[firm("605555", "宁波德昌电机股份有限公司", "德昌股份", "330200")])
    assert not faults
    assert {c.subject for c in claims if c.predicate == "name"} == {"firm:cn-605555"}


def test_an_undecided_namesake_is_a_fault_and_a_decided_one_is_not(shipped):
    _, faults = written(shipped, firms=[firm(name="汉宇集团股份有限公司", short="汉宇")])
    assert len(faults) == 1 and "firm:hanyu" in faults[0]
    same = row(code="999999", organisation="firm:hanyu", verdict="same", why="x")
    claims, faults = written(shipped, firms=[firm(name="汉宇集团股份有限公司", short="汉宇")], identities=[same])
    assert not claims and not faults


def test_group_and_plant_are_two_firms(graph):
    assert [e.target for e in graph.out("firm:gem-jingmen", s.PART_OF_GROUP)] == ["firm:cn-002340"]
    edge = graph.out("firm:gem-jingmen", s.PART_OF_GROUP)[0]
    assert edge.props["modality"] == "inferred" and edge.props["grade"] == "D"
    assert "格林美" not in graph.node("firm:cn-002340").props.get("aliases", [])


def test_claims_of_a_row(shipped):
    make = row(code="999999", product="新物", revenue_share="0.5", year="2021", link="link:lithium/cathode")
    claims, faults = written(shipped, firms=[firm(place="441900")], makes=[make])
    said = {(c.subject, c.predicate, c.value, c.modality, c.grade) for c in claims}
    product = product_id("新物")
    assert not faults
    assert {
        ("firm:cn-999999", "LOCATED_IN", "place:441900", "existing", "disclosure"),
        ("firm:cn-999999", "MAKES", product, "existing", "disclosure"),
        (f"firm:cn-999999|MAKES|{product}", "revenue_share", 0.5, "existing", "disclosure"),
        ("firm:cn-999999", "CAPABLE_OF", "link:lithium/cathode", "existing", "disclosure"),
        (product, "BELONGS_TO", "link:lithium/cathode", "inferred", "domain"),
    } <= said
    assert not [c for c in claims if c.predicate == s.OPERATES_IN.name]


def test_unknown_link_and_place_are_faults(shipped):
    make = row(code="999999", product="新物", revenue_share="", year="2021", link="link:none/none")
    _, faults = written(shipped, firms=[firm(place="990000")], makes=[make])
    assert len(faults) == 2


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("深圳市甲股份有限公司", "440300"),
        ("宁波乙股份有限公司", "330200"),
        ("广东丙股份有限公司", "440000"),
        ("江苏江阴市丁股份有限公司", "320200"),  # a county-level city counts as the city above
        ("吉林戊股份有限公司", ""),  # a province and a city
        ("东方己股份有限公司", ""),
        ("崇达技术股份有限公司", ""),
    ],
)
def test_place_words(name, place):
    assert PlaceNames(CODES).of(name) == place


def test_place_of_every_firm_is_what_its_name_says(pool):
    names = PlaceNames(CODES)
    assert [r.cells["name"] for r in pool.firms if r.cells["place"] != names.of(r.cells["name"])] == []


def test_a_place_around_the_zone_says_neither_here_nor_away(shipped):
    claims, _ = written(shipped, firms=[firm(place="440700"), firm("999998", "某丁股份有限公司", "某丁", "440000")])
    graph = Snapshot(assemble([*shipped.claims, *claims], shipped.zone))
    assert [graph.node(firm_id(c)).props.get("resident") for c in ("999999", "999998")] == [None, None]


def test_rings_show_makers_of_the_bay_area_and_heads_the_year(graph, shipped):
    rings = ring_makers(graph, ["link:ict/pcb-double"], shipped.zone)
    names = list(rings)
    assert len(rings[names[2]]) > len(rings[names[0]])
    inner = {f for link in graph.of_type(s.LINK) for f in ring_makers(graph, [link.id], shipped.zone)[names[0]]}
    assert not [f for f in inner if f.startswith(firm_id(""))]
    told = head(graph, shipped.zone)
    assert told.pool == "2021" and told.firm_facts == "2020-12"


def test_selection_keeps_the_largest_shares_of_each_link():
    firms = {c: {"firm_code": c, "short_name": c, "full_name": c} for c in ("1", "2", "3", "4退")}
    makes = [("1", "甲", "0.2"), ("2", "甲", "0.9"), ("3", "甲", "0.001"), ("3", "乙", "0.5"), ("4退", "甲", "1.0")]
    rows = tuple({"firm_code": c, "product": p, "revenue_share": x} for c, p, x in makes)
    made = select(Tables(firms, rows, {}), {"甲": {"link:c/a": 1.0}, "乙": {"link:c/b": 1.0}}, per_link=1, per_firm=3)
    assert [(m.code, m.link) for m in made] == [("2", "link:c/a"), ("3", "link:c/b")]


def test_pool_files_hold_no_firm_twice_by_name(pool):
    names = [r.cells["name"] for r in pool.firms]
    with (DATA / "pool" / "excluded.csv").open(encoding="utf-8", newline="") as file:
        excluded = {(r["code"], r["product"]) for r in csv.DictReader(file)}
    assert len(names) == len(set(names))
    assert not excluded & {(r.cells["code"], r.cells["product"]) for r in pool.makes}
