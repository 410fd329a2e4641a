"""What each section says of the small zone of report_graph: the words of the office, nobody misplaced, nothing invented."""

from __future__ import annotations

from functools import cache

import pytest

from builders import claim
from liantu.analysis.cut_words import final_products
from liantu.analysis.cuts import cut_sets
from liantu.analysis.gaps import gaps
from liantu.analysis.picks import worth_acting_on
from liantu.analysis.supply import supply_graph
from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.snapshot import Snapshot
from liantu.reports.base import Context, Paragraph, Table
from liantu.reports.scope import Scope
from liantu.reports.sections import SECTIONS
from liantu.reports.sections.one_page import fitting, lines_of, room
from report_graph import BATTERY, HERE, NAMES, ROBOTS, ZONE, report_graph


@cache
def context(chain: str | None = BATTERY, edition: str = "internal", graph: Snapshot | None = None) -> Context:
    graph = graph or report_graph()
    found = tuple(g for g in gaps(graph, ZONE) if chain in (None, g.chain))
    node = graph.node(chain) if chain else None
    return Context(graph, ZONE, edition, chain=node, found=found)


def rows(section: str, number: int = 0, **about: object) -> list[dict[str, str]]:
    """The rows of the n-th table of a section, by column key."""
    tables = [b for b in SECTIONS[section].build(context(**about)) if isinstance(b, Table)]
    keys = [c.key for c in tables[number].columns]
    return [{k: c.text for k, c in zip(keys, row, strict=True)} for row in tables[number].rows]


def texts(section: str, **about: object) -> list[str]:
    return [b.cell.text for b in SECTIONS[section].build(context(**about)) if isinstance(b, Paragraph)]


def test_page_one_says_have_gaps_firms_facts():
    page = texts("one_page")
    assert [x for x in page if x in ("家底", "值得行动的缺口和需求", "可接触的企业（规划点名，拟引进）", "先核实的事")] == [
        "家底", "值得行动的缺口和需求", "可接触的企业（规划点名，拟引进）", "先核实的事",
    ]  # fmt: skip
    assert page[1] == ("1. 已掌握在区企业 2 家，规划载明（2020），未复核：本地材料厂（三元阴极）、散居企业。")
    assert page[2] == (
        "2. 末级环节 5 个：缺 1（铁锂阴极）、有 1（三元阴极）、待核实 3；上级环节 1 个：有 1（阴极总类）。"
        "末级环节中规划点名需求的 1 个。待核实不等于缺。"
    )
    assert page[4] == "1. 铁锂阴极：现状缺，规划点名需求（补）。“本区尚缺少铁锂阴极，亟待补链”（第5章第1节·第9行）。建议：补链。"
    assert page[5].startswith("2. 阴极总类：现状有，规划点名需求（引进）。“积极引进海外巨头，突破阴极总类瓶颈”（第5章第1节·第7行）。")
    assert page[7] == "阴极总类：海外巨头（外国）。"


def test_page_one_of_the_public_edition_says_what_there_is_to_offer():
    page = texts("one_page", edition="public")
    assert page[3:] == [
        "发展目标（规划所写）", "产业规模 200 亿元（2025）。", "发展方向", "干法工艺。",
        "已有平台载体", "已建检测中心。", "合作高校院所", "合作大学。",
    ]  # fmt: skip


def test_an_unplaced_invitee_is_named_with_the_measure_that_invites_it():
    said = [claim("firm:unknown", "name", "来客", source="source:plan", quote="来客", locator="第1行", grade="plan", modality="reference")]
    about = {"source": "source:plan", "quote": "引进来客设总部", "locator": "第5章第1节·第20行", "grade": "plan", "modality": "invited"}
    said += [claim("measure:battery/bring", "INVITES", "firm:unknown", **about)]
    graph = Snapshot(assemble([*report_graph().claims.values(), *said], ZONE))
    assert "2. 招来海外巨头：来客。" in texts("one_page", graph=graph)


def test_page_one_prefers_proof_then_named_firms_then_new_measures():
    ctx = context()
    assert [g.link.id for g in worth_acting_on(ctx.graph, ctx.found, ctx.settings)] == ["link:battery/lfp", "link:battery/cathode"]


def test_page_one_has_limits():
    few = fitting(["甲" * 70] * 9, 5)
    assert (len(few), sum(map(lines_of, few))) == (2, 4)
    assert fitting(["甲" * 700], 1) == ["甲" * 700]
    for chain in (BATTERY, ROBOTS, None):
        items = [x for x in SECTIONS["one_page"].build(context(chain)) if isinstance(x, Paragraph) and x.style == "item"]
        assert sum(lines_of(x.cell.text) for x in items) <= room(context(chain))


