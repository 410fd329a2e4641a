"""The web page in a real browser: journeys of the three people it is for, with scripts and without, on a desk and on a phone."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from python_calamine import CalamineWorkbook

from axe import faults
from browsing import DESKTOP, PHONE, Watched
from built import shipped_data, shipped_graph
from liantu.viz.theme import STATUS_COLORS
from web_pages import app_of, hostile_map_graph, hostile_report_graph
from web_server import running

pytestmark = pytest.mark.browser

SHIPPED = (
    *(
        "/",
        "/chains/lithium",
        "/gaps",
        "/gaps?chain=ict&ring=全国&all=1&page=2",
        "/links/link:lithium/cathode",
        "/audit?section=differences",
    ),
    *("/candidates?chain=lithium", "/firms/firm:umicore-changxin", "/search?q=锂", "/api", "/nodes/source:plan", "/no-such-page"),
)
HOSTILE = ("/", "/chains/{slug}", "/chains/{slug}/map", "/gaps?all=1", "/candidates", "/audit", "/search?q=a", "/api", "/no-such-page")


@dataclass(frozen=True)
class Place:
    """A running site: its address and, where the graph is a small one, its ids."""

    address: str
    ids: tuple[str, ...] = ()
    slug: str = ""


@pytest.fixture(scope="module")
def shipped() -> Iterator[Place]:
    """The site over the shipped chains."""
    data = shipped_data()
    with running(app_of(shipped_graph(), data.zone)) as address:
        yield Place(address)


@pytest.fixture(scope="module", params=["report", "map"])
def hostile(request: pytest.FixtureRequest) -> Iterator[Place]:
    """The site over graphs with the worst names everywhere."""
    if request.param == "report":
        graph, slug = hostile_report_graph(), "battery"
        app = app_of(graph)
    else:
        graph, zone, slug = hostile_map_graph()
        app = app_of(graph, zone)
    with running(app) as address:
        yield Place(address, tuple(graph.nodes), slug)


class Tab(Watched):
    """An open page of a site."""

    def __init__(self, browser: Any, address: str, viewport: dict[str, int], **context: Any) -> None:
        super().__init__(browser, viewport, accept_downloads=True, **context)
        self.address = address

    def go(self, path: str) -> Any:
        """Open a path of the site."""
        self.page.goto(self.address + path)
        return self.page

    def query(self) -> dict[str, list[str]]:
        """Return the state in the address."""
        return parse_qs(urlsplit(self.page.url).query)

    def overflow(self) -> list[str]:
        """Return what makes the page wider than its window; what lies in a box that scrolls by itself does not."""
        wide: list[str] = self.page.evaluate(
            "() => document.documentElement.scrollWidth <= window.innerWidth ? [] : [`${document.documentElement.scrollWidth} wide`,"
            " ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)"
            ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))]"
        )
        return wide


def until(page: Any, script: str) -> None:
    """Wait until a script says true; asked through the debugger, so that the page's own policy may forbid eval."""
    for _ in range(500):
        if page.evaluate(script):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never true: {script}")


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Tab]]:
    """Return a function that opens a tab; afterwards nothing may have left this computer and nothing may have been said."""
    opened: list[Tab] = []

    def open_tab(place: Place, viewport: dict[str, int] = DESKTOP, **context: Any) -> Tab:
        opened.append(Tab(browser, place.address, viewport, **context))
        return opened[-1]

    yield open_tab
    for one in opened:
        assert [u for u in one.asked if not u.startswith((one.address, "data:", "blob:"))] == []
        assert [n for n in one.noise if "404 (Not Found)" not in n] == []
        one.page.context.close()


