"""Measures from a table: what a row becomes, and every fault by row."""

from __future__ import annotations

import pytest

from liantu.graph.errors import DataError
from liantu.graph.sources import Source
from liantu.loaders.measure_file import COLUMNS, measures_of, names_of

SOURCES = {"plan": Source("plan", "规划", "", "2020-12", "", "plan", text="第5章\n引进甲公司。\n做强乙环节。\n做强乙环节。\n")}
NAMES = names_of([("firm:jia", "Firm", ["甲公司", "甲"]), ("link:yi", "Link", ["乙环节"]), ("place:x", "Place", ["某地"])])
HEADER = list(COLUMNS)


def row(**cells: str) -> list[str]:
    given = {"来源": "plan", "原文": "引进甲公司", "举措": "引进甲", "类型": "引进", **cells}
    return [given.get(c, "") for c in HEADER]


def test_a_row_becomes_a_measure_with_its_quote() -> None:
    claims = measures_of([HEADER, row(针对="乙环节", 拟引进="甲"), [""] * len(HEADER)], "表.csv", NAMES, SOURCES)
    assert {(c.predicate, c.value, c.modality) for c in claims} == {
        ("name", "引进甲", "planned"),
        ("kind", "引进", "planned"),
        ("AIMS_AT", "link:yi", "needed"),
        ("INVITES", "firm:jia", "invited"),
    }
    assert {(c.locator, c.quote, c.grade) for c in claims} == {("第5章·第2行", "引进甲公司", "plan")}
    assert len({c.subject for c in claims}) == 1
    assert claims == measures_of([HEADER, row(针对="乙环节", 拟引进="甲")], "表.csv", NAMES, SOURCES)


def test_every_fault_is_named_with_its_row() -> None:
    table = [
        HEADER,
        row(原文="不在原文"),
        row(类型="随便"),
        row(举措=""),
        row(针对="某地"),
        row(拟引进="丙公司；甲"),
        row(原文="做强乙环节"),
        row(来源="rumour"),
    ]
    with pytest.raises(DataError) as caught:
        measures_of(table, "表.csv", NAMES, SOURCES)
    said = caught.value.problems
    wanted = ["第2行", "第3行", "第4行", "第5行", "第6行", "第7行", "第8行"]
    assert [w for w in wanted if sum(f"表.csv {w}" in s for s in said) != 1] == []
    assert [s.partition("]")[0].partition("[")[2] for s in said] == ["原文", "类型", "举措", "针对", "拟引进", "第几处", "来源"]
    assert "丙公司" in said[4] and "出现 2 次" in said[5] and "未登记" in said[6]


def test_headers_that_lack_or_nobody_knows() -> None:
    with pytest.raises(DataError, match="缺少列 类型") as caught:
        measures_of([["来源", "原文", "举措", "备考"]], "表.csv", NAMES, SOURCES)
    assert "不认识的列 备考" in str(caught.value)


def test_nth_says_which_place() -> None:
    claims = measures_of([HEADER, row(原文="做强乙环节", 第几处="2")], "表.csv", NAMES, SOURCES)
    assert {c.locator for c in claims} == {"第5章·第4行"}


def faults(*rows: list[str], names=NAMES) -> list[str]:
    with pytest.raises(DataError) as caught:
        measures_of([HEADER, *rows], "表.csv", names, SOURCES)
    return list(caught.value.problems)


def test_all_faults_of_one_row_are_named() -> None:
    said = faults(row(来源="rumour", 举措="", 类型="随便", 针对="某地", 拟引进="丙", 第几处="二"))
    assert [s.partition("]")[0].partition("[")[2] for s in said] == ["举措", "类型", "来源", "针对", "拟引进"]
    assert "可用：plan" in said[2]
    assert "应为数字" in faults(row(第几处="二"))[0]


def test_no_rows_and_a_column_twice_are_faults() -> None:
    assert "只有表头" in faults()[0] and "只有表头" in faults([""] * len(HEADER))[0]
    with pytest.raises(DataError, match="列 来源 不止一个"):
        measures_of([[*HEADER, "来源"], row()], "表.csv", NAMES, SOURCES)


def test_a_name_of_several_things_wants_the_id() -> None:
    nodes = [("link:a/foil", "Link", ["铜箔"]), ("link:b/foil", "Link", ["铜箔"]), ("direction:f", "Direction", ["铜箔", "箔"])]
    names = names_of([*nodes, ("link:c/x", "Link", ["丙物", "箔"]), ("link:c/y", "Link", ["箔"])])
    assert "link:a/foil、link:b/foil" in faults(row(针对="铜箔"), names=names)[0]
    for cell, meant in (("link:b/foil", "link:b/foil"), ("箔", "link:c/y"), ("direction:f", "direction:f")):
        claims = measures_of([HEADER, row(针对=cell)], "表.csv", names, SOURCES)
        assert [c.value for c in claims if c.predicate == "AIMS_AT"] == [meant], "a display name goes before an alias"


def test_names_like_the_missing_one_are_offered() -> None:
    assert "相近的有：乙环节" in faults(row(针对="乙环节甲型"))[0]
