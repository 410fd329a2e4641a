"""How a firm words its products: endings and beginnings it uses again, names that hold the query or are held by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from .contents import Contents
from .explained import Query
from .market import Floats, Market, Matrix

SIDES = {"end_1": slice(-1, None), "end_2": slice(-2, None), "end_3": slice(-3, None), "begin_2": slice(None, 2)}


@dataclass(frozen=True)
class Habits:
    """The wordings of one market's firms."""

    market: Market

    def columns(self, queries: Sequence[Query]) -> dict[str, Floats]:
        """Return name → queries × firms. Cost O(queries × letters of all names), by the search of str."""
        found = {name: self._counted(self._sides[name], [q.names[0][SIDES[name]] for q in queries]) for name in SIDES}
        found["end_share"] = found["end_1"] / (np.asarray(self.reported.sum(axis=1)).ravel() + 2)
        holds, held = (self._marked(queries, names) for names in (self._contents.holding, self._contents.held))
        return {**found, "holds": self._made(holds), "held": self._made(held)}

    @cached_property
    def _contents(self) -> Contents:
        return Contents(self.market.product_names)

    @cached_property
    def reported(self) -> Matrix:
        """Return firms × products: 1 where a product is a reported revenue line."""
        return self.market.weight.floor().tocsr()

    @cached_property
    def _sides(self) -> dict[str, tuple[dict[str, int], Matrix]]:
        """Return for each side its pieces, and pieces × firms: how many reported products have them."""
        return {name: self._grouped(side) for name, side in SIDES.items()}

    def _grouped(self, side: slice) -> tuple[dict[str, int], Matrix]:
        pieces: dict[str, int] = {}
        rows = [pieces.setdefault(name[side], len(pieces)) for name in self.market.product_names]
        member = sparse.csr_matrix((np.ones(len(rows)), (rows, np.arange(len(rows)))), (len(pieces), len(rows)))
        return pieces, (member @ self.reported.T).tocsr()

    def _counted(self, side: tuple[dict[str, int], Matrix], asked: Sequence[str]) -> Floats:
        pieces, counts = side
        found = np.zeros((len(asked), len(self.market.firms)))
        for row, piece in enumerate(asked):
            if piece in pieces:
                found[row] = counts[pieces[piece]].toarray().ravel()
        return found

    def _marked(self, queries: Sequence[Query], found: Callable[[str], list[int]]) -> Matrix:
        rows: list[int] = []
        columns: list[int] = []
        for row, query in enumerate(queries):
            own = {self.market.product_at[p] for p in query.products}
            others = [at for at in found(query.names[0]) if at not in own]
            rows += [row] * len(others)
            columns += others
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(queries), len(self.market.products)))

    def _made(self, marked: Matrix) -> Floats:
        found: Floats = (marked @ self.market.made.T).toarray()
        return found
