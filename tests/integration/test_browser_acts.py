"""The pages that act in a real browser: the planner's tick, the clerk's import, the officer's answer; by keyboard, on a phone, offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from axe import faults
from browsing import DESKTOP, PHONE, Watched
from serving import Served, served

pytestmark = pytest.mark.browser

PAGES = (
    "/whatif?about=揉捻设备&lose=firm:qingfeng",
    "/calls",
    "/calls/firms",
    "/import",
    "/ledger",
    "/source",
    "/source/plan",
    "/questions",
    "/questions/10?ask=1",
    "/history",
)
HOSTILE = "<img src=x onerror=alert(1)>厂"
DRAWN = "#result .numbers"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the made-up zone, dated."""
    with served(tmp_path_factory.mktemp("页"), "--as-of", "2030-03-01") as server:
        yield server


class Window(Watched):
    """A page of the site."""

    def __init__(self, browser: Any, site: Served, viewport: dict[str, int], **context: Any) -> None:
        super().__init__(browser, viewport, **context)
        self.site = site

    def quiet(self) -> None:
        """Nothing was said and nothing left this computer."""
        assert self.noise == []
        assert [url for url in self.asked if not url.startswith(self.site.address)] == []

    def go(self, path: str) -> Any:
        """Open a page of the site."""
        self.page.goto(self.site.address + path)
        return self.page


@pytest.fixture
def window(browser: Any, site: Served) -> Iterator[Window]:
    """A desktop window that must stay silent."""
    made = Window(browser, site, DESKTOP)
    yield made
    made.page.context.close()
    made.quiet()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_is_silent_and_reads_aloud(browser, site, viewport):
    made = Window(browser, site, viewport)
    for path in PAGES:
        page = made.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
        assert faults(page) == [], path
    page.context.close()
    made.quiet()


def test_the_planner_ticks_a_firm_in_and_out_and_the_address_holds_the_scenario(window):
    page = window.go("/whatif?about=揉捻设备")
    page.get_by_label("远山机械公司").check()
    page.locator(DRAWN).wait_for()
    result = page.locator("#result")
    assert "引进 远山机械公司" in result.inner_text() and "假设" in result.inner_text()
    assert "land=firm" in page.url
    row = page.locator("#result .numbers tr", has_text="规划点名需求")
    before, after = (int(row.locator("td").nth(i).inner_text()) for i in (0, 1))
    assert after == before - 1
    page.get_by_label("青峰茶厂").check()
    page.locator("#result", has_text="失去 青峰茶厂").wait_for()
    told = result.inner_text()
    page.reload()
    assert page.locator("#result").inner_text() == told, "the address alone brings the scenario back"
    assert page.get_by_label("远山机械公司").is_checked() and page.get_by_label("青峰茶厂").is_checked()
    page.get_by_label("远山机械公司").uncheck()
    page.locator("#result", has_not_text="引进").wait_for()
    page.go_back()
    page.locator("#result", has_text="引进").wait_for()


def test_what_if_by_keyboard_keeps_the_focus_where_it_was(window):
    page = window.go("/whatif?about=揉捻设备")
    box = page.get_by_label("青峰茶厂")
    box.focus()
    page.keyboard.press("Space")
    page.locator(DRAWN).wait_for()
    assert box.evaluate("node => node === document.activeElement")


def test_without_scripts_the_same_form_gives_the_same_result(browser, site):
    made = Window(browser, site, DESKTOP, java_script_enabled=False)
    page = made.go("/whatif?about=揉捻设备")
    page.get_by_label("远山机械公司").check()
    page.get_by_role("button", name="加入并推演").click()
    assert "引进 远山机械公司" in page.locator("#result").inner_text()
    page.context.close()


def test_the_clerk_imports_with_preview_confirms_and_undoes(window, tmp_path: Path):
    file = tmp_path / "名单.csv"
    file.write_text(f"企业名称\n{HOSTILE}\n己茶厂\n", encoding="utf-8")
    page = window.go("/import")
    page.get_by_label("文件（").set_input_files(file)
    page.get_by_label("名单内企业都在园区登记").check()
    page.get_by_role("button", name="检查并预览").click()
    assert "还没有写入" in page.inner_text("main") and HOSTILE in page.inner_text("main")
    assert faults(page) == []
    with page.expect_download() as report:
        page.get_by_role("link", name="校验报告").click()
    assert report.value.suggested_filename == "名单.csv-校验报告.xlsx"
    page.get_by_role("button", name="确认写入").click()
    assert "工作区里有尚未计入图的内容" in page.inner_text("main")
    batch = page.locator(".done b").inner_text()
    page.get_by_role("button", name="撤销这一批次").click()
    assert "由 " in page.locator(f"#b-{batch}").inner_text() and "已撤销" in page.locator(f"#b-{batch}").inner_text()
    assert faults(page) == []


def test_the_officer_answers_a_line_and_the_status_changes_after_the_rebuild(window):
    page = window.go("/calls")
    line = page.locator("section.answer", has_text="揉捻设备")
    assert "待核实" in line.inner_text() and page.get_by_label("填报日期").input_value() == "2030-03-01"
    line.get_by_label("生产企业").fill("无")
    line.get_by_label("名单是否齐全").select_option("是")
    line.get_by_label("答复人").fill("县统计办 甲")
    line.get_by_label("答复人").press("Enter")
    page.wait_for_url("**/done/*")
    assert "缺" in page.locator("table", has_text="揉捻设备").inner_text()
    batch = page.locator(".done b").inner_text()
    page.get_by_role("button", name="重建图").click()
    page.locator("#rebuild", has_text="图与工作区一致").wait_for(timeout=60_000)
    page = window.go("/links/link:tea/roll")
    assert page.locator(".badge", has_text="缺").count()
    page = window.go(f"/history?batch={batch}")
    page.get_by_role("button", name=f"撤销批次 {batch}").click()
    window.site.rebuild()
    assert window.go("/links/link:tea/roll").locator(".badge", has_text="待核实").count()


def test_a_quote_leads_to_its_place_in_the_source(window):
    page = window.go("/links/link:tea/roll")
    page.locator(".evidence a").first.click()
    page.wait_for_url(re.compile("/source/plan#"))
    claim = page.url.rpartition("#")[2]
    assert page.locator(f"[id='{claim}'] + *").evaluate_all("all => all.length") >= 1
    assert page.locator(".line:has(.at:target)").count() == 1
    assert "引进远山机械公司" in page.locator(".line:has(.at:target)").inner_text()


def test_the_ledger_by_keyboard_alone(window):
    page = window.go("/ledger")
    page.get_by_label("企业（必填）").focus()
    page.keyboard.type("庚厂")
    page.keyboard.press("Tab")
    page.keyboard.type("揉捻设备")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledger?done=*")
    assert "庚厂" in page.inner_text("table")
