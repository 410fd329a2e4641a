"""The web application over small graphs, and a reader that sees its pages as a browser does."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot
from liantu.web.app import create_app
from liantu.web.site import Site
from liantu.web.state import Answers, State
from liantu.workspace.paths import Workspace
from report_graph import NAMES, ZONE, report_graph

LOCAL = "http://127.0.0.1:8400"
WORST = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    '=HYPERLINK("http://evil.example","x")',
    "{{7*7}}{% raw %}",
    "坏\x00字\ud800符𠮷",
    "长" * 200,
    "\"'><svg onload=alert(3)>",
    "javascript:alert(4)",
)
VOID = {"meta", "input", "br", "img", "link", "hr"}
FOLDER = Workspace(Path("/nonexistent-workspace-of-a-test"))


def hostile_names() -> dict[str, str]:
    """Every display name of the small zone, made as bad as data may be; each still told from the others."""
    return {i: f"{WORST[n % len(WORST)]}·{n}" for n, i in enumerate(NAMES)}


def hostile_report_graph() -> Snapshot:
    """Return the small zone of the reports with the worst name on everything that has one."""
    return report_graph(hostile_names())


def hostile_map_graph() -> tuple[Snapshot, Zone, str]:
    """Return the graph of the map's tests: hostile quotes, aliases and names; its zone and the slug of its chain."""
    small = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "viz" / "hostile_graph.py"))
    return small["hostile_graph"](), small["ZONE"], small["CHAIN"].partition(":")[2]


def state_of(graph: Snapshot, zone: Zone = ZONE, as_of: str | None = None, stamp: Callable[[], Hashable] = lambda: 0) -> State:
    """Return a state that holds one graph."""
    return State(lambda: Answers(graph, zone, {}, as_of=as_of), stamp)


def app_of(graph: Snapshot, zone: Zone = ZONE, site: Site | None = None) -> FastAPI:
    """Return the application over a graph."""
    return create_app(FOLDER, site=site, state=state_of(graph, zone, site.as_of if site else None))


def client_of(app: FastAPI, base: str = LOCAL) -> TestClient:
    """Return a client that behaves as a browser on this computer; errors of the server are answers, not exceptions."""
    return TestClient(app, base_url=base, raise_server_exceptions=False, follow_redirects=False)


@dataclass
class Tag:
    """One element: its name, attributes and the text inside it."""

    name: str
    attrs: dict[str, str]
    inside: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the element."""
        return " ".join("".join(self.inside).split())


class Read(HTMLParser):
    """A page as a list of elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._open: list[Tag] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self.tags.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that name."""
        for n in range(len(self._open) - 1, -1, -1):
            if self._open[n].name == tag:
                del self._open[n:]
                return

    def handle_data(self, data: str) -> None:
        """Give the text to every open element."""
        for one in self._open:
            one.inside.append(data)

    def of(self, name: str, **attrs: str) -> list[Tag]:
        """Return the elements of a name whose attributes hold these values."""
        return [t for t in self.tags if t.name == name and all(t.attrs.get(k) == v for k, v in attrs.items())]

    def addresses(self) -> list[str]:
        """Return every address the page leads to or loads; its own anchors and the forms that write are left out."""
        reads = [t for t in self.tags if t.attrs.get("method", "").lower() != "post"]
        named = [t.attrs[k] for t in reads for k in ("href", "src", "action", "hx-get") if k in t.attrs]
        return list(dict.fromkeys(a for a in named if not a.startswith(("#", "data:"))))


def crawl(client: TestClient, start: str, most: int = 3000) -> dict[str, Any]:
    """Visit every address that can be reached from `start`; return address → response. Fails where one leaves the site."""
    seen: dict[str, Any] = {}
    todo = [start]
    while todo and len(seen) < most:
        address = todo.pop()
        path = address.partition("#")[0]
        if path in seen:
            continue
        assert path.startswith(("/", "../")), f"{path} leaves the site"
        seen[path] = answer = client.get(path)
        if answer.headers.get("content-type", "").startswith("text/html"):
            found = Read(answer.text).addresses()
            todo += [str(answer.url.copy_with(raw_path=answer.url.raw_path).join(a).raw_path, "ascii") for a in found]
    return seen
