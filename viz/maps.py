"""Which map is meant: of a chain, of one gap, around a firm, or of a what-if."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..analysis.gaps import Gap
from ..analysis.recommend.engine import recommend
from ..analysis.scenario import resolve
from ..analysis.search import find_chain, find_firm, find_link
from ..analysis.whatif import what_if
from ..graph.changes import Change
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .firm_map import firm_map
from .gap_map import gap_map
from .network import network
from .whatif_map import whatif_map

if TYPE_CHECKING:
    from .inline import Map


def map_of(
    graph: Snapshot,
    zone: Zone,
    gaps_of: Callable[[str | None], Sequence[Gap]],
    *,
    chain: str | None = None,
    gap: str | None = None,
    firm: str | None = None,
    changes: Sequence[Change] = (),
    top: int | None = None,
    as_of: str | None = None,
) -> Map:
    """Return the map of a chain, a gap (a link) or a firm, named in any form, or of what changes come of (counted over a chain or all).

    `gaps_of`: chain id, or None for all → gaps(). Raises NotFound, DataError; ValueError unless exactly one of the four is asked for.
    """
    if (sum(x is not None for x in (chain, gap, firm)) if not changes else 1 + sum(x is not None for x in (gap, firm))) != 1:
        raise ValueError("请给出 chain、gap、firm、changes 中的一个 / give exactly one of chain, gap, firm, changes")
    if changes:
        found = what_if(graph, zone, resolve(graph, changes), find_chain(graph, chain).id if chain else None)
        return whatif_map(graph, zone, gaps_of(None), found, as_of)
    if chain is not None:
        own = find_chain(graph, chain).id
        return network(graph, zone, gaps_of(own), own, as_of)
    if firm is not None:
        node = find_firm(graph, firm)
        return firm_map(graph, zone, gaps_of(None), node, as_of)
    link = find_link(graph, gap or "")
    every = gaps_of(None)
    (advice,) = recommend(graph, zone, every, [link.id], top)
    return gap_map(graph, zone, every, advice, as_of)
