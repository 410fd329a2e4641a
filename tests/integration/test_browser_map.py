"""The map in a real browser: found by any name, walked by keyboard, saved whole, read by all, inert, without a request."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from axe import TAGS, faults
from browsing import DESKTOP, PHONE, Opened
from built import shipped_data, shipped_graph
from liantu.analysis.gaps import gaps
from liantu.analysis.pinyin import letters
from liantu.analysis.search import match
from liantu.graph.changes import CUT, LAND, LOSE
from liantu.graph.ids import name_key
from liantu.loaders.scenario_file import changes_of
from liantu.viz.maps import map_of

pytestmark = pytest.mark.browser

SHIPPED = {
    "lithium": {"chain": "lithium"},
    "gap-cathode": {"gap": "正极材料"},
    "firm-motor": {"firm": "德昌电机"},
    "firm-nichia": {"firm": "日亚化学"},
}
HOSTILE = {"hostile": {"chain": "chain:x"}, "hostile-gap": {"gap": "link:x/powder"}, "hostile-firm": {"firm": "firm:resident"}}
BEST = (*TAGS, "best-practice")


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Write the maps; return the folder, the maps by name and the hostile names."""
    small = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "unit" / "viz" / "hostile_graph.py")))
    data = shipped_data()
    drawn = {name: _draw(shipped_graph(), data.zone, which) for name, which in SHIPPED.items()}
    drawn |= {name: _draw(small.hostile_graph(), small.ZONE, which) for name, which in HOSTILE.items()}
    scenario = changes_of({LAND: ["图外新厂@link:x/coarse"], LOSE: [small.RESIDENT], CUT: []})
    drawn["hostile-whatif"] = _draw(small.hostile_graph(), small.ZONE, {"changes": scenario})
    drawn["added"] = _with_hostile_additions(_draw(small.hostile_graph(), small.ZONE, {"chain": "chain:x"}), small)
    folder = tmp_path_factory.mktemp("maps")
    for name, one in drawn.items():
        one.write_html(str(folder / f"{name}.html"))
    frame = f"<!doctype html><html lang=zh><title>笔记本</title><body><h1>笔记本</h1>{drawn['hostile']._repr_html_()}</body></html>"
    (folder / "notebook.html").write_text(frame, encoding="utf-8")
    return SimpleNamespace(folder=folder, drawn=drawn, **vars(small))


def _draw(graph: Any, zone: Any, which: dict[str, Any]) -> Any:
    found = gaps(graph, zone)
    return map_of(graph, zone, lambda chain: [g for g in found if chain in (None, g.chain)], **which)


def _with_hostile_additions(drawn: Any, small: Any) -> Any:
    """Put hostile text into every field of pyvis."""
    for name in (small.IMG, small.SCRIPT, small.TEMPLATE, "href"):
        drawn.add_node(name, label=name, title=f"href {name}", group=name)
        drawn.add_edge(name, "link:x/ore", label=name, title=name)
    drawn.heading = small.IMG
    drawn.select_menu = drawn.filter_menu = True
    drawn.options = {"nodes": {"font": {"face": "</script><script>alert(3)</script>"}}}
    return drawn


class Drawn(Opened):
    """A map that can be searched."""

    def find(self, text: str) -> str | None:
        """Type into the search field; return the id of what is chosen."""
        self.page.fill("#search", text)
        return self.run("liantu.held")


@pytest.fixture
def show(browser: Any, maps: Any) -> Iterator[Any]:
    """Return a function that opens a map; after the test the page must have been quiet and asked for nothing."""
    opened: list[Drawn] = []

    def open_file(name: str, viewport: dict[str, int] = DESKTOP) -> Drawn:
        opened.append(Drawn(browser, maps.folder / f"{name}.html", viewport))
        return opened[-1]

    yield open_file
    for one in opened:
        assert one.asked == [one.url]
        assert one.noise == []
        one.page.context.close()


# ---- finding ------------------------------------------------------------------------------------------------------


def test_a_firm_by_alias_and_by_pinyin(show, maps):
    tab = show("hostile")
    for text in ("本地别名", "bdbm", "bendibiem", "BDBM", "bendi bm", "benDbm"):
        assert tab.find(text) == f"{maps.RESIDENT}|OPERATES_IN|link:x/fine", text
    assert tab.find("bdbmx") is None


QUERIES = (
    "正极材料",
    "正极",
    "zjcl",
    "zhengjicailiao",
    "zhengjcl",
    "ymk",
    "优美科长信新材料有限公司",
    "ymkcxxcl",
    "ymkzxxcl",
    "nmp",
    "sagger",
    "LFP",
    "lv",
    "lsdt",
)


