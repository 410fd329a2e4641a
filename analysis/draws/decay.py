"""How far a fact can still be relied on: by its evidence grade and by its age, predicate by predicate (METHODS §2, time).

Age never changes a status; it lowers 把握 and fills the re-verification list. Half-lives and their sources: gaps.toml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...graph.claims import EVIDENCE_GRADE, Claim
from ...graph.snapshot import Snapshot
from ..settings import Settings

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Stale:
    """A fact to look at again: the claim, the chance that it still holds, its age in months."""

    claim: Claim
    chance: float
    months: int


def months_between(earlier: str, later: str) -> int:
    """Return whole months from one date (a year, month or day) to another, never below 0; an unclear date counts as none.

    A year alone stands for its last month, so that no fact is made older than it may be.

    >>> months_between("2019", "2020-12-01"), months_between("2020-12", "2021"), months_between("2024", "2020")
    (12, 12, 0)
    """
    return max(0, _months(later) - _months(earlier))


def _months(date: str) -> int:
    year, _, rest = date.partition("-")
    month = rest[:2] if rest else str(_MONTHS)
    return int(year) * _MONTHS + int(month) if year.isdigit() and month.isdigit() else 0


def chance_to_hold(claim: Claim, settings: Settings, as_of: str) -> float:
    """Return the chance, 0 to 1, that a fact is right and still holds at `as_of`."""
    right = 1 - float(settings["dropped"][EVIDENCE_GRADE[claim.grade]])
    half_life = settings["half_life"].get(claim.predicate)
    if half_life is None:
        return right
    aged: float = 0.5 ** (months_between(claim.as_of, as_of) / float(half_life))
    return right * aged


def to_reverify(graph: Snapshot, settings: Settings, as_of: str, claims: Iterable[str] | None = None) -> list[Stale]:
    """Return the facts less likely to hold than the setting asks for, the least likely first; domain knowledge does not age."""
    below = float(settings["reverify"]["below"])
    aging = [c.id for c in graph.data.claims if c.predicate in settings["half_life"] and c.grade != "domain"]
    judged = [(graph.claims[c], chance_to_hold(graph.claims[c], settings, as_of)) for c in (aging if claims is None else claims)]
    stale = [Stale(claim, chance, months_between(claim.as_of, as_of)) for claim, chance in judged if chance < below]
    return sorted(stale, key=lambda x: (x.chance, x.claim.id))
