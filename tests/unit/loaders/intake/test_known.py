"""Which firm a row speaks of, and on which links it may stand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from builders import claim
from liantu.loaders.intake.judge import judge_of
from liantu.loaders.intake.known import Known, known_firms, match, settle
from liantu.loaders.intake.placing import Placer
from liantu.loaders.places import read_codes
from liantu.loaders.shipped import DATA

A, B = "91440704MA4W000390", "91110108551385082Q"
LINKS = {
    "link:x/cell": {"name": "电芯", "aliases": ["锂电池电芯"], "codes": ["3841"], "keywords": ["动力电池"]},
    "link:x/pack": {"name": "电池组", "codes": ["3841"]},
    "link:x/pcb": {"name": "印制电路板", "codes": ["3982"]},
}


@dataclass
class Row:
    name: str
    uscc: str | None = None
    former: tuple[str, ...] = ()


@pytest.fixture
def known() -> Known:
    return known_firms(
        [
            claim("firm:a", "name", "江门市甲有限公司"),
            claim("firm:a", "uscc", A, grade="registry", as_of="2024"),
            claim("firm:b", "name", "乙集团"),
            claim("firm:b", "aliases", "乙"),
            claim("firm:c1", "name", "丙有限公司"),
            claim("firm:c2", "name", "丙股份有限公司"),
            claim("firm:a|MAKES|product:x", "revenue_share", 0.5),
        ]
    )


@pytest.mark.parametrize(
    ("row", "firm", "alike"),
    [
        (Row("完全不同的名称", A), "firm:a", []),
        (Row("江门市（甲）有限公司"), "firm:a", []),
        (Row("江门市甲　有限公司"), "firm:a", []),
        (Row("江门市甲有限公司", B), None, ["firm:a"]),
        (Row("改名有限公司", B, ("乙",)), "firm:b", []),
        (Row("丙有限公司"), None, ["firm:c1", "firm:c2"]),
        (Row("丁有限公司"), None, []),
    ],
)
def test_the_code_decides_then_a_name_of_one_firm(known: Known, row: Row, firm: str | None, alike: list[str]) -> None:
    assert match(row, known) == firm
    assert settle(row, known) == (firm, alike)


@pytest.mark.parametrize(
    ("row", "firm", "alike"),
    [
        (Row("江门甲乙丙科技有限公司"), "firm:a", []),  # the whole name but for 市
        (Row("甲乙丙科技有限公司"), None, ["firm:a"]),  # no place: it may be
        (Row("广州市甲乙丙科技有限公司"), None, []),  # another city is another firm
        (Row("丁戊己科技有限公司"), None, []),
        (Row("江门甲乙丙科技有限公司", B), None, []),  # two valid codes are two firms
    ],
)
def test_the_judge_of_names_is_asked_where_nothing_else_decides(row: Row, firm: str | None, alike: list[str]) -> None:
    told = [claim("firm:a", "name", "江门市甲乙丙科技有限公司"), claim("firm:a", "uscc", A, grade="registry", as_of="2024")]
    known = known_firms(told)
    assert settle(row, known) == (None, [])
    known.judge = judge_of(told)
    assert settle(row, known) == (firm, alike)


def test_only_a_register_or_the_staff_confirm(known: Known) -> None:
    assert known.confirmed("firm:a", "uscc", A, "2023") and not known.confirmed("firm:a", "uscc", A, "2025")
    assert known.holds("firm:a", "name", "江门市甲有限公司") and "firm:a|MAKES|product:x" not in known.facts
    plan = known_firms([claim("firm:a", "name", "甲", grade="plan")])
    assert plan.holds("firm:a", "name", "甲") and not plan.confirmed("firm:a", "name", "甲", "")


@pytest.fixture(scope="module")
def placer() -> Placer:
    return Placer(LINKS, read_codes(DATA / "codes" / "gbt4754-2017.csv"))


def test_a_class_alone_places_only_where_one_link_has_it(placer: Placer) -> None:
    assert placer.registered("3982", "什么都没说") == ["link:x/pcb"]
    assert placer.registered("3841", "什么都没说") == []
    assert placer.registered("3841", "动力电池、储能") == ["link:x/cell"]
    assert placer.registered("0111", "电芯") == []


@pytest.mark.parametrize(
    ("written", "industry", "code"),
    [("3841", "", "3841"), ("C3841", "", "3841"), ("", "锂离子电池制造", "3841"), ("384", "", ""), ("9999", "", ""), ("", "电池", "")],
)
def test_classes_by_code_or_very_name(placer: Placer, written: str, industry: str, code: str) -> None:
    assert placer.code_of(written, industry) == code


def test_words_of_a_name(placer: Placer) -> None:
    assert placer.by_name("江门市某锂电池电芯有限公司") == [("link:x/cell", "锂电池电芯")]
    assert placer.by_name("江门市某动力电池有限公司") == [], "keywords are too weak to guess by"
