"""Which answers test a status, and the share right with its interval against the closed form of Wilson's."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.analysis.calibration import LEAST, Answer, calibration, judged

STATUSES = ("缺", "缺（在建）", "待核实", "断", "弱", "短", "强", "有", "")


def answer(status: str, somebody: bool, whole: bool, grade: str = "B", stability: str = "中") -> Answer:
    return Answer(status, grade, stability, somebody, whole)


@pytest.mark.parametrize(("status", "somebody", "whole"), list(product(STATUSES, (True, False), (True, False))))
def test_what_an_answer_says_of_a_status(status: str, somebody: bool, whole: bool) -> None:
    truth = True if somebody else False if whole else None  # is there a maker in the zone?
    said = {"缺": False, "缺（在建）": False, "待核实": None, "": None}.get(status, True)
    expected = None if truth is None or said is None else said == truth
    assert answer(status, somebody, whole).right is expected


def test_nothing_before_a_hundred_and_unknown_does_not_count() -> None:
    right = [answer("缺", False, True)] * (LEAST - 1)
    idle = [answer("待核实", True, True), answer("强", False, False)] * 200
    assert calibration([*right, *idle]) == [] and len(judged([*right, *idle])) == LEAST - 1
    assert [s.n for s in calibration([*right, *idle, answer("强", True, False, "A", "高")])] == [100, 1, 99, 99, 1]


@given(st.integers(100, 400), st.floats(0, 1))
def test_the_interval_is_wilsons(n: int, share: float) -> None:
    right = round(n * share)
    (whole, *_) = calibration([*[answer("缺", False, True)] * right, *[answer("缺", True, False)] * (n - right)])
    z, p = 1.959963984540054, right / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert (whole.right, whole.n, whole.value) == (right, n, p)
    assert [whole.low, whole.high] == pytest.approx([middle - half, middle + half], abs=1e-9)


def test_groups_add_up() -> None:
    some = [answer("强", i % 3 > 0, True, "ABCD"[i % 4], ("高", "中", "低", "")[i % 5 % 4]) for i in range(160)]
    whole, *groups = calibration(some)
    for title in ("证据等级", "把握"):
        parts = [g for g in groups if g.group.startswith(title)]
        assert (sum(g.n for g in parts), sum(g.right for g in parts)) == (whole.n, whole.right)
    assert "把握 未记" in [g.group for g in groups]
