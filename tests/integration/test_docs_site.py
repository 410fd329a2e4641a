"""The documentation site: built without a fault, asks nothing of the network, has every page in its nav, finds Chinese words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from browsing import PHONE, launched
from project import ROOT

DOCS = ROOT / "docs"
ASKING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
SHOWN = 10  # pages of a list of results that is not scrolled
NO_BANNER = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def built(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a project folder as `make docs` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    return subprocess.run(command, cwd=root, env=NO_BANNER, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; its folder has Chinese letters and a blank, as the reader's may."""
    pytest.importorskip("material", reason="the site needs the extra `docs`: pip install -e .[docs]")
    out = tmp_path_factory.mktemp("说明 书") / "site"
    done = built(ROOT, out)
    assert done.returncode == 0, done.stderr
    return out


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, and every id."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.read_text(encoding="utf-8"))
        self.ids = {said["id"] for _, said in self.tags if said.get("id")}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Tags]:
    """Every page but the one for a wrong address, whose links are those of a server's root."""
    return {page: Tags(page) for page in sorted(site.rglob("*.html")) if page.name != "404.html"}


def test_nothing_is_asked_of_the_network(pages: dict[Path, Tags]) -> None:
    asked = {said[ASKING[tag]] for found in pages.values() for tag, said in found.tags if said.get(ASKING.get(tag, ""))}
    assert len(asked) > 5
    assert [where for where in asked if urlsplit(where).netloc] == []


def test_no_style_asks_either(site: Path) -> None:
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert styles and not any("url(http" in text or "@import" in text or "url(//" in text for text in styles)


def test_every_page_is_there_and_in_the_nav(pages: dict[Path, Tags], site: Path) -> None:
    written = {page.relative_to(DOCS).with_suffix(".html").as_posix() for page in DOCS.rglob("*.md")}
    assert {page.relative_to(site).as_posix() for page in pages} == written
    first = pages[site / "index.html"]
    listed = {urlsplit(said["href"] or "").path for tag, said in first.tags if tag == "a" and "md-nav__link" in (said.get("class") or "")}
    assert written - {"index.html"} <= {unquote(where) for where in listed}


def test_every_link_leads_somewhere(pages: dict[Path, Tags]) -> None:
    lost = []
    for page, found in pages.items():
        for href in {said["href"] for tag, said in found.tags if tag == "a" and said.get("href")}:
            where = urlsplit(href or "")
            target = (page.parent / unquote(where.path)).resolve() if where.path else page
            if where.scheme not in ("http", "https") and not _leads(pages, target, unquote(where.fragment)):
                lost.append(f"{page.name}: {href}")
    assert lost == []


def _leads(pages: dict[Path, Tags], target: Path, anchor: str) -> bool:
    page = pages.get(target)
    return (page is None and target.exists()) or (page is not None and (not anchor or anchor in page.ids | {"__top"}))


@pytest.mark.parametrize("fault", ["a page outside the nav", "a broken link", "a broken anchor"])
def test_a_fault_stops_the_build(site: Path, tmp_path: Path, fault: str) -> None:
    shutil.copytree(DOCS / "assets", tmp_path / "docs/assets")
    shutil.copy(ROOT / "tools/site_nav.py", tmp_path)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")[0].replace("tools/site_nav.py", "site_nav.py")
    (tmp_path / "mkdocs.yml").write_text(config + "\nnav: [index.md, {decisions: decisions/}]\n", encoding="utf-8")
    text = {"a broken link": "[x](lost.md)", "a broken anchor": "[x](decisions/0001-a.md#lost)"}.get(fault, "[x](decisions/0001-a.md)")
    (tmp_path / "docs/index.md").write_text(f"# 甲\n\n{text}\n", encoding="utf-8")
    (tmp_path / "docs/decisions").mkdir()
    (tmp_path / "docs/decisions/0001-a.md").write_text("# 乙\n", encoding="utf-8")
    if fault == "a page outside the nav":
        assert built(tmp_path, tmp_path / "good").returncode == 0
        (tmp_path / "docs/stray.md").write_text("# 丙\n", encoding="utf-8")
    assert built(tmp_path, tmp_path / "out").returncode == 1


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Yield a headless Chromium."""
    yield from launched()


@pytest.mark.browser
@pytest.mark.parametrize("word", ["隔膜", "待核实", "名单齐全确认", "replay", "鼹鼠"])
def test_search_finds_the_pages_that_hold_the_word(browser: Any, site: Path, word: str) -> None:
    """Oracle: the sources read one by one. The list shows its first ten pages; characters may stand apart in them."""
    texts = {p.relative_to(DOCS).with_suffix(".html").as_posix(): p.read_text(encoding="utf-8") for p in DOCS.rglob("*.md")}
    holding = {name for name, text in texts.items() if word in text}
    found, asked = searched(browser, site, word)
    assert len(holding & found) >= min(len(holding), SHOWN // 2)
    assert len(holding) > SHOWN or holding - found == set()
    assert [name for name in found if not set(word) <= set(texts[name])] == []
    assert [url for url in asked if not url.startswith("file:")] == []


def searched(browser: Any, site: Path, word: str) -> tuple[set[str], list[str]]:
    """Return the first pages that the search box lists for a word, and what was asked for, on a page opened from the disk."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "index.html").as_uri())
    box = page.locator("input[data-md-component=search-query]")
    box.click()
    box.press_sequentially(word)
    box.press("End")  # an input method ends with a key; typed letters of Chinese alone raise none here
    page.wait_for_function("!/键入|初始/.test(document.querySelector('.md-search-result__meta').textContent)")
    base = "a => a.href.slice(new URL('.', location.href).href.length)"
    links = page.locator(".md-search-result__link").evaluate_all(f"links => links.map({base})")
    page.context.close()
    return {unquote(urlsplit(link).path) for link in links}, asked


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "methods.html", "faq.html", "how-to/recommend.html"])
def test_a_page_fits_a_phone(browser: Any, site: Path, name: str) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto((site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.context.close()
