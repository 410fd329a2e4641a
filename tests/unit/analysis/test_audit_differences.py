"""口径差异与待核对: both sides stand with their words, guesses come from the list by rule, and only where their rule holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_graph import ZONE, audit_graph, indicator, measure, said
from liantu.analysis.audit_differences import differences
from liantu.analysis.finding import Finding
from liantu.analysis.settings import audit_settings
from liantu.graph.claims import Claim

SETTINGS = audit_settings()
TENSION, CLUSTER = "tension:link:motors/reducer", "difference:cluster:motors/scale~cluster"
FOUND_IN_ALL = {TENSION, CLUSTER}


def found(*more: list[Claim]) -> dict[str, Finding]:
    rows = differences(audit_graph(*more), ZONE, SETTINGS)
    assert len({f.id for f in rows}) == len(rows)
    return {f.id: f for f in rows if f.id not in FOUND_IN_ALL}


def pair(a: str, b: str, remark: str = "") -> list[Claim]:
    edge = said(f"indicator:{a}", "DIFFERS_FROM", f"indicator:{b}", "两处不同", 70, "reference")
    props = [said(f"indicator:{a}|DIFFERS_FROM|indicator:{b}", "remark", remark, "两处不同", 70, "reference")] if remark else []
    return [edge, *props]


def value(slug: str, name: str, text: str, year: str = "2019", line: int = 50, **more: str) -> list[Claim]:
    return indicator(slug, name, line=line, base_year=year, base_value=text, **more)


def test_the_same_thing_praised_and_called_a_bottleneck():
    rows = {f.id: f for f in differences(audit_graph(), ZONE, SETTINGS)}
    assert rows.keys() == FOUND_IN_ALL
    assert [e.quote for e in rows[TENSION].evidence] == ["发挥减速器比较优势", "突破减速器等关键技术瓶颈"]
    assert rows[TENSION].guesses == ("可能指同一产品的不同档次或部位：整体有优势，个别技术仍是瓶颈",)


def test_a_recorded_pair_shows_both_sides_their_ratio_and_the_remark():
    rows = found(value("a", "实际利用外资", "16.33亿元", line=50), value("b", "外资额", "2.31亿元", line=51), pair("a", "b", "推测为币种"))
    row = rows["difference:indicator:a~indicator:b"]
    assert row.text == "「实际利用外资」16.33亿元（2019）与「外资额」2.31亿元（2019）说法不同"
    assert row.formula == "16.33亿元 ÷ 2.31亿元 = 7.07（推算）" and row.remark == "备注：推测为币种"
    assert row.guesses == ("货币口径：两数之比接近美元兑人民币汇率，可能一为人民币、一为美元",)
    assert [e.locator for e in row.evidence] == ["第1章·第50行", "第1章·第51行", "第1章·第70行"]


def test_a_pair_recorded_both_ways_is_one_line():
    rows = found(value("a", "甲", "1家"), value("b", "乙", "2家"), pair("b", "a"), pair("a", "b"))
    assert list(rows) == ["difference:indicator:a~indicator:b"]


@pytest.mark.parametrize(
    ("left", "right", "guess"),
    [
        (("专利授权数", "65件"), ("专利拥有数", "33件"), "授权数与有效拥有数口径不同"),
        (("全口径出口", "397亿元"), ("进出口", "250亿元"), "全口径与海关口径不同"),
        (("规上产值", "474亿元"), ("产值", "502亿元"), "规模以上与全部企业口径不同"),
        (("国家级载体", "2家"), ("省级载体", "3家"), "级别口径不同（国家级、省级、市级）"),
        (("新增载体", "2家"), ("累计载体", "3家"), "累计（存量）与新增（增量）口径不同"),
    ],
)
def test_a_guess_holds_by_its_words(left: tuple[str, str], right: tuple[str, str], guess: str):
    row = found(value("a", *left), value("b", *right), pair("a", "b"))["difference:indicator:a~indicator:b"]
    assert row.guesses == (guess,)
    assert row.as_json()["reconciliations"] == [f"推测：{guess}"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("企业授权数", "65件"), ("企业拥有数", "33件")),
        (("规上高企", "65家"), ("高企", "33家")),
        (("全区绿化", "65%"), ("绿化", "33%")),
        (("载体", "6"), ("孵化载体", "3家")),
    ],
)
def test_a_word_alone_makes_no_guess(left: tuple[str, str], right: tuple[str, str]):
    assert found(value("a", *left), value("b", *right), pair("a", "b"))["difference:indicator:a~indicator:b"].guesses == ()


def test_only_the_clause_of_the_value_speaks_for_it():
    far = indicator("a", "专利数", quote="全省授权数居首，本区专利65件", base_year="2019", base_value="65件")
    near = indicator("a", "专利数", quote="居首，本区授权专利65件", base_year="2019", base_value="65件")
    other = value("b", "专利", "33件")
    guesses = [found(side, other, pair("a", "b"))["difference:indicator:a~indicator:b"].guesses for side in (far, near)]
    assert guesses == [(), ("授权数与有效拥有数口径不同",)]


def test_other_years_and_units_are_named():
    row = found(value("a", "甲", "2家", "2018"), value("b", "乙", "3个"), pair("a", "b"))["difference:indicator:a~indicator:b"]
    assert row.guesses == ("年份不同", "单位不同")


@given(st.integers(100, 2000), st.integers(100, 2000))
def test_the_currency_guess_needs_the_ratio_of_a_currency(a: int, b: int):
    row = found(value("a", "甲", f"{a}亿元"), value("b", "乙", f"{b}亿元"), pair("a", "b"))["difference:indicator:a~indicator:b"]
    assert any("货币" in g for g in row.guesses) == (6.3 <= max(a, b) / min(a, b) <= 7.3)


def test_firms_have_no_currency():
    row = found(value("a", "甲", "70家"), value("b", "乙", "10家"), pair("a", "b"))["difference:indicator:a~indicator:b"]
    assert row.guesses == ()


def test_one_name_two_values_of_a_year_is_found_unrecorded():
    rows = found(value("a", "绿化覆盖率", "41.7%"), value("b", "全区绿化覆盖率", "44.02%"))
    assert list(rows) == ["difference:indicator:a~indicator:b"]
    assert not found(value("a", "绿化覆盖率", "41.7%"), value("b", "绿化覆盖率", "41.7%"))
    assert not found(value("a", "绿化覆盖率", "41.7%", "2018"), value("b", "绿化覆盖率", "44.02%"))
    assert not found(value("a", "绿化覆盖率", "41.7%"), value("b", "城镇化率", "44.02%"))


def test_a_unit_written_otherwise_is_no_difference():
    assert not found(value("a", "税收", "10000万元"), value("b", "税收", "1亿元"))


def test_a_part_above_its_whole():
    assert list(found(value("a", "出口总额", "397亿元"), value("b", "进出口总额", "250.4亿元"))) == ["difference:indicator:a~indicator:b"]
    assert not found(value("a", "出口总额", "197亿元"), value("b", "进出口总额", "250.4亿元"))


def test_two_claims_on_one_cell():
    rows = found(value("a", "甲", "1家"), [said("indicator:a", "base_value", "2家", "另处写2家", 52, "existing")])
    assert rows["difference:indicator:a/base"].text == "甲基值有 2 种说法：1家、2家"


@pytest.mark.parametrize(
    ("name", "cells", "row"),
    [
        ("工业增加值率", {"base_value": "-4.9%"}, "odd:indicator:x/base"),
        ("增加值占比重", {"base_value": "140%"}, "odd:indicator:x/base"),
        ("产值增长率", {"base_value": "-4.9%"}, None),
        ("绿化覆盖率", {"base_value": "41%"}, None),
        ("研发强度", {"base_value": "等待核定", "kind": "预期性"}, "odd:indicator:x/base"),
        ("增速排名", {"base_value": "第一"}, None),
        ("高企数", {"remark": "数据较虚，待核实"}, "odd:indicator:x/remark"),
        ("服务业比重", {"remark": "发改已初步提供"}, None),
        ("专利数", {"base_value": "14.08件", "target_value": "12件"}, "odd:indicator:x/goal-below-base"),
        ("万元能耗", {"base_value": "14", "target_value": "12"}, None),
        ("专利数", {"base_value": "12件", "target_value": "14件"}, None),
    ],
)
def test_odd_values(name: str, cells: dict[str, str], row: str | None):
    assert list(found(indicator("x", name, base_year="2019", **cells))) == ([row] if row else [])


def test_a_judgement_stands_beside_the_figures_that_fall_short():
    judged = measure("done", "胜利完成了主要目标任务", line=13)
    short = indicator("short", "某产值", unit="亿元", latest_year="2019", latest_value="502", target_value="2500", line=56)
    reached = indicator("reached", "某收入", unit="亿元", latest_year="2019", latest_value="100", target_value="60", line=57)
    rows = found(judged, short, reached)
    assert list(rows) == ["judgement:indicator:short"]
    assert rows["judgement:indicator:short"].evidence[0].quote == "胜利完成了主要目标任务"
    assert "“胜利完成”" in rows["judgement:indicator:short"].text and "20.1%" in rows["judgement:indicator:short"].text
    assert not found(short, reached)


def test_a_recorded_judgement_is_one_line_with_its_remark():
    verdict = indicator("verdict", "主要目标任务", quote="胜利完成了主要目标任务", line=13, completion="胜利完成")
    short = indicator("short", "某产值", unit="亿元", latest_year="2019", latest_value="502", target_value="2500", line=56)
    rows = found(verdict, short, pair("verdict", "short", "正文称胜利完成"))
    assert list(rows) == ["judgement:indicator:short"]
    assert rows["judgement:indicator:short"].remark == "备注：正文称胜利完成"
    assert [e.locator for e in rows["judgement:indicator:short"].evidence] == ["第1章·第13行", "第1章·第56行"]


def test_a_judgement_recorded_beside_a_goal_that_was_reached_stays_a_pair():
    verdict = indicator("verdict", "主要目标任务", quote="胜利完成了主要目标任务", line=13, completion="胜利完成")
    reached = indicator("reached", "某收入", unit="亿元", latest_year="2019", latest_value="100", target_value="60", line=57)
    assert list(found(verdict, reached, pair("verdict", "reached"))) == ["difference:indicator:reached~indicator:verdict"]


def test_a_recorded_pair_shows_the_cells_that_differ():
    left = indicator("a", "研发占比", base_year="2015", base_value="2.83%", latest_year="2019", latest_value="3.43%")
    right = indicator("b", "研发强度", base_year="2015", base_value="2.83%", target_year="十三五", target_value="大于3%")
    row = found(left, right, pair("a", "b"))["difference:indicator:a~indicator:b"]
    assert row.text == "「研发占比」3.43%（2019）与「研发强度」2.83%（2015）说法不同"


def test_a_pair_of_words_only_still_stands_with_both_quotes():
    rows = found(indicator("a", "甲", quote="甲称第一"), indicator("b", "乙", quote="乙称第二", line=51), pair("a", "b"))
    row = rows["difference:indicator:a~indicator:b"]
    assert row.text == "「甲」与「乙」说法不同" and row.formula == "" and row.guesses == ()
    assert [e.quote for e in row.evidence] == ["甲称第一", "乙称第二", "两处不同"]
