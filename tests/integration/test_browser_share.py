"""What people forward, opened from a file: board, overview and single file are readable, inert, usable by keyboard, printable."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from axe import faults
from browsing import DESKTOP, PHONE, Opened
from built import shipped_data, shipped_graph
from liantu.analysis.gaps import gaps
from liantu.reports.base import Material
from liantu.reports.single import write_single
from liantu.viz.board import board_html
from liantu.viz.overview import zone_html
from screenshots import unlike

pytestmark = pytest.mark.browser

EDITIONS = ("internal", "public")
MARK = "内部 </style><img src=x onerror=alert(1)>"
COLUMN = ".lt-columns>.lt-stage:nth-child(2)"
A3, A4 = (420, 297), (297, 210)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Write every page once; return name → path."""
    folder = tmp_path_factory.mktemp("share")
    small = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "unit" / "viz" / "hostile_graph.py")))
    hostile, wide, found = small.hostile_graph(), small.wide_graph(60, outside=2), {}
    data = shipped_data()
    shipped = shipped_graph()
    for edition in EDITIONS:
        for name, graph, zone, mark in (("hostile", hostile, small.ZONE, MARK), ("shipped", shipped, data.zone, "")):
            out = folder / name / edition
            found[f"single-{name}-{edition}"] = write_single(Material(graph, zone, edition), None, out, watermark=mark)[0]
            found[f"zone-{name}-{edition}"] = _put(
                folder, f"zone-{name}-{edition}", zone_html(graph, zone, gaps(graph, zone), None, edition)
            )
    found["board-wide"] = _put(folder, "board-wide", board_html(wide, small.ZONE, gaps(wide, small.ZONE), small.CHAIN))
    return found


def _put(folder: Path, name: str, page: str) -> Path:
    path = folder / f"{name}.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def show(browser: Any, files: Any) -> Iterator[Any]:
    """Return a function that opens a file; after the test the page must have been quiet and asked for nothing."""
    opened: list[Opened] = []

    def open_file(name: str, viewport: dict[str, int] = DESKTOP, **context: Any) -> Opened:
        opened.append(Opened(browser, files[name], viewport, **context))
        return opened[-1]

    yield open_file
    for one in opened:
        one.done()


def all_maps(tab: Opened) -> Iterator[Any]:
    """Open every map of a single file in turn; yield its frame when it is drawn."""
    for button in tab.page.query_selector_all("button[data-map]"):
        button.click()
        frame = tab.page.frame_locator("#maps-frame iframe")
        frame.locator("canvas").first.wait_for()
        yield frame


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_map_of_the_single_file_opens(show, edition):
    tab = show(f"single-hostile-{edition}")
    assert faults(tab.page) == []
    drawn = [frame.locator("title").first.text_content() for frame in all_maps(tab)]
    assert len(set(drawn)) == len(drawn) == len(tab.page.query_selector_all("button[data-map]")) > 1
    assert faults(tab.page) == []


def test_the_shipped_data_fit_in_a_file_to_send_and_its_maps_open(show, files):
    assert files["single-shipped-internal"].stat().st_size <= 2_000_000
    tab = show("single-shipped-internal")
    assert len([frame for frame in all_maps(tab)]) == 4


