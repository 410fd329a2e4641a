"""The pictures in a real browser, opened from a file as an officer opens them: offline, usable, unclipped, inert."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from browsing import DESKTOP, PHONE, Opened
from built import shipped_data, shipped_graph
from liantu.analysis.gaps import gaps
from liantu.viz.board import board_html
from liantu.viz.network import map_html

pytestmark = pytest.mark.browser

CHAINS = ("electromechanical", "future", "ict", "lithium")
EDITIONS = ("internal", "public")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Write the pages of the hostile graph and of every shipped chain; return the folder and the names used."""
    folder = tmp_path_factory.mktemp("pages")
    small = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "unit" / "viz" / "hostile_graph.py")))
    _write(folder, "hostile", small.hostile_graph(), small.ZONE, small.CHAIN)
    _write(folder, "wide", small.wide_graph(150), small.ZONE, small.CHAIN)
    data = shipped_data()
    graph = shipped_graph()
    for slug in CHAINS:
        _write(folder, slug, graph, data.zone, f"chain:{slug}")
    return SimpleNamespace(folder=folder, **vars(small))


def _write(folder: Path, name: str, graph: Any, zone: Any, chain: str) -> None:
    found = gaps(graph, zone, chain)
    for edition in EDITIONS:
        board = board_html(graph, zone, found, chain, edition=edition)
        (folder / f"board-{name}-{edition}.html").write_text(board, encoding="utf-8", newline="\n")
        page = map_html(graph, zone, found, chain, edition=edition)
        (folder / f"map-{name}-{edition}.html").write_text(page, encoding="utf-8", newline="\n")


class Drawn(Opened):
    """A map or board that can be clicked."""

    def select(self, node: str) -> None:
        """Click the middle of a box on the canvas."""
        spot = self.page.evaluate(
            "id => { const n = window.liantu.network(); n.focus(id, {scale: 1, animation: false}); const p = n.getPosition(id);"
            " const d = n.canvasToDOM(p); const r = document.getElementById('canvas').getBoundingClientRect();"
            " return [d.x + r.left, d.y + r.top]; }",
            node,
        )
        self.page.mouse.click(*spot)
        self.page.wait_for_timeout(400)  # vis waits that long for a second click


@pytest.fixture
def show(browser: Any, files: Any) -> Iterator[Any]:
    """Return a function that opens a file; after the test the page must have been quiet and asked for nothing."""
    opened: list[Drawn] = []

    def open_file(name: str, viewport: dict[str, int] = DESKTOP, **context: Any) -> Drawn:
        opened.append(Drawn(browser, files.folder / f"{name}.html", viewport, **context))
        return opened[-1]

    yield open_file
    for one in opened:
        assert one.requests == [one.url]
        assert one.noise == []
        one.page.context.close()


def rectangles(tab: Drawn) -> dict[str, list[float]]:
    """Return the drawn boxes of the map: id → left, top, right, bottom."""
    return tab.run(
        "Object.fromEntries(window.liantu.nodeView.getIds().map(i => [i, window.liantu.network().getBoundingBox(i)])"
        ".map(([i, b]) => [i, [b.left, b.top, b.right, b.bottom]]))"
    )


@pytest.mark.parametrize("name", ["hostile", "wide", *CHAINS])
@pytest.mark.parametrize("edition", EDITIONS)
def test_boxes_do_not_overlap_and_no_lane_is_clipped(show, name, edition):
    tab = show(f"map-{name}-{edition}")
    boxes = rectangles(tab)
    assert len(boxes) == tab.run("window.liantu.data.nodes.length") > 0
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)
    for lane in tab.run("window.liantu.data.lanes"):
        left, top, right, bottom = tab.page.evaluate(
            "l => { const n = window.liantu.network(); const a = n.canvasToDOM({x: l.x, y: l.y});"
            " const b = n.canvasToDOM({x: l.x + l.width, y: l.y + l.height}); return [a.x, a.y, b.x, b.y]; }",
            lane,
        )
        width, height = tab.run("[document.getElementById('canvas').clientWidth, document.getElementById('canvas').clientHeight]")
        assert left >= 0 and top >= 0 and right <= width and bottom <= height, lane
        inside = [b for b in boxes.values() if lane["x"] <= b[0] and b[2] <= lane["x"] + lane["width"]]
        assert inside and all(b[1] > lane["y"] + 36 and b[3] <= lane["y"] + lane["height"] for b in inside)


def test_hostile_data_do_nothing(show, files):
    tab = show("map-hostile-internal")
    for node in tab.run("window.liantu.data.nodes.map(n => n.id)"):
        tab.select(node)
        assert tab.page.inner_text("#panel h2") == re.sub(r"[\x00\ud800]", "", tab.run("document.querySelector('#panel h2').textContent"))
    tab.page.hover("#canvas")
    assert tab.run("document.querySelectorAll('#panel img, #panel script').length") == 0