def test_the_page_finds_what_the_command_line_finds(show, maps):
    """Same names, same ranks as analysis/search.py, for every box and every query."""
    tab, about = show("lithium"), maps.drawn["lithium"].about
    for text in QUERIES:
        found = tab.run("t => [...liantu.matches(t)]", text)
        ranks = {i: _rank([*one["forms"], *one["words"]], text) for i, one in about.items()}
        assert set(found) == {i for i, rank in ranks.items() if rank is not None}, text
        assert [ranks[i] for i in found] == sorted(ranks[i] for i in found), text


def _rank(forms: list[str], text: str) -> int | None:
    found = [match(form, name_key(text), letters(text)) for form in forms]
    return min((rank for rank in found if rank is not None), default=None)


# ---- lines --------------------------------------------------------------------------------------------------------


def meets(a: list[float], b: list[float], box: list[float]) -> bool:
    """True where a square stretch touches a box (left, top, right, bottom)."""
    return min(a[0], b[0]) < box[2] and max(a[0], b[0]) > box[0] and min(a[1], b[1]) < box[3] and max(a[1], b[1]) > box[1]


@pytest.mark.parametrize("name", ["lithium", "gap-cathode", "firm-motor", "hostile"])
def test_no_line_crosses_a_box_as_the_browser_draws_it(show, name):
    tab = show(name)
    boxes = tab.run(
        "Object.fromEntries(liantu.nodeView.getIds().map(i => [i, liantu.network().getBoundingBox(i)])"
        ".map(([i, b]) => [i, [b.left + 2, b.top + 2, b.right - 2, b.bottom - 2]]))"
    )
    lines = tab.run("liantu.data.edges.map(e => [e.from, e.to, liantu.route(e)])")
    assert lines
    for source, target, route in lines:
        ends = {source, target}
        crossed = [i for i, box in boxes.items() if i not in ends and any(meets(a, b, box) for a, b in pairwise(route))]
        assert crossed == [], (source, target)


def test_a_picture_of_a_gap_draws_its_lines_at_once_and_a_chain_those_of_the_chosen(show):
    tab = show("gap-cathode")
    assert tab.run("liantu.held") == tab.run("liantu.data.asked") and tab.page.inner_text("#panel h2") == "正极材料"
    always = tab.run("liantu.data.edges.filter(e => !e.quiet).length")
    tab.page.keyboard.press("Escape")
    assert tab.run("liantu.lines().length") == always > 0
    assert show("lithium").run("liantu.lines().length") == 0


def test_a_candidate_tells_why_and_whose_words(show, maps):
    tab = show("gap-cathode")
    box = next(b for b in maps.drawn["gap-cathode"].plan.boxes if b.kind == "called-target" and b.quotes)
    tab.run("i => liantu.select(i)", box.id)
    panel = tab.page.inner_text("#panel")
    assert tab.page.inner_text("#panel h2") == box.node.name
    assert all(word in panel for word in ("能不能", "愿不愿", "值不值", "理由 1", "是否在区", box.quotes[0][0]))
    assert tab.run("liantu.lines().some(e => e.word === '候选')"), "its line is seen now"


def test_links_of_another_chain_can_be_filtered_out(show):
    tab = show("hostile-gap")
    assert tab.run("liantu.data.filters.some(f => f.key === 'chain')") is False, "one chain only: no such filter"
    tab = show("firm-motor")
    values = tab.run("[...document.querySelectorAll('input[name=chain]')].map(i => i.value)")
    assert len(values) > 1
    tab.page.uncheck(f"input[name=chain][value='{values[1]}']")
    shown = tab.run("liantu.nodeView.getIds().map(i => liantu.byId.get(i)).filter(n => n.kind === 'link').map(n => n.chain)")
    assert shown and values[1] not in shown


# ---- keyboard -----------------------------------------------------------------------------------------------------


def to_the_map(tab):
    """Press Tab until the map has the focus; return how often."""
    for n in range(80):
        if tab.run("document.activeElement.id") == "canvas":
            return n
        tab.page.keyboard.press("Tab")
    raise AssertionError("the map is never reached by Tab")


def test_everything_is_reached_by_tab_in_the_order_it_stands(show):
    tab = show("hostile")
    seen = []
    for _ in range(60):
        tab.page.keyboard.press("Tab")
        seen.append(tab.run("document.activeElement.id || document.activeElement.name"))
        if seen[-1] == "canvas":
            break
    assert [x for x in seen if x in ("tab-board", "tab-map", "search", "fit", "png", "svg", "canvas")] == [
        "tab-board", "tab-map", "search", "fit", "png", "svg", "canvas",
    ]  # fmt: skip
    assert {"status", "kind", "modality"} <= set(seen)
    assert tab.run("[...document.querySelectorAll('[tabindex]')].every(e => e.tabIndex <= 0)")
    assert tab.run("getComputedStyle(document.getElementById('canvas')).outlineStyle") == "solid"


