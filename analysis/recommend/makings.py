"""Which firm is recorded to make which link, with the edges that say so: what all evidence of capability starts from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...graph import schema as s
from ...graph.ids import name_key
from ...graph.snapshot import Edge, Node, Snapshot
from ..ranking.pool import PROVES_MAKING

INVITED, INFERRED = "invited", "inferred"
_PARTS = re.compile(r"[和及与、/／,，()（）+]+")
SHORTEST = 2  # letters of a name that a product's name may hold


@dataclass(frozen=True, slots=True)
class Making:
    """A firm makes a link, or the link's name stands in the name of its product. `here`: in the zone; `edges`: what says so.

    modality is that of the strongest edge; product, share (0 to 1) and year of the product with the largest share.
    """

    firm: str
    link: str
    here: bool
    modality: str
    edges: tuple[Edge, ...]
    product: str = ""
    share: float | None = None
    year: str = ""


class Makings:
    """All makings of a graph, by link and by firm. Cost O(edges + letters of product names)."""

    def __init__(self, graph: Snapshot) -> None:
        self.graph = graph

    @cached_property
    def at(self) -> Mapping[str, Mapping[str, Making]]:
        """Link → firm → making."""
        told: dict[tuple[str, str], list[tuple[Edge, ...]]] = defaultdict(list)
        for firm in self.graph.of_type(s.FIRM):
            for edge_type in (s.OPERATES_IN, s.CAPABLE_OF):
                for edge in self.graph.out(firm.id, edge_type):
                    told[edge.target, firm.id].append((edge,))
            for link, made in self._by_product(firm.id):
                told[link, firm.id].append(made)
        found: dict[str, dict[str, Making]] = defaultdict(dict)
        for (link, firm_id), ways in sorted(told.items()):
            found[link][firm_id] = self._making(link, firm_id, ways)
        return found

    @cached_property
    def of(self) -> Mapping[str, tuple[Making, ...]]:
        """Firm → its makings, by link."""
        found: dict[str, list[Making]] = defaultdict(list)
        for _, makers in sorted(self.at.items()):
            for firm, making in makers.items():
                found[firm].append(making)
        return {firm: tuple(own) for firm, own in found.items()}

    def _by_product(self, firm: str) -> Iterator[tuple[str, tuple[Edge, Edge]]]:
        for made in self.graph.out(firm, s.MAKES):
            if made.props.get("modality") in PROVES_MAKING:
                yield from ((e.target, (made, e)) for e in self.graph.out(made.target, s.BELONGS_TO))

    def _making(self, link: str, firm: str, ways: list[tuple[Edge, ...]]) -> Making:
        direct = [way[0] for way in ways if way[0].type != s.MAKES.name]
        sold = sorted((way for way in ways if way[0].type == s.MAKES.name), key=lambda w: (-(_share(w[0]) or 0), w[0].id))
        here = any(e.type == s.OPERATES_IN.name for e in direct)
        said = [str(e.props.get("modality", "")) for e in direct] or [str(way[0].props.get("modality", "")) for way in sold]
        proven = sorted(said, key=lambda m: (m not in PROVES_MAKING, m))
        best = sold[0] if sold else ()
        first = [e for e in direct if e.type == s.OPERATES_IN.name] or ([] if best else direct[:1])
        if not best:
            year = str(first[0].props.get("as_of", "")) if first else ""
            return Making(firm, link, here, proven[0], tuple(first), year=year)
        made = best[0]
        name, year = self.graph.node(made.target).name, str(made.props.get("as_of", ""))
        return Making(firm, link, here, proven[0], (*first, *best), name, _share(made), year)

    @cached_property
    def _sold(self) -> Mapping[str, Mapping[str, bool]]:
        """Ending of a part of a product's name → product → is it the whole part; the parts of `甲和乙` are 甲 and 乙."""
        found: dict[str, dict[str, bool]] = defaultdict(dict)
        for product in self.graph.of_type(s.PRODUCT):
            for key in {name_key(part) for part in _PARTS.split(product.name)}:
                for start in range(max(len(key) - SHORTEST + 1, 0)):
                    found[key[start:]][product.id] = found[key[start:]].get(product.id, False) or not start
        return found

    def bearing(self, link: Node) -> Iterator[tuple[Making, bool]]:
        """Yield makers of products whose name ends with a name of the link; True where a part of it is the very name."""
        forms = (link.name, *link.props.get("aliases", []))
        for name in dict.fromkeys(name_key(str(form)) for form in forms):
            for product, exact in self._sold.get(name, {}).items():
                yield from ((making, exact) for making in self._makers(link.id, self.graph.node(product)))

    def _makers(self, link: str, product: Node) -> Iterator[Making]:
        for made in self.graph.into(product.id, s.MAKES):
            modality, year = str(made.props.get("modality")), str(made.props.get("as_of", ""))
            if modality in PROVES_MAKING:
                yield Making(made.source, link, False, modality, (made,), product.name, _share(made), year)


def _share(edge: Edge) -> float | None:
    share = edge.props.get("revenue_share")
    return float(share) if share is not None else None
