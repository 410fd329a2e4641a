"""What a clerk changes becomes claims of the staff; what cannot be read is a fault at its cell, all of them in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph.assemble import assemble
from liantu.graph.snapshot import Snapshot
from liantu.loaders.intake.fault import ERROR, NOTICE, WARNING
from liantu.loaders.templates.read import template_claims
from liantu.loaders.templates.reading import Reading
from report_graph import ZONE, report_graph
from workbooks import Cells, add, date, known, put, template

GRAPH = report_graph()


@pytest.fixture
def cells(tmp_path: Path) -> Cells:
    made = template(GRAPH, tmp_path)
    date(made)
    return made


def read(cells: Cells, graph: Snapshot = GRAPH) -> Reading:
    return template_claims(cells, known(graph), file="名册.xlsx")


def said(reading: Reading) -> set[tuple[str, str, object]]:
    return {(c.subject, c.predicate, c.value) for c in reading.claims}


def after(reading: Reading) -> Snapshot:
    return Snapshot(assemble([*GRAPH.claims.values(), *reading.claims], ZONE))


def errors(reading: Reading) -> list[tuple[str, int, str]]:
    return [(f.sheet, f.row, f.column) for f in reading.faults if f.level == ERROR]


@pytest.mark.parametrize(
    ("sheet", "id", "column", "text", "wanted"),
    [
        ("企业", "firm:here", "统一社会信用代码", "91350100m000100y43", ("uscc", "91350100M000100Y43")),
        ("企业", "firm:here", "类别", "工厂", ("kind", "plant")),
        ("企业", "firm:here", "高企", "2025", ("honours", "高企（2025）")),
        ("企业", "firm:here", "上市", "是", ("honours", "上市")),
        ("企业", "firm:here", "别名", "甲厂；乙厂", ("aliases", "乙厂")),
        ("企业", "firm:here", "离区情况", "已搬", ("left", "moved")),
        ("环节", "link:battery/ore", "行业小类", "3985；3841", ("codes", "3841")),
        ("环节", "link:battery/ore", "终端", "是", ("terminal", True)),
        ("环节", "link:battery/ore", "外购", "单一来源", ("outside", "single")),
        ("高校平台", "platform:lab", "研究", "", None),
        ("高校平台", "platform:lab", "服务于", "甲电池；矿石", ("SERVES", "link:battery/ore")),
        ("技术", "direction:battery/dry", "推进", "电池成品", ("ADVANCES", "link:battery/cell")),
        ("项目", "project:plant", "投产时间", "2027年6月", ("production", "2027-06")),
        ("项目", "project:plant", "投向", "三元阴极、矿石", ("INVESTS_IN", "link:battery/ore")),
        ("举措", "measure:battery/mend", "进度", "进行中", ("progress", "进行中")),
        ("举措", "measure:battery/mend", "证明材料", "=HYPERLINK(1)", ("proof", "=HYPERLINK(1)")),
        ("举措", "measure:battery/mend", "拟引进", "整车客户", ("INVITES", "firm:client")),
    ],
)
def test_a_changed_cell_is_one_statement(
    cells: Cells, sheet: str, id: str, column: str, text: str, wanted: tuple[str, object] | None
) -> None:
    row = put(cells, sheet, id, **{column: text})
    found = read(cells)
    assert errors(found) == []
    if wanted is None:
        assert not found.claims
        return
    assert (id, *wanted) in said(found) and {c.subject for c in found.claims} == {id}
    one = next(c for c in found.claims if c.predicate == wanted[0])
    assert (one.grade, one.source, one.locator) == ("staff", "source:staff", f"名册.xlsx·{sheet}·第{row}行")
    assert f"{column}={text}" in one.quote and after(found).node(id)


def test_figures_carry_their_own_year(cells: Cells, tmp_path: Path) -> None:
    put(cells, "企业", "firm:here", **{"数据年份": "2025", "营收（万元）": "1,234.5", "发明专利（件）": "7"})
    found = read(cells)
    assert {(c.predicate, c.value, c.as_of) for c in found.claims} == {
        ("figures_year", "2025", "2025"),
        ("revenue_cny_10k", 1234.5, "2025"),
        ("patents", 7, "2025"),
    }
    graph = after(found)
    again = template(graph, tmp_path)
    assert not read(again, graph).claims
    put(again, "企业", "firm:here", **{"数据年份": "2026", "发明专利（件）": "7", "营收（万元）": ""})
    date(again)
    newer = read(again, graph)
    assert {(c.predicate, c.value, c.as_of) for c in newer.claims} == {("figures_year", "2026", "2026"), ("patents", 7, "2026")}
    last = Snapshot(assemble([*graph.claims.values(), *newer.claims], ZONE))
    shown = template(last, tmp_path)
    row = next(line for line in shown["企业"] if line[0] == "firm:here")
    assert "7" in row and "1234.5" not in row, "a figure of another year is not shown beside this year"


def test_an_actual_value_has_year_and_source(cells: Cells) -> None:
    put(cells, "指标", "indicator:battery/size", 实际年份="2025", 实际值="152.3", 数据来源="统计公报")
    add(cells, "指标", 名称="产业规模", 实际年份="2024", 实际值="140", 数据来源="统计公报")
    found = read(cells)
    node = after(found).node("indicator:battery/size")
    assert errors(found) == [] and (found.count("changed"), found.count("new")) == (2, 0)
    assert node.props["actuals"] == ["2024=140（统计公报）", "2025=152.3（统计公报）"]
    assert (node.props["latest_year"], node.props["latest_value"]) == ("2025", "152.3")


def test_a_new_resident_and_what_it_makes(cells: Cells) -> None:
    add(cells, "企业", 名称="新来材料厂", 所在="某园区", 高企="2025")
    add(cells, "企业-环节", 企业="新来材料厂", 环节="矿石", 关系="在区内生产", 投产年="2024")
    add(cells, "供应关系", 供方企业="新来材料厂", 需方企业="本地材料厂", 产品="矿粉", 年份="2025", 金额="300")
    found = read(cells)
    graph = after(found)
    firm = next(e.source for e in graph.into("link:battery/ore", graph_edge("OPERATES_IN")))
    assert graph.node(firm).props["resident"] is True and (found.count("new"), errors(found)) == (3, [])
    assert graph.edges[f"{firm}|OPERATES_IN|link:battery/ore"].props["since"] == "2024"
    assert graph.edges[f"{firm}|SUPPLIES|firm:here|product=矿粉;year=2025"].props["amount"] == 300.0


def graph_edge(name: str):  # type: ignore[no-untyped-def]
    from liantu.graph import schema as s

    return s.SCHEMA.edge(name)


@pytest.mark.parametrize("firm", ["海外巨头", "整车客户", "仅提及公司"])
def test_who_is_not_here_makes_nothing_here(cells: Cells, firm: str) -> None:
    row = add(cells, "企业-环节", 企业=firm, 环节="矿石", 关系="在区内生产")
    found = read(cells)
    assert errors(found) == [("企业-环节", row, "企业")] and not found.claims


def test_a_new_thing_of_each_sheet(cells: Cells) -> None:
    add(cells, "环节", 名称="新环节", 属于链="甲电池", 属于="阴极总类")
    add(cells, "高校平台", 类型="平台载体", 名称="新平台", 所在="某园区")
    add(cells, "技术", 名称="新技术", 方向属于="甲电池", 推进="新环节")
    add(cells, "项目", 名称="新项目", 投向="新环节", 承担企业="散居企业")
    add(cells, "举措", 名称="新举措", 类型="补", 针对="新环节", 责任单位="科技局")
    add(cells, "技术需求", 名称="新需求", 提出单位="散居企业", 涉及="新环节", 状态="待对接")
    add(cells, "专家团队", 名称="新团队", 所属单位="合作大学", 研究="新环节")
    add(cells, "名单齐全确认", 确认内容="企业名单", 名单="名录", 确认人="统计局 王", 确认日期="2026年3月", 确认范围="新环节")
    found = read(cells)
    graph = after(found)
    link = next(n for n in graph.of_type(graph_node("Link")) if n.name == "新环节")
    assert errors(found) == [] and found.count("new") == 8
    assert {e.type for e in graph.data.edges if link.id in (e.source, e.target)} == {
        "LINK_OF", "PART_OF", "ADVANCES", "INVESTS_IN", "AIMS_AT", "CONCERNS", "RESEARCHES", "COVERS"}  # fmt: skip
    assert link.props["makers_complete"] == "名录（统计局 王，2026-03）"


def graph_node(name: str):  # type: ignore[no-untyped-def]
    from liantu.graph import schema as s

    return s.SCHEMA.node(name)


def test_reading_it_again_says_nothing(cells: Cells) -> None:
    add(cells, "企业", 名称="新来材料厂", 所在="某园区")
    add(cells, "名单齐全确认", 确认内容="企业名单", 名单="名录", 确认人="统计局", 确认日期="2026-03", 确认范围="矿石")
    put(cells, "企业", "firm:loose", 别名="散户")
    first = read(cells)
    again = read(cells, after(first))
    assert first.claims and not again.claims and again.faults == []


def test_a_name_changed_beside_its_id_is_a_renaming(cells: Cells) -> None:
    row = put(cells, "企业", "firm:here", 名称="本地新材料股份有限公司")
    found = read(cells)
    assert said(found) == {("firm:here", "name", "本地新材料股份有限公司"), ("firm:here", "aliases", "本地材料厂")}
    assert [(f.row, f.level) for f in found.faults] == [(row, WARNING)]
    assert after(found).node("firm:here").name == "本地新材料股份有限公司"


def test_emptied_cells_and_removed_names_take_nothing_away(cells: Cells) -> None:
    put(cells, "企业", "firm:wanted", 来源地="")
    put(cells, "举措", "measure:battery/bring", 拟引进="海外巨头")
    found = read(cells)
    assert not found.claims and {f.level for f in found.faults} == {NOTICE} and len(found.faults) == 2


def test_a_cell_that_belongs_to_the_other_type_of_the_sheet_is_a_fault(cells: Cells) -> None:
    first = put(cells, "高校平台", "institution:uni", 阶段="拟建", 服务于="甲电池")
    second = put(cells, "高校平台", "platform:lab", 研究="干法工艺")
    found = read(cells)
    assert errors(found) == [("高校平台", first, "阶段"), ("高校平台", first, "服务于"), ("高校平台", second, "研究")]


def test_without_a_date_nothing_is_taken(tmp_path: Path) -> None:
    cells = template(GRAPH, tmp_path)
    put(cells, "企业", "firm:loose", 别名="散户")
    assert errors(read(cells)) == [("说明", 0, "填报日期")]
    assert errors(template_claims(cells, known(GRAPH), file="x", as_of="2026")) == []


def test_twenty_planted_faults_are_exactly_those_twenty(cells: Cells) -> None:
    planted = [
        ("企业", put(cells, "企业", "firm:here", 统一社会信用代码="9.14407E+17"), "统一社会信用代码"),
        ("企业", put(cells, "企业", "firm:loose", 统一社会信用代码="91350100M000100Y44"), "统一社会信用代码"),
        ("企业", put(cells, "企业", "firm:here", 高企="大概"), "高企"),
        ("企业", put(cells, "企业", "firm:here", **{"营收（万元）": "很多", "数据年份": "2025"}), "营收（万元）"),
        ("企业", put(cells, "企业", "firm:loose", **{"从业人数（人）": "12"}), "从业人数（人）"),
        ("企业", put(cells, "企业", "firm:here", **{"发明专利（件）": "1.5"}), "发明专利（件）"),
        ("企业", put(cells, "企业", "firm:loose", 所在="乌有之乡"), "所在"),
        ("企业", put(cells, "企业", "firm:loose", 类别="作坊"), "类别"),
        ("企业", add(cells, "企业", 编号="firm:no-such", 名称="某"), "名称"),
        ("企业", add(cells, "企业", 别名="没有名称的"), "名称"),
        ("环节", put(cells, "环节", "link:battery/ore", 属于链="乙机器/人"), "属于链"),
        ("环节", add(cells, "环节", 名称="无链环节"), "名称"),
        ("企业-环节", add(cells, "企业-环节", 企业="海外巨头", 环节="矿石", 关系="在区内生产"), "企业"),
        ("企业-环节", add(cells, "企业-环节", 企业="本地材料厂", 环节="矿石", 关系="合伙"), "关系"),
        ("供应关系", add(cells, "供应关系", 供方企业="散居企业", 需方企业="散居企业"), "需方企业"),
        ("高校平台", add(cells, "高校平台", 类型="公司", 名称="甲院"), "名称"),
        ("指标", put(cells, "指标", "indicator:battery/size", 实际年份="2025", 实际值="1"), "实际值"),
        ("举措", put(cells, "举措", "measure:battery/mend", 进度="差不多"), "进度"),
        (
            "名单齐全确认",
            add(cells, "名单齐全确认", 确认内容="企业名单", 名单="录", 确认人="局", 确认日期="上月", 行业小类="3985"),
            "确认日期",
        ),
        (
            "名单齐全确认",
            add(cells, "名单齐全确认", 确认内容="企业名单", 名单="录", 确认人="局", 确认日期="2026", 行业小类="0000"),
            "行业小类",
        ),
    ]
    found = read(cells)
    assert sorted(errors(found)) == sorted(planted) and len(planted) == 20
    assert all(f.problem and f.advice for f in found.faults)


def test_sound_rows_stand_without_the_faulty_ones(cells: Cells) -> None:
    add(cells, "企业", 名称="好厂", 所在="某园区")
    add(cells, "企业", 名称="坏厂", 所在="某园区", 类别="作坊")
    add(cells, "企业-环节", 企业="坏厂", 环节="矿石", 关系="具备能力")
    found = read(cells)
    names = {n.name for n in after(found).of_type(graph_node("Firm"))}
    assert "好厂" in names and "坏厂" not in names


def test_columns_that_are_not_ours_are_listed(cells: Cells) -> None:
    cells["企业"][0].append("邮箱")
    cells["企业"][2].extend([""] * (len(cells["企业"][0]) - len(cells["企业"][2]) - 1) + ["a@b"])
    cells["环节"][0][1] = "环节名"
    found = read(cells)
    levels = {(f.sheet, f.column): f.level for f in found.faults}
    assert levels == {("企业", "邮箱"): NOTICE, ("环节", "环节名"): NOTICE, ("环节", "名称"): ERROR} and not found.claims
