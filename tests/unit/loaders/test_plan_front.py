"""The preface and chapters 1 and 2 of the plan: what the text says there is in the graph, and nothing else.

The checks read the plan's text themselves (a small parser for the tables, regular expressions for figures and names), so a
row, a figure, a clause or a name that was forgotten, altered or made up fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from built import shipped_data, shipped_graph
from liantu.graph import schema as s
from liantu.graph.claims import Claim
from liantu.graph.snapshot import Node, Snapshot
from liantu.loaders.shipped import DATA, Shipped

BLOCK_FILES = ("chapter-1.yaml", "chapter-1-weaknesses.yaml", "chapter-2.yaml", "tables.yaml", "differences.yaml", "outlook.yaml")
VALUES = ("base_value", "latest_value", "target_value")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Figures that are no indicator: the words around them, and why.
NO_INDICATOR = {
    r"\d{4}年(?:\d+月)?(?:\d+日)?": "date of an event or of a figure",
    r"“9\+2”": "name of the Greater Bay Area's members",
    r"\d+月底": "date of a figure",
    r"5G": "a technology",
    r"产值5亿元以上": "threshold that defines an indicator, it stands in its name",
}
# Words in quotation marks or book-title marks that are no name of a thing, and why.
NO_NAME = {
    "十四五": "period", "十三五": "period", "十二五": "period", "江门高新区": "the zone", "规划纲要": "alias of the outline",
    "世界灯饰之都": "epithet of a place", "汗水驱动": "figure of speech", "智慧驱动": "figure of speech", "信息孤岛": "figure of speech",
    "产、城、人": "figure of speech", "立得住、叫得响": "figure of speech", "大萧条": "historical event", "9+2": "members of the bay area",
    "创新驱动高质量发展": "slogan", "发展高科技、实现产业化": "slogan",
    "以商引商": "part of a measure's name", "以侨引侨": "part of a measure's name",
    "在孵企业—科技型中小微企业—高企培育库企业—高新技术企业": "the ladder, told in `about` of 高企培育体系",
    "将国家高新区建设成为创新驱动发展示范区和高质量发展先行区": "a sentence", "双区": "short for 双区驱动",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    return shipped_data()


@pytest.fixture(scope="module")
def graph(shipped: Shipped) -> Snapshot:
    return shipped_graph()


@pytest.fixture(scope="module")
def text(shipped: Shipped) -> str:
    """The preface and chapters 1 and 2."""
    return shipped.sources["plan"].text.partition("第3章 [")[0]


@pytest.fixture(scope="module")
def prose(text: str) -> str:
    """The running text: the same, with the tables and marks blanked out so that offsets stay."""
    return re.sub(r"(?m)^\t.*$|\[bookmark[^\]]*\]|^第\d+[章节].*$|^表\d.*$", lambda m: " " * len(m[0]), text)


def table(text: str, title: str) -> list[list[str]]:
    """Rows of a table: each is a run of lines that begin with a tab; the first run is the header."""
    body = text[text.index(title) :].partition("\n")[2]
    runs = re.split(r"\n(?!\t)", body)
    rows = [[cell.strip("\t\n ") for cell in run.strip("\n").split("\n")] for run in runs if run.lstrip("\n").startswith("\t")]
    return [row for row in rows if len(row) == 6]


def told(node: Node, *names: str) -> list[str]:
    return [str(node.props.get(name, "")) for name in names]


def indicators(graph: Snapshot, prefix: str) -> list[Node]:
    return [n for n in graph.of_type(s.INDICATOR) if n.id.startswith(f"indicator:{prefix}")]


def test_table_1_is_complete_and_as_written(graph: Snapshot, text: str) -> None:
    rows = table(text, "表1 “十三五”时期主要目标完成情况")[1:14]  # the second table stands below the first
    said = [told(n, "name", *VALUES, "completion", "department") for n in indicators(graph, "table-1-")]
    assert len(rows) == 13
    assert rows[-1][0].startswith("战略性新兴产业总产值")
    # the order of VALUES is that of the columns; brackets in a name hold its unit or a remark
    assert sorted(said) == sorted([re.sub("（.*）", "", name), *cells] for name, *cells in rows)


def test_table_2_is_complete_and_as_written(graph: Snapshot, text: str) -> None:
    rows = table(text, "表2 “十四五”时期主要目标设定")[1:]
    said = [
        [n.name, n.props.get("base_value") or n.props.get("remark", ""), *told(n, "target_value", "kind", "department")]
        for n in indicators(graph, "table-2-")
    ]
    assert len(rows) == 32
    assert sorted(said) == sorted([name, base.strip("（）"), goal, kind, office] for _, name, base, goal, kind, office in rows)


def test_table_2_keeps_the_category_of_each_row(graph: Snapshot, text: str) -> None:
    category, wanted = "", {}
    for row in table(text, "表2 “十四五”时期主要目标设定")[1:]:
        category = row[0] or category
        wanted[row[1]] = f"目标类别：{category}"
    assert {n.name: n.props["about"] for n in indicators(graph, "table-2-")} == wanted
    assert len(set(wanted.values())) == 7


def test_words_in_a_figure_cell_are_a_remark_and_an_empty_cell_is_nothing(graph: Snapshot) -> None:
    rows = {n.name: n for n in indicators(graph, "table-2-")}
    doubted = rows["累计拥有高新技术企业数"]
    assert doubted.props["remark"] == "如按火炬统计载体高企名单统计，数据较虚，待核实"
    assert "base_value" not in doubted.props
    assert not {*VALUES, "remark"} & rows["万元增加值能耗"].props.keys()
    assert all(NUMBER.search(str(n.props[v])) for n in indicators(graph, "table-") for v in VALUES if v in n.props)


def front_claims(shipped: Shipped) -> Iterator[Claim]:
    """The claims that these files make."""
    quotes = {b["quote"] for name in BLOCK_FILES for b in blocks(DATA / "plan" / name)}
    return (c for c in shipped.claims if c.quote in quotes)


def blocks(path: Path) -> list[dict[str, object]]:
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["blocks"])


def spans(prose: str, quote: str) -> Iterator[range]:
    at = prose.find(quote)
    while at >= 0:
        yield range(at, at + len(quote))
        at = prose.find(quote, at + 1)


def test_every_figure_of_the_running_text_is_an_indicator_or_left_out_with_a_reason(shipped: Shipped, prose: str) -> None:
    said = [c for c in shipped.claims if c.subject.startswith("indicator:") and c.predicate in VALUES]
    covered = {
        span.start + m.start()
        for claim in said
        for span in spans(prose, claim.quote)
        for m in NUMBER.finditer(claim.quote)
        if m[0] in NUMBER.findall(str(claim.value))
    }
    excused = {at for pattern in NO_INDICATOR for m in re.finditer(pattern, prose) for at in range(*m.span())}
    left = [prose[max(m.start() - 12, 0) : m.end() + 8] for m in NUMBER.finditer(prose) if m.start() not in covered | excused]
    assert left == []
    assert len(covered) > 80


def test_every_value_stands_in_its_own_quote(shipped: Shipped) -> None:
    said = [c for c in front_claims(shipped) if c.subject.startswith("indicator:") and c.predicate in VALUES]
    assert len(said) > 140
    assert [c for c in said if str(c.value) not in c.quote] == []


def test_every_year_of_a_figure_is_the_texts(shipped: Shipped) -> None:
    plan = shipped.sources["plan"].text
    said = [c for c in front_claims(shipped) if c.predicate in ("base_year", "latest_year") and "table-" not in c.subject]
    assert len(said) > 60
    for claim in said:
        paragraph = paragraph_until(plan, claim.quote)
        assert str(claim.value) in paragraph or (claim.value == "2015" and "“十二五”末" in paragraph), claim


def paragraph_until(plan: str, quote: str) -> str:
    """The paragraph of a quote, up to the quote's end."""
    at = plan.index(quote)
    return plan[plan.rindex("\n", 0, at) : at + len(quote)]


