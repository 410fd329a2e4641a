"""Needs against gaps, measures and directions against the graph: nothing unknown is a gap, nobody invited is resident."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit_graph import ZONE, audit_graph, measure, said
from builders import named
from liantu.analysis.audit_measures import NO_GAP, directions_without_actors, measures_without_aim, tasks
from liantu.analysis.audit_needs import critical_unknown, gaps_unaddressed, invitees_per_gap, needs_meeting_gaps
from liantu.analysis.audit_weaknesses import weaknesses_answered, weaknesses_unanswered
from liantu.analysis.gaps import gaps
from liantu.analysis.settings import Settings, audit_settings
from liantu.graph.claims import Claim
from liantu.graph.snapshot import Snapshot

SETTINGS = audit_settings()
REDUCER, MAGNET = "link:motors/reducer", "link:motors/magnet"


def ids(family: Any, graph: Snapshot, settings: Settings = SETTINGS) -> list[str]:
    return [f.id for f in family(graph, gaps(graph, ZONE), settings)]


def test_a_need_meets_a_gap_only_where_a_source_proves_it():
    graph = audit_graph()
    assert ids(needs_meeting_gaps, graph) == [f"need:{REDUCER}"]
    assert ids(gaps_unaddressed, graph) == [f"unaddressed:{MAGNET}"]
    need = needs_meeting_gaps(graph, gaps(graph, ZONE), SETTINGS)[0]
    assert "原文称瓶颈" in need.text and need.evidence[0].quote == "突破减速器等关键技术瓶颈"
    assert "现状缺" in gaps_unaddressed(graph, gaps(graph, ZONE), SETTINGS)[0].text


@pytest.mark.parametrize(
    "claims",
    [
        measure("m", "引进磁材企业", MAGNET),
        [*named("direction:d"), said("direction:d", "ADVANCES", MAGNET, "磁材方向", 61), *measure("m", "发展磁材", "direction:d")],
        [*named("project:p"), said("project:p", "INVESTS_IN", MAGNET, "磁材项目", 61)],
        [said("firm:wanted", "INVITED_FOR", MAGNET, "引进磁材龙头", 61, "invited")],
        [*named("link:motors/all"), said("link:motors/all", "LINK_OF", "chain:motors", "总类", 61),
         said(MAGNET, "PART_OF", "link:motors/all", "总类", 61), *measure("m", "引进总类", "link:motors/all")],
    ],
    ids=["measure", "direction", "project", "invitee", "whole"],
)  # fmt: skip
def test_what_addresses_a_gap(claims: list[Claim]):
    graph = audit_graph(claims)
    assert ids(gaps_unaddressed, graph) == []
    assert f"need:{MAGNET}" in ids(needs_meeting_gaps, graph)


def test_a_critical_link_without_known_maker_is_no_gap():
    graph = audit_graph()
    low = replace(SETTINGS, sections={**SETTINGS.sections, "structural": {**SETTINGS["structural"], "stops_at_least": 1}})
    found = critical_unknown(graph, gaps(graph, ZONE), low)
    assert [f.id for f in found] == ["critical:link:cells/salt"]
    assert "待核实（不是缺）" in found[0].text and "可能停产的环节 1 个" in found[0].text
    assert critical_unknown(graph, gaps(graph, ZONE), SETTINGS) == []


def test_invitees_are_named_and_never_counted_as_resident():
    graph = audit_graph()
    found = {f.id: f.text for f in invitees_per_gap(graph, gaps(graph, ZONE), SETTINGS)}
    assert found.keys() == {f"invitees:{REDUCER}", f"invitees:{MAGNET}"}
    assert "拟引进 1 家（均未证实在区，不计入在区企业）：wanted" in found[f"invitees:{REDUCER}"]
    assert found[f"invitees:{MAGNET}"].endswith("规划未点名引进对象")


def test_a_resident_invited_again_is_no_invitee():
    graph = audit_graph([said("firm:here", "INVITED_FOR", REDUCER, "引进本地企业", 62, "invited")])
    assert all("here" not in f.text for f in invitees_per_gap(graph, gaps(graph, ZONE), SETTINGS))


def test_measures_that_aim_at_nothing():
    graph = audit_graph(
        measure("void", "优化营商环境"),
        [*measure("spirit", "提升园区精神"), said("measure:spirit", "unaimed", "原文未点名对象", "提升园区精神", 64)],
        measure("chain-only", "做强电机链", "chain:motors"),
        [*named("platform:bare", "platform:tied"), said("platform:tied", "SERVES", "link:cells/salt", "服务", 63)],
        measure("bare", "建设空平台", "platform:bare"),
        measure("tied", "建设盐平台", "platform:tied"),
        [*named("measure:inviting"), said("measure:inviting", "INVITES", "firm:wanted", "引进减速器龙头企业", 64, "invited")],
    )
    found = {f.id: f for f in measures_without_aim(graph)}
    assert {i: f.text.partition("：")[2] for i, f in found.items()} == {
        "measure:spirit": "未指向图中任何对象（原文未点名对象）",
        "measure:void": "未指向图中任何对象（数据未说明原因）",
        "measure:bare": "只指向“bare”，与任何环节、方向、产业链均无关联",
        "measure:chain-only": "只落到产业链整体（“motors”），未落到环节或技术方向",
    }
    assert list(found) == ["measure:spirit", "measure:void", "measure:bare", "measure:chain-only"]
    assert found["measure:void"].evidence[0].quote == "优化营商环境"


def test_tasks_name_the_gap_they_serve_or_none():
    school = [*named("institution:uni", "direction:d"), said("institution:uni", "RESEARCHES", "direction:d", "研究", 65, "cooperation")]
    graph = audit_graph(
        [*school, said("direction:d", "ADVANCES", REDUCER, "减速器方向", 65)],
        measure("school", "引进高校", "institution:uni"),
        measure("whole", "突破传动", "link:motors/drive"),
        measure("salt", "引进盐企业", "link:cells/salt"),
    )
    found = {t.measure.id: t for t in tasks(graph, gaps(graph, ZONE), SETTINGS)}
    assert found.keys() == {"measure:cluster", "measure:school", "measure:whole", "measure:salt"}
    assert found["measure:whole"].gaps == ("motors/reducer（原文称瓶颈）",)
    assert found["measure:school"].gaps == () and found["measure:salt"].gaps == ()
    assert (found["measure:salt"].unknown, found["measure:school"].unknown) == (1, 0)
    assert found["measure:salt"].evidence[0].quote == "引进盐企业" and NO_GAP == "无对应缺口"


def actors(*more: Claim) -> str:
    graph = audit_graph(
        [*named("direction:d", "institution:uni", "platform:lab"), said("direction:d", "ADVANCES", REDUCER, "方向", 66), *more]
    )
    return next((f.text.partition("（")[0] for f in directions_without_actors(graph)), "")


def test_directions_lack_what_no_source_calls_existing():
    firm = said("firm:here", "CAPABLE_OF", REDUCER, "本地企业做减速器", 67, "existing")
    wanted = said("firm:wanted", "CAPABLE_OF", REDUCER, "龙头做减速器", 67, "existing")
    school = said("institution:uni", "RESEARCHES", "direction:d", "与高校合作", 68, "cooperation")
    serves = said("platform:lab", "SERVES", "direction:d", "建设平台", 69)
    built = said("platform:lab", "LOCATED_IN", "place:zone", "已建平台", 69, "existing")
    assert actors() == actors(wanted, serves) == "d：未掌握在区企业、高校院所、已建平台"
    assert actors(firm) == "d：未掌握高校院所、已建平台"
    assert actors(firm, school, serves) == "d：未掌握已建平台"
    assert actors(firm, school, serves, built) == ""


def test_plans_and_guesses_are_no_actors():
    planned = said("institution:uni", "RESEARCHES", "direction:d", "拟与高校合作", 68, "planned")
    guessed = said("firm:here", "CAPABLE_OF", REDUCER, "或可做减速器", 67, "inferred")
    assert actors(planned, guessed) == "d：未掌握在区企业、高校院所、已建平台"


def test_a_stated_weakness_is_met_by_measures_on_the_same_thing_only():
    graph = audit_graph(
        named("platform:lab", "platform:fund", "platform:hub"),
        measure("weak-lab", "重点实验室未实现突破", "platform:lab", "chain:motors", kind="短板"),
        measure("weak-fund", "基金规模不足", "platform:fund", kind="短板"),
        measure("weak-fund-too", "基金功能差", "platform:fund", kind="短板"),
        measure("weak-air", "氛围不浓", kind="短板"),
        measure("build-lab", "建设重点实验室", "platform:lab", kind="建设"),
        measure("build-hub", "建设枢纽", "platform:hub", "chain:motors", kind="建设"),
    )
    met, unmet = weaknesses_answered(graph), {f.id: f.text for f in weaknesses_unanswered(graph)}
    assert [f.id for f in met] == ["need:measure:weak-lab"]
    assert met[0].text == "原文称短板“重点实验室未实现突破”；同一对象有举措：建设重点实验室"
    assert [e.quote for e in met[0].evidence] == ["重点实验室未实现突破", "建设重点实验室"]
    assert unmet["unaddressed:measure:weak-fund"].endswith("没有举措针对“fund”")
    assert unmet["unaddressed:measure:weak-air"].endswith("是否有举措针对它待核实")
    served = {t.measure.id: t.gaps for t in tasks(graph, gaps(graph, ZONE), SETTINGS)}
    assert served["measure:build-lab"] == ("重点实验室未实现突破（原文称短板）",) and served["measure:build-hub"] == ()
    assert not any("weak" in i for i in served)
    assert not any("weak" in f.id for f in measures_without_aim(graph))


def test_a_weakness_of_the_nation_is_none_of_the_zone():
    nation = [replace(c, modality="reference") for c in measure("nation", "我国处于中低端", kind="短板")]
    graph = audit_graph(nation, measure("zone", "园区平台不足", kind="短板"))
    assert [f.id for f in weaknesses_unanswered(graph)] == ["unaddressed:measure:zone"]
    assert not {"measure:nation", "measure:zone"} & {t.measure.id for t in tasks(graph, gaps(graph, ZONE), SETTINGS)}


def test_what_was_done_already_is_no_task_and_no_answer():
    done = [replace(c, modality="existing") for c in measure("done", "已建成实验室", "platform:lab", kind="建设")]
    half = [
        *measure("half", "一期建成，继续建设", kind="建设"),
        said("measure:half", "AIMS_AT", "platform:lab", "一期建成", 60, "existing"),
    ]
    weak = measure("weak", "实验室数量不够", "platform:lab", kind="短板")
    graph = audit_graph(named("platform:lab"), done, weak)
    assert [f.id for f in weaknesses_unanswered(graph)] == ["unaddressed:measure:weak"]
    assert "measure:done" not in {t.measure.id for t in tasks(graph, gaps(graph, ZONE), SETTINGS)}
    assert "measure:done" not in {f.id for f in measures_without_aim(graph)}
    graph = audit_graph(named("platform:lab"), half, weak)
    assert [f.id for f in weaknesses_answered(graph)] == ["need:measure:weak"]
    assert "measure:half" in {t.measure.id for t in tasks(graph, gaps(graph, ZONE), SETTINGS)}
