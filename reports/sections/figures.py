"""图解: the figures of a chain, or of the zone, drawn; the workbook holds the numbers behind them. Internal: they show needs."""

from __future__ import annotations

from ...viz.charts import printed_charts, zone_charts
from ..base import INTERNAL, Block, Context, SectionType
from ..pictures import picture


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the pictures, numbered."""
    drawn = printed_charts(ctx.graph, ctx.found, ctx.chain.id) if ctx.chain else zone_charts(ctx.graph, ctx.found)
    return tuple(picture(chart, number, ctx.head.line()) for number, chart in enumerate(drawn, 1))


SECTION = SectionType("figures", "图解", "图解", build, frozenset({INTERNAL}), wide=True)
