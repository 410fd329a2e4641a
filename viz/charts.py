"""The figures of a chain, each a set of numbers with its words; `charts_page` and `charts_svg` draw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..analysis.gaps import Gap
from ..graph.snapshot import Snapshot
from .chain_view import chain_gaps
from .charts_bars import chains_chart, needs_chart, rings_chart
from .charts_flow import flow_chart
from .charts_heat import heat_chart
from .charts_model import Chart
from .charts_tree import tree_chart


def chain_charts(graph: Snapshot, found: Sequence[Gap], chain_id: str) -> tuple[Chart, ...]:
    """Return the figures of a chain: those printed, then the tree, which is for opening. Raises as `printed_charts`."""
    own = chain_gaps(graph, found, chain_id)
    return (*_printed(graph, own, chain_id), tree_chart(graph, own, graph.node(chain_id)))


def printed_charts(graph: Snapshot, found: Sequence[Gap], chain_id: str) -> tuple[Chart, ...]:
    """Return rings, needs, flow and heat map of a chain. All are internal: they show what is wanted and unknown.

    `found` holds all gaps of the chain. Raises NotFound for an unknown chain, ValueError where a link of it has no gap.
    Cost O(links + inputs + ties), and the breaking of cycles among the few groups of the flow.
    """
    return _printed(graph, chain_gaps(graph, found, chain_id), chain_id)


def _printed(graph: Snapshot, own: Mapping[str, Gap], chain_id: str) -> tuple[Chart, ...]:
    gaps = list(own.values())
    return rings_chart(graph, gaps), needs_chart(gaps), flow_chart(graph, own), heat_chart(graph, chain_id)


def zone_charts(graph: Snapshot, found: Sequence[Gap]) -> tuple[Chart, ...]:
    """Return the figures of the zone: the rings of every chain, and the needs of all. `found` holds the gaps of all chains."""
    return (chains_chart(graph, found), needs_chart(found))
