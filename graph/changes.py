"""What a what-if changes, as somebody wrote it: a firm lands at a link, a firm is lost, a link is cut."""

from __future__ import annotations

from dataclasses import dataclass

LAND, LOSE, CUT = "land", "lose", "cut"
ACTIONS = {LAND: "引进", LOSE: "失去", CUT: "切断"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words: names or ids, not looked up yet. `where` is said in errors: an option, or file and row."""

    action: str
    firm: str
    link: str
    where: str