def test_a_fragment_of_a_name_jumps(show, files):
    tab = show("map-hostile-internal")
    tab.page.keyboard.press("Tab")
    tab.page.fill("#search", "地别")
    assert tab.run("window.liantu.network().getSelectedNodes()") == [f"{files.RESIDENT}|OPERATES_IN|link:x/fine"]
    assert tab.page.inner_text("#found").startswith("1/1")
    centre = tab.run("window.liantu.network().getViewPosition()")
    place = tab.run(f"window.liantu.network().getPosition('{files.RESIDENT}|OPERATES_IN|link:x/fine')")
    assert abs(centre["x"] - place["x"]) < 2 and abs(centre["y"] - place["y"]) < 2
    assert "本地别名" in tab.run("[...document.querySelectorAll('#names option')].map(o => o.value)")
    tab.page.keyboard.press("Escape")
    assert tab.run("window.liantu.network().getSelectedNodes()") == []
    assert tab.page.input_value("#search") == ""
    tab.page.fill("#search", "没有这个名称")
    assert tab.page.inner_text("#found") == "没有找到"


def test_enter_goes_to_the_next_match(show, files):
    tab = show("map-hostile-internal")
    tab.page.fill("#search", "拟来")
    first = tab.run("window.liantu.network().getSelectedNodes()")
    tab.page.press("#search", "Enter")
    assert tab.run("window.liantu.network().getSelectedNodes()") != first
    assert "2/" in tab.page.inner_text("#found")


def test_a_filter_hides(show, files):
    tab = show("map-hostile-internal")
    tab.page.uncheck("input[value='invitee']")
    assert not [i for i in rectangles(tab) if i.startswith(files.INVITEE)]
    tab.page.uncheck("input[name='status'][value='有']")
    shown = set(rectangles(tab))
    assert "link:x/fine" not in shown and f"{files.RESIDENT}|OPERATES_IN|link:x/fine" not in shown
    assert "link:x/ore" in shown
    tab.page.fill("#search", "本地别名")
    assert f"{files.RESIDENT}|OPERATES_IN|link:x/fine" in rectangles(tab), "a found box is shown again"


def test_only_what_the_plan_names(show):
    tab = show("map-hostile-internal")
    tab.page.check("input[name='need']")
    links = {i for i in rectangles(tab) if i.startswith("link:")}
    assert links == {"link:x/powder", "link:x/fine"}


def test_the_panel_shows_the_quote(show, files):
    tab = show("map-hostile-internal")
    tab.select(f"{files.RESIDENT}|OPERATES_IN|link:x/fine")
    panel = tab.page.inner_text("#panel")
    assert files.MAKE_QUOTE in panel
    assert "第5章第1节·第9行" in panel
    assert tab.page.inner_text("#panel h2") == files.RESIDENT_NAME


def test_inputs_are_drawn_for_the_chosen_link_only(show):
    tab = show("map-hostile-internal")
    assert tab.run("window.liantu.lines().length") == 0
    tab.select("link:x/cell")
    assert sorted(tab.run("window.liantu.lines().map(e => e.from)")) == [
        "link:x/coarse", "link:x/fine", "link:x/press", "link:x/test",
    ]  # fmt: skip


def test_the_picture_can_be_saved(show, tmp_path):
    tab = show("map-hostile-internal")
    with tab.page.expect_download() as waiting:
        tab.page.click("#png")
    waiting.value.save_as(tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert waiting.value.suggested_filename.endswith(".png")


@pytest.mark.parametrize("name", ["hostile", *CHAINS])
@pytest.mark.parametrize("kind", ["board", "map"])
def test_a_phone_shows_cards_without_scrolling_sideways(show, name, kind):
    tab = show(f"{kind}-{name}-internal", PHONE)
    assert tab.run("document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.page.is_visible(".lt-board .lt-card")
    parts = ".lt-card, .lt-name, .lt-firm, .lt-badge"
    cut = f"[...document.querySelectorAll('{parts}')].filter(e => e.getBoundingClientRect().right > 390).length"
    assert tab.run(cut) == 0
    if kind == "map":
        assert not tab.page.is_visible("#canvas")
        tab.page.click("#tab-map")
        assert tab.page.is_visible("#canvas canvas")
        assert tab.run("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("kind", ["board", "map"])
def test_without_script_the_cards_are_read(show, kind):
    tab = show(f"{kind}-hostile-internal", java_script_enabled=False)
    assert tab.page.is_visible(".lt-board .lt-card")
    assert tab.page.is_visible("text=粉体")


@pytest.mark.parametrize("name", ["hostile", "wide", *CHAINS])
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", ["board", "map"])
def test_the_board_prints_on_one_a3_page(show, kind, edition, name):
    pdf = show(f"{kind}-{name}-{edition}").page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    width, height = map(float, re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf).groups())  # type: ignore[union-attr]
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)


def test_150_links_are_usable_within_two_seconds(show):
    tab = show("map-wide-internal")
    ready = tab.run("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert 0 < ready <= 2000
