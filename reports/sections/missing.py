"""A part that a profile asks for and the data do not hold: says so, invents nothing."""

from __future__ import annotations

from ..base import INTERNAL, MISSING, Block, Cell, Context, Paragraph, SectionType


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the one sentence 数据未采集."""
    return (Paragraph(Cell(MISSING)),)


SECTION = SectionType("missing", "未采集部分", "未采集", build, frozenset({INTERNAL}))
