"""图解: the figures of a chain, or of the zone, drawn; the workbook holds the numbers behind them. Internal: they show needs."""

from __future__ import annotations

from ...analysis.coverage import head
from ...viz.charts import chain_charts, zone_charts
from ...viz.charts_svg import PRINTED
from ..base import INTERNAL, Block, Context, SectionType
from ..pictures import picture


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the pictures, numbered."""
    drawn = chain_charts(ctx.graph, ctx.found, ctx.chain.id) if ctx.chain else zone_charts(ctx.graph, ctx.found)
    dates = head(ctx.graph, ctx.zone, ctx.as_of).line()
    return tuple(picture(c, n, dates) for n, c in enumerate((c for c in drawn if c.id in PRINTED), 1))


SECTION = SectionType("figures", "图解", "图解", build, frozenset({INTERNAL}), wide=True)
