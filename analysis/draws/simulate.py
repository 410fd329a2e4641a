"""A zone filled with made-up makers (仿真), so that the engine can be measured where the truth is known.

Never part of a graph that is kept or shown: the firms exist in memory only, for `liantu evaluate gaps`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...graph import schema as s
from ...graph.assemble import assemble
from ...graph.claims import Claim
from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from ..supply import leaves
from .stability import frame_of, unseen_rates

SOURCE = "source:simulated"


def filled(graph: Snapshot, zone: Zone, seed: int, declared: float = 0.3) -> Snapshot:
    """Return the graph with simulated residents: Poisson by the rates of unseen makers; a share of the links with makers is declared.

    Where the zone has no frame, each leaf has one maker on average.
    """
    import numpy as np

    rng, frame = np.random.default_rng(seed), frame_of(graph, zone)
    rates = unseen_rates(graph, frame) if frame.firms else dict.fromkeys(leaves(graph), 1.0)
    makers = {leaf: int(rng.poisson(rate)) for leaf, rate in rates.items()}
    told = [leaf for leaf, count in makers.items() if count and rng.random() < declared]
    return Snapshot(assemble([*graph.data.claims, *_made(makers, zone), *map(_declared, told)], zone))


def _made(makers: dict[str, int], zone: Zone) -> Iterator[Claim]:
    yield _claim(SOURCE, "name", "仿真")
    for leaf, count in makers.items():
        for number in range(count):
            firm = f"{s.FIRM.prefix}:simulated/{leaf.partition(':')[2]}-{number}"
            yield _claim(firm, "name", f"仿真企业 {leaf.partition(':')[2]} {number}")
            yield _claim(firm, s.LOCATED_IN.name, zone.id)
            yield _claim(firm, s.OPERATES_IN.name, leaf)


def _declared(leaf: str) -> Claim:
    return _claim(leaf, "makers_complete", "仿真名单")


def _claim(subject: str, predicate: str, value: str) -> Claim:
    return Claim(subject, predicate, value, SOURCE, "仿真", "仿真", "existing", "staff", "2021")
