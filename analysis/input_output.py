"""Input–output measures of a table of flows: Leontief and Ghosh inverses, multipliers, linkages, hypothetical extraction.

Definitions as in Miller and Blair, Input–Output Analysis: Foundations and Extensions (2nd ed., Cambridge 2009), chapters 2, 6 and 12;
upstreamness as in Antràs, Chor, Fally, Hillberry, American Economic Review 102 (2012). The graph holds no such table: flows are
imported or the reader's own, never estimated. Flows and output are in one unit, of one year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..graph.errors import DataError, NotFound

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class InputOutput:
    """A table of sectors: `flows` (rows sell to columns) and `output`, in one unit. Made by `input_output`, which checks it."""

    sectors: tuple[str, ...]
    flows: Floats
    output: Floats

    @cached_property
    def final_demand(self) -> Floats:
        """What is not sold to the sectors: output less the sum of the row; below 0 where stocks were drawn down."""
        found: Floats = self.output - self.flows.sum(axis=1)
        return found

    @cached_property
    def coefficients(self) -> Floats:
        """A: inputs per unit of the buyer's output."""
        found: Floats = self.flows / self.output
        return found

    @cached_property
    def allocations(self) -> Floats:
        """B: sales per unit of the seller's output."""
        found: Floats = self.flows / self.output[:, np.newaxis]
        return found

    @cached_property
    def leontief(self) -> Floats:
        """L = (I − A)⁻¹: output of the row that one unit of final demand for the column needs in all."""
        return _inverse(self.coefficients)

    @cached_property
    def ghosh(self) -> Floats:
        """G = (I − B)⁻¹: output of the column that one unit of primary input into the row enables in all."""
        return _inverse(self.allocations)

    @cached_property
    def output_multipliers(self) -> Floats:
        """Total output per unit of final demand for a sector: column sums of L (total backward linkage)."""
        found: Floats = self.leontief.sum(axis=0)
        return found

    def multipliers(self, direct: Sequence[float]) -> Floats:
        """Return jobs, value added or another thing in all per unit of final demand; `direct` is that thing per unit of output."""
        given = np.asarray(direct, dtype=float)
        if given.shape != self.output.shape or not np.isfinite(given).all():
            raise DataError(f"直接系数：应为 {len(self.sectors)} 个有限的数，得到形状 {given.shape} / one finite number a sector expected")
        found: Floats = given @ self.leontief
        return found

    @cached_property
    def dispersion(self) -> Floats:
        """Power of dispersion (影响力系数): backward linkage over its mean; above 1 pulls more than the average sector."""
        found: Floats = self.output_multipliers / self.output_multipliers.mean()
        return found

    @cached_property
    def sensitivity(self) -> Floats:
        """Sensitivity of dispersion (感应度系数): row sums of L over their mean."""
        rows = self.leontief.sum(axis=1)
        found: Floats = rows / rows.mean()
        return found

    @cached_property
    def upstreamness(self) -> Floats:
        """Mean number of steps to final use, 1 or more: row sums of G (total forward linkage)."""
        found: Floats = self.ghosh.sum(axis=1)
        return found

    @cached_property
    def forward(self) -> Floats:
        """Forward linkage over its mean, by G."""
        found: Floats = self.upstreamness / self.upstreamness.mean()
        return found

    def extraction(self, *sectors: str) -> float:
        """Return the output lost in all when sectors are taken out whole: sales, purchases and final demand. Raises NotFound.

        What they sold is taken to be bought outside the table, at no other change; so it is no forecast.
        """
        if strangers := [name for name in sectors if name not in self.sectors]:
            raise NotFound(f"没有部门 {'、'.join(strangers)}；可用：{'、'.join(self.sectors)} / no such sector")
        kept = np.array([name not in sectors for name in self.sectors])
        left = _inverse(self.coefficients[np.ix_(kept, kept)]) @ self.final_demand[kept]
        return float(self.output.sum() - left.sum())


def input_output(sectors: Sequence[str], flows: object, output: object) -> InputOutput:
    """Return a checked table. Raises DataError, a line each fault: shape, names, NaN, negative flows, output not above 0, no inverse.

    The inverse exists and is not negative where the spectral radius of A is below 1: the sectors do not use up more than they make.
    Cost O(sectors³).

    >>> found = input_output(["1", "2"], [[150, 500], [200, 100]], [1000, 2000])
    >>> [round(float(u), 6) for u in found.upstreamness], round(found.extraction("1"), 6)
    ([1.914191, 1.254125], 1210.526316)
    """
    given, made, size = np.asarray(flows, dtype=float), np.asarray(output, dtype=float), len(sectors)
    if not size or given.shape != (size, size) or made.shape != (size,):
        raise DataError(
            f"投入产出表：{size} 个部门应有 {size}×{size} 的流量和 {size} 个总产出，得到 {given.shape} 和 {made.shape} "
            "/ flows must be square and output one number a sector"
        )
    if faults := [*_twice(sectors), *_flows(sectors, given), *_outputs(sectors, made)]:
        raise DataError(*faults)
    found = InputOutput(tuple(sectors), given, made)
    radius = float(np.abs(np.linalg.eigvals(found.coefficients)).max())
    if radius >= 1 - 1e-12:
        raise DataError(
            f"投入产出表：直接消耗系数的谱半径为 {radius:.6g}，应小于 1：用掉的不少于产出，请核对总产出 / inputs use up all output"
        )
    return found


def _inverse(shares: Floats) -> Floats:
    unit = np.eye(len(shares))
    found: Floats = np.asarray(np.linalg.solve(unit - shares, unit), dtype=np.float64)
    return found


def _twice(sectors: Sequence[str]) -> list[str]:
    twice = sorted({n for n in sectors if sectors.count(n) > 1})
    return [f"投入产出表：部门重名 {'、'.join(twice)}；请合并或改名 / sectors occur twice"] if twice else []


def _flows(sectors: Sequence[str], flows: Floats) -> list[str]:
    broken = np.argwhere(~np.isfinite(flows) | (flows < 0))
    if not len(broken):
        return []
    row, column = broken[0]
    return [
        f"投入产出表：{sectors[row]}→{sectors[column]} 等 {len(broken)} 个流量应为 0 或正数，得到 {flows[row, column]:g} "
        "/ flows must be finite and 0 or more"
    ]


def _outputs(sectors: Sequence[str], output: Floats) -> list[str]:
    broken = [n for n, made in zip(sectors, output, strict=True) if not (np.isfinite(made) and made > 0)]
    return [f"投入产出表：{'、'.join(broken[:5])} 的总产出应大于 0；没有产出的部门请去掉 / output must be above 0"] if broken else []