def test_every_clause_of_the_weaknesses_is_a_measure(graph: Snapshot, text: str) -> None:
    section = text.partition("七、当前面临问题和不足\n")[2].partition("第2节")[0]
    measures = [m for m in graph.of_type(s.MEASURE) if m.id.startswith("measure:weakness-")]
    assert {m.props["kind"] for m in measures} == {"短板"}
    assert [m.id for m in measures if m.props["text"] not in section] == []
    rest = section
    for said in sorted((str(m.props["text"]) for m in measures), key=len, reverse=True):
        rest = rest.replace(said, "")
    assert set(re.split(r"[，。、\s]+", rest)) - {""} <= {"等特征", "一方面", "另一方面", "不仅"}
    aimless = [m.id for m in measures if not graph.out(m.id, s.AIMS_AT)]
    assert aimless == []


def test_what_these_files_name_stands_in_the_text(shipped: Shipped, graph: Snapshot) -> None:
    plan = shipped.sources["plan"].text
    named = {
        c.subject for c in front_claims(shipped)
        if c.predicate in ("name", "aliases") and not c.subject.startswith(("measure:", "indicator:"))
    }  # fmt: skip
    named |= {row["id"] for row in organisations()}
    said = [(i, str(form)) for i in named for form in (graph.node(i).name, *graph.node(i).props.get("aliases", []))]
    assert len(named) > 100
    plan_only = {i for i in named if not i.startswith("chain:")}
    assert [pair for pair in said if pair[0] in plan_only and pair[1] not in plan] == []


