"""What would the answer be with other thresholds? 把握 of every gap over a grid of settings, as tidy rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from ...graph.errors import DataError
from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from ..gaps import Gap, gaps
from ..settings import Settings
from .stability import Stability, stability

UNSEEN = "unseen"  # the name of the rate of unseen makers in a grid


def sweep(
    graph: Snapshot, zone: Zone, settings: Settings, grid: Mapping[str, Sequence[Any]], as_of: str, chain: str | None = None
) -> Iterator[dict[str, Any]]:
    """Yield a row for each link and each point of a grid: the point's values, link, status, label, held, status_held, place_held, ranks.

    A key of the grid is `section.key` of analysis/gaps.toml, or "unseen": times the rate of unseen makers. Raises DataError for
    a key that does not exist.
    """
    for values in product(*grid.values()):
        point = dict(zip(grid, values, strict=True))
        changed = _changed(settings, point)
        found = gaps(graph, zone, chain, changed)
        held = stability(graph, zone, found, changed, as_of)
        yield from (point | _row(gap, held[gap.link.id]) for gap in found)


def _changed(settings: Settings, point: Mapping[str, Any]) -> Settings:
    """Return the settings of one point; one rate of unseen makers only, so that a row has one answer."""
    sections = {name: dict(section) for name, section in settings.sections.items()}
    sections["stability"]["sweep"] = [float(point.get(UNSEEN, 1.0))]
    for name, value in point.items():
        section, _, key = name.partition(".")
        if name == UNSEEN:
            continue
        if key not in sections.get(section, {}):
            raise DataError(
                f"没有设置 {name!r}，应为 节.键（见 analysis/gaps.toml）或 {UNSEEN} / no such setting, write section.key or {UNSEEN}"
            )
        sections[section][key] = value
    return Settings(sections)


def _row(gap: Gap, held: Stability) -> dict[str, Any]:
    low, high = held.rank or (None, None)
    shares = {"held": held.held, "status_held": held.status_held, "place_held": held.place_held}
    return {
        "chain": gap.chain,
        "link_id": gap.link.id,
        "status": gap.status,
        "stability": held.label,
        **shares,
        "rank_low": low,
        "rank_high": high,
    }
