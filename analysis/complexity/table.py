"""The places × links table that complexity is computed on: what it must be, and one clear line where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ...graph.errors import DataError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
FEWEST = 3  # places; of two places the index is +1 and -1 whatever the data
NAMED = 5  # names in one message


@dataclass(frozen=True)
class Table:
    """Counts or amounts by place (rows) and link, product or industry (columns). Names are unique on each side."""

    places: tuple[str, ...]
    links: tuple[str, ...]
    values: Floats


def table(places: Sequence[str], links: Sequence[str], values: object) -> Table:
    """Return a checked table. Raises DataError, every fault a line: shape, names, NaN, negative, empty rows, too few places.

    Cost: linear in the cells.
    """
    numbers = np.asarray(values, dtype=float)
    shape = (len(places), len(links))
    if numbers.shape != shape:
        raise DataError(
            f"地方×环节表：应为 {shape} 的矩阵，得到 {numbers.shape}；请核对行名、列名 / the matrix has another shape than its names"
        )
    faults = [*_names(places, "地方 places"), *_names(links, "环节 links"), *too_few(places), *_numbers(places, links, numbers)]
    if faults:
        raise DataError(*faults)
    return Table(tuple(places), tuple(links), numbers)


def _names(names: Sequence[str], what: str) -> list[str]:
    twice = sorted({n for n in names if names.count(n) > 1})
    return [f"地方×环节表：{what} 重名 {_list(twice)}；请合并或改名 / names occur twice"] if twice else []


def too_few(places: Sequence[str]) -> list[str]:
    """Return the reason why places (by name) are too few to compare, as a list of one; empty where they are not."""
    if len(places) >= FEWEST:
        return []
    if len(places) == 1:
        return [
            f"只有一个地方（{places[0]}），不能计算复杂度：指数是地方之间的比较，一个园区没有可比对象，各环节都同样“独有”；"
            f"请给出至少 {FEWEST} 个地方的名单 / one park alone has no complexity index, it compares places"
        ]
    return [f"只有 {len(places)} 个地方，至少要 {FEWEST} 个：两个地方的指数恒为 ±1 / too few places, of two the index is always ±1"]


def _numbers(places: Sequence[str], links: Sequence[str], numbers: Floats) -> list[str]:
    faults = []
    for flags, zh, en in (
        (~np.isfinite(numbers), "不是数（NaN 或无穷）", "not a finite number; unknown is not zero, leave the row or column out"),
        (numbers < 0, "为负", "negative; counts and amounts are 0 or more"),
    ):
        if flags.any():
            row, column = np.argwhere(flags)[0]
            faults.append(f"地方×环节表：{places[row]}、{links[column]} 等 {int(flags.sum())} 格{zh} / {en}")
    if faults:
        return faults
    for names, sums, zh, en in ((places, numbers.sum(axis=1), "行", "row"), (links, numbers.sum(axis=0), "列", "column")):
        empty = [n for n, total in zip(names, sums, strict=True) if total == 0]
        if empty:
            faults.append(f"地方×环节表：{len(empty)} {zh}全为零（{_list(empty)}）；请先去掉 / {en} of zeros, leave it out first")
    return faults


def _list(names: Sequence[str]) -> str:
    return "、".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")


def parts(present: Flags) -> NDArray[np.int32]:
    """Return the part of each place: places that share a link, directly or through others, are in one part; the largest is 0.

    Of parts of one size the one with the earlier place comes first. Cost: linear in the cells.
    """
    rows, columns = present.shape
    joined = csr_array(np.block([[np.zeros((rows, rows)), present], [present.T, np.zeros((columns, columns))]]))
    labels: NDArray[np.int32] = connected_components(joined, directed=False)[1][:rows]
    sizes = np.bincount(labels)
    order = sorted(set(labels.tolist()), key=lambda part: (-sizes[part], int(np.argmax(labels == part))))
    return np.array([order.index(part) for part in labels.tolist()], dtype=np.int32)


def largest_part(present: Flags) -> tuple[Flags, Flags]:
    """Return which places and which links are in the largest part (see `parts`)."""
    rows: Flags = parts(present) == 0
    columns: Flags = np.any(present[rows], axis=0)
    return rows, columns
