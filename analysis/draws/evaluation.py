"""`liantu evaluate gaps`: every figure of METHODS §6 about the gap engine, with what it was measured on and what is asked of it.

Planted, masked and evidence-loss figures come from a zone filled with made-up makers and are 仿真: they measure the engine, not the zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from ..settings import Settings
from .agreement import predicted_needs, top_overlap
from .masks import packed
from .protocols import PLANTED, masked, planted, surviving, trial
from .simulate import filled
from .stability import frame_of, unseen_rates

SIMULATED, MEASURED, APART = "仿真", "实测", "另列"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: its kind, what it is, its value, the least or most asked of it (None: nothing), on what it was measured."""

    kind: str
    title: str
    value: float
    least: float | None
    most: float | None
    measured_on: str

    @property
    def passed(self) -> bool | None:
        """Whether it meets what is asked; None where nothing is."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)


def evaluate(graph: Snapshot, zone: Zone, settings: Settings, draws: int | None = None, seed: int | None = None) -> list[Figure]:
    """Return the figures; seeded, some ten seconds on the shipped data."""
    words = settings["evaluation"]
    count, start = draws or int(words["draws"]), int(words["seed"]) if seed is None else seed
    zone_filled = filled(graph, zone, start)
    return [
        *_planted(zone_filled, settings, count, start),
        *_surviving(graph, zone_filled, zone, settings, count, start),
        *_agreement(graph, settings, start),
        _overlap(graph, settings, start),
    ]


def _planted(graph: Snapshot, settings: Settings, draws: int, seed: int) -> Iterator[Figure]:
    least = {0.0: 0.95, 0.2: 0.85}
    for loss in settings["evaluation"]["losses"]:
        one = trial(graph, draws, loss, seed)
        on = f"{draws} 次抽样，每次埋 {PLANTED} 处；有企业的环节 {len(one.chosen)} 个；证据丢失率 {loss:.0%}"
        found = planted(graph, settings, one)
        yield Figure(SIMULATED, f"埋设缺口前 {PLANTED} 名召回率（丢失 {loss:.0%}）", found["recall"], least.get(loss), None, on)
        yield Figure(SIMULATED, f"未动环节误报缺（丢失 {loss:.0%}）", found["false_alarm"], None, 0.05, on)
        yield Figure(SIMULATED, f"遮去企业而未确认齐全时为待核实（丢失 {loss:.0%}）", masked(graph, settings, one), 0.95, None, on)


def _surviving(graph: Snapshot, full: Snapshot, zone: Zone, settings: Settings, draws: int, seed: int) -> Iterator[Figure]:
    import numpy as np

    rates, rng = unseen_rates(graph, frame_of(graph, zone)), np.random.default_rng(seed)
    for times in settings["evaluation"]["unseen"]:
        unseen = {leaf: packed(rng.random(draws) < 1 - np.exp(-times * rate)) for leaf, rate in rates.items()}
        held, total = surviving(full, unseen, draws)
        value = held / total if total else 1.0
        yield Figure(
            SIMULATED, f"“一定停”的答案在另有未知企业时仍成立（×{times}）", value, 1.0, None, f"“一定停”{total} 对，{draws} 次抽样"
        )


def _agreement(graph: Snapshot, settings: Settings, seed: int) -> Iterator[Figure]:
    titles = {"engine": "本引擎", "random": "随机", "degree": "度数", "betweenness": "介数"}
    for name, value in predicted_needs(graph, settings, seed).items():
        on = "去掉规划需求句后的排序；AUC，0.5 为无关；规划不是真值"
        yield Figure(APART, f"与规划点名需求的一致性：{titles[name]}", value, None, None, on)


def _overlap(graph: Snapshot, settings: Settings, seed: int) -> Figure:
    words = settings["evaluation"]
    value = top_overlap(graph, settings, int(words["edge_draws"]), float(words["edge_loss"]), seed)
    return Figure(MEASURED, "各链前 10 名在投入关系丢失 10% 后的重合度（Jaccard）", value, 0.7, None, f"{words['edge_draws']} 次抽样")
