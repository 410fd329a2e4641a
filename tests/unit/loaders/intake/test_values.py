"""Capital, dates, codes, states, places, titles: published examples, and laws over generated ones."""

from __future__ import annotations

import string
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.identity.codes import USCC_ALPHABET, uscc_check_character
from liantu.loaders.intake.capital import capital_of
from liantu.loaders.intake.codes import code_of
from liantu.loaders.intake.dates import date_of
from liantu.loaders.intake.header import is_organisation
from liantu.loaders.intake.numerals import number_of
from liantu.loaders.intake.places import Gazetteer
from liantu.loaders.intake.privacy import shield
from liantu.loaders.intake.status import status_of
from liantu.loaders.intake.title import honour_of, named_honour
from liantu.loaders.intake.words import column_of, words
from liantu.loaders.places import read_codes
from liantu.loaders.shipped import DATA

CODES = read_codes(DATA / "codes" / "gbt2260.csv")
GAZETTEER = Gazetteer(CODES)
amounts = st.decimals("0.01", 9_999_999, places=2)


@given(amounts, st.sampled_from(["{:,}万元人民币", "{}万", "人民币{}万元", "{} 万元", "（人民币）{}万元整", "{}萬元", "￥{}万"]))
def test_units_of_ten_thousand(amount: Decimal, form: str) -> None:
    assert capital_of(form.format(amount)).cny_10k == float(amount)


@given(amounts, st.sampled_from([("{}亿元", 10_000), ("{}元", Decimal("0.0001")), ("{}千元", Decimal("0.1")), ("{}百万元", 100)]))
def test_other_units(amount: Decimal, unit: tuple[str, Decimal]) -> None:
    assert capital_of(unit[0].format(amount)).cny_10k == pytest.approx(float(amount * unit[1]))


@given(amounts, st.sampled_from(words()["capital"]["foreign"]))
def test_foreign_money_is_never_converted(amount: Decimal, currency: str) -> None:
    for form in (f"{amount}万{currency}", f"{currency}{amount}", f"{amount}万({currency})"):
        found = capital_of(form)
        assert (found.cny_10k, found.foreign, found.problem) == (None, True, "")
    assert capital_of(str(amount), currency).foreign


@pytest.mark.parametrize("text", ["5000", "约5000万", "若干", "-500万元", "5000万两", "1,00万", "万元"])
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert capital_of(text).cny_10k is None and capital_of(text).problem


@given(st.integers(1, 9_999))
def test_chinese_figures(number: int) -> None:
    figures, steps = "零壹贰叁肆伍陆柒捌玖", ("仟", "佰", "拾", "")
    digits = [int(d) for d in f"{number:04d}"]
    spelt = "".join(figures[d] + step if d else "零" for d, step in zip(digits, steps, strict=True)).strip("零")
    assert number_of(spelt.replace("零零", "零")) == number


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_date_in_any_form_is_the_same_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    y, m, d = day.year, day.month, day.day
    forms: list[object] = [
        day,
        f"{y}-{m}-{d}",
        f"{y}/{m:02d}/{d:02d}",
        f"{y}.{m}.{d}",
        f"{y}年{m}月{d}日",
        f"{y}{m:02d}{d:02d}",
        float(f"{y}{m:02d}{d:02d}"),
    ]
    forms += [f"{y}-{m:02d}-{d:02d} 00:00:00", f"{y} 年 {m} 月 {d} 日"]
    forms += [float(serial), str(serial)] if serial >= 10_000 else []
    assert {date_of(form) for form in forms} == {day.isoformat()}


def test_serials_as_spreadsheets_count() -> None:
    assert (date_of(36892.0), date_of("45000.5"), date_of(36781.0)) == ("2001-01-01", "2023-03-15", "2000-09-12")


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 40))
def test_a_day_that_never_was_is_none(year: int, month: int, day: int) -> None:
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    assert (date_of(f"{year}-{month}-{day}") is None) == (day > last)


@pytest.mark.parametrize("text", ["12/09/2000", "01-9-1", "长期", "2000-13-01", "九月", "1", "999999", "3000-01-01"])
def test_a_date_is_not_guessed(text: str) -> None:
    assert date_of(text) is None


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "91110108551385082Q", "91440704MA4W000390", " 91440704ma4w000390 ", "９１４４０７０４MA4W000390"]
)
def test_sound_codes(code: str) -> None:
    found, problem = code_of(code)
    assert problem is None and found and len(found) == 18


