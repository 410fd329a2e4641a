"""Complexity and relatedness of the graph's links over places, with the warning that goes with every figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...graph import schema as s
from ...graph.errors import DataError, NotFound
from ...graph.snapshot import Node, Snapshot
from .counts import DISCLOSED, LEAST, LEVELS, PROVINCE, Frame, count, place_at
from .fitness import Fitness, fitness
from .indices import Indices, indices, presence, rca
from .table import Floats, Table, largest_part

WARNING = (
    "只作研究参考：复杂度比较的是地方，一个园区不能单独计算；计数是名单上的企业数，不是产值，名单外的企业看不见，"
    "所以指数说的是名单的构成，不是一地的能力，不得当作缺口、评分或招商依据。"
)
WARNING_EN = (
    "For research only: complexity compares places and is never computed for one park; the counts are firms on a list, "
    "not output, so the indices describe the list, not what a place can do. They are no gaps and no scores."
)
DIGITS = 6  # that rows are rounded to: decimals, of fitness significant ones, for it runs towards zero
Row = dict[str, Any]


@dataclass(frozen=True)
class Complexity:
    """The indices of a counted table; shows its warning wherever it is shown."""

    graph: Snapshot
    table: Table
    rca: Floats
    indices: Indices
    fitness: Fitness
    frame: Frame
    apart: tuple[str, ...]

    def __str__(self) -> str:
        apart = f"；不与最大部分相连、未计入：{'、'.join(self.apart)}" if self.apart else ""
        single = int((self.indices.ubiquity == 1).sum())
        size = (
            f"{len(self.table.places)} 个地方 × {len(self.table.links)} 个环节（其中 {single} 个只有一个地方具备，其 PCI 和邻近度不可靠）"
        )
        return f"{WARNING}\n{WARNING_EN}\n{self.frame.line()}\n{size}{apart}"

    __repr__ = __str__

    def places(self) -> list[Row]:
        """Return a row a place, the highest ECI first: firm–link pairs, diversity, ECI, fitness, COI."""
        found = [
            {
                **self._place(i),
                "pairs": int(self.table.values[i].sum()),
                "diversity": int(self.indices.diversity[i]),
                "eci": _round(self.indices.eci[i]),
                "fitness": _significant(self.fitness.fitness[i]),
                "coi": _round(self.indices.coi[i]),
            }
            for i in range(len(self.table.places))
        ]
        return sorted(found, key=lambda r: (-r["eci"], r["place_id"]))

    def links(self) -> list[Row]:
        """Return a row a link, the highest PCI first: ubiquity, PCI, complexity by the fitness map."""
        found = [
            {
                **self._link(j),
                "ubiquity": int(self.indices.ubiquity[j]),
                "pci": _round(self.indices.pci[j]),
                "complexity": _significant(self.fitness.complexity[j]),
            }
            for j in range(len(self.table.links))
        ]
        return sorted(found, key=lambda r: (-r["pci"], r["link_id"]))

    def pairs(self) -> list[Row]:
        """Return a row a place and link: count, RCA, present, density, COG; by place, the densest absent links first."""
        return [row for i in range(len(self.table.places)) for row in self._pairs(i)]

    def of_place(self, place: str) -> list[Row]:
        """Return the rows of `pairs` of one place (id). Raises DataError for a park, NotFound for a place without counts."""
        if place in self.table.places:
            return self._pairs(self.table.places.index(place))
        node, above = self.graph.node(place), place_at(self.graph, place, self.frame.level)
        if above and above != place:
            raise DataError(
                f"{node.name}在{self.graph.node(above).name}之内，不能单独计算：复杂度比较的是地方，一个园区没有可比对象；"
                f"可看 {self.graph.node(above).name} / a park alone has no complexity index, ask for the place it lies in"
            )
        why = "名单企业太少或不与其他地方相连" if above else f"不是{LEVELS[self.frame.level]}地方"
        raise NotFound(f"{node.name}没有计数：{why} / no counts of this place at this level")

    def related(self, link: str) -> list[Row]:
        """Return a row for every other link that shares a place with a link (id), the closest first.

        Raises NotFound for a link nobody on the list makes.
        """
        if link not in self.table.links:
            raise NotFound(f"{self.graph.node(link).name}没有计数：名单上能落到地方的企业没有做这个环节的 / nobody on the list makes it")
        own = self.table.links.index(link)
        both = self.indices.present.T @ self.indices.present[:, own]
        found = [
            {**self._link(j), "proximity": _round(self.indices.proximity[own, j]), "shared_places": int(both[j])}
            for j in range(len(self.table.links))
            if j != own and both[j]
        ]
        return sorted(found, key=lambda r: (-r["proximity"], -r["shared_places"], r["link_id"]))

    def as_json(self) -> dict[str, Any]:
        """Return warning, frame, places and links."""
        about = {"warning": WARNING, "warning_en": WARNING_EN, "frame": self.frame.as_json(), "apart": list(self.apart)}
        ranks = {"steps": self.fitness.steps, "settled": self.fitness.settled}
        return {**about, "fitness": ranks, "places": self.places(), "links": self.links()}

    def _pairs(self, i: int) -> list[Row]:
        found = [
            {
                **self._place(i),
                **self._link(j),
                "count": int(self.table.values[i, j]),
                "rca": _round(self.rca[i, j]),
                "present": bool(self.indices.present[i, j]),
                "density": _round(self.indices.density[i, j]),
                "cog": _round(self.indices.cog[i, j]),
            }
            for j in range(len(self.table.links))
        ]
        return sorted(found, key=lambda r: (r["present"], -r["density"], r["link_id"]))

    def _place(self, i: int) -> Row:
        return {"place_id": self.table.places[i], "place": self.graph.node(self.table.places[i]).name}

    def _link(self, j: int) -> Row:
        node = self.graph.node(self.table.links[j])
        return {"link_id": node.id, "link": node.name, "chain": _chain(self.graph, node)}


def complexity(
    graph: Snapshot,
    level: str = PROVINCE,
    *,
    grades: Sequence[str] = DISCLOSED,
    least: int = LEAST,
    largest: bool = False,
) -> Complexity:
    """Count firms by place and link and return the indices, present where RCA ≥ 1 among all counted places.

    `largest` keeps the largest connected part and names the places left out; without it a table in parts is refused.
    Raises NotFound (level), DataError (one place, nothing to count, index not determined). Cost: see `indices`.
    """
    given, frame = count(graph, level, grades=tuple(grades), least=least)
    present, advantage = presence(given.values), rca(given.values)
    rows, columns = largest_part(present) if largest else (np.ones(len(given.places), bool), np.ones(len(given.links), bool))
    cut = np.ix_(rows, columns)
    kept = Table(
        tuple(p for p, k in zip(given.places, rows, strict=True) if k),
        tuple(x for x, k in zip(given.links, columns, strict=True) if k),
        given.values[cut],
    )
    apart = tuple(graph.node(p).name for p in given.places if p not in kept.places)
    found = indices(present[cut])
    return Complexity(graph, kept, advantage[cut], found, fitness(found.present), frame, apart)


def frame_rows(found: Complexity, of: str) -> tuple[list[Row], dict[str, str]]:
    """Return the rows "places", "links" or "pairs" and what must go with them: warning and frame. Raises NotFound."""
    tables = {"places": found.places, "links": found.links, "pairs": found.pairs}
    if of not in tables:
        raise NotFound(f"没有表 {of!r}，可用：{'、'.join(tables)} / no such table")
    return tables[of](), {"warning": WARNING, "warning_en": WARNING_EN, "frame": found.frame.line()}


def _chain(graph: Snapshot, link: Node) -> str:
    homes = graph.out(link.id, s.LINK_OF)
    return graph.node(homes[0].target).name if homes else ""


def _round(value: Any) -> float:
    return round(float(value), DIGITS) + 0.0  # no minus zero


def _significant(value: Any) -> float:
    return float(f"{float(value):.{DIGITS}g}")
