"""The whole answer about cut sets, as `liantu cuts --json` gives it: cuts, dominators and routes of a chain or of one link."""

from __future__ import annotations

from typing import Any

from ..graph.snapshot import Snapshot
from .cut_words import final_products, one_product, report_json
from .cuts import cut_sets
from .routes import shape
from .search import find_link
from .supply import supply_graph
from .supply_check import check_links


def cut_answer(graph: Snapshot, chain: str | None, product: str | None, keep: int) -> dict[str, Any]:
    """Return the cut sets of size one and two of a chain's final products (all chains: None), or of the link called `product`.

    Raises NotFound; LiantuError where the pairs are too many.
    """
    check_links(graph)
    supply = supply_graph(graph)
    if product:
        link = find_link(graph, product)
        wanted = one_product(supply, link.id, link.name)
    else:
        wanted = final_products(graph, supply, chain)
    return report_json(graph, cut_sets(supply, wanted, keep=keep), shape(supply, wanted))
