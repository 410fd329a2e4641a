"""Possible reconciliations of two statements, only from the list of the settings and only by its rules; all are 推测."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .amounts import divide
from .audit_figures import Figure, bare_beside
from .settings import Settings

_PAUSE = re.compile(r"[，。；、：,;\s]+")
Side = tuple[str, Figure | None]


def reconciliations(left: Side, right: Side, settings: Settings) -> tuple[str, ...]:
    """Return the texts of the rules that hold for two sides (name, and figure where there is one)."""
    rules = settings.rules("reconciliations")
    return tuple(rule["text"] for rule in rules if _holds(rule, left, right))


def _holds(rule: Mapping[str, Any], left: Side, right: Side) -> bool:
    if "words" in rule:
        mine, theirs = _words(left, rule), _words(right, rule)
        return mine != theirs and _is_about(rule, left, right) and (bool(mine and theirs) or not rule.get("both"))
    a, b = left[1], right[1]
    if a is None or b is None:
        return False
    if rule.get("years"):
        return bool(a.year and b.year) and a.year != b.year
    if a.amount is None or b.amount is None:
        return False
    if rule.get("unstated"):
        return bare_beside(a.amount, b.amount) == str(rule["dimension"])
    if rule.get("units"):
        return bool(a.amount.dimension and b.amount.dimension) and a.amount.dimension != b.amount.dimension
    return "ratio" in rule and _in_ratio(rule, a, b)


def _is_about(rule: Mapping[str, Any], left: Side, right: Side) -> bool:
    """True where the rule is for all names, or one of the two names holds a word it is for."""
    return "about" not in rule or any(w in side[0] for w in rule["about"] for side in (left, right))


def _words(side: Side, rule: Mapping[str, Any]) -> set[str]:
    """The words of a rule that one side says, in its name or in the very clause that holds the value."""
    name, cell = side
    clauses = [x for c in (cell.claims if cell else ()) for x in _PAUSE.split(c.quote) if cell and cell.text in x]
    return {w for w in rule["words"] if w in " ".join([name, *clauses])}


def _in_ratio(rule: Mapping[str, Any], a: Figure, b: Figure) -> bool:
    assert a.amount is not None and b.amount is not None
    low, high = rule["ratio"]
    if a.amount.dimension != rule["dimension"]:
        return False
    both = (divide(a.amount, b.amount), divide(b.amount, a.amount))
    return any(q is not None and low <= q.low <= q.high <= high for q in both)
