"""The national graph in both stores: what is written is read back, again is the same, the zone's graph is never touched or counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import small
from liantu import queries
from liantu.graph.errors import StoreError
from liantu.graph.national.model import NationalGraph
from liantu.graph.store import national as module
from liantu.graph.store import open_store
from liantu.graph.store.national import NationalStore, open_national, read_stored
from liantu.loaders.national import read_national
from liantu.queries.runner import NATIONAL
from national_tables import FAULTY, write_national
from storing import cypher_store, ladybug_only, neo4j_only, same

HOSTILE = ["<img onerror=alert(1)>", "=HYPERLINK(1)", "{{7*7}}", 'a"b,c', "it's", "换\n行", "甲\u2028乙", "\\", "a[1]*"]
NAMES = list(queries.catalogue(NATIONAL))


@pytest.fixture
def store(address) -> Iterator[NationalStore]:
    """An empty national store, removed afterwards."""
    with open_national(address) as opened:
        yield opened
        if hasattr(opened, "drop"):
            opened.drop()


@pytest.fixture
def graph(tmp_path: Path) -> NationalGraph:
    products = [*FAULTY["products.csv"], *((h,) for h in HOSTILE)]
    more = {**FAULTY, "subclass.csv": [(h, "锂电池") for h in HOSTILE], "products.csv": products}
    return read_national(write_national(tmp_path / "tables", more))


def rows(graph: NationalGraph) -> dict[str, list[tuple[object, ...]]]:
    """Every row, types of values included, in an order of their own."""
    return {name: sorted(map(repr, found)) for name, found in {**graph.nodes, **graph.edges}.items()}


@cypher_store
def test_what_is_written_is_read_back_and_again_is_the_same(store, graph):
    for _ in range(2):
        store.write_national(graph)
        found = read_stored(store)
        assert rows(found) == rows(graph)
        assert found.meta == graph.meta
        assert set(HOSTILE) <= {row[1] for row in found.nodes["NationalProduct"]}


@cypher_store
def test_other_tables_leave_nothing_of_the_first(store, graph, tmp_path):
    store.write_national(graph)
    other = read_national(write_national(tmp_path / "other", tables={"products.csv": [("新",)], "firms.csv": ()}))
    store.write_national(other)
    assert rows(read_stored(store)) == rows(other)


@neo4j_only
def test_the_zones_graph_in_the_same_workspace_is_not_touched_and_not_counted(store, graph, address, driver):
    with open_store(address) as zone:
        zone.write(small())
        count = "MATCH (f:Firm)-[:OPERATES_IN]->() RETURN count(DISTINCT f) AS n, COUNT { MATCH (:Firm) } AS firms"
        before = driver.execute_query(count).records[0].data()
        store.write_national(graph)
        store.write_national(graph)
        assert same(zone.read(), small())
        assert driver.execute_query(count).records[0].data() == before
        zone.write(small())
        assert rows(read_stored(store)) == rows(graph)
        store.drop()
        assert same(zone.read(), small())
        zone.drop()


@neo4j_only
def test_a_load_that_breaks_off_is_refused_and_mended_by_the_next(store, graph, monkeypatch):
    load = module.load

    def breaks(*given):
        steps = list(load(*given))
        yield from steps[: len(steps) // 2]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "load", breaks)
        with pytest.raises(KeyboardInterrupt):
            store.write_national(graph)
    with pytest.raises(StoreError, match="尚未写完"):
        read_stored(store)
    store.write_national(graph)
    assert rows(read_stored(store)) == rows(graph)


@neo4j_only
def test_small_batches_give_the_same(store, graph, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(2):
        store.write_national(graph)
        assert rows(read_stored(store)) == rows(graph)


@cypher_store
def test_an_absent_graph_says_what_to_do(store):
    with pytest.raises(StoreError, match="--ckg") as caught:
        store.query("RETURN 1 AS one")
    assert "\n" not in str(caught.value)


@ladybug_only
def test_a_file_with_the_zones_graph_stays(store, graph, address):
    with open_store(address) as zone:
        zone.write(small())
    with pytest.raises(StoreError, match="不是全国图") as caught:
        store.write_national(graph)
    assert "\n" not in str(caught.value)
    with open_store(address, read_only=True) as zone:
        assert same(zone.read(), small())


@pytest.mark.parametrize("url", ["memory:", "http://x", "bolt://ann:geheim@127.0.0.1:9"])
def test_a_wrong_address_is_one_line(url):
    with pytest.raises(StoreError) as caught:
        open_national(url)
    assert "\n" not in str(caught.value) and "geheim" not in str(caught.value)


# ---- the questions -------------------------------------------------------------------------------------------


def ask(store, name: str, **params: object) -> list[tuple[object, ...]]:
    """The rows of a national question as tuples."""
    return [tuple(row.values()) for row in queries.run(store, name, params, NATIONAL)]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_presentable(name):
    query = queries.find(name, NATIONAL)
    assert query.title and query.title_en and query.question.endswith("？")
    assert all(" / " in about for about in [*query.columns.values(), *(p.about for p in query.parameters)])
    assert "$workspace" in query.text
    assert query.name not in queries.catalogue() and query.title not in {q.title for q in queries.catalogue().values()}


@cypher_store
def test_the_answers_on_tables_one_can_draw(store, tmp_path):
    store.write_national(read_national(write_national(tmp_path)))
    assert ask(store, "1", product="正极") == [
        ("cn_firm:000002", "乙", "乙股份有限公司", 0.4, True, "小类"),
        ("cn_firm:000001", "甲", "甲股份有限公司", None, False, "小类"),
    ]
    expected = [("cn_firm:000001", "甲", "电池", 0.6, 1), ("cn_firm:000001", "甲", "正极", None, 2)]
    assert ask(store, "2", firm="000001") == ask(store, "2", firm="甲") == ask(store, "2", firm="甲股份有限公司") == expected
    assert ask(store, "3", product="电池") == [(1, "正极", 2), (1, "锂矿", 0)]
    assert ask(store, "3", product="电池", layers=3) == [(1, "正极", 2), (1, "锂矿", 0), (2, "碳酸锂", 0)]
    assert ask(store, "4", material="锂矿", layers=2) == [(1, "电池", 1), (1, "碳酸锂", 0), (2, "正极", 2)]
    assert ask(store, "5", product="电池") == [("锂电池", 0)]
    assert ask(store, "6") == [("110101", "小类", "中类", 2), ("110100", "中类", "大类", 1), ("110000", "大类", None, 0)]
    assert ask(store, "7", uses=1, firms=2) == [("正极", 1, 2)]
    assert ask(store, "8", firm="乙", least=1) == [("cn_firm:000001", "甲", 1)]
    assert ask(store, "1", product="' OR true //") == []
