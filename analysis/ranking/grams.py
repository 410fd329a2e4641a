"""Names as short pieces of text: 1- to 3-grams, and 1- to 4-grams at the end, where a Chinese product name has its head."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from .market import Floats, Matrix

END = "\x00"  # marks a gram at the end; no text of ours can hold it


def grams(name: str) -> list[str]:
    """Return the pieces of a name, repeats kept.

    >>> [g.replace(END, "$") for g in grams("隔膜")]
    ['隔', '膜', '隔膜', '$膜', '$隔膜']
    """
    text = unicodedata.normalize("NFKC", name).lower().strip()
    inner = [text[i : i + n] for n in (1, 2, 3) for i in range(len(text) - n + 1)]
    return inner + [END + text[-n:] for n in (1, 2, 3, 4) if len(text) >= n]


@dataclass(frozen=True)
class Texts:
    """The names of all products as counts of grams (products × grams); `columns` names the gram of each column."""

    columns: Mapping[str, int]
    counts: Matrix

    @cached_property
    def grams(self) -> tuple[str, ...]:
        """Return the gram of each column."""
        return tuple(self.columns)

    @staticmethod
    def of(names: Sequence[str]) -> Texts:
        """Count the grams of some names. Cost O(letters)."""
        columns: dict[str, int] = {}
        rows: list[int] = []
        cells: list[int] = []
        for row, name in enumerate(names):
            for gram in grams(name):
                rows.append(row)
                cells.append(columns.setdefault(gram, len(columns)))
        return Texts(columns, sparse.csr_matrix((np.ones(len(rows)), (rows, cells)), (len(names), len(columns))))

    def asked(self, queries: Sequence[Iterable[str]]) -> Matrix:
        """Return queries × grams: each of a query's names adds its grams, all names of a query weigh 1 together."""
        rows, cells, weights = [], [], []
        for row, names in enumerate(queries):
            forms = [{self.columns[g] for g in grams(name) if g in self.columns} for name in dict.fromkeys(names)]
            for form in forms:
                rows += [row] * len(form)
                cells += sorted(form)
                weights += [1 / len(forms)] * len(form)
        return sparse.csr_matrix((weights, (rows, cells)), (len(queries), len(self.columns)))


def rarity(documents: Matrix) -> Floats:
    """Return the idf of each column as BM25 has it: log(1 + (N − n + ½)/(n + ½)), n the rows that hold it."""
    n = np.bincount(documents.indices, minlength=documents.shape[1])
    idf: Floats = np.log1p((documents.shape[0] - n + 0.5) / (n + 0.5))
    return idf


def scaled(matrix: Matrix, by: Floats) -> Matrix:
    """Return a copy whose columns are multiplied."""
    out = matrix.copy()
    out.data = out.data * by[out.indices]
    return out


def unit_rows(matrix: Matrix) -> Matrix:
    """Return a copy whose rows have length 1; an empty row stays empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    out = matrix.copy()
    out.data = out.data / np.repeat(np.where(length > 0, length, 1), np.diff(out.indptr))
    return out
