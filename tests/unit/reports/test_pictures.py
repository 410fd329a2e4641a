"""The figures in a report: a picture with words in Word, or a coloured table; drawn in the page; numbers and charts in the workbook."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache

import docx
import lxml.html
import pytest
from lxml import etree
from openpyxl import load_workbook

from built import shipped_data, shipped_graph
from liantu.analysis.gaps import gaps
from liantu.graph import schema as s
from liantu.reports.base import Document, Material, Picture, Section
from liantu.reports.docx import render_docx
from liantu.reports.html import render_html
from liantu.reports.pack import documents
from liantu.reports.pictures import picture as picture_of
from liantu.reports.profile import read_profile
from liantu.reports.xlsx import render_xlsx
from liantu.viz import charts_png
from liantu.viz.charts import chain_charts
from report_graph import ZONE, report_graph
from report_reading import W, docx_tables

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BAD = {
    "chain:battery": "<img src=x onerror=alert(1)>",
    "direction:battery/dry": '</svg><script>alert(1)</script>"&',
    "link:battery/ore": "=1+1",
}


@cache
def found(edition: str = "internal", bad: bool = False) -> tuple[Document, ...]:
    """The reports of two chains and the zone, cut down to the figures."""
    graph = report_graph(BAD if bad else None)
    whole = documents(Material(graph, ZONE, edition, "2024-05"), [c.id for c in graph.of_type(s.CHAIN)], read_profile("default"))
    return tuple(replace(d, sections=(d.sections[0], *(x for x in d.sections if x.id == "figures"))) for d in whole)


def pictures(document: Document) -> list[Picture]:
    return [b for section in document.sections for b in section.blocks if isinstance(b, Picture)]


def word_part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def test_a_chain_has_four_figures_the_zone_two():
    assert [[p.title.partition("　")[0] for p in pictures(d)] for d in found()] == [["图1", "图2", "图3", "图4"]] * 2 + [["图1", "图2"]]
    for picture in (p for d in found() for p in pictures(d)):
        assert "编制日 2024-05" in picture.lines[-1] and "来源：" in picture.lines[-1]


def test_the_public_edition_has_none():
    assert not [p for d in found("public") for p in pictures(d)]


@pytest.mark.parametrize("bad", [False, True])
def test_word_holds_each_picture_with_words_for_those_who_cannot_see(bad):
    pytest.importorskip("typst", reason="pictures in Word need the pdf extra: pip install -e .[pdf]")
    for document in found(bad=bad):
        data = render_docx(document)
        archive, body = zipfile.ZipFile(io.BytesIO(data)), word_part(data)
        at = {r.get("Id"): r.get("Target") for r in word_part(data, "word/_rels/document.xml.rels")}
        drawn = list(body.iter(f"{WP}inline"))
        assert [d.find(f"{WP}docPr").get("descr") for d in drawn] == [p.alt for p in pictures(document)]
        assert [d.find(f"{WP}docPr").get("id") for d in drawn] == [str(n) for n in range(1, len(drawn) + 1)]
        for inline, picture in zip(drawn, pictures(document), strict=True):
            held = next(inline.iter(f"{A}blip")).get(f"{R}embed")
            assert archive.read(f"word/{at[held]}") == charts_png.png(picture.svg, picture.width_mm)
            extent = inline.find(f"{WP}extent")
            assert int(extent.get("cx")) <= 222 * 36_000 and int(extent.get("cy")) <= 110 * 36_000
        said = ["".join(p.itertext()) for p in body.iter(f"{W}p")]
        for picture in pictures(document):
            first = said.index(picture.title)
            assert said[first + 1 : first + 1 + len(picture.lines)] == list(picture.lines)
        assert len(docx.Document(io.BytesIO(data)).inline_shapes) == len(drawn)
        assert render_docx(document) == data


def test_without_a_renderer_word_holds_coloured_tables(monkeypatch):
    monkeypatch.setattr(charts_png, "find_spec", lambda name: None)
    for document in found():
        data = render_docx(document)
        assert not [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if "media" in n]
        tables = [[[c.text for c in row] for row in t] for t in docx_tables(data)]
        for picture in pictures(document):
            wanted = [[field.text for field in row] for row in picture.fields]
            assert wanted in tables
        fills = {e.get(f"{W}fill") for e in word_part(data).iter(f"{W}shd")}
        assert {f.fill[1:].upper() for p in pictures(document) for row in p.fields for f in row if f.fill} <= fills
        assert docx.Document(io.BytesIO(data)).tables


def test_fields_and_table_hold_the_same_counts():
    for picture in (p for d in found() for p in pictures(d) if p.bars):
        assert [[f.text for f in row] for row in picture.fields[1:]] == [[c.text for c in row] for row in picture.table.rows]
        assert all(f.fill for row in picture.fields[1:] for f in row if f.text.isdigit() and f.text != "0" and f.ink)


def test_fields_of_the_heat_map_hold_the_counts_of_the_table():
    for document in found()[:2]:
        heat = pictures(document)[3]
        told = [[c.text.partition("：")[0] for c in row[1:]] for row in heat.table.rows]
        assert [[f.text for f in row[1:]] for row in heat.fields[1:]] == [row for row in told if set(row) != {"未采集"}]
        assert all(bool(f.fill) == f.text.isdigit() for row in heat.fields[1:] for f in row[1:])


def test_the_coloured_flow_shows_the_widest_and_counts_the_rest():
    data = shipped_data()
    graph = shipped_graph()
    flow = next(c for c in chain_charts(graph, gaps(graph, data.zone, "chain:lithium"), "chain:lithium") if c.id == "flow")
    _, *rows = picture_of(flow, 3, "日期").fields
    counts = [int(row[2].text) for row in rows]
    assert len(rows) == 21 and rows[-1][0].text.startswith("其余")
    assert counts[:-1] == sorted((b.inputs for b in flow.figure.bands), reverse=True)[:20]
    assert sum(counts) == sum(b.inputs for b in flow.figure.bands)


@pytest.mark.parametrize("bad", [False, True])
def test_the_workbook_holds_the_numbers_and_a_chart_of_the_bars(bad):
    for document in found(bad=bad):
        data = render_xlsx(document)
        sheet = load_workbook(io.BytesIO(data))["图解"]
        rows = [[x for x in row if x not in (None, "")] for row in sheet.iter_rows(values_only=True)]
        for picture in pictures(document):
            head = rows.index([c.title for c in picture.table.columns])
            assert rows[head - 1] == [picture.title]
            for n, row in enumerate(picture.table.rows, head + 1):
                assert [str(x) for x in rows[n]] == [c.text for c in row if c.text]
            for bar, chart in zip([p for p in pictures(document) if p.bars], sheet._charts, strict=True):
                assert len(chart.series) == len(bar.bars)
                for series in chart.series:
                    area = series.val.numRef.f.rpartition("!")[2].replace("$", "")
                    assert len([c for row in sheet[area] for c in row]) == len(bar.table.rows)
                    at = sheet[series.tx.strRef.f.rpartition("!")[2].replace("$", "")].value
                    column = [c.title for c in bar.table.columns].index(at)
                    assert [c.value for row in sheet[area] for c in row] == [row[column].value for row in bar.table.rows]
        assert data == render_xlsx(document)


@pytest.mark.parametrize("bad", [False, True])
def test_the_page_shows_the_drawing_itself(bad):
    for document in found(bad=bad):
        page = lxml.html.document_fromstring(render_html(document).decode())
        drawn = page.xpath("//figure[@class='picture']")
        assert [f.xpath("string(figcaption)") for f in drawn] == [p.title for p in pictures(document)]
        for figure, picture in zip(drawn, pictures(document), strict=True):
            inside = etree.fromstring(picture.svg.encode())
            assert [t.text_content() for t in figure.xpath(".//*[local-name()='text']")] == [
                t.text or "" for t in inside.iter("{http://www.w3.org/2000/svg}text")
            ]
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)) and not page.xpath("//script|//img")


def test_a_section_of_figures_alone_can_be_drawn():
    document = found()[0]
    alone = replace(document, sections=(Section("a", "一页纸", "一页纸", ()), document.sections[1]))
    assert all((render_docx(alone), render_html(alone), render_xlsx(alone)))
