"""Every named question: a whole header, the same JSON on Ladybug and Neo4j, the expected answer on a graph one can draw."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings

from builders import claim, graph, graphs, joined, small
from liantu import queries
from liantu.graph.errors import DataError, NotFound, StoreError
from liantu.graph.store import MemoryStore, open_store
from liantu.queries.header import parse
from liantu.queries.runner import in_order
from storing import cypher_store, neo4j_url

NAMES = list(queries.catalogue())
HEADER = "// title: 甲 / A\n// question: 问？\n// param n integer : 数 / number\n// column a: 甲 / a\n// order: a\nRETURN 1 AS a\n"


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
    assert len(NAMES) >= 8
    assert queries.catalogue()[NAMES[0]].title == "待核实清单"


@cypher_store
@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_header(store, name):
    store.write(small())
    rows = store.query(queries.find(name).text, {p.name: p.default for p in queries.find(name).parameters})
    assert rows, "the graph of the tests has an answer to every question"
    assert list(rows[0]) == list(queries.find(name).columns)


@pytest.mark.neo4j
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
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
            store.write(small())
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
