"""An untouched workbook says nothing, whatever the graph holds; its sheets follow from the schema."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import HOSTILE, graphs
from liantu.graph import schema as s
from liantu.graph.ids import clean_text
from liantu.graph.snapshot import GraphData, Snapshot, sorted_data
from liantu.loaders.templates.book import template_book
from liantu.loaders.templates.cells import read_sheets
from liantu.loaders.templates.read import is_template, template_claims
from liantu.loaders.templates.rows import example, headers, layout, required
from liantu.loaders.templates.sheets import HIDDEN, SHEETS, EdgeSheet, NodeSheet
from liantu.loaders.templates.values import WORDS, choices
from report_graph import NAMES, ZONE, report_graph
from workbooks import known, template

ABOUT_PARTS = [
    "说明",
    "企业",
    "环节",
    "企业-环节",
    "供应关系",
    "高校平台",
    "技术",
    "项目",
    "指标",
    "举措",
    "技术需求",
    "专家团队",
    "名单齐全确认",
    "字典",
]


def read_back(graph: Snapshot, folder: Path, *, filled: bool) -> tuple[int, list[str]]:
    cells = template(graph, folder, filled=filled)
    assert is_template(cells)
    found = template_claims(cells, known(graph), file="模板.xlsx")
    return len(found.claims), [f"{f.sheet} {f.row} {f.column} {f.value}: {f.problem}" for f in found.faults]


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("name", [t for t in HOSTILE if clean_text(t).strip()])
def test_hostile_names_come_back_as_they_went(tmp_path: Path, name: str, filled: bool) -> None:
    graph = report_graph({i: f"{name}{n}" for n, i in enumerate(NAMES)})
    assert read_back(graph, tmp_path, filled=filled) == (0, [])


def test_the_same_name_everywhere_comes_back_too(tmp_path: Path) -> None:
    graph = report_graph({i: "甲、乙；丙〔link:x〕" for i in NAMES})
    assert read_back(graph, tmp_path, filled=True) == (0, [])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=graphs(), name=st.text(max_size=8).map(clean_text))
def test_any_graph_comes_back_unchanged(tmp_path: Path, data: GraphData, name: str) -> None:
    """Any text in any property, names that differ in nothing but blanks; only ids are plain, as ours are."""
    ids = {n.id: f"{n.id.partition(':')[0]}:n{i}" for i, n in enumerate(data.nodes)}
    nodes = (replace(n, id=ids[n.id], props={**n.props, "name": f"名{name}{n.props.get('name', '')}"}, claims=()) for n in data.nodes)
    edges = [
        replace(e, id=f"{ids[e.source]}|{e.type}|{ids[e.target]}|{i}", source=ids[e.source], target=ids[e.target], claims=())
        for i, e in enumerate(data.edges)
        if e.source != e.target  # no graph of ours has one
    ]
    told = (replace(e, props={**e.props, "product": f"品{i}"}) if e.type == "SUPPLIES" else e for i, e in enumerate(edges))
    graph = Snapshot(sorted_data(nodes, told, (), {}))
    assert read_back(graph, tmp_path, filled=True) == (0, [])


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert template_book(report_graph(), ZONE, filled=True) == template_book(report_graph(), ZONE, filled=True)


def test_the_sheets_are_those_of_the_office() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_book(report_graph(), ZONE)))
    assert book.sheetnames == ABOUT_PARTS
    assert [name for name in book.sheetnames if book[name].sheet_state != "visible"] == ["字典"]


def test_ids_are_hidden_and_locked_and_codes_are_text() -> None:
    page = openpyxl.load_workbook(io.BytesIO(template_book(report_graph(), ZONE, filled=True)))["企业"]
    titles = [c.value.rstrip("*") for c in page[1]]
    code, number = titles.index("统一社会信用代码"), titles.index("编号")
    assert page.column_dimensions["A"].hidden and page.protection.sheet and number == 0
    assert page.cell(3, 1).protection.locked and not page.cell(3, 2).protection.locked
    letter = openpyxl.utils.get_column_letter(code + 1)
    assert page.column_dimensions[letter].number_format == "@"


def test_every_rule_points_at_the_hidden_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_book(report_graph(), ZONE)))
    rules = [rule for page in book for rule in page.data_validations.dataValidation]
    assert len(rules) > 10 and all(r.formula1.startswith("字典!$") for r in rules)
    listed = {tuple(c[0].value for c in book["字典"][r.formula1.partition("!")[2]]) for r in rules if ":" in r.formula1}
    assert s.MEASURE_KINDS in listed and tuple(s.DECLARED.values()) in listed


def test_each_property_of_the_schema_has_its_column() -> None:
    for sheet in SHEETS:
        if isinstance(sheet, NodeSheet):
            titles = {c.title for c in sheet.columns}
            wanted = {p for t in sheet.types for p in t.props if not p.derived and p.name not in HIDDEN}
            common = {p.zh for p in (s.NAME, s.NAME_EN, s.ALIASES, s.ABOUT)} if not sheet.named else set()
            assert {p.zh for p in wanted} - common <= titles, sheet.title
            assert len(set(headers(sheet))) == len(headers(sheet)), "no two columns share a header"


def test_every_closed_list_is_in_chinese() -> None:
    for declared in s.SCHEMA:
        for prop in declared.props:
            if not prop.derived and declared is not s.SOURCE:
                assert all(not word.isascii() for word in choices(prop)), f"{declared.name}.{prop.name}: add to WORDS"
    assert len(set(WORDS.values())) == len(WORDS)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda x: x.title)
def test_the_grey_example_is_skipped_until_somebody_writes_over_it(sheet: NodeSheet | EdgeSheet, tmp_path: Path) -> None:
    from liantu.loaders.templates.rows import rows_of

    shape = layout(sheet)
    grey = [example(sheet).get(h, "") for h in headers(sheet)]
    first = headers(sheet).index(sorted(required(sheet))[0])
    written_over = [*grey[:first], "真实内容", *grey[first + 1 :]]
    assert rows_of(shape, [headers(sheet), grey])[0] == []
    rows = rows_of(shape, [headers(sheet), written_over])[0]
    assert [r.number for r in rows] == [2] and rows[0].id == ""


def test_a_bomb_is_refused_unread(tmp_path: Path) -> None:
    import zipfile

    from liantu.graph.errors import DataError

    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    with pytest.raises(DataError, match="未读取"):
        read_sheets(path, limit=1_000_000)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 20_000), junk=st.binary(max_size=40))
def test_a_broken_file_gives_one_clear_line(tmp_path: Path, cut: int, junk: bytes) -> None:
    from liantu.graph.errors import DataError

    whole = template_book(report_graph(), ZONE)
    path = tmp_path / "broken.xlsx"
    path.write_bytes(whole[:cut] + junk + whole[cut + len(junk) :])
    try:
        read_sheets(path)
    except DataError as fault:
        assert len(str(fault).splitlines()) == 1
