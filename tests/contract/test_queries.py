"""Every named question: a whole header, the same JSON on Ladybug and Neo4j, the expected answer on a graph one can draw."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings

from builders import claim, graph, graphs, joined, small
from liantu import queries
from liantu.graph.errors import DataError, NotFound, StoreError
from liantu.graph.snapshot import GraphData, sorted_data
from liantu.graph.store import MemoryStore, open_store
from liantu.queries.header import parse
from liantu.queries.runner import in_order
from storing import cypher_store, neo4j_url

NAMES = list(queries.catalogue())
HEADER = "// title: 甲 / A\n// question: 问？\n// param n integer : 数 / number\n// column a: 甲 / a\n// order: a\nRETURN 1 AS a\n"


def answering() -> GraphData:
    """The small graph, and a link that a source calls missing, so that every question has an answer."""
    return small(claim("link:absent", "stated", "absent"), joined("link:absent", "LINK_OF", "chain:battery"), nodes="link:absent")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_presentable(name):
    query = queries.find(name)
    assert query.title and query.title_en and query.question.endswith("？")
    assert query.columns and query.order
    assert all(" / " in about for about in [*query.columns.values(), *(p.about for p in query.parameters)])
    assert "$workspace" in query.text


def test_every_file_is_a_question_and_the_first_is_the_list_to_confirm():
    shipped = {f.name for f in files("liantu.queries").iterdir() if f.name.endswith(".cypher")}
    assert shipped == {f"{name}.cypher" for name in NAMES}
    assert len(NAMES) >= 14
    assert queries.catalogue()[NAMES[0]].title == "待核实清单"


@cypher_store
@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_header(store, name):
    store.write(answering())
    rows = store.query(queries.find(name).text, {p.name: p.default for p in queries.find(name).parameters})
    assert rows, "the graph of the tests has an answer to every question"
    assert list(rows[0]) == list(queries.find(name).columns)


@pytest.mark.neo4j
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=graphs())
def test_both_stores_give_the_same_json(data, tmp_path, neo4j_server):
    with open_store(f"ladybug:{tmp_path / 'q.lbug'}") as ladybug, open_store(neo4j_url(neo4j_server, "questions")) as neo4j:
        for store in (ladybug, neo4j):
            store.write(data)
        for name in NAMES:
            assert json.dumps(queries.run(ladybug, name)) == json.dumps(queries.run(neo4j, name)), name
        neo4j.drop()


@pytest.mark.neo4j
@pytest.mark.parametrize("name", NAMES)
def test_strangers_and_other_workspaces_do_not_count(name, tmp_path, neo4j_server):
    with (
        open_store(f"ladybug:{tmp_path / 'q.lbug'}") as ladybug,
        open_store(neo4j_url(neo4j_server, "questions")) as ours,
        open_store(neo4j_url(neo4j_server, "others")) as others,
    ):
        for store in (ladybug, ours, others):
            store.write(answering())
        found = json.dumps(queries.run(ours, name))
        others.drop()
        ours.drop()
        assert found == json.dumps(queries.run(ladybug, name))


def ask(store, name: str, **params: object) -> list[tuple[object, ...]]:
    """The rows of a question as tuples."""
    return [tuple(row.values()) for row in queries.run(store, name, params)]


@cypher_store
def test_links_to_confirm_has_no_local_maker_and_a_need(store):
    maker = [joined("firm:here", "OPERATES_IN", "link:part"), joined("firm:here", "LOCATED_IN", "place:zone")]
    wants = [joined("measure:bring", "AIMS_AT", f"link:{link}", "needed") for link in ("whole", "part", "bare")]
    links = [joined(f"link:{link}", "LINK_OF", "chain:c") for link in ("whole", "part", "bare", "calm")]
    parts = [joined("link:part", "PART_OF", "link:whole"), claim("measure:bring", "kind", "补", modality="needed")]
    nodes = "chain:c link:whole link:part link:bare link:calm firm:here place:zone measure:bring"
    store.write(graph(*maker, *wants, *links, *parts, nodes=nodes))
    assert ask(store, "1") == [("c", "link:bare", "bare", None, 1, 0)]
    assert ask(store, "1", chain="chain:c") == ask(store, "1", chain="c") == ask(store, "1")
    assert ask(store, "1", chain="other") == []


@cypher_store
def test_upstream_and_downstream_count_layers_and_end_in_a_cycle(store):
    ring = [joined(f"link:{a}", "INPUT_TO", f"link:{b}") for a, b in ("ab", "bc", "ca", "cd")]
    store.write(graph(*ring, nodes="link:a link:b link:c link:d"))
    assert [r[2:4] for r in ask(store, "upstream", link="d")] == [(1, "link:c"), (2, "link:b"), (3, "link:a")]
    assert [r[2:4] for r in ask(store, "upstream", link="link:d", layers="1")] == [(1, "link:c")]
    assert [r[2:4] for r in ask(store, "downstream", link="a")] == [(1, "link:b"), (2, "link:c"), (3, "link:a"), (3, "link:d")]


@cypher_store
def test_who_can_fill_never_shows_an_invited_firm_as_capable(store):
    store.write(small())
    assert [r[2:6] for r in ask(store, "who-can-fill", link="lithium")] == [("firm:away", "away", None, "city")]
    assert [(r[3], r[5]) for r in ask(store, "wanted-firms")] == [("firm:wanted", False)]


@cypher_store
def test_one_known_maker(store):
    here = [joined(f"firm:{f}", "LOCATED_IN", "place:zone") for f in "ab"]
    makes = [joined(f, "OPERATES_IN", k) for f, k in [("firm:a", "link:one"), ("firm:a", "link:two"), ("firm:b", "link:two")]]
    links = [joined(link, "LINK_OF", "chain:c") for link in ("link:one", "link:two")]
    store.write(graph(*here, *makes, *links, nodes="firm:a firm:b place:zone link:one link:two chain:c"))
    assert [r[1:4] for r in ask(store, "one-known-maker")] == [("link:one", "one", "firm:a")]


@cypher_store
@pytest.mark.parametrize("name", NAMES)
def test_no_question_counts_or_shows_an_invited_firm_as_here(store, name):
    """Without the one resident nobody is here: where makers stand or are counted there is none, and `resident` is never true."""
    data = small()
    left = [n for n in data.nodes if n.id != "firm:here"]
    store.write(sorted_data(left, [e for e in data.edges if "firm:here" not in (e.source, e.target)], data.claims, data.meta))
    for row in queries.run(store, name):
        assert not (row.get("makers") or row.get("maker") or row.get("resident")), row
    assert [r for n in ("residents", "if-a-firm-stops", "around-a-firm", "one-known-maker") for r in ask(store, n)] == []


@cypher_store
def test_missing_needs_a_source_or_a_whole_list(store):
    links = "link:said link:listed link:unknown link:made link:unwanted link:whole"
    makes = [joined("firm:here", "OPERATES_IN", "link:made"), joined("firm:here", "LOCATED_IN", "place:zone")]
    said = [claim(f"link:{k}", "stated", "absent") for k in ("said", "made", "unwanted", "whole")]
    parts = [joined("link:made", "PART_OF", "link:whole"), claim("link:unwanted", "needed", False)]
    about = {"kind": "makers", "register": "名录", "who": "某单位", "date": "2024"}
    declared = [*(claim("declaration:d", k, v) for k, v in about.items()), joined("declaration:d", "COVERS", "link:listed")]
    homes = [joined(link, "LINK_OF", "chain:c") for link in links.split()]
    store.write(graph(*makes, *said, *parts, *declared, *homes, nodes=f"{links} chain:c firm:here place:zone declaration:d"))
    assert [r[1] for r in ask(store, "missing-links")] == ["link:listed", "link:said"]


@cypher_store
def test_a_stop_reaches_the_users_of_a_parent_s_leaves_by_layers(store):
    r"""firm:a ─ link:k (parent of l1, l2); l1 → u → v; firm:b ─ k too; firm:c ─ u."""
    makes = [joined(f"firm:{f}", "OPERATES_IN", f"link:{k}") for f, k in ("ak", "bk", "cu")]
    here = [joined(f"firm:{f}", "LOCATED_IN", "place:zone") for f in "abc"]
    parts = [joined(f"link:{leaf}", "PART_OF", "link:k") for leaf in ("l1", "l2")]
    inputs = [joined(f"link:{a}", "INPUT_TO", f"link:{b}") for a, b in (("l1", "u"), ("u", "v"))]
    store.write(graph(*makes, *here, *parts, *inputs, nodes="link:k link:l1 link:l2 link:u link:v firm:a firm:b firm:c place:zone"))
    found = [(r[2], r[3], *r[5:8], r[10]) for r in ask(store, "if-a-firm-stops", firm="firm:a")]
    assert found == [("k", "link:l1", 1, 1, "link:u", 1), ("k", "link:l1", 1, 2, "link:v", 0)]
    assert [(r[2], r[3], r[7]) for r in ask(store, "if-a-firm-stops", firm="c")] == [("u", "link:u", "link:v")]
    assert [(r[3], r[4], r[6], r[7]) for r in ask(store, "around-a-firm", firm="c")] == [
        ("u", "上游", "l1", None),
        ("u", "下游", "v", None),
    ]


@cypher_store
def test_firms_of_a_place_are_those_within_it_and_no_resident(store):
    where = [joined("firm:near", "LOCATED_IN", "place:town"), joined("firm:far", "LOCATED_IN", "place:moon")]
    where += [joined("firm:here", "LOCATED_IN", "place:zone"), joined("place:zone", "WITHIN", "place:city")]
    where += [joined("place:town", "WITHIN", "place:city"), joined("place:city", "WITHIN", "place:bay")]
    able = [joined(f"firm:{f}", "CAPABLE_OF", "link:l") for f in ("near", "far", "here", "nowhere")]
    nodes = "place:town place:city place:bay place:moon place:zone firm:near firm:far firm:here firm:nowhere link:l"
    store.write(graph(*where, *able, nodes=nodes))
    for place in ("town", "city", "bay", "place:bay"):
        assert [r[1] for r in ask(store, "firms-of-a-place", place=place)] == ["firm:near"]
    assert [r[1] for r in ask(store, "firms-of-a-place")] == ["firm:far", "firm:near"]
    assert ask(store, "firms-of-a-place", place="bay", link="other") == []


@cypher_store
def test_who_says_it_names_each_source_with_its_words(store):
    words = [{"source": f"source:{n}", "quote": f"原话{n}", "locator": f"第{n}行"} for n in "12"]
    twice = [claim("firm:x", "LOCATED_IN", "place:zone", **said) for said in words]
    store.write(graph(*twice, joined("firm:y", "INVITED_FOR", "link:l", "invited"), nodes="firm:x firm:y place:zone link:l"))
    assert sorted(r[6:9] for r in ask(store, "who-says-it-is-here")) == [
        ("source:1", "原话1", "第1行"),
        ("source:2", "原话2", "第2行"),
    ]
    assert [r[0:3:2] for r in ask(store, "residents")] == [("firm:x", None)]


@cypher_store
def test_what_the_plan_and_an_institution_say_comes_with_the_quote(store):
    store.write(small())
    assert [(r[0], r[2], r[4], r[7]) for r in ask(store, "plan-on-a-link")] == [("link:lithium", "measure:bring", "引进", "原文")]
    assert [(r[0], r[2], r[3]) for r in ask(store, "institution-does")] == [("institution:uni", "RESEARCHES", "direction:dry")]


@cypher_store
def test_cypher_text_runs_as_it_is(store):
    store.write(small())
    text = "MATCH (f:Firm {id: $id}) RETURN f.name AS name"
    assert queries.run(store, text, {"id": "firm:here"}) == [{"name": "here"}]
    assert not [q for q in queries.catalogue().values() if "return " in f"{q.name} {q.title} {q.title_en}".lower()]


@cypher_store
def test_a_hostile_parameter_is_only_a_value(store):
    store.write(small())
    assert ask(store, "upstream", link="' OR true //") == []


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"lnk": "x"}, "没有参数 lnk"),
        ({"layers": "many"}, "整数"),
        ({"layers": True}, "整数"),
        ({"link": None}, "文字"),
        ({"link": ["x"]}, "文字"),
    ],
)
def test_a_wrong_parameter_is_one_line(params, said):
    with pytest.raises(queries.ParameterError, match=said) as caught:
        queries.run(MemoryStore(), "upstream", params)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_parameter_is_one_line():
    with pytest.raises(queries.ParameterError, match="缺少参数 n"):
        queries.run(MemoryStore(), parse("x", HEADER))


def test_an_unknown_question_lists_the_known_ones():
    with pytest.raises(NotFound, match="待核实清单"):
        queries.run(MemoryStore(), "99")


def test_a_store_without_cypher_says_so():
    with pytest.raises(StoreError, match="Cypher"):
        queries.run(MemoryStore(), "1")


@pytest.mark.parametrize(
    "spoilt",
    [
        HEADER.replace("// title: 甲 / A\n", ""),
        HEADER.replace("// order: a", "// order: b"),
        HEADER.replace("integer", "float"),
        HEADER.replace("// column a:", "// column A:"),
        HEADER + "// question: 再问？\n",
    ],
)
def test_a_spoilt_header_names_its_file(spoilt):
    with pytest.raises(DataError, match="spoilt"):
        parse("spoilt", spoilt)


def test_rows_are_sorted_with_null_last_both_ways():
    query = parse("x", HEADER.replace("// order: a", "// column b: 乙 / b\n// order: a desc, b"))
    rows = [{"a": a, "b": b} for a, b in [(None, 1), (1, None), (2, 2), (2, 1), (None, None), (1, 0)]]
    assert [tuple(r.values()) for r in in_order(rows, query)] == [(2, 1), (2, 2), (1, 0), (1, None), (None, 1), (None, None)]
