"""产业链全景图: the links of a chain in lanes; for the zone a table of its chains; goals as the plan writes them."""

from __future__ import annotations

from ...graph.snapshot import Node
from ...viz.board import board_css, board_markup
from ...viz.chain_view import Card as ViewCard
from ...viz.chain_view import chain_view
from ..base import Block, Card, Context, Figure, SectionType
from ..summary import chain_table, goals_table


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the picture of a chain, or the chains of the zone side by side; then the goals."""
    picture: tuple[Block, ...] = (_figure(ctx, ctx.chain),) if ctx.chain else (chain_table(ctx),)
    return (*picture, goals_table(ctx))


def _figure(ctx: Context, chain: Node) -> Figure:
    view = chain_view(ctx.graph, ctx.zone, ctx.found, chain.id, ctx.as_of, ctx.edition)
    lanes = tuple((stage.title, tuple(c for top in stage.cards for c in _cards(top, ""))) for stage in view.stages)
    return Figure(
        tuple((title, cards) for title, cards in lanes if cards),
        str(board_markup(view)),
        board_css(),
        "" if ctx.public else "字样与底色同义；“需求✓”为规划点名需求，与现状无关；拟引进企业不计入在区。",
    )


def _cards(card: ViewCard, group: str) -> tuple[Card, ...]:
    """A parent first, its parts after it."""
    own = Card(
        card.name,
        group,
        card.status,
        card.need,
        tuple(m.short for m in card.makers),
        tuple(m.short for m in card.invitees),
    )
    return (own, *(c for child in card.children for c in _cards(child, card.name)))


SECTION = SectionType("panorama", "产业链全景图", "全景图", build, wide=True)
