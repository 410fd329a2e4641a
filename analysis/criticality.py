"""Criticality of a link: what stops when its supply is lost, in both worlds (METHODS §1, §2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .reachability import World, available, stopped_by
from .supply import SupplyGraph


@dataclass(frozen=True, slots=True)
class Criticality:
    """Links (and final products among them) that stop: certainly (both worlds) and possibly (either world)."""

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    certain_terminals: tuple[str, ...]
    possible_terminals: tuple[str, ...]

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Sort key, most critical first."""
        sets = (self.certain_terminals, self.certain, self.possible_terminals, self.possible)
        return (-len(sets[0]), -len(sets[1]), -len(sets[2]), -len(sets[3]))


class CriticalityOf:
    """Computes criticality over one supply graph; the undisturbed state is computed once per world."""

    def __init__(self, supply: SupplyGraph) -> None:
        self._supply = supply
        self._before = {world: available(supply, world) for world in World}

    def __call__(self, leaves: Iterable[str]) -> Criticality:
        """Return what stops when these leaves and their outside supply are lost. Cost O(links + inputs) a world."""
        lost = frozenset(leaves)
        stops = [stopped_by(self._supply, lost, world, self._before[world]) for world in World]
        certain, possible = stops[0] & stops[1], stops[0] | stops[1]
        ends = self._supply.terminals
        return Criticality(*(tuple(sorted(x)) for x in (certain, possible, certain & ends, possible & ends)))
