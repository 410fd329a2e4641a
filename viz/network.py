"""The map of a chain: a pyvis Network for notebooks, and the page as one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..analysis.gaps import Gap
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .board import board_css, board_markup
from .chain_view import INTERNAL, chain_view
from .drawing import drawing
from .page import Head
from .panel import details

if TYPE_CHECKING:
    from .inline import Map

TABS = ("全景图", "关系网络")


def network(graph: Snapshot, zone: Zone, found: Sequence[Gap], chain_id: str, as_of: str | None = None, edition: str = INTERNAL) -> Map:
    """Return the map of a chain as a pyvis Network: 关系网络 on a wide screen, the 全景图 cards on a phone and without script.

    `found` is what gaps() returned for the chain. Raises NotFound for an unknown chain.
    """
    from .inline import Map

    view = chain_view(graph, zone, found, chain_id, as_of, edition)
    plan = drawing(graph, found, chain_id, edition)
    return Map(plan, details(graph, plan), Head(view.title, view.head_line, TABS, str(board_markup(view)), board_css(), view.public))


def map_html(graph: Snapshot, zone: Zone, found: Sequence[Gap], chain_id: str, as_of: str | None = None, edition: str = INTERNAL) -> str:
    """Return the map page of a chain. Raises NotFound for an unknown chain."""
    return network(graph, zone, found, chain_id, as_of, edition).generate_html()