@pytest.mark.parametrize("name", ["single-hostile-internal", "single-shipped-public", "zone-hostile-internal"])
def test_a_phone_reads_it_without_scrolling_sideways(show, name):
    tab = show(name, PHONE)
    assert tab.run("document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.page.is_visible(".lt-board .lt-card")
    assert "shipped" in name or faults(tab.page) == []


@pytest.mark.parametrize("name", ["single-hostile-internal", "single-shipped-public"])
def test_without_script_it_is_read(show, name):
    tab = show(name, java_script_enabled=False)
    assert tab.page.is_visible(".lt-board .lt-card") and tab.page.is_visible("#notes li")
    assert tab.page.is_visible("noscript p") and not tab.page.is_visible("#maps-tools")
    tab.page.locator(".lt-board summary").first.click()
    assert tab.page.is_visible(".lt-board details[open] li")


@pytest.mark.parametrize("name", ["board-wide", "zone-shipped-internal", "single-hostile-internal"])
def test_lists_open_by_keyboard(show, name):
    tab = show(name)
    tab.page.focus(".lt-board .lt-card summary")
    tab.page.keyboard.press("Enter")
    assert tab.run("document.activeElement.parentElement.open") is True
    tab.page.keyboard.press("Tab")
    assert tab.run("document.activeElement.tagName") == "SUMMARY"
    assert tab.run("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_links_of_the_overview_lead_to_the_boards(show):
    tab = show("zone-shipped-internal")
    tab.page.focus(".lt-zone tbody a >> nth=2")
    tab.page.keyboard.press("Enter")
    target = tab.run("document.activeElement.getAttribute('href') ?? location.hash")
    assert tab.page.locator(target).first.evaluate("e => Math.abs(e.getBoundingClientRect().top) < 40")


def test_the_watermark_hides_nothing_and_catches_no_click(show):
    tab = show("single-hostile-internal")
    assert tab.run("document.querySelectorAll('img').length") == 0
    assert tab.run("document.elementFromPoint(700, 400).className") != "watermark"
    picture = tab.run("getComputedStyle(document.querySelector('.watermark')).backgroundImage")
    assert picture.startswith('url("data:image/svg+xml;base64,')
    alone = "document.body.replaceChildren(document.querySelector('.watermark'))"
    plain = tab.page.screenshot(clip={"x": 0, "y": 0, "width": 900, "height": 600})
    tab.run(alone)
    with_mark = tab.page.screenshot(clip={"x": 0, "y": 0, "width": 900, "height": 600})
    tab.run("document.body.replaceChildren()")
    assert with_mark != tab.page.screenshot(clip={"x": 0, "y": 0, "width": 900, "height": 600}) != plain, "the words are drawn"


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Return the sizes of the pages in mm."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    return [(round(float(w) / 72 * 25.4), round(float(h) / 72 * 25.4)) for w, h in boxes]


@pytest.mark.parametrize(("name", "boards"), [("zone-hostile-internal", 2), ("zone-shipped-internal", 4), ("zone-shipped-public", 4)])
def test_overview_and_boards_print_one_a3_page_each(show, name, boards):
    pages = sizes(show(name).page.pdf(prefer_css_page_size=True, print_background=True))
    assert pages == [A3] * (1 + boards)


@pytest.mark.parametrize(("name", "boards"), [("single-hostile-internal", 2), ("single-shipped-public", 4)])
def test_the_single_file_prints_boards_on_a3_and_lists_on_a4(show, name, boards):
    pages = sizes(show(name).page.pdf(prefer_css_page_size=True, print_background=True))
    assert pages[: 1 + boards] == [A3] * (1 + boards)
    assert set(pages[1 + boards :]) == {A4, A4[::-1]}


@pytest.mark.parametrize("name", ["hostile", "shipped"])
def test_printed_tables_are_not_cut_and_repeat_their_heads(show, name):
    tab = show(f"single-{name}-internal", {"width": 1017, "height": 700})  # what an A4 page holds between its margins, lying
    tab.page.emulate_media(media="print")
    tables = "[...document.querySelectorAll('.part table')]"
    assert tab.run(f"{tables}.length") > 3
    assert tab.run(f"{tables}.filter(t => t.getBoundingClientRect().right > innerWidth + 1).length") == 0
    assert tab.run(f"{tables}.filter(t => [...t.querySelectorAll('td,th')].some(c => c.scrollWidth > c.clientWidth + 1)).length") == 0
    assert tab.run(f"[...new Set({tables}.map(t => getComputedStyle(t.tHead).display))]") == ["table-header-group"]
    assert tab.run(f"[...new Set({tables}.flatMap(t => [...t.rows].map(r => getComputedStyle(r).breakInside)))]") == ["avoid"]


@pytest.mark.parametrize(("name", "view"), [("board-wide", DESKTOP), ("board-wide-phone", PHONE)])
def test_it_looks_as_it_did(show, name, view):
    assert unlike(show("board-wide", view).page, name) == ""


def test_a_golden_picture_survives_another_font_and_not_a_lost_column(show):
    tab = show("board-wide")
    for font in ("serif", "monospace"):
        tab.run(f"document.querySelector('.lt-board').style.fontFamily = '{font}'")
        assert unlike(tab.page, "board-wide") == "", font
    tab.run("document.querySelector('.lt-board').style.fontFamily = ''")
    tab.run(f"document.querySelector('{COLUMN}').style.visibility = 'hidden'")
    assert "cells differ" in unlike(tab.page, "board-wide")
    tab.run(f"document.querySelector('{COLUMN}').style.display = 'none'")
    assert unlike(tab.page, "board-wide")


def test_axe_finds_what_is_planted(show):
    tab = show("board-wide")
    assert faults(tab.page) == []
    tab.run("document.querySelectorAll('.lt-head p').forEach(e => { e.style.color = '#bbb'; })")
    tab.run("document.querySelector('.lt-head').insertAdjacentHTML('beforeend', '<input type=text>')")
    assert {f.partition(":")[0] for f in faults(tab.page)} == {"color-contrast", "label"}
