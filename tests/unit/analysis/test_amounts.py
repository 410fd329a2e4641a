"""Amounts in the plan's words: what is read, what is refused, and the laws that reading and arithmetic obey."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.analysis.amounts import LOWER, UNITS, Amount, add, divide, parse, rounded, yearly_growth

numbers = st.decimals(0, 10**6, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "unit", "low", "high", "own", "words"),
    [
        ("项目整体达产后预计年产值约200亿", "亿元", "200", "200", "亿元", ("预计", "约")),
        ("年产值预计超100亿元", "", "100", "100", "亿元", ("预计", "超")),
        ("3-5", "家", "3", "5", "家", ()),
        ("12件", "", "12", "12", "件", ()),
        ("2.83%", "", "2.83", "2.83", "%", ()),
        ("-4.9%", "", "-4.9", "-4.9", "%", ()),
        ("−4.9%", "", "-4.9", "-4.9", "%", ()),
        ("大于80家", "", "80", "80", "家", ("大于",)),
        ("突破30", "家", "30", "30", "家", ("突破",)),
        ("2500亿元", "亿元", "2500", "2500", "亿元", ()),
        ("3.5亿元", "万元", "3.5", "3.5", "亿元", ()),
        ("1,234.5万元", "", "1234.5", "1234.5", "万元", ()),
        ("千亿级产业集群", "亿元", "1000", "1000", "亿元", ("级",)),
        ("20万吨/年", "", "20", "20", "万吨/年", ()),
        ("到2025年达到300亿元以上", "", "300", "300", "亿元", ("以上",)),
        ("30余家", "", "30", "30", "家", ("余",)),
        ("３５％", "", "35", "35", "%", ()),
        ("397亿", "", "397", "397", "亿", ()),
    ],
)
def test_amounts_of_the_plan_are_read(text, unit, low, high, own, words):
    found = parse(text, unit)
    assert found == Amount(Decimal(low), Decimal(high), own, words)


@pytest.mark.parametrize(
    "text",
    ["", "未采集", "等待火炬中心核定研发费用", "2025年", "由20.92亿元增加到100亿元", "5-3家", "3亿元-5万元", "（数据较虚，待核实）"],
)
def test_what_is_no_single_amount_is_refused(text):
    assert parse(text, "亿元") is None


@given(st.text())
def test_no_text_breaks_the_reader(text):
    found = parse(text)
    assert found is None or found.low <= found.high


@given(numbers, st.sampled_from(UNITS), st.sampled_from(["", "约", "超", "大于", "预计"]), st.sampled_from(["", "万", "亿"]))
def test_what_is_shown_is_read_again(number, unit, word, scale):
    scale = "" if unit in ("%", "倍") else scale
    made = Amount(number, number, scale + unit, (word,) if word else ())
    assert parse(made.shown) == made


@given(numbers, numbers.filter(bool), st.sampled_from(["亿元", "万元", "元"]), st.sampled_from(["亿元", "万元", "元"]))
def test_a_quotient_times_the_divisor_is_the_dividend(top, bottom, one, other):
    a, b = Amount(top, top, one), Amount(bottom, bottom, other)
    found = divide(a, b)
    assert found is not None
    assert abs(found.low * bottom * b.factor - top * a.factor) <= Decimal("1e-9") * max(top * a.factor, 1)


@given(st.lists(numbers, min_size=1, max_size=6))
def test_a_sum_does_not_depend_on_the_order(values):
    amounts = [Amount(v, v, "亿元") for v in values]
    total, back = add(amounts), add(amounts[::-1])
    assert total is not None and back is not None and total.low == back.low == sum(values)


def test_ranges_and_bounds_stay_in_the_quotient():
    wide = divide(Amount(Decimal(3), Decimal(5), "家"), Amount(Decimal(10), Decimal(10), "家"))
    assert wide is not None and wide.percent == "30%–50%"
    for word in LOWER[:9]:
        bound = divide(Amount(Decimal(100), Decimal(100), "亿元", (word,)), Amount(Decimal(150), Decimal(150), "亿元"))
        assert bound is not None and bound.percent == "超66.7%"


def test_what_does_not_fit_is_not_divided_or_added():
    firms, money, none = (Amount(Decimal(n), Decimal(n), u) for n, u in ((3, "家"), (5, "亿元"), (0, "家")))
    assert divide(firms, money) is None and divide(firms, none) is None
    assert add([firms, money]) is None and add([]) is None


def test_growth_is_the_root_of_the_ratio():
    growth = yearly_growth(Decimal("243.9") / Decimal("146.12"), 4)
    assert growth is not None and rounded(growth * 100) == "13.7"
    assert yearly_growth(Decimal(-1), 2) is None and yearly_growth(Decimal(2), 0) is None