def test_arrows_go_to_the_nearest_box_and_shift_along_the_supply(show):
    tab = show("hostile")
    to_the_map(tab)
    tab.page.keyboard.press("ArrowDown")
    first = tab.run("liantu.held")
    assert first is not None and tab.page.inner_text("#told")
    tab.page.keyboard.press("ArrowRight")
    second = tab.run("liantu.held")
    assert tab.run("([a, b]) => liantu.byId.get(b).x > liantu.byId.get(a).x", [first, second])
    tab.page.keyboard.press("ArrowLeft")
    assert tab.run("([a, b]) => liantu.byId.get(b).x < liantu.byId.get(a).x", [second, tab.run("liantu.held")])
    tab.run("liantu.select('link:x/cell')")
    tab.page.keyboard.press("Shift+ArrowLeft")
    inputs = [tab.run("liantu.held")]
    for _ in range(4):
        tab.page.keyboard.press("Shift+ArrowDown")
        inputs.append(tab.run("liantu.held"))
    assert sorted(inputs[:4]) == ["link:x/coarse", "link:x/fine", "link:x/press", "link:x/test"] and inputs[4] == inputs[0]
    tab.page.keyboard.press("Shift+ArrowRight")
    assert tab.run("liantu.held") == "link:x/cell"
    tab.page.keyboard.press("Shift+ArrowRight")
    assert tab.run("liantu.held") == "link:x/cell" and tab.page.inner_text("#told") == "这个方向没有了"


def test_every_box_can_be_walked_to(show):
    """From the first box the four arrows reach all boxes of a shipped chain."""
    tab = show("lithium")
    reached = tab.run(
        "() => { const seen = new Set([liantu.first()]); for (const n of seen) for (const way of Object.values(liantu.ARROWS))"
        " { const m = liantu.nearest(n, way); if (m) seen.add(m); } return seen.size; }"
    )
    assert reached == tab.run("liantu.data.nodes.length")


def test_enter_reads_the_panel_and_escape_comes_back(show, maps):
    tab = show("hostile")
    to_the_map(tab)
    tab.find("本地别名")
    tab.page.focus("#canvas")
    tab.page.keyboard.press("Enter")
    assert tab.run("document.activeElement.id") == "panel"
    assert maps.MAKE_QUOTE in tab.page.inner_text("#panel")
    tab.page.keyboard.press("Escape")
    assert tab.run("document.activeElement.id") == "canvas" and tab.run("liantu.held") is not None
    tab.page.keyboard.press("Escape")
    assert tab.run("liantu.held") is None


# ---- saving -------------------------------------------------------------------------------------------------------


def saved(tab, button, path):
    with tab.page.expect_download() as waiting:
        tab.page.click(button)
    waiting.value.save_as(path)
    return waiting.value.suggested_filename


