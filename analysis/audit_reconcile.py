"""Possible reconciliations of two statements, only from the list of the settings and only by its rules; all are 推测."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .amounts import divide
from .audit_figures import Figure
from .settings import Settings

Side = tuple[str, Figure | None]


def reconciliations(left: Side, right: Side, settings: Settings) -> tuple[str, ...]:
    """Return the texts of the rules that hold for two sides (their words, and their figure where they have one)."""
    rules = settings.rules("reconciliations")
    return tuple(rule["text"] for rule in rules if _holds(rule, left, right))


def _holds(rule: Mapping[str, Any], left: Side, right: Side) -> bool:
    if "words" in rule:
        return _words(left, rule) != _words(right, rule)
    a, b = left[1], right[1]
    if a is None or b is None:
        return False
    if rule.get("years"):
        return bool(a.year and b.year) and a.year != b.year
    if a.amount is None or b.amount is None:
        return False
    if rule.get("units"):
        return a.amount.unit != b.amount.unit
    return "ratio" in rule and _in_ratio(rule, a, b)


def _words(side: Side, rule: Mapping[str, Any]) -> set[str]:
    """The words of a rule that one side says, in its name and in the value's own sentence."""
    return {w for w in rule["words"] if w in side[0]}


def _in_ratio(rule: Mapping[str, Any], a: Figure, b: Figure) -> bool:
    assert a.amount is not None and b.amount is not None
    low, high = rule["ratio"]
    if a.amount.dimension != rule["dimension"]:
        return False
    both = (divide(a.amount, b.amount), divide(b.amount, a.amount))
    return any(q is not None and low <= q.low <= q.high <= high for q in both)
