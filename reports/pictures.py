"""A figure of viz as a block of the report: drawing, words, the numbers behind it and the same as coloured fields."""

from __future__ import annotations

from collections.abc import Iterable

from ..graph.ids import clean_text
from ..viz.charts_flow import GROUPED, RETURN
from ..viz.charts_heat import EMPTY
from ..viz.charts_model import Bars, Chart, Flow, Heat
from ..viz.charts_option import step
from ..viz.charts_svg import size, svg
from .base import Cell, Column, Picture, Shade, Table

WIDEST, HIGHEST = 215.0, 108.0  # millimetres on a page laid sideways, with room for title and lines
WIDTHS = {"rings": (24,), "needs": (24,), "flow": (28, 28, 10, 12, 90), "heat": (34, *[26] * 8)}
NARROW_COLUMN, BANDS = 12, 20
SOURCE = "来源：规划原文、公开披露和名单，逐条依据见各清单。"


def picture(chart: Chart, number: int, dates: str) -> Picture:
    """Return the block of a figure; `dates` is the line that every output heads with. Raises TypeError for a tree."""
    wide, high = size(chart)
    scale = min(WIDEST / wide, HIGHEST / high)
    return Picture(
        title=clean_text(f"图{number}　{chart.title}"),
        lines=(clean_text(chart.caption), *_notes(chart), clean_text(f"数据日期：{dates}。{SOURCE}")),
        svg=svg(chart),
        width_mm=wide * scale,
        height_mm=high * scale,
        alt=clean_text(f"{chart.title}。{'；'.join(_told(chart))}。{chart.caption}"),
        table=_table(chart),
        fields=_fields(chart),
        bars=tuple(chart.figure.looks) if isinstance(chart.figure, Bars) else (),
    )


def _notes(chart: Chart) -> Iterable[str]:
    """The notes of a figure; of bands left out only where they go, their inputs stand in the workbook."""
    if not isinstance(chart.figure, Flow):
        return map(clean_text, chart.notes)
    names, left = chart.figure.names, chart.figure.returning
    said = {word: [f"{names[b.source]} → {names[b.target]} {b.inputs} 条" for b in left if b.said == word] for word in (RETURN, GROUPED)}
    return [f"{word}（未画）：{'；'.join(bands)}。" for word, bands in said.items() if bands]


def _told(chart: Chart) -> list[str]:
    """What the picture shows, in words."""
    figure = chart.figure
    if isinstance(figure, Bars):
        return [f"{row}：{'、'.join(f'{w} {n}' for w, n in figure.counts[row].items())}" for row in figure.rows]
    if isinstance(figure, Flow):
        widest = sorted(figure.bands, key=lambda b: (-b.inputs, b.source, b.target))[:5]
        return ["最宽的几条", *(f"{figure.names[b.source]} → {figure.names[b.target]} {b.inputs} 条" for b in widest)]
    return [f"{row[0]}：{sum(str(v) != EMPTY for v in row[1:])} 栏有已知数" for row in chart.rows if any(str(v) != EMPTY for v in row[1:])]


def _table(chart: Chart) -> Table:
    shares = WIDTHS.get(chart.id, ())
    widths = [*shares, *[NARROW_COLUMN] * (len(chart.columns) - len(shares))]
    columns = tuple(Column(f"c{n}", title, width) for n, (title, width) in enumerate(zip(chart.columns, widths, strict=True)))
    return Table(columns, tuple(tuple(Cell(value) for value in row) for row in chart.rows))


def _fields(chart: Chart) -> tuple[tuple[Shade, ...], ...]:
    figure = chart.figure
    if isinstance(figure, Heat):
        head = (chart.columns[0], *figure.columns)
        rows = [(Shade(clean_text(r)), *(_count(f.count) for f in fields)) for r, fields in zip(figure.rows, figure.fields, strict=True)]
        return (tuple(map(Shade, head)), *rows)
    if isinstance(figure, Flow):
        return _widest(chart, figure)
    looks = figure.looks if isinstance(figure, Bars) else {}
    rows = [tuple(_value(v, looks.get(c)) for c, v in zip(chart.columns, row, strict=True)) for row in chart.rows]
    return (tuple(map(Shade, chart.columns)), *rows)


def _widest(chart: Chart, figure: Flow) -> tuple[tuple[Shade, ...], ...]:
    """The widest bands of a flow; a last row counts the others, which stand in the workbook."""
    order, names = sorted(figure.bands, key=lambda b: (-b.inputs, b.source, b.target)), figure.names
    shown = [(Shade(names[b.source]), Shade(names[b.target]), _count(b.inputs)) for b in order[:BANDS]]
    rest = sum(b.inputs for b in order[BANDS:])
    more = [(Shade("其余，见工作簿"), Shade(f"{len(order) - BANDS} 对"), Shade(str(rest)))] if rest else []
    return (tuple(map(Shade, chart.columns[:3])), *shown, *more)


def _count(count: int | None) -> Shade:
    return Shade(str(count), *step(count)) if count else Shade(EMPTY)


def _value(value: object, look: object) -> Shade:
    color, ink = (getattr(look, "color", ""), getattr(look, "text", "")) if value else ("", "")
    return Shade(clean_text(str(value)), color, ink)
