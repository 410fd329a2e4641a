"""The figures as SVG: well-formed, escaped, nothing on top of anything, the numbers of the figure and no other."""

from __future__ import annotations

import re
import struct
from itertools import pairwise

import pytest
from lxml import etree

from charts_graph import DIRECTION, IMG, SCRIPT, hostile_charts
from liantu.analysis.gaps import gaps
from liantu.graph.ids import clean_text
from liantu.viz import charts_png
from liantu.viz.charts import chain_charts, zone_charts
from liantu.viz.charts_flow_svg import GAP, HEIGHT, TOP, columns, lay_out
from liantu.viz.charts_model import Flow
from liantu.viz.charts_page import ECHARTS, charts_html
from liantu.viz.charts_shapes import text_room
from liantu.viz.charts_svg import size, svg

SVG = "{http://www.w3.org/2000/svg}"
SLUGS = ("electromechanical", "future", "ict", "lithium")


@pytest.fixture(scope="module")
def hostile():
    world = hostile_charts()
    return {c.id: c for c in chain_charts(world.graph, gaps(world.graph, world.zone), world.chain)}


@pytest.fixture(scope="module")
def drawn(shipped, hostile):
    """Return every figure to print, with its SVG: shipped chains, the zone, the hostile chain."""
    every = [c for slug in SLUGS for c in chain_charts(shipped.graph, shipped.gaps, f"chain:{slug}")]
    every += [*zone_charts(shipped.graph, shipped.gaps), *hostile.values()]
    return [(c, svg(c)) for c in every if c.printed]


def texts(drawing):
    return [t.text or "" for t in etree.fromstring(drawing.encode()).iter(f"{SVG}text")]


def test_it_is_well_formed_and_inert(drawn):
    for chart, drawing in drawn:
        root = etree.fromstring(drawing.encode())
        assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {"svg", "title", "defs", "pattern", "path", "rect", "text"}
        assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "href" in a or a == "style"]
        assert root.get("viewBox") == "0 0 {:g} {:g}".format(*size(chart))
        assert root.get("aria-label") == root.find(f"{SVG}title").text == chart.title


def test_the_tree_is_not_printed(hostile):
    with pytest.raises(TypeError, match="点开"):
        svg(hostile["tree"])
    with pytest.raises(TypeError, match="点开"):
        size(hostile["tree"])


def test_bars_say_every_count_once(drawn):
    for chart, drawing in drawn:
        if chart.id in ("rings", "needs"):
            figure, said = chart.figure, texts(drawing)
            counts = sorted(n for row in figure.rows for n in figure.counts[row].values())
            beside = [int(n) for t in said for word in figure.looks for n in re.findall(rf"(?:^|，){word} (\d+)", t)]
            assert sorted([*(int(t) for t in said if t.isdigit()), *beside]) == counts
            assert all(any(note in t for t in said) for note in figure.notes.values())


def test_bars_are_as_long_as_their_counts(drawn):
    for chart, drawing in drawn:
        if chart.id in ("rings", "needs"):
            bars = [e for e in etree.fromstring(drawing.encode()).iter(f"{SVG}rect") if e.get("stroke") not in (None, "none")]
            bars = [float(e.get("width")) for e in bars if float(e.get("height")) > 17]
            counts = [n for row in chart.figure.rows for w in chart.figure.looks if (n := chart.figure.counts[row].get(w, 0))]
            unit = max(bars) / counts[bars.index(max(bars))]
            assert bars == pytest.approx([n * unit for n in counts], abs=0.2)


def test_the_heat_map_says_every_field(drawn):
    for chart, drawing in drawn:
        if chart.id == "heat":
            numbers = [int(t) for t in texts(drawing) if t.isdigit()]
            assert numbers[1:] == [f.count for row in chart.figure.fields for f in row if f.count], "the first is the legend's"
            assert "0" not in texts(drawing) and "未采集" in texts(drawing)


