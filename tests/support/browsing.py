"""A headless browser and a page that tells what it asked for and what went wrong, for tests marked `browser`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def launched() -> Iterator[Any]:
    """Yield a headless Chromium; skips the test, with the reason, where there is none."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is a development tool: pip install -e .[dev]")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser on this machine; looked for {', '.join(NAMES)}")
    with sync.sync_playwright() as play:
        yield play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


class Watched:
    """An empty page in a window of its own: what it asks for, what it says and the dialogs it raises are noted."""

    def __init__(self, browser: Any, viewport: dict[str, int], **context: Any) -> None:
        self.page = browser.new_context(viewport=viewport, **context).new_page()
        self.requests: list[str] = []
        self.noise: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.noise.append(m.text))
        self.page.on("pageerror", lambda e: self.noise.append(str(e)))
        self.page.on("dialog", lambda d: (self.noise.append(f"dialog {d.message}"), d.dismiss()))

    def run(self, script: str, argument: Any = None) -> Any:
        """Return what a script in the page says."""
        return self.page.evaluate(script, argument)

    @property
    def asked(self) -> list[str]:
        """What it asked for of anybody else: addresses that carry their own content are no request."""
        return [url for url in self.requests if not url.startswith(("data:", "about:"))]


class Opened(Watched):
    """A page opened from a file."""

    def __init__(self, browser: Any, path: Path, viewport: dict[str, int], **context: Any) -> None:
        super().__init__(browser, viewport, **context)
        self.url = path.as_uri()
        self.page.goto(self.url)

    def done(self) -> None:
        """Close it; it must have asked for itself only, and have said nothing."""
        assert self.requests == [self.url]
        assert self.noise == []
        self.page.context.close()
