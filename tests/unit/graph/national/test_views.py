"""Frames, NetworkX and igraph of the national graph hold the same nodes and edges; no name of it is one of the zone's graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph import schema as zone
from liantu.graph.errors import NotFound
from liantu.graph.national import schema as n
from liantu.graph.national.model import NationalGraph
from liantu.graph.national.views import faults_frame, to_frame, to_igraph, to_networkx
from liantu.graph.rows import BUILD_LABEL, CLAIM_LABEL
from liantu.loaders.national import read_national
from national_tables import FAULTY, write_national

DTYPES = {
    "NationalFirm": dict.fromkeys(("id", "code", "name", "full_name", "exchange", "listed_on", "industry_code"), "string"),
    "NationalProduct": dict.fromkeys(("id", "name"), "string"),
    "NationalIndustry": dict.fromkeys(("id", "code", "name"), "string"),
    "DISCLOSES": {"source": "string", "target": "string", "revenue_share": "Float64", "stated": "string", "reported": "boolean"},
    **{name: dict.fromkeys(("source", "target"), "string") for name in ("NARROWER_THAN", "GOES_INTO", "IN_INDUSTRY", "UNDER")},
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> NationalGraph:
    return read_national(write_national(tmp_path_factory.mktemp("tables"), FAULTY))


def test_no_name_is_one_of_the_zones_graph() -> None:
    """So that a naive count of firms or of makers in a shared database cannot meet a listed firm."""
    ours = {t.name for t in n.NATIONAL}
    assert ours & ({t.name for t in zone.SCHEMA} | {BUILD_LABEL, CLAIM_LABEL}) == set()
    assert {t.prefix for t in n.NATIONAL.nodes} & {t.prefix for t in zone.SCHEMA.nodes} == set()


@pytest.mark.parametrize("name", DTYPES)
def test_a_frame_has_the_documented_types_even_when_it_is_empty(graph: NationalGraph, name: str, tmp_path: Path) -> None:
    found = to_frame(graph, name)
    assert {k: str(v) for k, v in found.dtypes.items()} == DTYPES[name]
    assert len(found) == len({**graph.nodes, **graph.edges}[name])
    empty = read_national(write_national(tmp_path, tables={"firms.csv": ()}))
    assert {k: str(v) for k, v in to_frame(empty, name).dtypes.items()} == DTYPES[name]


def test_what_is_unknown_is_na(graph: NationalGraph) -> None:
    made = to_frame(graph, "DISCLOSES").set_index(["source", "target"])
    row = made.loc[("cn_firm:000001", "cn_product:正极")]
    assert row.isna().to_dict() == {"revenue_share": True, "stated": False, "reported": False}
    assert not row["reported"]


def test_networkx_and_igraph_hold_the_rows(graph: NationalGraph) -> None:
    nx, ig = to_networkx(graph), to_igraph(graph)
    assert list(nx) == ig.vs["name"] == list(graph.ids())
    assert nx.number_of_edges() == ig.ecount() == graph.edge_count
    rows = sorted((r[0], r[1], name) for name, rows in graph.edges.items() for r in rows)
    assert sorted(nx.edges(keys=True)) == rows
    assert sorted((ig.vs[e.source]["name"], ig.vs[e.target]["name"], e["type"]) for e in ig.es) == rows
    assert [nx.nodes[i]["type"] for i in nx] == ig.vs["type"]
    assert [nx.nodes[i]["name"] for i in nx] == ig.vs["label"]
    assert nx.edges["cn_firm:000001", "cn_product:电池", "DISCLOSES"]["revenue_share"] == 0.6


def test_one_type_of_edges_alone(graph: NationalGraph) -> None:
    ids, pairs = graph.pairs(n.GOES_INTO.name)
    expected = [row[:2] for row in graph.edges["GOES_INTO"]]
    assert [(ids[a], ids[b]) for a, b in pairs] == expected
    assert [e[:2] for e in to_networkx(graph, "GOES_INTO").edges] == [e for e in to_networkx(graph, "GOES_INTO").edges()]
    assert to_igraph(graph, "GOES_INTO").get_edgelist() == pairs


def test_an_unknown_type_is_one_line(graph: NationalGraph) -> None:
    for ask in (to_frame, to_networkx, to_igraph):
        with pytest.raises(NotFound, match="DISCLOSES") as caught:
            ask(graph, "MAKES")
        assert "\n" not in str(caught.value)


def test_the_faults_as_a_frame(graph: NationalGraph) -> None:
    found = faults_frame(graph)
    assert len(found) == len(graph.faults)
    assert found[found["left_out"]]["kind"].value_counts().to_dict() == {
        "dangling": 4, "twice": 4, "self_loop": 3, "code": 1, "empty": 1, "cells": 1,
    }  # fmt: skip
