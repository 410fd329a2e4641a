"""The national graph in memory: plain rows by type, and what was wrong with the tables they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .schema import NATIONAL

Cells = tuple[Any, ...]
LEFT_OUT = {  # kind of fault → what it is; the row is not in the graph
    "cells": "单元格个数与表头不同 / not as many cells as the header",
    "empty": "关键列为空 / an empty key",
    "code": "代码不是六位数字 / not a code of six digits",
    "twice": "与前面的行重复 / the same as an earlier row",
    "dangling": "所指的一端不在表中 / an end is not in its table",
    "self_loop": "指向自身 / points to itself",
}
KEPT = {  # the row is in the graph; the cell is left empty or stays as it is
    "share": "营收占比不在 0 到 1 之间，不作数值用 / no revenue share between 0 and 1, not used as a figure",
    "exchange": "交易所一栏不是交易所，置空 / not a stock exchange, left empty",
    "date": "上市日期不是日期，置空 / not a date, left empty",
    "industry": "没有行业代码 / no industry code",
    "no_industry": "行业表里没有这个行业代码，不连行业 / no such industry code, no edge to an industry",
    "name": "产品名里没有文字 / a product name without a letter",
    "control": "去掉了控制字符 / control characters were dropped",
    "both_ways": "两个产品互为上游 / two products go into each other",
}
KINDS = LEFT_OUT | KEPT


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault of a table: file, line (1 is the header), kind, the words of the row."""

    table: str
    line: int
    kind: str
    text: str

    @property
    def left_out(self) -> bool:
        """True where the row is not in the graph."""
        return self.kind in LEFT_OUT


@dataclass(frozen=True)
class NationalGraph:
    """Rows by label and by edge type, in the order of the tables; columns are those of `node_columns` and `edge_columns`.

    `rows_read` counts the rows of each table; `meta` says which tables these were.
    """

    nodes: Mapping[str, Sequence[Cells]]
    edges: Mapping[str, Sequence[Cells]]
    faults: tuple[Fault, ...] = ()
    rows_read: Mapping[str, int] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return sum(map(len, self.nodes.values()))

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return sum(map(len, self.edges.values()))

    def fault_counts(self) -> dict[tuple[str, str], int]:
        """Return (table, kind) → how many, sorted."""
        return dict(sorted(Counter((f.table, f.kind) for f in self.faults).items()))

    def ids(self) -> Iterator[str]:
        """Yield the ids of all nodes, in the order of the schema and the tables."""
        return (row[0] for t in NATIONAL.nodes for row in self.nodes[t.name])

    def pairs(self, *types: str) -> tuple[list[str], list[tuple[int, int]]]:
        """Return the ids of all nodes and the edges of these types (of all, where none is named) as pairs of positions in them.

        Made for igraph and for matrices: `ids, pairs = g.pairs("GOES_INTO")`. Raises KeyError for a type that is none. Cost: linear.
        """
        ids = list(self.ids())
        at = {node: n for n, node in enumerate(ids)}
        chosen = types or tuple(t.name for t in NATIONAL.edges)
        return ids, [(at[row[0]], at[row[1]]) for name in chosen for row in self.edges[name]]
