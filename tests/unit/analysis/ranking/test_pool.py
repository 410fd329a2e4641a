"""Ranking on a graph: links by their names and products, known makers told apart, invitations prove nothing."""

from __future__ import annotations

import pytest

from builders import claim, graph, joined
from liantu.analysis.ranking.pool import PoolRanking, makes_edge, market_of
from liantu.graph.errors import NotFound
from liantu.graph.snapshot import Snapshot


@pytest.fixture(scope="module")
def g() -> Snapshot:
    """firm:maker makes 锂电池隔膜 (BELONGS_TO link:膜) and 铝塑膜; firm:near 湿法隔膜; firm:other 白酒; firm:dream is to make 隔膜."""
    made = {"maker": ["锂电池隔膜", "铝塑膜"], "near": ["湿法隔膜"], "other": ["白酒"], "film": ["铝塑膜"]}
    products = sorted({p for names in made.values() for p in names} | {"隔膜"})
    return Snapshot(
        graph(
            claim("link:film", "name", "电池隔膜"),
            *(claim(f"product:{n}", "name", p) for n, p in enumerate(products)),
            *(joined(f"firm:{f}", "MAKES", f"product:{products.index(p)}", grade="disclosure") for f, names in made.items() for p in names),
            joined("firm:dream", "MAKES", f"product:{products.index('隔膜')}", "planned", grade="plan"),
            joined(f"product:{products.index('锂电池隔膜')}", "BELONGS_TO", "link:film", "inferred", grade="domain"),
            joined("firm:maker", "CAPABLE_OF", "link:film", grade="disclosure"),
            nodes="firm:maker firm:near firm:other firm:film firm:dream",
        )
    )


def test_only_what_exists_counts_as_making(g: Snapshot) -> None:
    found = market_of(g)
    assert found.firms == ("firm:film", "firm:maker", "firm:near", "firm:other")
    assert found.idle == ("firm:dream",)


def test_a_link_is_asked_by_its_names_and_products(g: Snapshot) -> None:
    (found,) = PoolRanking(g).rank(["link:film"])
    expected = [("firm:maker", 1, True), ("firm:film", 2, False), ("firm:near", 3, False)]
    assert [(c.firm, c.rank, c.known) for c in found.candidates] == expected
    why = found.why("firm:near")
    assert "湿法隔膜" in why[0].text and makes_edge("firm:near", why[0].product) in g.edges
    assert sum(found.candidates[1].signals.values()) == pytest.approx(found.candidates[1].score)


def test_known_makers_can_be_left_out(g: Snapshot) -> None:
    (found,) = PoolRanking(g).rank(["link:film"], known=False, top=1)
    assert [(c.firm, c.rank) for c in found.candidates] == [("firm:film", 1)]


def test_a_product_can_be_asked(g: Snapshot) -> None:
    spirit = next(p.id for p in g.nodes.values() if p.name == "白酒")
    (found,) = PoolRanking(g).rank([spirit])
    assert [c.firm for c in found.candidates] == ["firm:other"]


def test_an_unknown_thing_is_said(g: Snapshot) -> None:
    with pytest.raises(NotFound, match="link:none"):
        PoolRanking(g).rank(["link:none"])


def test_a_graph_without_a_pool_has_no_candidates() -> None:
    empty = Snapshot(graph(nodes="link:x firm:a"))
    (found,) = PoolRanking(empty).rank(["link:x"])
    assert found.candidates == ()
