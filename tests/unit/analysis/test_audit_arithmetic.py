"""The plan's own arithmetic against numbers worked out by hand; nothing is divided that does not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_graph import ZONE, audit_graph, indicator, measure, said
from builders import named
from liantu.analysis.audit_arithmetic import arithmetic, clusters, reliance, relied_on, sums
from liantu.analysis.audit_completion import completions, stated_growth
from liantu.analysis.finding import Finding
from liantu.analysis.gaps import gaps
from liantu.analysis.settings import Settings, audit_settings
from liantu.graph.claims import Claim

SETTINGS = audit_settings()
LENIENT = Settings(SETTINGS.sections | {"reliance": SETTINGS["reliance"] | {"from_share": 0.9}})


def by_id(found: list[Finding]) -> dict[str, Finding]:
    assert len({f.id for f in found}) == len(found)
    return {f.id: f for f in found}


def test_reliance_is_named_output_by_the_goal_with_its_words():
    found = by_id(reliance(audit_graph(), SETTINGS))
    assert found.keys() == {"reliance:motors/scale", "reliance:cells/scale"}
    motors, cells = found["reliance:motors/scale"], found["reliance:cells/scale"]
    assert motors.formula == "(预计超100亿元) ÷ 150亿元 = 超66.7%（推算）"
    assert cells.formula == "(预计约200亿元) ÷ 200亿元 = 约100%（推算）"
    assert "固链" in motors.text and "不改变环节现状" in motors.text and "口径" in motors.remark
    assert [e.locator for e in motors.evidence] == ["第1章·第20行", "第1章·第10行"]


def test_a_small_project_does_not_feed_a_strategy():
    small = [*named("project:small"), said("project:small", "output", "5亿元", "产值5亿元", 40)]
    graph = audit_graph(
        [*small, said("project:small", "INVESTS_IN", "link:other/x", "产值5亿元", 40)],
        [*named("chain:other", "link:other/x"), said("link:other/x", "LINK_OF", "chain:other", "x", 41)],
        indicator("other/scale", "另一产业规模", "chain:other", unit="亿元", target_year="2025", target_value="100"),
    )
    found = by_id(reliance(graph, SETTINGS))["reliance:other/scale"]
    assert "依赖度 5%" in found.text and "固链" not in found.text


def test_reliance_feeds_the_strategy_of_the_links_it_rests_on_and_no_status():
    makes = [said("firm:here", "OPERATES_IN", "link:motors/magnet", "本地企业生产磁材", 41, "existing")]
    makes += [said("firm:here", "OPERATES_IN", "link:motors/motor", "本地企业生产电机", 42, "existing")]
    undertakes = [said("firm:here", "UNDERTAKES", "project:town", "本地企业承担项目", 43)]
    found = {g.link.id: g for g in gaps(audit_graph(makes, undertakes), ZONE)}
    told = {i: ([f.formula for f in g.reliance], g.status, g.strategy) for i, g in found.items() if g.reliance}
    town, plant = "(预计超100亿元) ÷ 150亿元 = 超66.7%（推算）", "(预计约200亿元) ÷ 200亿元 = 约100%（推算）"
    assert told == {
        "link:motors/motor": ([town], "有", "固链"),
        "link:motors/magnet": ([town], "有", "固链"),  # its firm undertakes the project
        "link:cells/cell": ([plant], "待核实", ""),  # an unknown link stays unknown
    }
    (shown,) = found["link:motors/motor"].as_json()["reliance"]
    assert shown["formula"] == town and shown["evidence"][0]["locator"] == "第1章·第20行" and "龙头依赖度" in shown["text"]
    before = {g.link.id: (g.status, g.strategy) for g in gaps(audit_graph(makes), ZONE)}
    assert before["link:motors/magnet"] == ("有", "") and relied_on(audit_graph(makes), LENIENT).keys() == {"link:cells/cell"}


def test_two_projects_of_a_chain_are_added_and_the_sum_is_shown():
    second = [*named("project:second"), said("project:second", "output", "产值5000万元", "产值5000万元", 40)]
    graph = audit_graph([*second, said("project:second", "INVESTS_IN", "chain:motors", "产值5000万元", 40)])
    found = by_id(reliance(graph, SETTINGS))["reliance:motors/scale"]
    assert found.formula.startswith("(5000万元 + 预计超100亿元) ÷ 150亿元 = 超67%")


def test_reliance_changes_no_status():
    statuses = {g.link.id: (g.status, g.strategy) for g in gaps(audit_graph(), ZONE)}
    reliance(audit_graph(), SETTINGS)
    assert statuses["link:motors/motor"] == ("待核实", "先核实")


@pytest.mark.parametrize("output", ["产值可观", "由20亿元增至100亿元", "20万吨/年"])
def test_what_is_no_amount_of_money_is_not_divided(output: str):
    claims = [*named("project:odd"), said("project:odd", "output", output, output, 40)]
    graph = audit_graph([*claims, said("project:odd", "INVESTS_IN", "link:cells/cell", output, 40)])
    assert "约100%" in by_id(reliance(graph, SETTINGS))["reliance:cells/scale"].formula


def test_goals_add_up_beside_the_base_with_the_growth_they_imply():
    found = by_id(sums(audit_graph(), ZONE, SETTINGS))
    total = found["sum:output"]
    assert total.formula == "200亿元 + 150亿元 = 350亿元；÷ 500亿元 = 0.7，2019–2025 年均 -5.8%（推算）"
    assert [e.locator for e in total.evidence] == ["第1章·第10行", "第1章·第11行", "第1章·第12行"]


def test_without_a_base_no_growth_is_invented():
    firms = {"unit": "家", "target_year": "2025"}
    graph = audit_graph(
        indicator("motors/firms", "电机高新技术企业", "chain:motors", target_value="突破30", **firms),
        indicator("cells/firms", "电池高新技术企业", "chain:cells", target_value="100", **firms),
    )
    found = by_id(sums(graph, ZONE, SETTINGS))["sum:no-base/cells/firms"]
    assert found.text.endswith("基值未采集，不推算增长") and found.formula == "100家 + 突破30家 = 突破130家（推算）"


def test_a_cluster_claim_stands_beside_the_goal_once():
    again = measure("cluster-too", "构建千亿级产业集群", "chain:motors", line=35)
    found = clusters(audit_graph(again), SETTINGS)
    assert [f.formula for f in found] == ["1000亿元级 ÷ 150亿元 = 约6.67（推算）"]
    assert "千亿级产业集群" in found[0].text and found[0].evidence[0].quote == "构建千亿级产业集群"


@pytest.mark.parametrize(
    ("cells", "rate"),
    [
        ({"unit": "亿元", "latest_value": "502.06", "target_value": "2500亿元"}, "20.1%"),
        ({"latest_value": "91家", "target_value": "大于80家"}, "113.8%"),
        ({"latest_value": "0", "target_value": "大于10家", "unit": "家"}, "0%"),
        ({"latest_value": "41%", "target_value": "大于35%"}, "117.1%"),
        ({"latest_value": "3", "target_value": "3-5", "unit": "家"}, "60%–100%"),
        ({"latest_value": "33件", "target_value": "12%"}, None),
        ({"latest_value": "等待核定", "target_value": "12"}, None),
        ({"target_value": "12"}, None),
    ],
)
def test_completion_is_latest_by_target(cells: dict[str, str], rate: str | None):
    found = completions(audit_graph(indicator("x", "某指标", latest_year="2019", **cells)), SETTINGS)
    assert [f.text.partition("完成率 ")[2] for f in found] == ([f"{rate}（推算）"] if rate else [])


def test_less_is_better_gets_no_completion():
    cells = {"latest_value": "0.5", "target_value": "0.4", "latest_year": "2019"}
    assert completions(audit_graph(indicator("x", "万元增加值能耗", **cells)), SETTINGS) == []


def growing(rate: str) -> list[Claim]:
    cells = {"unit": "亿元", "base_year": "2015", "base_value": "146.12", "latest_year": "2019", "latest_value": "243.9"}
    return indicator("gdp", "地区生产总值", quote=f"由146.12亿元增长到243.9亿元，年均增长率{rate}%", **cells)


def test_stated_growth_is_worked_out_again():
    assert stated_growth(audit_graph(growing("13.7")), SETTINGS) == []
    found = stated_growth(audit_graph(growing("25")), SETTINGS)
    assert [f.formula for f in found] == ["(243.9亿元 ÷ 146.12亿元)^(1/4) − 1 = 13.7%（推算）"]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_every_quotient_is_marked_and_proven(latest: int, target: int):
    cells = {"latest_value": str(latest), "target_value": str(target), "latest_year": "2019"}
    for finding in arithmetic(audit_graph(indicator("x", "某指标", **cells)), ZONE, SETTINGS):
        assert "推算" in finding.formula and finding.remark.startswith("口径") and finding.evidence
        assert all(e.quote and e.locator for e in finding.evidence)