def test_groups_of_the_flow_stand_clear_of_each_other(drawn):
    for chart, _ in drawn:
        if isinstance(chart.figure, Flow):
            places, unit = lay_out(chart.figure)
            column = columns(chart.figure)
            assert all(column[b.source] < column[b.target] for b in chart.figure.bands)
            for number in set(column.values()):
                stack = sorted((places[g] for g in column if column[g] == number), key=lambda p: p.y)
                assert all(a.y + a.height + GAP <= b.y + 0.01 for a, b in pairwise(stack))
                assert stack[0].y >= TOP - 0.01 and stack[-1].y + stack[-1].height <= HEIGHT
            for group in places:
                given = sum(b.inputs for b in chart.figure.bands if b.source == group)
                taken = sum(b.inputs for b in chart.figure.bands if b.target == group)
                assert max(given, taken) * unit <= places[group].height + 0.01, "bands side by side fit their group"


def test_texts_stay_on_the_paper(drawn):
    for chart, drawing in drawn:
        width, height = size(chart)
        for e in etree.fromstring(drawing.encode()).iter(f"{SVG}text"):
            x, room = float(e.get("x")), text_room(e.text or "", float(e.get("font-size")))
            left = {"start": x, "middle": x - room / 2, "end": x - room}[e.get("text-anchor")]
            assert left >= -0.5 and left + room <= width + 0.5 and float(e.get("y")) <= height, e.text


def test_hostile_names_are_text(hostile):
    said = "\n".join(t for c in hostile.values() if c.printed for t in texts(svg(c)))
    assert DIRECTION[:6] in said and "矿石<img" in said and "甲<img" not in said
    whole = "\n".join(svg(c) for c in hostile.values() if c.printed)
    assert "<img" not in whole and "<script" not in whole and "\x00" not in whole


def test_hostile_names_in_the_page_are_inert(hostile):
    page = charts_html(list(hostile.values()), f"甲{IMG}", f"题{SCRIPT}")
    page = page.replace(ECHARTS.read_text(encoding="utf-8"), "")
    ours, _, scripts = page.partition('<script type="application/json" id="data">')
    assert "<img" not in page and "<svg onload" not in page and "alert(2)</script>" not in page
    assert ours.count("<script") == 0 and scripts.count("</script>") == 3
    assert page == clean_text(page)


def test_the_hostile_chain_has_a_cycle_that_is_told(hostile):
    flow = hostile["flow"]
    assert [b.said for b in flow.figure.returning] == ["回流"]
    assert len(flow.notes) == 1 and flow.notes[0].startswith("回流（环节之间本就成环）：")


def test_a_page_holds_the_numbers_as_tables_and_keeps_to_its_size(shipped, page):
    for slug in SLUGS:
        charts = chain_charts(shipped.graph, shipped.gaps, f"chain:{slug}")
        text = charts_html(charts, "某链图表", "日期")
        assert len(text.encode()) <= 1_600_000
        assert text == charts_html(charts, "某链图表", "日期")
        read = page(text.split('<script type="application/json"')[0] + "</body></html>")
        cells = [e.text for e in read.of("td")]
        assert cells == [clean_text(str(value)) for c in charts for row in c.rows for value in row]
        assert read.of("noscript")


def test_a_picture_is_drawn_where_the_extra_is_there(hostile):
    pytest.importorskip("typst", reason="pictures in Word need the pdf extra: pip install -e .[pdf]")
    for chart in (hostile["rings"], hostile["flow"]):
        made = charts_png.png(svg(chart), 200.0)
        assert made[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", made[16:24])
        wide, high = size(chart)
        assert width == pytest.approx(200 / 25.4 * charts_png.PPI, abs=2) and height / width == pytest.approx(high / wide, rel=0.01)
        assert made == charts_png.png(svg(chart), 200.0)


def test_without_the_extra_there_is_no_picture(hostile, monkeypatch):
    monkeypatch.setattr(charts_png, "find_spec", lambda name: None)
    assert charts_png.png(svg(hostile["rings"]), 200.0) is None
