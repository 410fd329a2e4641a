"""The national tables become a graph whole: every row is in it or listed with the reason; broken files are one line each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liantu.graph.errors import DataError
from liantu.graph.ids import clean_text
from liantu.graph.national.model import NationalGraph
from liantu.loaders.national import read_national
from liantu.loaders.national_rows import TABLES
from national_tables import FAULTY, REAL, with_real_tables, write_national

ROWS_OF = {"firms.csv": "NationalFirm", "products.csv": "NationalProduct", "industries.csv": "NationalIndustry", "makes.csv": "DISCLOSES",
           "subclass.csv": "NARROWER_THAN", "upstream.csv": "GOES_INTO", "industry_parent.csv": "UNDER"}  # fmt: skip


def nothing_is_lost(graph: NationalGraph) -> None:
    """Every row read is a row of the graph or a fault that says why it is not."""
    left_out = Counter(f.table for f in graph.faults if f.left_out)
    rows = graph.nodes | graph.edges
    assert {t: len(rows[name]) + left_out[t] for t, name in ROWS_OF.items()} == graph.rows_read


def test_good_tables_have_no_fault(tmp_path: Path) -> None:
    graph = read_national(write_national(tmp_path))
    nothing_is_lost(graph)
    assert graph.faults == ()
    assert graph.nodes["NationalFirm"][0] == (
        "cn_firm:000001", "000001", "甲", "甲股份有限公司", "深圳证券交易所", "2001-02-03", "110101",
    )  # fmt: skip
    assert graph.edges["DISCLOSES"] == [
        ("cn_firm:000001", "cn_product:电池", 0.6, "0.6", True),
        ("cn_firm:000001", "cn_product:正极", None, "0.001", False),
        ("cn_firm:000002", "cn_product:正极", 0.4, "0.4", True),
    ]
    assert ("cn_product:碳酸锂", "cn_product:正极") in graph.edges["GOES_INTO"]
    assert graph.edges["NARROWER_THAN"] == [("cn_product:锂电池", "cn_product:电池")]
    assert ("cn_industry:110101", "cn_industry:110100") in graph.edges["UNDER"]
    assert ("cn_firm:600003", "cn_industry:110100") in graph.edges["IN_INDUSTRY"]


def test_every_fault_is_found_where_it_is(tmp_path: Path) -> None:
    graph = read_national(write_national(tmp_path, FAULTY))
    nothing_is_lost(graph)
    assert [(f.table, f.line, f.kind) for f in graph.faults] == [
        ("firms.csv", 5, "code"), ("firms.csv", 6, "empty"), ("firms.csv", 7, "twice"), ("firms.csv", 8, "date"),
        ("firms.csv", 8, "exchange"), ("firms.csv", 8, "no_industry"), ("firms.csv", 9, "industry"), ("firms.csv", 10, "cells"),
        ("industry_parent.csv", 4, "self_loop"), ("industry_parent.csv", 5, "dangling"),
        ("makes.csv", 5, "twice"), ("makes.csv", 6, "dangling"), ("makes.csv", 7, "dangling"),
        ("makes.csv", 8, "share"), ("makes.csv", 9, "share"), ("makes.csv", 10, "share"),
        ("products.csv", 7, "twice"), ("products.csv", 8, "name"), ("products.csv", 9, "control"),
        ("subclass.csv", 3, "self_loop"), ("upstream.csv", 2, "both_ways") if "碳酸锂" < "锂矿" else ("upstream.csv", 6, "both_ways"),
        ("upstream.csv", 7, "self_loop"), ("upstream.csv", 8, "dangling"), ("upstream.csv", 9, "twice"),
    ]  # fmt: skip
    assert [r[2:] for r in graph.edges["DISCLOSES"][3:]] == [(None, "1.2", True), (None, "0.0", True), (None, "很多", True)]
    assert ("cn_firm:000004", "000004", "丁", "丁公司", None, None, "999999") in graph.nodes["NationalFirm"]
    assert ("cn_product:坏字", "坏字") in graph.nodes["NationalProduct"]


WORDS = st.sampled_from(["", "000001", "000002", "1", "甲", "乙", "0.5", "0.001", "2", "\x07"])


@settings(max_examples=60)
@given(st.fixed_dictionaries({name: st.lists(st.tuples(*[WORDS] * len(head)), max_size=6) for name, head in TABLES.items()}))
def test_nothing_is_lost_and_no_edge_dangles(tmp_path_factory: pytest.TempPathFactory, tables: dict[str, list[tuple[str, ...]]]) -> None:
    graph = read_national(write_national(tmp_path_factory.mktemp("t"), tables, {"firms.csv": ()}))
    nothing_is_lost(graph)
    ids = list(graph.ids())
    assert len(ids) == len(set(ids))
    ends = [row[:2] for rows in graph.edges.values() for row in rows]
    assert {end for pair in ends for end in pair} <= set(ids)
    assert all(a != b for a, b in ends)
    assert all(len(rows) == len({row[:2] for row in rows}) for rows in graph.edges.values())


def test_a_line_end_of_another_kind_inside_a_cell_does_not_cut_the_row(tmp_path: Path) -> None:
    more = {"products.csv": [("甲\u2028乙",), ("丙\n丁",), ("戊",)], "subclass.csv": [("电池", "没有")]}
    graph = read_national(write_national(tmp_path, more))
    assert [row[1] for row in graph.nodes["NationalProduct"][-3:]] == ["甲\u2028乙", "丙\n丁", "戊"]
    assert [(f.table, f.line) for f in graph.faults] == [("subclass.csv", 3)]


def test_columns_go_by_name_and_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    folder = write_national(tmp_path)
    folder.joinpath("industries.csv").write_bytes("\ufeffname,other,industry_code\r\n大类,x,110000\r\n".encode())
    graph = read_national(folder)
    assert graph.nodes["NationalIndustry"] == [("cn_industry:110000", "110000", "大类")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("makes.csv", None, "没有这个文件"),
        ("firms.csv", b"code,name\n", "缺少列 firm_code"),
        ("firms.csv", b"", "空文件"),
        ("products.csv", "product\n锂".encode("gb18030"), "不是 UTF-8"),
        ("upstream.csv", 'product,upstream_product\n"甲,乙\n'.encode(), "第 2 行读不下去"),
        ("subclass.csv", b"product,narrower_product,product\n", "重复的列 product"),
    ],
)
def test_a_broken_file_is_one_line(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    folder = write_national(tmp_path)
    path = folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=said) as caught:
        read_national(folder)
    (line,) = caught.value.problems
    assert line.startswith(name) and "\n" not in line


def test_every_broken_file_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_national(tmp_path / "nowhere")
    assert [line.partition("：")[0] for line in caught.value.problems] == list(TABLES)


@with_real_tables
def test_the_real_tables_against_pandas() -> None:
    import pandas as pd

    graph = read_national(REAL)
    nothing_is_lost(graph)
    table = {name: pd.read_csv(REAL / name, dtype=str, keep_default_na=False, encoding="utf-8-sig") for name in TABLES}
    makes, up = table["makes.csv"], table["upstream.csv"]
    makes = makes[makes["product"].map(clean_text).str.strip().isin([row[1] for row in graph.nodes["NationalProduct"]])]
    share = pd.to_numeric(makes["revenue_share"], errors="coerce")
    good = share[(share > 0) & (share <= 1) & (makes["revenue_share"] != "0.001")]
    found = [row[2] for row in graph.edges["DISCLOSES"] if row[2] is not None]
    assert (len(found), sum(found)) == (len(good), pytest.approx(good.sum(), rel=1e-3))
    assert sum(not row[4] for row in graph.edges["DISCLOSES"]) == (makes["revenue_share"] == "0.001").sum()
    counts = graph.fault_counts()
    assert counts["upstream.csv", "self_loop"] == (up["product"] == up["upstream_product"]).sum() == 104
    assert counts["firms.csv", "industry"] == (table["firms.csv"]["industry_code"] == "").sum()
    assert (graph.node_count, graph.edge_count) == (100_650, 166_506)
