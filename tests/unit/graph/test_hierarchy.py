"""Circles are found exactly where networkx finds them."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import graph, joined
from liantu.graph.errors import DataError
from liantu.graph.hierarchy import check_hierarchy
from liantu.graph.snapshot import Edge

pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] != p[1]), max_size=12, unique=True)


@given(pairs)
def test_agrees_with_networkx(given_pairs: list[tuple[int, int]]) -> None:
    edges = [Edge(f"{a}|PART_OF|{b}", "PART_OF", str(a), str(b), {}) for a, b in given_pairs]
    if nx.is_directed_acyclic_graph(nx.DiGraph(given_pairs)):
        check_hierarchy(edges)
    else:
        with pytest.raises(DataError, match="成环"):
            check_hierarchy(edges)


def test_a_circle_never_enters_a_graph() -> None:
    with pytest.raises(DataError, match=r"link:a → link:b → link:a|link:b → link:a → link:b"):
        graph(joined("link:a", "PART_OF", "link:b"), joined("link:b", "PART_OF", "link:a"), nodes="link:a link:b")
