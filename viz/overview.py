"""全区总览: a row per chain, then the 全景图 of each, on one page; no script, an A3 page each in print, readable on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..analysis.coverage import coverage, head
from ..analysis.gaps import Gap
from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .board import board_css, board_markup
from .chain_view import INTERNAL, PUBLIC, chain_gaps, chain_view
from .environment import asset, environment
from .theme import EDITIONS, STATUS_COLORS

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class ChainRow:
    """Counts of one chain, or of all: leaf links, by status, named in the plan, residents placed, invitees not here yet."""

    anchor: str
    name: str
    links: int
    by_status: Mapping[str, int]
    needed: int
    residents: int
    invitees: int


@dataclass(frozen=True, slots=True)
class ZoneView:
    """The zone in one edition; `total` counts a firm of two chains once."""

    title: str
    edition: str
    head_line: str
    rows: tuple[ChainRow, ...]
    total: ChainRow
    known: int
    frame: str

    @property
    def public(self) -> bool:
        """True in the edition for outsiders."""
        return self.edition == PUBLIC

    @property
    def statuses(self) -> tuple[str, ...]:
        """Statuses that occur; none in the edition for outsiders."""
        return () if self.public else tuple(word for word in STATUS_COLORS if self.total.by_status.get(word))


def zone_view(graph: Snapshot, zone: Zone, found: Sequence[Gap], as_of: str | None = None, edition: str = INTERNAL) -> ZoneView:
    """Count every chain. `found` is gaps() of all chains. Raises KeyError for an unknown edition."""
    chains = graph.of_type(s.CHAIN)
    owns = [tuple(chain_gaps(graph, found, chain.id).values()) for chain in chains]
    every = tuple(gap for own in owns for gap in own)
    known = coverage(graph, zone, every)
    return ZoneView(
        f"{zone.name}产业链总览（{EDITIONS[edition]}）",
        edition,
        head(graph, zone, as_of).line(),
        tuple(_row(graph, zone, chain, own) for chain, own in zip(chains, owns, strict=True)),
        _row(graph, zone, None, every),
        known.residents,
        known.frame,
    )


def zone_html(graph: Snapshot, zone: Zone, found: Sequence[Gap], as_of: str | None = None, edition: str = INTERNAL) -> str:
    """Return the overview and every board as a page of its own. Raises KeyError for an unknown edition."""
    from markupsafe import Markup

    view = zone_view(graph, zone, found, as_of, edition)
    boards = zone_boards(graph, zone, found, as_of, edition)
    page = environment().get_template("zone.html.j2")
    return page.render(view=view, css=Markup(zone_css()), overview=overview_markup(view), boards=boards)


def zone_css() -> str:
    """Return the style sheet of the overview and the boards."""
    return board_css() + asset("overview.css")


def zone_boards(
    graph: Snapshot, zone: Zone, found: Sequence[Gap], as_of: str | None = None, edition: str = INTERNAL
) -> list[tuple[str, Markup]]:
    """Return the anchor and the board of every chain."""
    views = [chain_view(graph, zone, found, chain.id, as_of, edition) for chain in graph.of_type(s.CHAIN)]
    return [(view.anchor, board_markup(view)) for view in views]


def overview_markup(view: ZoneView) -> Markup:
    """Return the table of chains, marked as HTML, for templates."""
    from markupsafe import Markup

    return Markup(environment().get_template("overview_body.html.j2").render(view=view, styles=list(STATUS_COLORS)))


def _row(graph: Snapshot, zone: Zone, chain: Node | None, own: Sequence[Gap]) -> ChainRow:
    known = coverage(graph, zone, own)
    return ChainRow(
        f"board-{chain.id.partition(':')[2]}" if chain else "",
        chain.name if chain else "全区",
        known.links,
        known.by_status,
        known.needed,
        len({maker.id for gap in own for maker in gap.makers}),
        len({guest.id for gap in own for guest in gap.need.invitees}),
    )