def test_residents_are_listed_with_what_says_so():
    assert [(r["firm"], r["link"], r["checked"], r["project"]) for r in rows("key_firms")] == [
        (NAMES["firm:here"], NAMES["link:battery/ncm"], "规划载明（2020），未复核", NAMES["project:plant"]),
        (NAMES["firm:loose"], "环节待核实", "规划载明（2020），未复核", ""),
    ]
    cell = SECTIONS["key_firms"].build(context())[0].rows[0][-1]
    assert [e.quote for e in cell.notes] == [HERE]


def test_a_register_confirms_a_resident():
    known = report_graph()
    said = claim("firm:here", "LOCATED_IN", "place:zone", source="source:plan", grade="registry", modality="registered", as_of="2024-05")
    graph = Snapshot(assemble([*known.claims.values(), said], ZONE))
    assert [r["checked"] for r in rows("key_firms", graph=graph)] == ["已核实（2024-05）", "规划载明（2020），未复核"]


def test_a_resident_is_no_target_even_where_the_plan_invites_it():
    about = {"source": "source:plan", "grade": "plan", "modality": "invited", "quote": "引进散居企业", "locator": "第9行"}
    said = [
        claim("firm:loose", "INVITED_FOR", "link:battery/cell", **about),
        claim("measure:battery/bring", "INVITES", "firm:loose", **about),
    ]
    graph = Snapshot(assemble([*report_graph().claims.values(), *said], ZONE))
    assert [r["firm"] for r in rows("targets", graph=graph)] == [NAMES["firm:wanted"]]
    assert NAMES["firm:loose"] in [r["firm"] for r in rows("key_firms", graph=graph)]


def test_a_chain_without_firms_lists_none():
    for section in ("key_firms", "targets", "gap_list", "projects"):
        (said,) = SECTIONS[section].build(context(ROBOTS))
        assert isinstance(said, Paragraph) and said.cell.text, "a sentence, no bare head of a table"


def test_gaps_are_proven_or_wanted_and_unknown_links_are_calls():
    found = rows("gap_list")
    assert {(r["link"], r["status"].split("\n")[0], r["need"], r["strategy"], r["words"]) for r in found} == {
        ("铁锂阴极", "缺", "✓ 补", "补链", "补链"),
        ("阴极总类（含 2 个子环节）", "有", "✓ 引进", "按规划推进", ""),
    }
    assert all(r["lead"] == r["due"] == "" and r["source"] for r in found)
    calls = [r["link"] for n in (1, 2) for r in rows("verify_list", n) if r]
    assert set(calls) >= {NAMES["link:battery/cell"], NAMES["link:battery/ore"], NAMES["link:battery/tester"]}
    assert NAMES["link:battery/lfp"] not in calls, "缺 is proven: nothing to ask"


def test_the_way_names_what_the_rings_advise():
    near = [
        claim("firm:unknown", p, v, grade="disclosure") for p, v in (("CAPABLE_OF", "link:battery/lfp"), ("LOCATED_IN", "place:region"))
    ]
    graph = Snapshot(assemble([*report_graph().data.claims, *near], ZONE))
    (way,) = [r["way"] for r in rows("gap_list", graph=graph) if r["link"] == "铁锂阴极"]
    advice = ["各圈层：园区缺、市待核实、区域有、全国有", "本区缺，区域已知 1 家：对接"]  # the firm stands in the reason before
    assert way.split("\n") == ["对接大湾区：已知区域企业：仅提及公司", *advice]
    assert [r["way"] for r in rows("gap_list") if r["link"] == "铁锂阴极"] == [""]


def test_the_calls_are_counted_by_office_and_sorted_by_change():
    counted = rows("verify_list")
    tables = [b for b in SECTIONS["verify_list"].build(context()) if isinstance(b, Table)][1:]
    assert [int(r["count"]) for r in counted] == [len(t.rows) for t in tables]
    keys = [c.key for c in tables[0].columns]
    for made in tables:
        possible = [int(row[keys.index("impact")].text.partition("／")[2]) for row in made.rows]
        assert possible == sorted(possible, reverse=True)


def test_the_zone_calls_for_what_the_plan_wants_and_counts_the_rest():
    counted = sum(int(r["count"]) for r in rows("verify_list", chain=None))
    listed = [b for b in SECTIONS["verify_list"].build(context(None)) if isinstance(b, Table)][1:]
    assert sum(len(t.rows) for t in listed) < counted
    assert all("见各链报告" in t.note for t in listed)


def test_targets_are_invitees_with_blanks_to_fill():
    only = rows("targets")
    assert [(r["firm"], r["origin"], r["link"], r["words"]) for r in only] == [("海外巨头", "外国", "阴极总类", "招来海外巨头")]
    assert [(r["state"], r["unit"], r["contact"]) for r in only] == [("", "", "")]


