"""Minimal cut sets of one and two elements: the smallest losses that stop a final product, in both worlds (METHODS §1).

Elements are firms, links and outside suppliers. A set is a cut of a product in a world when the product stands there and stops
once the set is lost; minimal, when no smaller part of it does. `certain`: losing the set stops the product in both worlds
(悲观 and 乐观); else only possibly. Every set listed is minimal in at least one world.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .cut_search import Ranked, Search
from .reachability import Outside
from .supply import SupplyGraph

KEPT = 1000


@dataclass(frozen=True, slots=True)
class CutSet:
    """Elements whose loss stops the product, and how much stops with it.

    minimal_in: the worlds in which no part of it would do. stopped, stopped_links: final products (of those asked for) and links
    (of all they depend on) that stop, in the pessimistic and in the optimistic world.
    """

    elements: tuple[str, ...]
    certain: bool
    minimal_in: tuple[str, ...]
    stopped: tuple[int, int]
    stopped_links: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cuts:
    """Cut sets of one product, or (product empty) of at least one of all. `stands_in`: worlds where it is available at all.

    singles: all of size one. pairs: the first of size two by loss; certain_pairs and possible_pairs count them all.
    """

    product: str
    stands_in: tuple[str, ...]
    singles: tuple[CutSet, ...]
    pairs: tuple[CutSet, ...]
    certain_pairs: int
    possible_pairs: int


@dataclass(frozen=True)
class CutReport:
    """Cut sets of every product asked for, and of the whole: sets that stop at least one of them."""

    whole: Cuts
    each: tuple[Cuts, ...]

    @cached_property
    def of(self) -> dict[str, Cuts]:
        """Product → its cut sets."""
        return {cuts.product: cuts for cuts in self.each}


def cut_sets(supply: SupplyGraph, products: Iterable[str], outside: Outside = Outside.CLOSED, keep: int = KEPT) -> CutReport:
    """Return the minimal cut sets of size one and two of these links, in both worlds; of size two the first `keep` by loss.

    By loss: products and links that stop in the worse world, then in the other; then by name.
    Cost O(inputs · classes² / 64) bit operations a world, classes being the distinct effects of elements on alternatives.
    Raises LiantuError where the pairs are too many to count.

    >>> two = SupplyGraph(("a", "b", "c"), {"a": (), "b": (), "c": (frozenset({"a", "b"}),)}, {"a": frozenset({"firm:x"}),
    ...     "b": frozenset({"firm:y"}), "c": frozenset({"firm:z"})}, frozenset("abc"), dict.fromkeys("abc", "open"), frozenset("c"))
    >>> found = cut_sets(two, ["c"]).whole
    >>> [cut.elements for cut in found.singles], [cut.elements for cut in found.pairs]
    ([('c',), ('firm:z',)], [('a', 'b'), ('a', 'firm:y'), ('b', 'firm:x'), ('firm:x', 'firm:y')])
    """
    wanted = tuple(sorted(set(products)))
    if not wanted:
        return CutReport(Cuts("", (), (), (), 0, 0), ())
    search = Search(supply, wanted, outside)
    each = tuple(_cuts(search, product, (i,), keep) for i, product in enumerate(wanted))
    return CutReport(_cuts(search, "", range(len(wanted)), keep), each)


def _cuts(search: Search, product: str, scope: Sequence[int], keep: int) -> Cuts:
    singles, pairs = search.singles(scope), search.pairs(scope, keep)
    return Cuts(product, search.stands_in(scope), _sets(singles), _sets(pairs), pairs.certain, pairs.possible)


def _sets(found: Ranked) -> tuple[CutSet, ...]:
    return tuple(CutSet(*row) for row in found.rows)
