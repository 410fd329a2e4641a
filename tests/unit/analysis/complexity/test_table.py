"""Tables that have no index are refused in one line each."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from liantu.analysis.complexity.table import largest_part, parts, table
from liantu.graph.errors import DataError

PLACES, LINKS = ["甲市", "乙市", "丙市"], ["铜箔", "隔膜"]
GOOD = [[1, 2], [0, 3], [4, 0]]


def with_cell(value: float) -> np.ndarray:
    values = np.array(GOOD, dtype=float)
    values[1, 1] = value
    return values


@pytest.mark.parametrize(
    ("places", "links", "values", "said"),
    [
        (["某高新区"], LINKS, [[1, 2]], "只有一个地方（某高新区）"),
        (PLACES[:2], LINKS, GOOD[:2], "恒为 ±1"),
        ([], [], np.zeros((0, 0)), "只有 0 个地方"),
        (PLACES, LINKS, with_cell(np.nan), "乙市、隔膜 等 1 格不是数"),
        (PLACES, LINKS, with_cell(np.inf), "乙市、隔膜 等 1 格不是数"),
        (PLACES, LINKS, with_cell(-1), "乙市、隔膜 等 1 格为负"),
        (PLACES, LINKS, [[1, 2], [0, 0], [4, 0]], "1 行全为零（乙市）"),
        (PLACES, LINKS, [[0, 2], [0, 3], [0, 1]], "1 列全为零（铜箔）"),
        (["甲市", "甲市", "丙市"], LINKS, GOOD, "重名 甲市"),
        (PLACES, LINKS, np.ones((2, 2)), r"应为 \(3, 2\)"),
    ],
)
def test_refused_in_one_line(places: list[str], links: list[str], values: object, said: str) -> None:
    with pytest.raises(DataError, match=said) as refused:
        table(places, links, values)
    assert len(refused.value.problems) == 1 and "\n" not in str(refused.value) and " / " in str(refused.value)


def test_every_fault_at_once() -> None:
    with pytest.raises(DataError) as refused:
        table(["甲市", "甲市"], LINKS, [[np.nan, -1], [1, 1]])
    assert len(refused.value.problems) == 4


def test_parts_as_networkx() -> None:
    present = np.random.default_rng(5).random((30, 30)) < 0.04
    graph = nx.Graph()
    graph.add_nodes_from(range(60))
    graph.add_edges_from((i, 30 + j) for i, j in np.argwhere(present))
    labels = parts(present)
    for i in range(30):
        assert {j for j in range(30) if labels[j] == labels[i]} == {j for j in nx.node_connected_component(graph, i) if j < 30}
    sizes = np.bincount(labels)
    assert list(sizes) == sorted(sizes, reverse=True)


def test_the_largest_part_alone() -> None:
    present = np.array([[1, 0, 0, 0], [0, 1, 1, 0], [0, 1, 0, 0], [0, 0, 1, 1]]) > 0
    rows, columns = largest_part(present)
    assert rows.tolist() == [False, True, True, True] and columns.tolist() == [False, True, True, True]