def test_the_officer_goes_from_the_overview_to_a_candidate_and_takes_the_list_along(tab: Any, shipped: Place) -> None:
    one = tab(shipped)
    page = one.go("/")
    page.locator("ol.tops a").first.click()
    page.wait_for_url("**/links/**")
    assert page.locator(".say").inner_text().startswith("“")
    assert page.locator("dt", has_text="需核实的一件事").count() == 1
    name = page.locator(".cards h4 a").first.inner_text()
    page.get_by_text("作为清单打开、下载").click()
    page.wait_for_url("**/candidates?link=*")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    file = waiting.value
    assert file.suggested_filename.endswith(".xlsx") and "招商推荐" in file.suggested_filename
    with open(file.path(), "rb") as content:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content.read())).get_sheet_by_index(0).to_python()
    assert any(row[0] == name for row in rows)
    titles = next(n for n, row in enumerate(rows) if row[0] == "名称")
    listed = sum(1 for row in rows[titles + 1 :] if row[0] and row[1])
    assert f"下载本表（{listed} 行）" in page.locator(".downloads").inner_text()
    page.locator("table.sheet tbody th a").first.click()
    page.wait_for_url("**/firms/**")
    assert page.locator("h1").inner_text() == name


def test_the_planner_goes_from_the_audit_to_a_gap_and_back(tab: Any, shipped: Place) -> None:
    one = tab(shipped)
    page = one.go("/")
    page.get_by_role("link", name="规划核对").click()
    page.wait_for_url("**/audit", wait_until="networkidle")
    asked = len(one.asked)
    page.get_by_label("类别").select_option("critical_unknown")
    page.wait_for_url("**/audit?section=critical_unknown")
    until(page, "document.querySelector('#list .note').textContent.startsWith('共 36 条')")
    assert len(one.asked) == asked + 1  # the list alone was fetched
    line = page.locator("table.sheet tbody th a").first
    name = line.inner_text().partition("（")[0]
    line.click()
    page.wait_for_url("**/links/**")
    assert page.locator("h1").inner_text() == name
    page.go_back()
    until(page, "document.querySelector('#list .note').textContent.startsWith('共 36 条')")
    assert page.get_by_label("类别").input_value() == "critical_unknown"


def test_the_researcher_searches_opens_a_firm_and_takes_its_json(tab: Any, shipped: Place) -> None:
    one = tab(shipped)
    page = one.go("/search")
    page.keyboard.type("赢合")  # the field has the focus
    until(page, "document.querySelectorAll('table.sheet tbody tr').length === 1")
    assert one.query() == {"q": ["赢合"]}
    page.locator("table.sheet tbody th a").click()
    page.wait_for_url("**/firms/**")
    title = page.locator("h1").inner_text()
    page.get_by_role("link", name="JSON").click()
    told = json.loads(page.locator("pre").inner_text() if page.locator("pre").count() else page.content())
    assert told["name"] == title and told["portrait"]["resident"] is False


def test_the_filters_stand_in_the_address_and_come_back_with_it(tab: Any, shipped: Place) -> None:
    one = tab(shipped)
    page = one.go("/gaps")
    total = re.search(r"共 (\d+) 个", page.locator("#list .note").inner_text())
    page.get_by_label("产业链").select_option("lithium")
    page.wait_for_url("**/gaps?chain=lithium")
    page.get_by_label("名称含").fill("正极")
    until(page, "location.search.includes('q=')")
    until(page, "/共 [1-9] 个/.test(document.querySelector('#list .note').textContent)")
    shown = page.locator("#list").inner_text()
    again = tab(shipped).go(page.url.removeprefix(shipped.address))
    assert again.locator("#list").inner_text() == shown
    assert again.get_by_label("产业链").input_value() == "lithium" and again.get_by_label("名称含").input_value() == "正极"
    page.go_back()
    page.go_back()
    until(page, "location.search === ''")
    until(page, f"document.querySelector('#list .note').textContent.includes('共 {total and total[1]} 个')")