def test_resources_tell_relation_and_stage():
    assert [(r["name"], r["above"]) for r in rows("resources", 0)] == [("干法工艺", ""), ("干法涂覆", "干法工艺")]
    assert {(r["name"], r["relation"]) for r in rows("resources", 1)} == {("合作大学", "合作"), ("拟来学院", "拟引进")}
    assert {(r["name"], r["stage"]) for r in rows("resources", 2)} == {("已建检测中心", "已有"), ("拟来测试台", "拟引进")}
    assert [r["name"] for n in (1, 2) for r in rows("resources", n, edition="public")] == ["合作大学", "已建检测中心"]


def test_a_platform_only_spoken_of_is_neither_here_nor_planned():
    about = {"source": "source:plan", "quote": "学习外地高新区", "locator": "第7章·第9行", "grade": "plan", "modality": "reference"}
    said = [claim("platform:other", "name", "外地高新区", **about), claim("measure:battery/bring", "AIMS_AT", "platform:other", **about)]
    graph = Snapshot(assemble([*report_graph().claims.values(), *said], ZONE))
    listed = {r["name"]: r["stage"] for r in rows("resources", 2, chain=None, graph=graph)}
    assert listed == {"已建检测中心": "已有", "拟来测试台": "拟引进", "外地高新区": "提及"}
    assert next(iter(listed)) == "已建检测中心", "what stands comes first"


def test_a_chain_lists_no_ties_of_an_institution_to_other_chains():
    about = {"source": "source:plan", "quote": "整机人方向与合作大学合作", "locator": "第5章第2节·第30行", "grade": "plan"}
    said = [
        claim("direction:robots/whole", "name", "整机方向", modality="planned", **about),
        claim("direction:robots/whole", "DIRECTION_OF", ROBOTS, modality="planned", **about),
        claim("institution:uni", "RESEARCHES", "direction:robots/whole", modality="cooperation", **about),
    ]
    graph = Snapshot(assemble([*report_graph().claims.values(), *said], ZONE))
    topics = {
        chain: {r["name"]: r["topics"] for r in rows("resources", 1, chain=chain, graph=graph)}["合作大学"] for chain in (BATTERY, None)
    }
    assert topics == {BATTERY: "干法工艺", None: "干法工艺、整机方向"}


def test_sources_that_nothing_rests_on_are_not_listed():
    about = {"source": "source:domain", "quote": "行业常识", "locator": "x.yaml", "grade": "domain"}
    said = [claim("source:own", "name", "空来源", **about), claim("source:plan", "licence", "none stated", **about)]
    graph = Snapshot(assemble([*report_graph().claims.values(), *said], ZONE))
    assert {r["title"]: r["licence"] for r in rows("sources", graph=graph)} == {"《某规划（草案）》": "未注明", "行业常识": "未采集"}


def test_amounts_are_the_words_of_the_source():
    assert [(r["investment"], r["capacity"], r["land"], r["investor"]) for r in rows("projects")] == [
        ("超20亿元", "未采集", "未采集", "本地材料厂")
    ]
    assert [(r["name"], r["base"], r["target"]) for r in rows("panorama")] == [("产业规模", "未采集", "200（2025）")]


def test_the_zone_sums_up_its_chains():
    assert [(r["chain"], r["links"], r["needed"], r["缺"], r["firms"], r["placed"], r["wanted"]) for r in rows("panorama", chain=None)] == [
        ("甲电池", "5", "1", "1", "2", "1", "1"),
        ("乙机器/人", "2", "0", "0", "0", "0", "0"),
    ]


REPLACED = ("判定", "得分", "匹配度", "可信度", "单点", "割集", "HHI", "覆盖声明", "稳定性", "contradiction", "domain")


@pytest.mark.parametrize("chain", [BATTERY, ROBOTS, None])
@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_says_words_that_the_office_does_not(section, chain):
    blocks = SECTIONS[section].build(context(chain))
    told = [b.cell.text for b in blocks if isinstance(b, Paragraph)]
    told += [c.text for b in blocks if isinstance(b, Table) for row in b.rows for c in row]
    told += [c.title for b in blocks if isinstance(b, Table) for c in b.columns]
    assert [text for text in told if any(word in text for word in REPLACED)] == []


def test_scope_never_counts_an_unknown_firm():
    scope = Scope(report_graph(), BATTERY)
    assert [f.id for f in scope.residents] == ["firm:here", "firm:loose"]
    assert [f.id for f in scope.invitees] == ["firm:wanted"]
    assert [f.id for f in Scope(report_graph(), ROBOTS).residents] == []


def test_the_annex_counts_the_smallest_losses_of_each_chain():
    supply = supply_graph(report_graph())
    for row in rows("cuts", chain=None):
        chain = next(c for c in report_graph().of_type(s.CHAIN) if c.name == row["chain"])
        products = final_products(report_graph(), supply, chain.id)
        whole = cut_sets(supply, products).whole
        certain = sum(c.certain for c in whole.singles)
        assert row["products"] == str(len(products))
        assert row["one"] == (f"{certain}／{len(whole.singles) - certain}" if products else "不适用")
