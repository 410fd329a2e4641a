"""Same-as decisions as data: which two records are one, who said so and why. One more row takes a decision back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from .errors import DataError
from .files import csv_text

SAME, DIFFERENT, OPEN = "same", "different", "open"  # open: taken back, the question stands again
VERDICTS = (SAME, DIFFERENT, OPEN)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a pair, in either order; `winner` is the id that stays where they are the same."""

    left: str
    right: str
    verdict: str
    winner: str
    who: str
    when: str
    why: str

    @property
    def pair(self) -> Pair:
        """The two ids in a fixed order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


COLUMNS = tuple(f.name for f in fields(Decision))


def read_decisions(text: str) -> list[Decision]:
    """Return the decisions in the text of decisions.csv. Raises DataError with every broken row."""
    return decisions_of(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def write_decisions(decisions: Iterable[Decision]) -> str:
    """Return text that `read_decisions` reads back."""
    return csv_text([COLUMNS, *(astuple(d) for d in decisions)])


def decisions_of(rows: Iterable[Mapping[str, str | None]]) -> list[Decision]:
    """Return the decisions of rows, in their order. Raises DataError with every broken one (1 = the first below the header)."""
    found, problems = [], []
    for number, row in enumerate(rows, start=1):
        decision = Decision(*((row.get(column) or "").strip() for column in COLUMNS))
        found.append(decision)
        problems += [f"decisions.csv 第{number}行：{fault}" for fault in _faults(decision)]
    if problems:
        raise DataError(*problems)
    return found


def _faults(d: Decision) -> list[str]:
    empty = [n for n, v in zip(COLUMNS, astuple(d), strict=True) if not v and n not in ("winner", "why")]
    checks = {
        f"缺少 {'、'.join(empty)} / missing": not empty,
        f"verdict 应为 {'、'.join(VERDICTS)} 之一，得到 {d.verdict!r} / unknown verdict": d.verdict in (*VERDICTS, ""),
        "left 与 right 相同 / left and right are one id": d.left != d.right or not d.left,
        "left 与 right 的类型不同 / of different types": d.left.partition(":")[0] == d.right.partition(":")[0],
        f"winner {d.winner!r} 应是 left 或 right / must be one of the two": d.verdict != SAME or d.winner in (d.left, d.right),
    }
    return [fault for fault, holds in checks.items() if not holds]


def mapping(decisions: Sequence[Decision]) -> dict[str, str]:
    """Return loser → winner for every id that was merged, chains followed to the end.

    The last row on a pair counts, so a later row undoes an earlier one (`open` takes it back). A winner that lost elsewhere is followed on;
    where winners run in a circle, the earlier rows count. Raises DataError where two ids must be different and the same
    at once, naming both. Cost: O(n log n).

    >>> a_b = Decision("firm:a", "firm:b", "same", "firm:a", "王", "2024-01-01", "同一信用代码")
    >>> mapping([a_b])
    {'firm:b': 'firm:a'}
    """
    last = standing(decisions)
    parent: dict[str, str] = {}
    for decision in last.values():
        if decision.verdict == SAME:
            loser, winner = _root(parent, _loser(decision)), _root(parent, decision.winner)
            parent[loser] = parent[winner] = winner
    contradictions = [d for d in last.values() if d.verdict == DIFFERENT and _root(parent, d.left) == _root(parent, d.right)]
    if contradictions:
        raise DataError(*(_contradiction(d) for d in contradictions))
    return {i: _root(parent, i) for i in sorted(parent) if _root(parent, i) != i}


def standing(decisions: Iterable[Decision]) -> dict[Pair, Decision]:
    """Return pair → the last decision on it, in the order in which the last ones were made."""
    last: dict[Pair, Decision] = {}
    for decision in decisions:
        last.pop(decision.pair, None)
        last[decision.pair] = decision
    return last


def _loser(decision: Decision) -> str:
    return decision.right if decision.winner == decision.left else decision.left


def _root(parent: dict[str, str], member: str) -> str:
    """Return the end of a chain, shortening it on the way."""
    end = member
    while parent.get(end, end) != end:
        end = parent[end]
    while parent.get(member, member) != end:
        parent[member], member = end, parent[member]
    return end


def _contradiction(d: Decision) -> str:
    return (
        f"{d.left} 与 {d.right} 判为不同（{d.who}，{d.when}），但其他判定把它们并为同一个；请改其中一条 "
        "/ said to be different, yet merged by other rows; change one of them"
    )
