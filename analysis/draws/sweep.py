"""What would the answer be with other thresholds? 把握 of every gap over a grid of settings, as tidy rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from ...graph.errors import DataError
from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from ..gaps import Gap, gaps
from ..settings import Settings, setting_faults
from .stability import Stability, stability

UNSEEN = "unseen"  # the name of the rate of unseen makers in a grid


def sweep(
    graph: Snapshot, zone: Zone, settings: Settings, grid: Mapping[str, Sequence[Any]], as_of: str, chain: str | None = None
) -> Iterator[dict[str, Any]]:
    """Yield a row for each link and each point of a grid: the point's values, link, status, label, held, status_held, place_held, ranks.

    A key of the grid is `section.key` of analysis/gaps.toml, or "unseen": times the rate of unseen makers. Raises DataError for
    a key that does not exist, a value of another kind, a negative rate.
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
    sections["stability"]["sweep"] = [1.0]
    for name, value in point.items():
        section, _, key = name.partition(".")
        if name == UNSEEN:
            section, key, value = "stability", "sweep", [_rate(value)]
        elif key not in sections.get(section, {}):
            raise DataError(
                f"没有设置 {name!r}，应为 节.键（见 analysis/gaps.toml）或 {UNSEEN} / no such setting, write section.key or {UNSEEN}"
            )
        elif faults := list(setting_faults(f"[{section}]", settings[section], {key: value})):
            raise DataError(*faults)
        sections[section][key] = value
    return Settings(sections)


def _rate(value: Any) -> float:
    if any(setting_faults("", {UNSEEN: 1.0}, {UNSEEN: value})):
        raise DataError(f"{UNSEEN}：{value!r} 应为不小于 0 的数（未知企业率的倍数）/ a number, 0 or more, is expected")
    return float(value)


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
