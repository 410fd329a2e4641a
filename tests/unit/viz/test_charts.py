"""The figures hold the numbers that the gaps and the edges hold, counted here a second way."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph import schema as s
from liantu.viz.chain_view import chain_gaps
from liantu.viz.charts import chain_charts
from liantu.viz.charts_flow import flow_of, returning
from liantu.viz.charts_heat import COLUMNS, directions
from liantu.viz.charts_option import height, option

SLUGS = ("electromechanical", "future", "ict", "lithium")
PROVEN = {"existing", "cooperation", "invited"}


@pytest.fixture(scope="session")
def charts(shipped):
    """Return the figures of every shipped chain, by slug and id."""
    return {slug: {c.id: c for c in chain_charts(shipped.graph, shipped.gaps, f"chain:{slug}")} for slug in SLUGS}


def own_gaps(world, slug):
    return [g for g in world.gaps if g.chain == f"chain:{slug}"]


@pytest.mark.parametrize("slug", SLUGS)
def test_rings_count_each_leaf_once_by_its_status(shipped, charts, slug):
    leaves, bars = [g for g in own_gaps(shipped, slug) if not g.rolled_up], charts[slug]["rings"].figure
    assert list(bars.rows) == [name for name, _ in shipped.zone.rings]
    for ring in bars.rows:
        assert bars.counts[ring] == Counter(g.rings_status[ring] for g in leaves)
        assert bars.total(ring) == len(leaves)


@pytest.mark.parametrize("slug", SLUGS)
def test_firms_of_a_ring_are_those_whose_place_lies_in_it(shipped, charts, slug):
    g = shipped.graph
    links = {e.source for e in g.into(f"chain:{slug}", s.LINK_OF)}
    able = {e.source for e in g.data.edges if e.target in links and e.type == "CAPABLE_OF" and e.props["modality"] in PROVEN}
    here = {e.source for e in g.data.edges if e.target in links and e.type == "OPERATES_IN"}
    gone = {f for f in able if g.node(f).props.get("is_active") is False or g.node(f).props.get("left") == "closed"}
    up = nx.DiGraph([(e.source, e.target) for e in g.data.edges if e.type in ("WITHIN", "LOCATED_IN")])
    (inner, _), *outer = shipped.zone.rings
    expected = {inner: here} | {n: here | {f for f in able - gone if f in up and place in nx.descendants(up, f)} for n, place in outer}
    told = {row[0]: row[-1] for row in charts[slug]["rings"].rows}
    assert told == {ring: f"已知企业 {len(firms)} 家" for ring, firms in expected.items()}


@pytest.mark.parametrize("slug", SLUGS)
def test_needs_are_those_of_the_gaps(shipped, charts, slug):
    wanted, bars = [g for g in own_gaps(shipped, slug) if g.need], charts[slug]["needs"].figure
    assert bars.counts[bars.rows[0]] == Counter(g.status for g in wanted)
    for kind in bars.rows[1:]:
        assert bars.counts[kind] == Counter(g.status for g in wanted if kind in g.need.kinds)
    assert set(bars.rows[1:]) == {kind for g in wanted for kind in g.need.kinds}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_table_holds_the_numbers_of_the_bars(charts, slug):
    for name in ("rings", "needs"):
        chart = charts[slug][name]
        at = {word: chart.columns.index(word) for word in chart.figure.looks}
        assert [row[0] for row in chart.rows] == list(chart.figure.rows)
        for row in chart.rows:
            assert {w: row[i] for w, i in at.items() if row[i]} == dict(chart.figure.counts[row[0]])
            assert row[chart.columns.index("合计")] == sum(row[i] for i in at.values())


@pytest.mark.parametrize("slug", SLUGS)
def test_the_flow_has_no_cycle_and_loses_no_input(shipped, charts, slug):
    flow, g = charts[slug]["flow"].figure, shipped.graph
    drawn = nx.DiGraph([(b.source, b.target) for b in flow.bands])
    assert nx.is_directed_acyclic_graph(drawn)
    for band in flow.returning:
        assert nx.has_path(drawn, band.target, band.source), "a band was left out that could stay"
    leaves = {x.link.id for x in own_gaps(shipped, slug) if not x.rolled_up}
    inputs = [e for e in g.data.edges if e.type == "INPUT_TO" and {e.source, e.target} <= leaves]
    assert sum(b.inputs for b in (*flow.bands, *flow.returning)) + flow.inside == len(inputs)
    assert len({x.name for x in flow.groups}) == len(flow.groups) <= 40
    notes = charts[slug]["flow"].notes
    assert len(notes) == len(flow.returning)
    for note, band in zip(notes, flow.returning, strict=True):
        assert f"{flow.names[band.source]} → {flow.names[band.target]}，{band.inputs} 条" in note


@pytest.mark.parametrize("slug", SLUGS)
def test_only_goods_that_run_in_a_circle_are_called_returning(shipped, charts, slug):
    """Oracle: the plain graph of leaf inputs, by name."""
    leaves = {x.link.id: x.link.name for x in own_gaps(shipped, slug) if not x.rolled_up}
    inputs = [e for e in shipped.graph.data.edges if e.type == "INPUT_TO" and {e.source, e.target} <= leaves.keys()]
    plain = nx.DiGraph([(leaves[e.source], leaves[e.target]) for e in inputs])
    for band in charts[slug]["flow"].figure.returning:
        circles = [(a, b) for a, b in band.pairs if nx.has_path(plain, b, a)]
        assert (band.said == "回流") == bool(circles)


pairs = st.tuples(st.integers(0, 7), st.integers(0, 7)).map(lambda p: (f"n{p[0]}", f"n{p[1]}"))


@given(st.dictionaries(pairs, st.integers(1, 9), max_size=24), st.permutations([f"n{i}" for i in range(8)]))
def test_what_is_left_out_breaks_every_cycle_and_nothing_more(weights, order):
    left_out = returning(weights, order)
    kept = nx.DiGraph(p for p in weights if p not in set(left_out))
    assert nx.is_directed_acyclic_graph(kept)
    assert set(left_out) <= set(weights) and left_out == sorted(set(left_out))
    for pair in left_out:
        assert pair[0] == pair[1] or nx.has_path(kept, pair[1], pair[0])
    assert returning(dict(reversed(weights.items())), order) == left_out, "the order of the data must not matter"


def test_the_lightest_way_round_is_left_out():
    ring = {("ore", "salt"): 4, ("salt", "cell"): 5, ("cell", "scrap"): 2, ("scrap", "salt"): 1}
    assert returning(ring, ["ore", "salt", "cell", "scrap"]) == [("scrap", "salt")]
    assert returning(ring, ["scrap", "cell", "salt", "ore"]) == [("scrap", "salt")], "a bad order is mended"
    assert returning({("a", "b"): 1}, []) == []


def test_what_closes_no_cycle_is_put_back():
    """Moving single nodes ends at n4 behind n0, where n4 → n0 runs backward though it closes no cycle."""
    pairs = {("n4", "n0"): 1, ("n2", "n1"): 3, ("n2", "n4"): 2, ("n0", "n1"): 3, ("n1", "n2"): 1}
    assert returning(pairs, ["n4", "n0", "n1", "n3", "n2"]) == [("n1", "n2")]


@pytest.mark.parametrize("slug", SLUGS)
def test_fields_of_the_heat_map_by_brute_force(shipped, charts, slug):
    g, chart = shipped.graph, charts[slug]["heat"]
    part_of = nx.DiGraph([(e.target, e.source) for e in g.data.edges if e.type == "PART_OF"])
    invited = {e.target for e in g.data.edges if e.type == "INVITES"}
    names = {n.id: n.name for n in g.data.nodes}

    def below(node):
        return {node} | (nx.descendants(part_of, node) if node in part_of else set())

    expected = {}
    for direction in directions(g, f"chain:{slug}"):
        parts = below(direction)
        links = {x for e in g.data.edges if e.type == "ADVANCES" and e.source in parts for x in below(e.target)}
        ties = [e for e in g.data.edges if e.target in parts | links]
        row = {}
        for kind, prefix, columns in (("RESEARCHES", "institution:", COLUMNS[:2]), ("SERVES", "platform:", COLUMNS[2:4])):
            found = [e for e in ties if e.type == kind and e.source.startswith(prefix)]
            now = {e.source for e in found if e.props["modality"] in ("existing", "registered", "cooperation")} - invited
            row[columns[0]], row[columns[1]] = now, {e.source for e in found} - now
        resident = {n.id for n in g.data.nodes if n.props.get("resident") is True}
        makers = {e.source for e in ties if e.type == "OPERATES_IN"}
        gone = {n.id for n in g.data.nodes if n.props.get("is_active") is False or n.props.get("left") == "closed"}
        able = {e.source for e in ties if e.type == "CAPABLE_OF" and e.props["modality"] in PROVEN} - makers - gone
        wanted = {e.source for e in ties if e.type == "INVITED_FOR"} - resident
        row |= {COLUMNS[4]: makers, COLUMNS[5]: able & resident, COLUMNS[6]: wanted, COLUMNS[7]: able - resident - wanted}
        expected.setdefault(names[direction], []).append({c: sorted(names[i] for i in who) for c, who in row.items()})
    assert len(chart.rows) == sum(map(len, expected.values()))
    for title, *fields in chart.rows:
        told = {c: sorted(f.partition("：")[2].split("、")) if f != "未采集" else [] for c, f in zip(COLUMNS, fields, strict=True)}
        counts = {c: int(f.partition("：")[0]) if f != "未采集" else 0 for c, f in zip(COLUMNS, fields, strict=True)}
        assert counts in [{c: len(w) for c, w in row.items()} for row in expected[title]], title
        if not any("、" in name for row in expected[title] for who in row.values() for name in who):
            assert told in expected[title]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_field_is_no_zero(charts, slug):
    chart = charts[slug]["heat"]
    assert all(f.count is None or f.count > 0 for row in chart.figure.fields for f in row)
    assert not any(str(value) == "0" or str(value).startswith("0：") for row in chart.rows for value in row)
    drawn = option(chart.figure)["series"][0]["data"]
    assert [x["value"][2] for x in drawn] == [f.count for row in chart.figure.fields for f in row if f.who]
    for name in chart.figure.silent:
        assert name in chart.notes[0]


def firms_of(twig, word):
    found = [twig.name] if twig.word == word else []
    return found + [name for child in twig.children for name in firms_of(child, word)]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_tree_never_shows_a_firm_as_resident_that_is_not(shipped, charts, slug):
    g, tree = shipped.graph, charts[slug]["tree"].figure
    links = {e.source for e in g.into(f"chain:{slug}", s.LINK_OF)}
    makers = [e for e in g.data.edges if e.type == "OPERATES_IN" and e.target in links]
    assert sorted(firms_of(tree, "在区")) == sorted(g.node(e.source).name for e in makers)
    outsiders = {n.name for n in g.of_type(s.FIRM) if n.props.get("resident") is not True}
    assert not set(firms_of(tree, "在区")) & outsiders
    wanted = {(e.source, e.target) for e in g.data.edges if e.type == "INVITED_FOR" and e.target in links}
    assert len(firms_of(tree, "拟引进")) >= len({w for w in wanted if g.node(w[0]).props.get("resident") is not True})
    assert set(firms_of(tree, "拟引进")) <= outsiders


@pytest.mark.parametrize("slug", SLUGS)
def test_an_invitee_is_dashed_and_says_so(charts, slug):
    todo = list(option(charts[slug]["tree"].figure)["series"][0]["data"])
    seen = 0
    for node in todo:
        todo += node.get("children", [])
        if node["name"].endswith("（拟引进）"):
            seen += 1
            assert node["itemStyle"]["borderType"] == "dashed"
        if node["name"].endswith("（在区）"):
            assert node["itemStyle"]["borderType"] == "solid"
    assert seen == len(firms_of(charts[slug]["tree"].figure, "拟引进"))


def test_options_are_plain_data_of_a_readable_height(charts):
    for found in charts.values():
        for chart in found.values():
            assert height(chart.figure) >= 120
            assert not any(callable(x) for x in walk(option(chart.figure)))


def walk(value):
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for one in inner:
        yield from walk(one)


def test_flow_of_a_small_chain(small):
    """ore → powder ⊃ {fine, coarse} → cell, press → cell, test → cell: five groups, one of two links."""
    flow = flow_of(small.graph, chain_gaps(small.graph, small.gaps, small.chain))
    assert {(b.source, b.target): b.inputs for b in flow.bands} == {
        ("link:x/ore", "link:x/powder"): 2,
        ("link:x/powder", "link:x/cell"): 2,
        ("link:x/press", "link:x/cell"): 1,
        ("link:x/test", "link:x/cell"): 1,
    }
    assert flow.inside == 0 and flow.returning == ()
    assert {g.id: g.links for g in flow.groups}["link:x/powder"] == 2


def test_what_does_not_stand_alone_is_gathered_by_stage(small):
    flow = flow_of(small.graph, chain_gaps(small.graph, small.gaps, small.chain), limit=1)
    assert {g.id for g in flow.groups} == {"link:x/cell", "其余起点:上游", "其余中间:中游", "其余起点:装备", "其余起点:服务"}
    assert sum(b.inputs for b in flow.bands) == 6
