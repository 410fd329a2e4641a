"""The figures in a real browser, opened from a file: quiet, inert, readable on a phone, the same numbers without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import DESKTOP, PHONE, Opened
from built import shipped_data, shipped_graph
from charts_graph import DIRECTION, INSTITUTION, PART, hostile_charts
from liantu.analysis.gaps import gaps
from liantu.graph.ids import clean_text
from liantu.viz.charts import chain_charts
from liantu.viz.charts_page import charts_html

pytestmark = pytest.mark.browser

FIGURES = ("rings", "needs", "flow", "heat", "tree")
PAGES = ("hostile", "ict", "lithium")
OPEN_ALL = (
    "id => { const c = window.liantu.charts[id]; const root = c.getModel().getSeriesByIndex(0).getData().tree.root;"
    " root.eachNode(n => { n.isExpand = true; }); c.resize({height: 4000}); }"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of the hostile chain and of two shipped ones."""
    made = tmp_path_factory.mktemp("charts")
    world, data = hostile_charts(), shipped_data()
    graph = shipped_graph()
    for name, snapshot, zone, chain in (
        ("hostile", world.graph, world.zone, world.chain),
        *((slug, graph, data.zone, f"chain:{slug}") for slug in PAGES[1:]),
    ):
        charts = chain_charts(snapshot, gaps(snapshot, zone, chain), chain)
        (made / f"{name}.html").write_text(charts_html(charts, snapshot.node(chain).name, "日期"), encoding="utf-8", newline="\n")
    return made


@pytest.fixture
def show(browser: Any, folder: Path) -> Iterator[Any]:
    """Return a function that opens a page; afterwards it must have been quiet and have asked for nothing but itself."""
    opened: list[Opened] = []

    def open_page(name: str, viewport: dict[str, int] = DESKTOP, **context: Any) -> Any:
        opened.append(Opened(browser, folder / f"{name}.html", viewport, **context))
        return opened[-1].page

    yield open_page
    for one in opened:
        one.done()


def drawn_texts(page: Any, figure: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(f"#chart-{figure} text", "all => all.map(t => t.textContent)")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_is_drawn(show: Any, name: str) -> None:
    page = show(name)
    for figure in FIGURES:
        assert page.locator(f"#chart-{figure} svg").count() == 1
        assert drawn_texts(page, figure), figure
    assert page.locator("details[open]").count() == 0


def test_the_drawn_numbers_are_those_of_the_tables(show: Any) -> None:
    page = show("lithium")
    rows = page.eval_on_selector_all("#rings tbody tr", "all => all.map(r => [...r.cells].map(c => c.textContent))")
    counts = sorted(int(x) for row in rows for x in row[1:-2] if x != "0")
    bars = [x for x in drawn_texts(page, "rings") if x.isdigit()]
    for count in counts:
        assert str(count) in bars
        bars.remove(str(count))
    fields = page.eval_on_selector_all("#heat td", "all => all.map(c => c.textContent)")
    known = sorted(int(x.partition("：")[0]) for x in fields if "：" in x and x.partition("：")[0].isdigit())
    drawn = sorted(int(x) for x in drawn_texts(page, "heat") if x.isdigit())
    assert drawn == sorted([*known, 1]), "one more 1: the legend's"


def test_hostile_names_are_shown_as_they_are_and_do_nothing(show: Any) -> None:
    page = show("hostile")
    before = page.evaluate("[document.images.length, document.scripts.length]")
    page.evaluate(OPEN_ALL, "tree")
    page.wait_for_timeout(100)
    said = "\n".join(t for figure in FIGURES for t in drawn_texts(page, figure))
    for name in ("<img src=x onerror=alert(1)>", "</script>", "{{7*7}}", "坏字符𠮷"):
        assert name in said, name
    assert DIRECTION[:10] in said and PART[:10] in said
    told = hover_all(page)
    for name in ("<img src=x onerror=alert(1)>", "</script>", clean_text(INSTITUTION)):
        assert any(name in text for text in told), name
    assert page.evaluate("[document.images.length, document.scripts.length]") == before == [0, 3]


def hover_all(page: Any) -> list[str]:
    """Point at everything drawn, figure by figure; return what the tips said."""
    said: set[str] = set()
    for figure in FIGURES:
        page.locator(f"#chart-{figure}").scroll_into_view_if_needed()
        for box in page.locator(f"#chart-{figure} svg path, #chart-{figure} svg text").all()[:60]:
            spot = box.bounding_box()
            if spot and spot["width"] and spot["height"]:
                page.mouse.move(spot["x"] + spot["width"] / 2, min(max(spot["y"] + spot["height"] / 2, 1), DESKTOP["height"] - 1))
                said.update(page.eval_on_selector_all(".tip", "all => all.map(t => t.textContent)"))
    return sorted(said)


def test_a_tip_tells_who(show: Any) -> None:
    page = show("lithium")
    page.locator("#chart-heat").scroll_into_view_if_needed()
    tips = page.evaluate("window.liantu.charts.heat.getOption().series[0].data.map(d => d.tip)")
    assert tips
    for index in (0, len(tips) - 1):
        page.evaluate(f"window.liantu.charts.heat.dispatchAction({{type: 'showTip', seriesIndex: 0, dataIndex: {index}}})")
        page.wait_for_timeout(50)
        lines = page.eval_on_selector_all("#chart-heat .tip p", "all => all.map(p => p.textContent)")
        assert lines[:3] == tips[index][:3]


def test_the_tree_opens_by_clicks_and_grows(show: Any) -> None:
    page = show("lithium")
    height = page.evaluate("document.getElementById('chart-tree').clientHeight")
    page.locator("#chart-tree text", has_text="中游").first.click()
    page.wait_for_timeout(200)
    page.locator("#chart-tree text", has_text="正极材料（").first.click()
    page.wait_for_timeout(200)
    said = drawn_texts(page, "tree")
    assert page.evaluate("document.getElementById('chart-tree').clientHeight") > height
    assert [t for t in said if t.endswith("（在区）")] and [t for t in said if t.endswith("（拟引进）")]
    assert not [t for t in said if t.endswith("（在区）") and t.partition("（")[0] in {x.partition("（")[0] for x in said if "拟引进" in x}]


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_it_without_scrolling_sideways(show: Any, name: str) -> None:
    page = show(name, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate("document.getElementById('chart-rings').clientWidth") <= PHONE["width"]


def test_without_script_every_number_stands_there(show: Any) -> None:
    page = show("lithium", java_script_enabled=False)
    assert page.locator("details[open]").count() == page.locator("details").count() > 5
    assert page.locator("noscript").inner_text()
    assert page.locator("#rings tbody tr").count() == 4 and page.locator("#rings td").first.is_visible()
