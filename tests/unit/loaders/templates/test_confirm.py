"""A quarter of an hour: each answer on the confirm sheet changes what it should, an unanswered one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.analysis.changes import firm_changes, gap_changes
from liantu.analysis.gaps import Gap, gaps
from liantu.analysis.questions import first_questions, open_questions
from liantu.graph.assemble import assemble
from liantu.graph.snapshot import Snapshot
from liantu.loaders.intake.fault import ERROR
from liantu.loaders.templates.confirm import confirm_claims, is_confirm
from liantu.loaders.templates.confirm_book import Asked, confirm_book
from liantu.loaders.templates.reading import Reading
from report_graph import ZONE, report_graph
from workbooks import Cells, date, known, put, sheets_of

GRAPH = report_graph()
NCM, ORE = "link:battery/ncm", "link:battery/ore"


@pytest.fixture
def cells(tmp_path: Path) -> Cells:
    asked = [Asked(link, "是否有生产的企业", "统计局", "", "一定停 0") for link in (ORE, NCM)]
    made = sheets_of(confirm_book(GRAPH, ZONE, asked), tmp_path)
    date(made)
    return made


def read(cells: Cells, graph: Snapshot = GRAPH) -> Reading:
    return confirm_claims(cells, known(graph), file="确认.xlsx")


def after(reading: Reading, graph: Snapshot = GRAPH) -> Snapshot:
    assert [f for f in reading.faults if f.level == ERROR] == []
    return Snapshot(assemble([*graph.claims.values(), *reading.claims], ZONE))


def errors(reading: Reading) -> list[tuple[str, str]]:
    return [(f.sheet, f.column) for f in reading.faults if f.level == ERROR]


def status(graph: Snapshot, link: str) -> Gap:
    return next(g for g in gaps(graph, ZONE) if g.link.id == link)


def test_it_lists_residents_only_and_unanswered_it_says_nothing(cells: Cells) -> None:
    assert is_confirm(cells)
    assert {line[0] for line in cells["在区企业"][2:]} == {"firm:here", "firm:loose"}
    found = read(cells)
    assert found.claims == [] and found.faults == [] and found.rows == ()


@pytest.mark.parametrize("answer", ["已搬", "已注销"])
def test_who_left_is_nowhere(cells: Cells, answer: str) -> None:
    put(cells, "在区企业", "firm:here", 在区情况=answer, 主要产品="矿石")
    found = read(cells)
    graph = after(found)
    assert graph.node("firm:here").props["resident"] is False and not status(graph, NCM).makers
    assert status(graph, NCM).status == "待核实", "nobody said that nobody makes it"
    assert any("没有采用" in f.problem for f in found.faults)
    assert [(c.what, c.before, c.after) for c in firm_changes(GRAPH, graph)] == [("在区情况", "在区", "不在区")]


def test_who_stays_is_confirmed_by_staff(cells: Cells) -> None:
    put(cells, "在区企业", "firm:here", 在区情况="在")
    graph = after(read(cells))
    assert graph.edges["firm:here|LOCATED_IN|place:zone"].props["grade"] == "A"
    assert read(cells, graph).claims == [], "said once"


def test_a_new_name_keeps_the_old_one(cells: Cells) -> None:
    put(cells, "在区企业", "firm:here", 在区情况="更名", 新名称="新材料公司")
    node = after(read(cells)).node("firm:here")
    assert (node.name, node.props["aliases"], node.props["resident"]) == ("新材料公司", ["本地材料厂"], True)


def test_products_that_are_links_are_made_here_others_are_products(cells: Cells) -> None:
    put(cells, "在区企业", "firm:loose", 在区情况="在", 主要产品="矿石；月饼", 投产年="2018年")
    found = read(cells)
    graph = after(found)
    assert graph.edges[f"firm:loose|OPERATES_IN|{ORE}"].props["since"] == "2018"
    made = [e for e in graph.data.edges if e.type == "MAKES"]
    assert [graph.node(e.target).name for e in made] == ["月饼"] and any("月饼" in f.problem for f in found.faults)


def test_sole_is_a_declaration(cells: Cells) -> None:
    put(cells, "在区企业", "firm:here", 在区情况="在", 是否独家="是")
    found = read(cells)
    graph = after(found)
    assert status(GRAPH, NCM).facts.sole == "仅掌握 1 家（待核实）"
    assert (status(graph, NCM).facts.sole, status(graph, NCM).status) == ("独家（已核实）", "弱")
    assert [(a.link, a.makers, a.complete) for a in found.answers] == [(NCM, ("firm:here",), True)]
    changed = {(c.id, c.what): (c.before, c.after) for c in gap_changes(gaps(GRAPH, ZONE), gaps(graph, ZONE))}
    assert changed[NCM, "独家"] == ("仅掌握 1 家（待核实）", "独家（已核实）")


@pytest.mark.parametrize(
    ("makers", "complete", "wanted"), [("无", "是", "缺"), ("无", "", "待核实"), ("", "是", "缺"), ("无", "不清楚", "待核实")]
)
def test_only_a_complete_list_proves_absence(cells: Cells, makers: str, complete: str, wanted: str) -> None:
    put(cells, "关键问题", ORE, 生产企业=makers, 名单是否齐全=complete, 答复人="统计局 王")
    assert status(after(read(cells)), ORE).status == wanted


def test_a_maker_named_by_the_office_is_a_resident_that_makes_it(cells: Cells) -> None:
    put(cells, "关键问题", ORE, 生产企业="散居企业；闻所未闻矿业有限公司")
    found = read(cells)
    graph = after(found)
    assert {m.name for m in status(graph, ORE).makers} == {"散居企业", "闻所未闻矿业有限公司"}
    assert any("新的在区企业" in f.problem for f in found.faults)


@pytest.mark.parametrize(
    ("sheet", "row", "values", "column"),
    [
        ("关键问题", ORE, {"生产企业": "海外巨头"}, "生产企业"),
        ("关键问题", ORE, {"生产企业": "整车客户"}, "生产企业"),
        ("关键问题", ORE, {"名单是否齐全": "大概"}, "名单是否齐全"),
        ("在区企业", "firm:here", {"在区情况": "还行"}, "在区情况"),
        ("在区企业", "firm:here", {"在区情况": "更名"}, "新名称"),
        ("在区企业", "firm:loose", {"是否独家": "是"}, "是否独家"),
        ("在区企业", "firm:loose", {"投产年": "2018"}, "投产年"),
        ("在区企业", "firm:here", {"投产年": "很早"}, "投产年"),
        ("在区企业", "firm:loose", {"项目阶段": "投产"}, "项目阶段"),
        ("在区企业", "firm:here", {"项目阶段": "快了"}, "项目阶段"),
    ],
)
def test_what_cannot_hold_is_a_fault_at_its_cell(cells: Cells, sheet: str, row: str, values: dict[str, str], column: str) -> None:
    put(cells, sheet, row, **values)
    found = read(cells)
    assert errors(found) == [(sheet, column)] and found.claims == []


def test_a_declaration_needs_somebody_who_says_so(tmp_path: Path) -> None:
    cells = sheets_of(confirm_book(GRAPH, ZONE, [Asked(ORE, "问", "局", "", "")]), tmp_path)
    date(cells, who="")
    put(cells, "关键问题", ORE, 名单是否齐全="是")
    assert len(errors(read(cells))) == 1


def test_the_stage_of_the_one_project_a_firm_has(cells: Cells) -> None:
    put(cells, "在区企业", "firm:here", 项目阶段="开工")
    graph = after(read(cells))
    assert graph.node("project:plant").props["stage"] == "开工" and status(graph, NCM).facts.progress == "在建，投产时间未采集"


def test_the_first_questions_are_those_the_plan_waits_for() -> None:
    found = gaps(GRAPH, ZONE)
    asked = first_questions(found, 20)
    assert {g.link.id for g in asked} == {g.link.id for g in open_questions(found)}
    minor = [not (g.need or g.facts.sole) for g in asked]
    assert minor == sorted(minor) and first_questions(found, 2) == asked[:2]