def organisations() -> list[dict[str, str]]:
    path = DATA / "organisations" / "chapters-1-2.yaml"
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["organisations"])


def test_every_organisation_of_the_file_is_named_in_these_chapters(text: str) -> None:
    assert [o["id"] for o in organisations() if o["name"] not in text] == []


def test_a_measure_is_in_the_plans_words(shipped: Shipped) -> None:
    said = [c for c in front_claims(shipped) if c.predicate == "text"]
    assert len(said) > 90
    assert [c for c in said if str(c.value) not in c.quote] == []


def test_every_name_in_marks_is_a_node_or_left_out_with_a_reason(graph: Snapshot, prose: str) -> None:
    forms = {form for n in graph.nodes.values() for form in (n.name, *n.props.get("aliases", []))}
    marked = set(re.findall(r"“([^”]+)”", prose)) | set(re.findall(r"《[^》]+》", prose))
    known = {form.strip("“”") for form in forms} | {part for form in forms for part in re.findall(r"“([^”]+)”", form)}
    assert marked - known - NO_NAME.keys() == set()
    assert len(marked & known) > 20


def test_nobody_becomes_resident_by_a_project_or_an_agreement(graph: Snapshot) -> None:
    for firm in ("firm:moer-electronics", "firm:sinomach-xinhui"):
        assert graph.node(firm).props.get("resident") is not True
        assert graph.out(firm, s.OPERATES_IN) == []
    for institution in ("pku", "fudan", "must", "sysu", "scut", "xjtu-research-institute", "gdit"):
        assert [e for e in graph.out(f"institution:{institution}", s.LOCATED_IN) if e.target == "place:jiangmen-hitech"] == []


@pytest.mark.parametrize(
    "platform",
    ["prd-jiangmen-innovation-zone", "smb-innovation-core-area", "national-innovative-characteristic-park", "qiaomengyuan",
     "national-postdoc-innovation-centre", "national-ip-pilot-park"],
)  # fmt: skip
def test_the_six_national_platforms_are_here(graph: Snapshot, platform: str) -> None:
    node = graph.node(f"platform:{platform}")
    assert node.props["kind"] == "国家级平台"
    assert [e.target for e in graph.out(node.id, s.LOCATED_IN)] == ["place:jiangmen-hitech"]


def test_differing_statements_differ_and_name_only_figures_of_the_two_sides(graph: Snapshot) -> None:
    quoted = {b["quote"] for b in blocks(DATA / "plan" / "differences.yaml")}
    edges = [e for e in graph.edges.values() if e.type == s.DIFFERS_FROM.name and {c.quote for c in graph.claims_of(e)} <= quoted]
    computed = {"7.07", "27.75", "35.7", "25.7", "26", "8", "53"}  # by arithmetic on the two sides
    assert len(edges) >= 27
    for edge in edges:
        left, right = graph.node(edge.source), graph.node(edge.target)
        now = [n.props.get("latest_value") or n.props.get("base_value") for n in (left, right)]
        assert now[0] != now[1], edge.id
        quotes = [c.quote for c in graph.claims_of(edge)]
        told_of = " ".join([*(str(v) for n in (left, right) for v in n.props.values()), *quotes, "表1 表2 2019"])
        figures = set(NUMBER.findall(str(edge.props["remark"])))
        assert figures <= set(NUMBER.findall(told_of)) | computed, edge.id
        assert not figures & computed or "推测" in edge.props["remark"] or "为 8 家" in edge.props["remark"], edge.id


@pytest.mark.parametrize(
    ("left", "right"),
    [("patents-per-10k-people", "table-1-patents-per-10k-people"), ("fdi", "table-2-fdi"), ("exports", "table-2-imports-and-exports"),
     ("green-coverage", "table-2-green-coverage"), ("provincial-incubators", "table-2-provincial-incubators"),
     ("table-1-industrial-output", "table-2-above-scale-industrial-output"), ("provincial-firm-centres", "table-2-provincial-platforms"),
     ("rd-share-of-gdp", "table-1-rd-share-of-gdp")],
)  # fmt: skip
def test_known_differences_are_kept(graph: Snapshot, left: str, right: str) -> None:
    assert f"indicator:{right}" in {e.target for e in graph.out(f"indicator:{left}", s.DIFFERS_FROM)}