@given(st.text(USCC_ALPHABET, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_one_wrong_character_is_always_seen(body: str, at: int, other: str) -> None:
    sound = body + uscc_check_character(body)
    wrong = sound[:at] + other + sound[at + 1 :]
    assert (code_of(wrong)[0] is None) == (wrong != sound)


@pytest.mark.parametrize(
    "cell", ["9.14407E+17", 9.14407e17, 914407040000000000.0, "9.14e17", "91310115MA1H8R7C6D", "91440704MA4W00039", "91440704MAOW000390"]
)
def test_unsound_codes(cell: object) -> None:
    assert code_of(cell)[0] is None and code_of(cell)[1]


@given(st.sampled_from(sorted(CODES)))
def test_every_place_of_the_table_is_found_by_its_full_path(code: str) -> None:
    chain = [code]
    while parent := CODES[chain[-1]]["parent"]:
        chain.append(parent)
    names = [CODES[c]["name"] for c in reversed(chain)]
    if not any("辖" in name or name == "县" for name in names):
        assert GAZETTEER.of("".join(names) + "某路1号").code == code


@pytest.mark.parametrize(
    ("text", "level", "within", "city"),
    [("江门", "2", "", "江门市"), ("朝阳", "2", "辽宁省", "朝阳市"), ("恩施州", "2", "", "恩施土家族苗族自治州"), ("吉林", "1", "", "")],
)
def test_short_names(text: str, level: str, within: str, city: str) -> None:
    outer = GAZETTEER.named(within, "1") if within else None
    found = GAZETTEER.named(text, level, outer)
    assert found and found.city == city


@pytest.mark.parametrize("kind", ["true", "false", "unclear"])
def test_states(kind: str) -> None:
    wanted = {"true": True, "false": False, "unclear": None}[kind]
    for word in words()["status"][kind]:
        assert status_of(word) == (wanted, True)
        assert status_of(f" {word}（备注）") == (wanted, True)
    assert status_of("活着") == (None, False)


def test_no_header_means_two_things() -> None:
    owners: dict[str, set[str]] = {}
    for column, headers in words()["columns"].items():
        for header in headers:
            owners.setdefault(header, set()).add(column)
            assert column_of(header) in (column, "personal"), header
    assert [h for h, columns in owners.items() if len(columns) > 1] == []


@pytest.mark.parametrize(
    ("title", "honour"),
    [
        ("高企名单2025", "高新技术企业（2025）"),
        ("广东省2023年第一批高新技术企业名单", "高新技术企业（2023）"),
        ("2022年专精特新“小巨人”企业公示名单", "专精特新“小巨人”企业（2022）"),
        ("高企名单", "高新技术企业"),
    ],
)
def test_titles_that_give_an_honour(title: str, honour: str) -> None:
    assert str(honour_of(["附件1", title])) == honour


@pytest.mark.parametrize(
    "title",
    ["2024年高企培育库名单", "拟认定高新技术企业名单", "高新技术企业申报名单2025", "撤销高新技术企业资格名单", "高企服务指南", "企业名单"],
)
def test_titles_that_give_none(title: str) -> None:
    assert honour_of([title]) is None
    assert named_honour("高企培育", "2024") == ""


@given(
    st.text(string.ascii_letters + "甲乙丙，。 ", max_size=20),
    st.text("0123456789", min_size=9, max_size=9),
    st.text("甲乙 ，", max_size=9),
)
def test_a_mobile_number_does_not_pass(before: str, rest: str, after: str) -> None:
    text = f"{before}，13{rest} {after}"
    assert f"13{rest}" not in shield("", text) and shield("personal", text) == ""
    assert shield("uscc", "91440704MA4W000390") == "91440704MA4W000390"


def test_what_looks_like_a_firm() -> None:
    assert all(map(is_organisation, ["某某有限公司", "Johnson Electric Co., Ltd.", "外海五金厂", "某某（有限合伙）"]))
    assert not any(map(is_organisation, ["高企名单2025", "今天去公司。", "1234", "公司"]))
