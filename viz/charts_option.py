"""ECharts options of the figures: plain data, no function, no HTML; what a pointer is told stands in `tip`, as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from .charts_model import Bars, Flow, Heat, Twig
from .theme import FONT_STACK, STAGE_ORDER, UNSTAGED, BoxStyle, StatusStyle

Option = dict[str, Any]
STAGE_COLORS: Mapping[str, str] = dict(
    zip((*STAGE_ORDER, UNSTAGED), ("#8d6e63", "#1565c0", "#2e7d32", "#6a1b9a", "#00838f", "#78909c"), strict=True)
)
INK, FAINT = "#1c2529", "#607d8b"
STEPS = ((1, "#e3f2fd", INK), (2, "#bbdefb", INK), (5, "#64b5f6", INK), (10, "#0d47a1", "#ffffff"))  # from a count on: fill, text
TEXT = {"fontFamily": FONT_STACK.replace('"', ""), "color": INK, "fontSize": 13, "lineHeight": 17}
HATCH = {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": -0.785, "color": "rgba(55,71,79,.35)"}
SLIM = 0.06  # of the longest bar
HALO = {"textBorderColor": "#ffffff", "textBorderWidth": 3}
CURVE, TREE_ROW, OPEN_DEPTH = 0.5, 24, 1


@singledispatch
def option(figure: Any) -> Option:
    """Return the ECharts option of a figure. Raises TypeError for anything else."""
    raise TypeError(f"没有这种图 {type(figure).__name__} / unknown figure")


@singledispatch
def height(figure: Any) -> int:
    """Return the height in pixels at which a figure can be read."""
    raise TypeError(f"没有这种图 {type(figure).__name__} / unknown figure")


def _base(**more: Any) -> Option:
    return {"animation": False, "textStyle": TEXT, **more}


@option.register
def _(figure: Bars) -> Option:
    rows = [f"{row}\n{figure.notes[row]}" if row in figure.notes else row for row in figure.rows]
    axis = {"axisLabel": TEXT, "axisTick": {"show": False}}
    return _base(
        legend={"data": list(figure.looks), "top": 0, "textStyle": TEXT},
        grid={"left": 8, "right": 24, "top": 40, "bottom": 8, "containLabel": True},
        xAxis={"type": "value", "minInterval": 1, "max": "dataMax", **axis},
        yAxis={"type": "category", "inverse": True, "data": rows, **axis},
        series=[_series(figure, word, look) for word, look in figure.looks.items()],
    )


def _series(figure: Bars, word: str, look: StatusStyle) -> Option:
    return {
        "type": "bar",
        "name": word,
        "stack": "all",
        "data": [_bar(figure, row, word) for row in figure.rows],
        "barMaxWidth": 34,
        "label": {"show": True, "color": look.text, "fontFamily": TEXT["fontFamily"]},
        "labelLayout": {"hideOverlap": True},
        "itemStyle": {**_paint(look), **({"decal": HATCH} if look.hatched else {})},
    }


def _bar(figure: Bars, row: str, word: str) -> Option:
    """A count; on a bar too short to carry it the figure is dark with a light edge, readable on any ground."""
    count, longest = figure.counts[row].get(word, 0), max(figure.total(r) for r in figure.rows)
    slim = {"label": {"color": INK, **HALO}} if count < SLIM * longest else {}
    return {"value": count or None, "tip": [row, f"{word}：{count} 个环节", *_note(figure, row)], **slim}


def _note(figure: Bars, row: str) -> list[str]:
    return [figure.notes[row]] if row in figure.notes else []


def _paint(look: StatusStyle | BoxStyle) -> Option:
    style = look.border_style if look.border_style in ("dashed", "dotted") else "solid"
    return {"color": look.color, "borderColor": look.border, "borderWidth": 1, "borderType": style}


def step(count: int) -> tuple[str, str]:
    """Return fill and text colour of a count in a heat map.

    >>> step(1) == step(2), step(5) == step(9)
    (False, True)
    """
    return next((fill, text) for least, fill, text in reversed(STEPS) if count >= least)


def steps() -> list[tuple[int, int | None, str]]:
    """Return (least, most, fill) of each step; most is None for the last."""
    ends = [least - 1 for least, _, _ in STEPS[1:]]
    return [(least, most, fill) for (least, fill, _), most in zip(STEPS, [*ends, None], strict=True)]


def range_word(least: int, most: int | None) -> str:
    """Return a step in words.

    >>> [range_word(*x) for x in ((1, 1), (2, 4), (10, None))]
    ['1', '2–4', '10 及以上']
    """
    return f"{least} 及以上" if most is None else str(least) if least == most else f"{least}–{most}"


@option.register
def _(figure: Heat) -> Option:
    axis = {"type": "category", "axisTick": {"show": False}, "splitArea": {"show": True}}
    label = {**TEXT, "interval": 0, "fontSize": 12}
    pieces = [{"min": least, "max": most or 10**6, "label": range_word(least, most), "color": fill} for least, most, fill in steps()]
    marks = {"type": "piecewise", "pieces": pieces, "orient": "horizontal", "left": "right", "top": 0, "textStyle": TEXT}
    return _base(
        grid={"left": 8, "right": 16, "top": 36, "bottom": 8, "containLabel": True},
        xAxis={**axis, "position": "top", "data": [_folded(c) for c in figure.columns], "axisLabel": label},
        yAxis={**axis, "inverse": True, "data": list(figure.rows), "axisLabel": label},
        visualMap=marks,
        series=[{"type": "heatmap", "data": _fields(figure), "itemStyle": {"borderColor": "#90a4ae", "borderWidth": 1}}],
    )


def _fields(figure: Heat) -> list[Option]:
    known = [(x, y, f.count, f) for y, row in enumerate(figure.fields) for x, f in enumerate(row) if f.count]
    return [
        {
            "value": [x, y, count],
            "tip": [figure.rows[y], f"{figure.columns[x]}：{count}", *f.who],
            "label": {"show": True, "color": step(count)[1]},
        }
        for x, y, count, f in known
    ]


def _folded(column: str) -> str:
    return column.replace("（", "\n（")


def stage_legend(figure: Flow) -> list[tuple[str, str]]:
    """Return (stage, colour) of the stages that a flow shows."""
    used = {g.stage for g in figure.groups}
    return [(stage, color) for stage, color in STAGE_COLORS.items() if stage in used]


@option.register
def _(figure: Flow) -> Option:
    names = figure.names
    nodes = [
        {
            "name": g.name,
            "itemStyle": {"color": STAGE_COLORS.get(g.stage, FAINT)},
            "tip": [g.name, f"{g.stage}，末级环节 {g.links} 个"],
        }
        for g in figure.groups
    ]
    bands = [
        {
            "source": names[b.source],
            "target": names[b.target],
            "value": b.inputs,
            "tip": [f"{names[b.source]} → {names[b.target]}：投入 {b.inputs} 条", *(f"{x} → {y}" for x, y in b.pairs)],
        }
        for b in figure.bands
    ]
    series = {
        "type": "sankey",
        "data": nodes,
        "links": bands,
        "left": 8,
        "right": 130,
        "top": 8,
        "bottom": 8,
        "nodeGap": 9,
        "nodeWidth": 14,
        "draggable": False,
        "emphasis": {"focus": "adjacency"},
        "label": {**TEXT, **HALO, "fontSize": 12},
        "lineStyle": {"color": "source", "opacity": 0.3, "curveness": CURVE},
    }
    return _base(series=[series])


@option.register
def _(figure: Twig) -> Option:
    series = {
        "type": "tree",
        "data": [_twig(figure)],
        "orient": "LR",
        "left": 220,
        "right": 260,
        "top": 8,
        "bottom": 8,
        "symbol": "roundRect",
        "symbolSize": 14,
        "initialTreeDepth": OPEN_DEPTH,
        "expandAndCollapse": True,
        "label": {**TEXT, **HALO, "position": "left", "align": "right", "verticalAlign": "middle"},
        "leaves": {"label": {**TEXT, **HALO, "position": "right", "align": "left"}},
        "lineStyle": {"color": "#90a4ae"},
    }
    return _base(series=[series])


def _twig(twig: Twig) -> Option:
    paint = {"itemStyle": {**_paint(twig.look), "borderWidth": 2}} if twig.look else {}
    below = {"children": [_twig(child) for child in twig.children]} if twig.children else {}
    return {"name": twig.label, **paint, **below}


@height.register
def _(figure: Bars) -> int:
    return 80 + 52 * len(figure.rows)


@height.register
def _(figure: Heat) -> int:
    return 80 + 26 * max(len(figure.rows), 1)


@height.register
def _(figure: Flow) -> int:
    return max(360, 26 * len(figure.groups))


@height.register
def _(figure: Twig) -> int:
    return max(360, TREE_ROW * len(figure.children))
