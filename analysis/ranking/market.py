"""Who makes what, as a sparse matrix: the one input of every ranking, from tables or from the pool of a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix: TypeAlias = Any  # a scipy.sparse.csr_matrix; scipy ships no types
Floats: TypeAlias = NDArray[np.float64]
ITEM_WEIGHT = 0.5  # of an item of the business scope, beside a reported revenue line


@dataclass(frozen=True, slots=True)
class Make:
    """A firm makes a product; `reported` is false where the table only lists it among the business scope."""

    firm: str
    product: str
    reported: bool = True


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """A firm's display name and its industries, the widest first; both may be empty."""

    name: str = ""
    industries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Market:
    """Firms with at least one product (rows) × products (columns), each sorted by id; `idle` are the firms without a product.

    `made` holds 1 where a firm makes a product, `weight` the same with ITEM_WEIGHT for what is only listed.
    """

    firms: tuple[str, ...]
    products: tuple[str, ...]
    made: Matrix
    weight: Matrix
    facts: Mapping[str, FirmFacts]
    product_names: tuple[str, ...]
    industry_names: Mapping[str, str]
    idle: tuple[str, ...]

    @cached_property
    def firm_at(self) -> Mapping[str, int]:
        """Firm id → row."""
        return {firm: row for row, firm in enumerate(self.firms)}

    @cached_property
    def product_at(self) -> Mapping[str, int]:
        """Product id → column."""
        return {product: column for column, product in enumerate(self.products)}

    @cached_property
    def makers_of(self) -> Matrix:
        """Return products × firms: `made` turned round, so that the makers of a product are one slice."""
        return self.made.T.tocsr()

    def makers(self, product: str) -> NDArray[np.int64]:
        """Return the rows of a product's makers, in order; none for a product nobody is known to make."""
        if product not in self.product_at:
            return np.empty(0, np.int64)
        table, at = self.makers_of, self.product_at[product]
        found: NDArray[np.int64] = np.sort(table.indices[table.indptr[at] : table.indptr[at + 1]]).astype(np.int64)
        return found

    def without(self, pairs: Collection[tuple[str, str]], no_industry: Collection[str] = ()) -> Market:
        """Return the market without these (firm, product) rows and without the industry of these firms; rows and columns stay."""
        made, weight = self.made.copy(), self.weight.copy()
        for firm, product in pairs:
            made[self.firm_at[firm], self.product_at[product]] = weight[self.firm_at[firm], self.product_at[product]] = 0
        made.eliminate_zeros()
        weight.eliminate_zeros()
        bare = {firm: FirmFacts(self.facts[firm].name) for firm in no_industry if firm in self.facts}
        return replace(self, made=made, weight=weight, facts={**self.facts, **bare})


def market(
    makes: Iterable[Make],
    facts: Mapping[str, FirmFacts],
    *,
    product_names: Mapping[str, str] | None = None,
    industry_names: Mapping[str, str] | None = None,
) -> Market:
    """Return the market of these rows; a row that comes twice counts once. Cost O(rows log rows)."""
    reported: dict[tuple[str, str], bool] = {}
    for make in makes:
        reported[make.firm, make.product] = reported.get((make.firm, make.product), False) or make.reported
    pairs = sorted(reported)
    firms, products = _sorted(p[0] for p in pairs), _sorted(p[1] for p in pairs)
    row, column = _places(firms), _places(products)
    at = ([row[f] for f, _ in pairs], [column[p] for _, p in pairs])
    weight = [1.0 if reported[p] else ITEM_WEIGHT for p in pairs]
    shape = (len(firms), len(products))
    names = product_names or {}
    return Market(
        firms,
        products,
        sparse.csr_matrix((np.ones(len(pairs)), at), shape),
        sparse.csr_matrix((weight, at), shape),
        dict(facts),
        tuple(names.get(p, p) for p in products),
        dict(industry_names or {}),
        tuple(sorted(set(facts) - set(firms))),
    )


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))


def _places(ids: Sequence[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(ids)}