@pytest.mark.parametrize("name", ["hostile", "hostile-gap", "lithium"])
def test_the_svg_is_the_whole_picture_with_names_as_text(show, maps, tmp_path, name):
    tab = show(name)
    assert saved(tab, "#svg", tmp_path / "m.svg").endswith(".svg")
    root = ElementTree.parse(tmp_path / "m.svg").getroot()
    kinds = {e.tag.rpartition("}")[2] for e in root.iter()}
    assert kinds <= {"svg", "rect", "polyline", "polygon", "text"}
    said = [e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text")]
    for node in maps.drawn[name].nodes:
        assert all(clean(line) in said for line in node["label"].split("\n"))
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, w, h = (float(rect.attrib[k]) for k in ("x", "y", "width", "height"))
        assert left <= x and top <= y and x + w <= left + width + 1 and y + h <= top + height + 1


def clean(text):
    return re.sub(r"[\x00\ud800]", "", text)


def test_what_a_filter_hides_is_not_saved(show, maps, tmp_path):
    tab = show("hostile")
    tab.page.uncheck("input[value='invitee']")
    saved(tab, "#svg", tmp_path / "m.svg")
    assert "拟来学院" not in (tmp_path / "m.svg").read_text(encoding="utf-8")
    tab.page.check("input[value='invitee']")
    saved(tab, "#svg", tmp_path / "n.svg")
    assert "拟来学院" in (tmp_path / "n.svg").read_text(encoding="utf-8")


def test_the_png_is_the_whole_picture_too(show, tmp_path):
    tab = show("lithium")
    tab.find("正极材料")
    assert saved(tab, "#png", tmp_path / "m.png").endswith(".png")
    head = (tmp_path / "m.png").read_bytes()[:24]
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    whole = tab.run("(({w, h}) => [w, h])(liantu.svg())")
    assert head.startswith(b"\x89PNG") and abs(width / height - whole[0] / whole[1]) < 0.01 and width > 2000


# ---- everybody, everywhere ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lithium", "firm-motor", "hostile-gap", "hostile-whatif"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(show, name, viewport):
    tab = show(name, viewport)
    assert faults(tab.page, BEST) == []
    if viewport is DESKTOP:
        tab.run("liantu.select(liantu.first().id)")
        assert faults(tab.page, BEST) == []


@pytest.mark.parametrize("name", ["gap-cathode", "firm-nichia", "hostile-firm"])
def test_a_phone_reads_the_list(show, name):
    tab = show(name, PHONE)
    assert tab.run("document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.page.is_visible(".ml-card") and not tab.page.is_visible("#canvas")
    tab.page.click(".ml-card summary")
    assert tab.page.is_visible(".ml-card[open] dl")
    assert tab.run("document.documentElement.scrollWidth") <= PHONE["width"]
    tab.page.click("#tab-map")
    assert tab.page.is_visible("#canvas canvas")


@pytest.mark.parametrize("name", ["hostile", "hostile-gap", "hostile-firm", "hostile-whatif", "added"])
def test_hostile_text_in_every_field_stays_text(show, maps, name):
    tab = show(name)
    for node in tab.run("liantu.data.nodes.map(n => n.id)"):
        tab.run("i => liantu.select(i)", node)
        assert clean(tab.page.inner_text("#panel h2"))
    tab.page.hover("#canvas")
    assert tab.run("document.querySelectorAll('main img, #panel script, #board script').length") == 0


def test_a_notebook_shows_it_without_a_request(show, maps):
    tab = show("notebook")
    (frame,) = [f for f in tab.page.frames if f.parent_frame]
    frame.wait_for_selector("canvas")
    assert frame.evaluate("liantu.data.nodes.length") == maps.drawn["hostile"].num_nodes()
    frame.fill("#search", "bdbm")
    assert frame.inner_text("#panel h2") == maps.RESIDENT_NAME


# ---- before and after -----------------------------------------------------------------------------------------------


def test_a_what_if_turns_from_before_to_after(show, maps, tmp_path):
    tab = show("hostile-whatif")
    boxes = "liantu.nodeView.getIds().filter(i => i.includes('|'))"
    assert tab.page.is_checked("input[value=before]") and "假设" not in "".join(tab.run(f"{boxes}.map(i => liantu.byId.get(i).label)"))
    assert tab.run(boxes).count(f"{maps.RESIDENT}|OPERATES_IN|link:x/fine") == 1
    counts = "Object.fromEntries(liantu.counts.map(([s, b]) => [b.value, Number(s.textContent)]))"
    before = tab.run(counts)
    tab.page.check("input[value=after]")
    assert f"{maps.RESIDENT}|OPERATES_IN|link:x/fine" not in tab.run(boxes)
    assert [i for i in tab.run(boxes) if i.startswith("assumed|")]
    after, later = tab.run(counts), maps.drawn["hostile-whatif"].plan.later
    assert before["assumed"] == 1 - after["assumed"] == 0 and after["resident"] == before["resident"] - 1
    assert {i: tab.run("i => liantu.byId.get(i).status", i) for i in later} == {i: look["status"] for i, look in later.items()}
    assert "之后（假设）" in saved(tab, "#svg", tmp_path / "a.svg")
    assert "之后（假设）" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    tab.page.check("input[value=before]")
    assert tab.run(counts) == before
    assert tab.find("图外新厂").startswith("assumed|") and tab.page.is_checked("input[value=after]"), "a found box brings its side"


def test_a_chain_has_no_sides(show):
    tab = show("hostile")
    assert not tab.page.is_visible("#times")
    assert tab.run("liantu.data.nodes.length") == tab.run("liantu.nodeView.length")


def test_on_paper_the_list_is_open_and_the_map_is_not_there(show):
    tab = show("hostile-whatif")
    tab.page.emulate_media(media="print")
    assert not tab.page.is_visible("#canvas") and not tab.page.is_visible(".map-bar")
    heights = tab.run("[...document.querySelectorAll('.ml-card dl')].map(e => e.getBoundingClientRect().height)")
    assert heights and min(heights) > 0
    assert "不改变任何环节的现状" in tab.page.inner_text("#board")
