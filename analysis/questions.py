"""The open questions, those first whose answer changes most: what to ask when there is a quarter of an hour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .gaps import Gap
from .status import UNKNOWN


def open_questions(found: Iterable[Gap]) -> list[Gap]:
    """Return links whose status or sole supplier one fact would settle; most is changed by the first answer.

    What is unknown of a parent is asked of its leaves. Sorted by what stops certainly and possibly with the link (final
    products first), then the plan's needs, then the id.
    """
    asked = [g for g in found if g.settle_by and not (g.rolled_up and g.status == UNKNOWN)]
    return sorted(asked, key=_by_change)


def _by_change(gap: Gap) -> tuple[Any, ...]:
    return (*gap.criticality.order, not gap.need, gap.link.id)


def first_questions(found: Iterable[Gap], most: int) -> list[Gap]:
    """Return at most `most` open questions for people with little time.

    First those of links the plan wants or that one known firm makes: their answers change the lists the zone acts on; then
    the rest, within each by what would stop. Chains take turns, so that none fills the page. Cost: O(links log links).
    """
    turns: dict[tuple[bool, str], int] = {}
    ranked = []
    for place, gap in enumerate(open_questions(found)):
        minor = not (gap.need or gap.facts.sole)
        turn = turns[minor, gap.chain] = turns.get((minor, gap.chain), -1) + 1
        ranked.append(((minor, turn, place), gap))
    return [gap for _, gap in sorted(ranked, key=lambda pair: pair[0])[:most]]
