"""The ledger as data: what is written is read back, a broken file is named, stages add to the history."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import texts
from liantu.graph.errors import DataError
from liantu.graph.ledger import Entry, read_ledger, unregistered, write_ledger
from liantu.graph.schema import PROJECT_STAGES

days = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)).map(datetime.date.isoformat)
steps = st.lists(st.tuples(st.sampled_from(PROJECT_STAGES), days), min_size=1, max_size=5)


def entry(*stages: str, **more: str) -> Entry:
    made = Entry("L0001", "甲", more.pop("firm_id", ""), "link:a", "", **more)
    for n, stage in enumerate(stages, 1):
        made = made.moved(stage, f"2026-{n:02}")
    return made


@given(steps, texts, texts.filter(bool))
@example(taken=[("线索", "2020-01-01")], note="", firm="\r")
def test_what_is_written_is_read_back(taken: list[tuple[str, str]], note: str, firm: str) -> None:
    made = Entry("L0001", firm, "", "link:a", "", note=note, next_date="2026-05-01")
    for stage, day in taken:
        made = made.moved(stage, day)
    assert read_ledger("\ufeff" + write_ledger([made])) == [made]


@given(steps)
def test_the_history_is_every_change_of_stage(taken: list[tuple[str, str]]) -> None:
    made, wanted = entry(), list[tuple[str, str]]()
    for stage, day in taken:
        made = made.moved(stage, day)
        if not wanted or wanted[-1][1] != stage:
            wanted.append((day, stage))
    assert made.steps == wanted and (made.date, made.stage) == wanted[-1]


@pytest.mark.parametrize(
    ("stages", "registered"), [(("在谈", "注册"), "2026-02"), (("注册", "开工"), "2026-01"), (("注册", "终止"), ""), (("签约", "开工"), "")]
)
def test_registered_is_a_step_of_its_own(stages: tuple[str, ...], registered: str) -> None:
    assert entry(*stages).registered == registered


@pytest.mark.parametrize(
    ("next_date", "late"), [("2026-02-28", True), ("2026-03", False), ("2026-03-01", True), ("2026-03-31", False), ("", False)]
)
def test_overdue_counts_the_last_day_a_date_can_mean(next_date: str, late: bool) -> None:
    assert entry("在谈", next_date=next_date).overdue("2026-03-15") is late
    assert not entry("终止", next_date=next_date).overdue("2026-03-15")


@pytest.mark.parametrize("stage", ["投产", "达产"])
def test_who_produces_was_registered_or_is_here_anyway(stage: str) -> None:
    assert "注册" in unregistered(entry("开工", stage), ())
    assert unregistered(entry("注册", stage), ()) == "" == unregistered(entry("开工", stage, firm_id="firm:a"), {"firm:a"})
    assert unregistered(entry("开工"), ()) == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("2026-01 线索", "2026-01 线索；下月 在谈"), "不是日期"),
        (("2026-01 线索", "2026-01 洽谈"), "洽谈"),
        (("线索,", "在谈,"), "不一致"),
        (("甲,", ","), "缺少"),
        (("id,", "编号,"), "表头"),
    ],
)
def test_a_broken_file_is_named_row_by_row(change: tuple[str, str], words: str) -> None:
    text = write_ledger([entry("线索")])
    assert change[0] in text
    with pytest.raises(DataError, match=words):
        read_ledger(text.replace(*change, 1))
