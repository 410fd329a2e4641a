"""The figures as SVG, without a browser: for Word, for pages without script, for print; the same numbers as the ECharts options."""

from __future__ import annotations

from collections.abc import Iterator

from .charts_flow_svg import flow_parts, flow_size
from .charts_model import Bars, Chart, Flow, Heat
from .charts_option import range_word, step, steps
from .charts_shapes import box, drawing, fitted, plain_box, text, text_room
from .theme import StatusStyle

WIDTH, EDGE = 1000.0, 10.0
LEAST_LEFT, MOST_LEFT = 130.0, 330.0  # room of the names beside the bars
ROW, LOW_ROW, MANY, HEAD, SIZE = 46.0, 28.0, 12, 40.0, 16.0  # rows are lower where there are many
BAR_SHARE = 0.66  # of a row
NOTE_ROOM = 150.0  # right of the bars
FIELD_ROW, FIELD_LEFT, FIELD_HEAD, FIELD_SIZE = 25.0, 270.0, 88.0, 13.5
PAD = 8.0


def svg(chart: Chart) -> str:
    """Return a figure as SVG text, well-formed and escaped. Raises TypeError for a tree, which is for opening, not for print."""
    figure = chart.figure
    if isinstance(figure, Bars):
        return drawing(chart.id, chart.title, *bars_size(figure), _bars(figure, chart.id))
    if isinstance(figure, Heat):
        return drawing(chart.id, chart.title, *heat_size(figure), _heat(figure))
    if isinstance(figure, Flow):
        return drawing(chart.id, chart.title, *flow_size(figure), flow_parts(figure))
    raise TypeError(f"{chart.id}：这种图只供点开，不印 / this figure is not printed")


def bars_size(figure: Bars) -> tuple[float, float]:
    """Return width and height in user units."""
    return WIDTH, HEAD + _row(figure) * len(figure.rows) + EDGE


def _row(figure: Bars) -> float:
    return ROW if len(figure.rows) <= MANY else LOW_ROW


def _left(figure: Bars) -> float:
    names = max((text_room(row, SIZE) for row in figure.rows), default=0) + PAD + EDGE
    return min(max(names, LEAST_LEFT), MOST_LEFT)


def heat_size(figure: Heat) -> tuple[float, float]:
    """Return width and height in user units."""
    return WIDTH, FIELD_HEAD + FIELD_ROW * max(len(figure.rows), 1) + EDGE


def size(chart: Chart) -> tuple[float, float]:
    """Return width and height of a figure in user units. Raises TypeError for a tree."""
    sizes = {Bars: bars_size, Heat: heat_size, Flow: flow_size}
    if type(chart.figure) not in sizes:
        raise TypeError(f"{chart.id}：这种图只供点开，不印 / this figure is not printed")
    found: tuple[float, float] = sizes[type(chart.figure)](chart.figure)  # type: ignore[operator]
    return found


def _bars(figure: Bars, name: str) -> Iterator[str]:
    left, high = _left(figure), _row(figure)
    yield from _legend(figure, name, left)
    longest = max((figure.total(row) for row in figure.rows), default=1) or 1
    room = WIDTH - left - NOTE_ROOM - EDGE
    for n, row in enumerate(figure.rows):
        top = HEAD + high * n
        base = top + high * BAR_SHARE / 2 + SIZE * 0.36
        yield text(left - PAD, base, fitted(row, left - PAD - EDGE, SIZE), SIZE, anchor="end")
        x, small = left, []
        for word, look in figure.looks.items():
            count = figure.counts[row].get(word, 0)
            width = room * count / longest
            if count:
                yield box(x, top, width, high * BAR_SHARE, look, name)
                if text_room(str(count), SIZE) + 4 <= width:
                    yield _on(x + width / 2, base, str(count), look)
                else:
                    small.append(f"{word} {count}")
            x += width
        told = "，".join([*small, *([figure.notes[row]] if row in figure.notes else [])])
        yield text(x + PAD, base, fitted(told, WIDTH - x - PAD, SIZE * 0.9), SIZE * 0.9)


def _on(x: float, y: float, words: str, look: StatusStyle) -> str:
    """A figure on its bar, on a plate of the bar's colour where that is hatched."""
    width = text_room(words, SIZE)
    plate = plain_box(x - width / 2 - 2, y - SIZE * 0.9, width + 4, SIZE * 1.1, look.color) if look.hatched else ""
    return plate + text(x, y, words, SIZE, anchor="middle", fill=look.text)


def _legend(figure: Bars, name: str, x: float) -> Iterator[str]:
    for word, look in figure.looks.items():
        yield box(x, EDGE, 26, 16, look, name)
        yield text(x + 32, EDGE + 14, word, SIZE)
        x += 50 + text_room(word, SIZE)


def _heat(figure: Heat) -> Iterator[str]:
    yield from _steps()
    wide = (WIDTH - FIELD_LEFT - EDGE) / len(figure.columns)
    for i, column in enumerate(figure.columns):
        first, _, second = column.partition("（")
        x = FIELD_LEFT + wide * (i + 0.5)
        yield text(x, FIELD_HEAD - 24, fitted(first, wide, FIELD_SIZE * 0.85), FIELD_SIZE * 0.85, anchor="middle")
        if second:
            yield text(x, FIELD_HEAD - 8, fitted(second.rstrip("）"), wide, FIELD_SIZE * 0.8), FIELD_SIZE * 0.8, anchor="middle")
    for n, (row, fields) in enumerate(zip(figure.rows, figure.fields, strict=True)):
        top = FIELD_HEAD + FIELD_ROW * n
        base = top + FIELD_ROW * 0.5 + FIELD_SIZE * 0.36
        yield text(FIELD_LEFT - PAD, base, fitted(row, FIELD_LEFT - PAD - EDGE, FIELD_SIZE), FIELD_SIZE, anchor="end")
        for i, field in enumerate(fields):
            fill, ink = step(field.count) if field.count else ("none", "")
            yield plain_box(FIELD_LEFT + wide * i, top, wide, FIELD_ROW, fill, "#b0bec5")
            if field.count:
                yield text(FIELD_LEFT + wide * (i + 0.5), base, str(field.count), FIELD_SIZE, anchor="middle", fill=ink)


def _steps() -> Iterator[str]:
    x = FIELD_LEFT
    for least, most, fill in steps():
        word = range_word(least, most)
        yield plain_box(x, EDGE, 22, 14, fill, "#90a4ae")
        yield text(x + 27, EDGE + 12, word, FIELD_SIZE)
        x += 45 + text_room(word, FIELD_SIZE)
    yield plain_box(x, EDGE, 22, 14, "none", "#90a4ae")
    yield text(x + 27, EDGE + 12, "未采集", FIELD_SIZE)
