"""把握: how often a link keeps its status and its place when facts are dropped and unseen makers are added (METHODS §2).

Draws are seeded. A draw drops facts (chance by evidence grade, and by age: analysis/draws/decay), and puts unseen makers
on links whose list is not declared complete: Poisson, at a rate from known coverage. The population are the firms of the
zone's frame that nobody has placed yet; links take them in proportion to their known makers in the country. The rate is
swept, for it is a guess. Without a frame there is no rate: 不可评, not 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ...graph import schema as s
from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from ..gaps import Gap
from ..settings import Settings
from ..supply import leaves
from .decay import chance_to_hold
from .engine import Changes, Drawn
from .facts import Standing, drawn_claims
from .masks import packed, unpacked

if TYPE_CHECKING:
    import numpy as np

INTERVAL = (5, 95)


@dataclass(frozen=True, slots=True)
class Frame:
    """The population that unseen makers come from: how many firms, of which year, how many are known; empty where there is none."""

    firms: int
    year: str
    known: int

    def line(self) -> str:
        """Return the words every output names the frame with."""
        if not self.firms:
            return "无总体名录，不可评"
        return f"总体：高新技术企业 {self.firms} 家（{self.year}）；已掌握在区企业 {self.known} 家"


@dataclass(frozen=True, slots=True)
class Stability:
    """Of one link: shares of draws in which its status, its place (in or out of the first) and both hold; ranks; what it turns into."""

    label: str
    held: float | None
    status_held: float | None
    place_held: float | None
    rank: tuple[int, int] | None
    swept: Mapping[str, float]
    turns: str

    def as_json(self) -> dict[str, Any]:
        """Return the words and figures of `liantu gaps --json`: stability, and its detail."""
        detail = {k: v for k, v in asdict(self).items() if k != "label"}
        return {"stability": self.label, "stability_detail": detail | {"rank": list(self.rank) if self.rank else None}}


def frame_of(graph: Snapshot, zone: Zone) -> Frame:
    """Return the zone's frame: the firms its profile counts, and the residents known."""
    held = zone.facts or {}
    known = sum(1 for f in graph.of_type(s.FIRM) if f.props.get("resident") is True)
    return Frame(int(held.get("high_tech_firms", 0)), held.get("high_tech_year", ""), known)


def unseen_rates(graph: Snapshot, frame: Frame) -> dict[str, float]:
    """Return leaf → expected unseen makers: the frame's firms that are not placed, spread by known makers in the country plus one."""
    weights = {leaf: 1 + len(graph.into(leaf, s.CAPABLE_OF)) for leaf in leaves(graph)}
    placed = len({e.source for e in graph.data.edges if e.type == s.OPERATES_IN.name})
    each = max(frame.firms - placed, 0) / (sum(weights.values()) or 1)
    return {leaf: weight * each for leaf, weight in weights.items()}


def stability(
    graph: Snapshot, zone: Zone, found: Sequence[Gap], settings: Settings, as_of: str, draws: int | None = None
) -> dict[str, Stability]:
    """Return link → Stability for gaps of one chain or of all; places are counted within each chain.

    Cost: one pass of the drawn engine a sweep; 500 draws of the shipped chains take about a second each.
    """
    words, frame = settings["stability"], frame_of(graph, zone)
    if not frame.firms:
        return {g.link.id: Stability(words["no_frame"], None, None, None, None, {}, "") for g in found}
    count = draws or int(words["draws"])
    swept = {str(times): _sweep(graph, found, settings, frame, as_of, count, times) for times in words["sweep"]}
    middle = swept[str(words["sweep"][len(words["sweep"]) // 2])]
    return {g.link.id: _of(middle[g.link.id], {t: r[g.link.id].held for t, r in swept.items()}, words) for g in found}


@dataclass(frozen=True, slots=True)
class _Held:
    status: float
    place: float
    held: float
    rank: tuple[int, int]
    turns: str


def _of(held: _Held, swept: Mapping[str, float], words: Mapping[str, object]) -> Stability:
    labels: list[tuple[str, float]] = words["labels"]  # type: ignore[assignment]
    label = next(name for name, least in labels if held.held >= least)
    return Stability(label, held.held, held.status, held.place, held.rank, swept, held.turns)


def _sweep(
    graph: Snapshot, found: Sequence[Gap], settings: Settings, frame: Frame, as_of: str, draws: int, times: float
) -> dict[str, _Held]:
    drawn = Drawn(graph, settings, *draw_worlds(graph, settings, frame, as_of, draws, times))
    result: dict[str, _Held] = {}
    for chain in sorted({g.chain for g in found}):
        among = [g for g in found if g.chain == chain]
        ranks = drawn.order([g.link.id for g in among])
        for place, gap in enumerate(among):
            result[gap.link.id] = _held(drawn, gap, place, ranks[place], int(settings["stability"]["top"]))
    return result


def _held(drawn: Drawn, gap: Gap, place: int, ranks: np.ndarray, top: int) -> _Held:
    import numpy as np

    statuses = drawn.statuses[gap.link.id]
    same = unpacked(statuses[gap.status], drawn.draws).astype(bool)
    stays = (ranks < top) == (place < top)
    low, high = np.percentile(ranks + 1, INTERVAL, method="inverted_cdf")
    others = Counter({status: mask.bit_count() for status, mask in statuses.items() if status != gap.status and mask})
    turns = min(others.items(), key=lambda x: (-x[1], x[0]))[0] if others else ""
    return _Held(float(same.mean()), float(stays.mean()), float((same & stays).mean()), (int(low), int(high)), turns)


def draw_worlds(graph: Snapshot, settings: Settings, frame: Frame, as_of: str, draws: int, times: float) -> tuple[Standing, Changes]:
    """Return which facts stand in which draw and where unseen makers are: seeded, the same for the same inputs."""
    import numpy as np

    rng = np.random.default_rng(int(settings["stability"]["seed"]))
    chances = {c: chance_to_hold(graph.claims[c], settings, as_of) for c in drawn_claims(graph)}
    jitter = 1 + float(settings["dropped"]["jitter"]) * rng.uniform(-1, 1, draws)
    kept = {c: packed(rng.random(draws) >= (1 - hold) * jitter) for c, hold in chances.items()}
    rates = unseen_rates(graph, frame)
    unseen = {leaf: packed(rng.random(draws) < 1 - np.exp(-times * rate)) for leaf, rate in rates.items()}
    return Standing(draws, kept), Changes(unseen=unseen)
