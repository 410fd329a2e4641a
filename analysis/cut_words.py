"""Cut sets in words: the final products of a chain, and names of elements that an officer can read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ..graph import schema as s
from ..graph.errors import NotFound
from ..graph.snapshot import Snapshot
from .cuts import CutReport, Cuts, CutSet
from .routes import Shape
from .supply import SupplyGraph

_OUTSIDE = re.compile(r"OUTSIDE\((.*)\)", re.DOTALL)


def final_products(graph: Snapshot, supply: SupplyGraph, chain: str | None) -> tuple[str, ...]:
    """Return the final products (leaf links) of a chain, or of all."""
    return tuple(sorted(x for x in supply.terminals if chain in (None, *(e.target for e in graph.out(x, s.LINK_OF)))))


def one_product(supply: SupplyGraph, link: str, name: str) -> tuple[str, ...]:
    """Return the link as the only product asked for. Raises NotFound for a parent: only leaves are made or bought."""
    if link not in supply.needs:
        raise NotFound(f"“{name}”是上级环节，请给出它下面的末级环节 / a parent link; name one of its leaves")
    return (link,)


def element_name(graph: Snapshot, element: str) -> str:
    """Return the name of a firm or a link, or 外购“…” for what is bought outside (唯一外购来源 where there is a single one)."""
    bought = _OUTSIDE.fullmatch(element)
    if bought is None:
        return graph.node(element).name
    link = graph.node(bought[1])
    return f"{'唯一外购来源' if link.props.get('outside') == 'single' else '外购'}“{link.name}”"


def report_json(graph: Snapshot, report: CutReport, form: Shape) -> dict[str, Any]:
    """Return the JSON of `liantu cuts`: the whole, every product, dominators and routes, bridges and articulation points."""
    routes = {cuts.product: [asdict(r) for r in form.routes if r.product == cuts.product] for cuts in report.each}
    return {
        "whole": cuts_json(graph, report.whole),
        "products": [cuts_json(graph, cuts) | {"routes": routes[cuts.product]} for cuts in report.each],
        "bridges": [list(pair) for pair in form.bridges],
        "articulation": list(form.articulation),
    }


def cuts_json(graph: Snapshot, cuts: Cuts) -> dict[str, Any]:
    """Return one product's cut sets, elements with their names."""
    name = graph.node(cuts.product).name if cuts.product else ""
    counts = {"certain_pairs": cuts.certain_pairs, "possible_pairs": cuts.possible_pairs}
    head = {"product": cuts.product or None, "name": name or None, "stands_in": list(cuts.stands_in)}
    return head | counts | {"singles": rows(graph, cuts.singles), "pairs": rows(graph, cuts.pairs)}


def rows(graph: Snapshot, found: Iterable[CutSet]) -> list[dict[str, Any]]:
    """Return one dictionary a cut set."""
    return [
        {
            "elements": list(cut.elements),
            "names": [element_name(graph, e) for e in cut.elements],
            "certain": cut.certain,
            "minimal_in": list(cut.minimal_in),
            "stopped_products": {"pessimistic": cut.stopped[0], "optimistic": cut.stopped[1]},
            "stopped_links": {"pessimistic": cut.stopped_links[0], "optimistic": cut.stopped_links[1]},
        }
        for cut in found
    ]