def test_everything_can_be_read_and_filtered_without_scripts(tab: Any, shipped: Place) -> None:
    one = tab(shipped, java_script_enabled=False)
    page = one.go("/gaps")
    page.get_by_label("产业链").select_option("lithium")
    page.get_by_role("combobox", name="规划点名需求").select_option("引进")
    page.get_by_role("button", name="筛选").click()
    assert {k: v for k, v in one.query().items() if v != [""]} == {"chain": ["lithium"], "need": ["引进"]}
    cells = page.locator("table.sheet td[data-label='产业链']").all_inner_texts()
    assert cells and set(cells) == {"新能源材料"}
    page.locator("table.sheet tbody th a").first.click()
    assert page.locator(".evidence q").count() > 0
    page.get_by_role("link", name="新能源材料").first.click()
    assert page.locator(".lt-board").is_visible()
    page.locator("details.first-page summary").click()
    assert page.get_by_text("已掌握在区企业").first.is_visible()


def test_the_keyboard_alone_suffices(tab: Any, shipped: Place) -> None:
    page = tab(shipped).go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")
    page.go_back() if page.url.endswith("#main") else None
    page = tab(shipped).go("/gaps")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "chain":
            break
    page.keyboard.press("ArrowDown")
    until(page, "location.search.includes('chain=')")
    until(page, "document.getElementById('f-status').textContent.includes('待核实（48）')")  # the counts follow, the focus stays
    assert page.evaluate("[document.activeElement.name, document.activeElement.value]") == ["chain", "electromechanical"]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_every_page_fits(tab: Any, shipped: Place, viewport: dict[str, int]) -> None:
    one = tab(shipped, viewport)
    found: dict[str, list[str]] = {}
    for path in SHIPPED:
        one.go(path)
        if wrong := one.overflow():
            found[path] = wrong
    assert found == {}


def test_every_kind_of_page_is_accessible(tab: Any, hostile: Place) -> None:
    """Contrast, labels, roles: judged on the small graphs, whose pages come from the same templates."""
    one = tab(hostile)
    found: dict[str, list[str]] = {}
    for path in [*paths_of(hostile, one_of_each=True), "/gaps?status=缺&q=无此环节"]:
        page = one.go(path)
        page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        if wrong := faults(page):
            found[path] = wrong
    assert found == {}


def paths_of(place: Place, *, one_of_each: bool) -> list[str]:
    """Return the pages of a small graph, of every node or of the first of each type."""
    kinds = {"link": "links", "firm": "firms"}
    first = {i.partition(":")[0]: i for i in reversed(place.ids)}.values()
    nodes = [i for i in (first if one_of_each else place.ids) if not i.startswith("chain:")]
    return [*(p.format(slug=place.slug) for p in HOSTILE), *(f"/{kinds.get(i.partition(':')[0], 'nodes')}/{i}" for i in nodes)]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_worst_names_do_nothing_in_a_browser(tab: Any, hostile: Place, viewport: dict[str, int]) -> None:
    one = tab(hostile, viewport)
    for path in paths_of(hostile, one_of_each=viewport is PHONE):
        page = one.go(path)
        assert one.overflow() == [], path
        assert page.evaluate("document.querySelectorAll('main img, main svg, main script').length") == 0, path
    page = one.go("/search")
    page.get_by_role("searchbox").fill("<img src=x onerror=alert(1)>")
    until(page, "location.search.includes('q=')")
    page.wait_for_timeout(100)


def test_a_status_has_its_colour_border_and_word(tab: Any, shipped: Place) -> None:
    page = tab(shipped).go("/gaps?all=1&makers=known")
    look = "e => { const s = getComputedStyle(e); return [e.textContent, s.backgroundColor, s.color, s.borderTopStyle]; }"
    shown = [page.locator("td .badge").nth(n).evaluate(look) for n in range(page.locator("td .badge").count())]
    assert {row[0] for row in shown} == {"强", "有"}
    for word, background, text, border in shown:
        style = STATUS_COLORS[word]
        assert (background, text, border) == (rgb(style.color), rgb(style.text), style.border_style)


def rgb(colour: str) -> str:
    """Return a colour as a browser says it."""
    return f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"


def test_the_map_draws_inside_its_frame(tab: Any, shipped: Place) -> None:
    page = tab(shipped).go("/chains/lithium/map")
    frame = page.frame_locator("iframe.picture")
    frame.locator("canvas").first.wait_for()
    assert page.locator("iframe.picture").bounding_box()["height"] > 500
