"""The flow as a drawing: columns by the longest way from a start, groups as high as what they take or give, bands between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from .charts_model import Band, Flow
from .charts_option import FAINT, STAGE_COLORS, stage_legend
from .charts_shapes import folded, num, plain_box, text, text_room

WIDTH, HEIGHT, TOP, EDGE = 1200.0, 640.0, 34.0, 10.0
BAR, GAP, LABEL, SIZE, LINE = 13.0, 9.0, 150.0, 13.0, 15.0
SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: left edge, upper edge, height."""

    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


def flow_size(figure: Flow) -> tuple[float, float]:
    """Return width and height in user units."""
    return WIDTH, HEIGHT if figure.groups else TOP + EDGE


def flow_parts(figure: Flow) -> Iterator[str]:
    """Yield the drawing's parts: legend, bands, groups, names."""
    x = EDGE
    for stage, color in stage_legend(figure):
        yield plain_box(x, EDGE, 14, 14, color)
        yield text(x + 19, EDGE + 12, stage, SIZE)
        x += 40 + text_room(stage, SIZE)
    places, unit = lay_out(figure)
    colors = {g.id: STAGE_COLORS.get(g.stage, FAINT) for g in figure.groups}
    yield from _bands(figure, places, unit, colors)
    for group in figure.groups:
        at = places[group.id]
        yield plain_box(at.x, at.y, BAR, at.height, colors[group.id])
    for group in figure.groups:
        at = places[group.id]
        lines = folded(group.name, _room(at, places.values()), SIZE, 2 if at.height + GAP > 2 * LINE else 1)
        top = at.middle + SIZE * 0.36 - LINE * (len(lines) - 1) / 2
        yield from (text(at.x + BAR + 4, top + LINE * n, line, SIZE, halo=True) for n, line in enumerate(lines))


def _room(here: Place, places: Iterable[Place]) -> float:
    """How wide a name may be: to the next group on its right that it would run into, or to the edge."""
    low, high = here.middle - SIZE * 0.7, here.middle + SIZE * 0.7
    inside = [
        p.x for p in places if p.x > here.x and min(p.y, p.middle - SIZE * 0.7) < high and max(p.y + p.height, p.middle + SIZE * 0.7) > low
    ]
    return min([*inside, WIDTH - EDGE]) - here.x - BAR - 8


def columns(figure: Flow) -> dict[str, int]:
    """Return group → column: the longest way from a group nothing feeds; groups that feed nothing stand in the last."""
    feeds: dict[str, set[str]] = {g.id: set() for g in figure.groups}
    for band in figure.bands:
        feeds[band.target].add(band.source)
    column: dict[str, int] = {}
    for group in TopologicalSorter({k: sorted(v) for k, v in feeds.items()}).static_order():
        column[group] = max((column[x] + 1 for x in feeds[group]), default=0)
    last, givers = max(column.values(), default=0), {b.source for b in figure.bands}
    return {g: n if g in givers else last for g, n in column.items()}


def _step(column: Mapping[str, int]) -> float:
    return (WIDTH - 2 * EDGE - BAR - LABEL) / max(max(column.values(), default=0), 1)


def lay_out(figure: Flow) -> tuple[dict[str, Place], float]:
    """Return the place of each group and the height of one input. Groups of a column never overlap."""
    column, weight = columns(figure), _weights(figure)
    stacks: dict[int, list[str]] = {}
    for group in figure.groups:
        stacks.setdefault(column[group.id], []).append(group.id)
    room = HEIGHT - TOP - EDGE
    unit = min(((room - GAP * (len(s) - 1)) / sum(weight[g] for g in s) for s in stacks.values()), default=1.0)
    height = {g: weight[g] * unit for g in weight}
    top = {g: y for stack in stacks.values() for g, y in _stacked(stack, height, dict.fromkeys(stack, 0.0)).items()}
    near = _neighbours(figure)
    for sweep in range(SWEEPS):
        for number in sorted(stacks, reverse=bool(sweep % 2)):
            wish = {g: _wish(g, near, top, height) for g in stacks[number]}
            stacks[number].sort(key=lambda g, wish=wish: (wish[g], g))  # type: ignore[misc]
            top |= _stacked(stacks[number], height, {g: wish[g] - height[g] / 2 for g in stacks[number]})
    step = _step(column)
    return {g: Place(EDGE + step * column[g], top[g], height[g]) for g in top}, unit


def _weights(figure: Flow) -> dict[str, int]:
    taken, given = (dict.fromkeys([g.id for g in figure.groups], 0) for _ in range(2))
    for band in figure.bands:
        given[band.source] += band.inputs
        taken[band.target] += band.inputs
    return {g: max(taken[g], given[g], 1) for g in taken}


def _neighbours(figure: Flow) -> dict[str, list[tuple[str, int]]]:
    near: dict[str, list[tuple[str, int]]] = {g.id: [] for g in figure.groups}
    for band in figure.bands:
        near[band.source].append((band.target, band.inputs))
        near[band.target].append((band.source, band.inputs))
    return near


def _wish(group: str, near: Mapping[str, Sequence[tuple[str, int]]], top: Mapping[str, float], height: Mapping[str, float]) -> float:
    """Where the middle of a group would like to be: amid what it is tied to."""
    whole = sum(n for _, n in near[group])
    return sum((top[x] + height[x] / 2) * n for x, n in near[group]) / whole if whole else top[group]


def _stacked(stack: Sequence[str], height: Mapping[str, float], wish: Mapping[str, float]) -> dict[str, float]:
    """Upper edges as near to the wish as the order, the gaps and the page allow."""
    top, floor = {}, TOP
    for group in stack:
        top[group] = max(wish[group], floor)
        floor = top[group] + height[group] + GAP
    ceiling = HEIGHT - EDGE
    for group in reversed(stack):
        top[group] = min(top[group], ceiling - height[group])
        ceiling = top[group] - GAP
    return top


def _bands(figure: Flow, places: Mapping[str, Place], unit: float, colors: Mapping[str, str]) -> Iterator[str]:
    starts = _ends(figure.bands, places, lambda b: b.source, lambda b: b.target, unit)
    ends = _ends(figure.bands, places, lambda b: b.target, lambda b: b.source, unit)
    for band in sorted(figure.bands, key=lambda b: (-b.inputs, b.source, b.target)):
        x0, x1 = places[band.source].x + BAR, places[band.target].x
        y0, y1, half = starts[band], ends[band], num((x0 + x1) / 2)
        path = f"M{num(x0)} {num(y0)}C{half} {num(y0)} {half} {num(y1)} {num(x1)} {num(y1)}"
        width = num(max(band.inputs * unit, 0.6))
        yield f'<path d="{path}" fill="none" stroke="{colors[band.source]}" stroke-width="{width}" stroke-opacity="0.3"/>'


def _ends(
    bands: Sequence[Band], places: Mapping[str, Place], here: Callable[[Band], str], there: Callable[[Band], str], unit: float
) -> dict[Band, float]:
    """The middle of each band where it leaves or arrives: side by side, in the order of the far ends."""
    filled: dict[str, float] = {}
    found = {}
    for band in sorted(bands, key=lambda b: (here(b), places[there(b)].middle, there(b))):
        at = filled.get(here(band), places[here(band)].y)
        found[band] = at + band.inputs * unit / 2
        filled[here(band)] = at + band.inputs * unit
    return found
