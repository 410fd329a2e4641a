"""Closings as data: which difference the staff settled or took up again, with which remark. The last row on an id counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from .errors import DataError
from .files import csv_text

CLOSED, REOPENED = "closed", "reopened"
STATES = {CLOSED: "已关闭", REOPENED: "已重开"}


@dataclass(frozen=True, slots=True)
class Closing:
    """A difference (口径差异与待核对) that somebody settled or took up again: the finding's id, the remark, who and when."""

    id: str
    remark: str
    who: str
    when: str
    state: str = CLOSED

    @property
    def words(self) -> str:
        """The event in words: 已关闭：备注（经手人，日期）."""
        return f"{STATES[self.state]}：{self.remark}（{self.who}，{self.when}）"


COLUMNS = tuple(f.name for f in fields(Closing))


def read_closings(text: str) -> list[Closing]:
    """Return the rows of closings.csv in their order; a row without `state` closes.

    Raises DataError with every row that lacks a cell or bears an unknown state.
    """
    found, problems = [], []
    for number, row in enumerate(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")), start=1):
        cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
        closing = Closing(**{**cells, "state": cells["state"] or CLOSED})
        found.append(closing)
        if closing.state not in STATES:
            problems.append(f"closings.csv 第{number}行：state 为 {closing.state!r}，应为 {'、'.join(STATES)} / unknown state")
        if empty := [name for name, value in zip(COLUMNS, astuple(closing), strict=True) if not value]:
            problems.append(f"closings.csv 第{number}行：缺少 {'、'.join(empty)}，请补上 / missing, fill in")
    if problems:
        raise DataError(*problems)
    return found


def write_closings(closings: Iterable[Closing]) -> str:
    """Return text that `read_closings` reads back."""
    return csv_text([COLUMNS, *(astuple(c) for c in closings)])
