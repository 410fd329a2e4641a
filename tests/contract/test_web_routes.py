"""The contract of every route: it answers over the worst names, below any base path, with its date, its headers, no script of theirs."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from liantu.web.routes import READING, ROUTERS
from liantu.web.site import Site
from report_graph import NAMES
from web_pages import WORST, Read, app_of, client_of, crawl, hostile_map_graph, hostile_names, hostile_report_graph

KINDS = ("csv", "xlsx")
GRAPHS = ("report", "map")


@pytest.fixture(scope="module", params=GRAPHS)
def hostile(request: pytest.FixtureRequest) -> tuple[FastAPI, dict[str, list[str]]]:
    """The application over a hostile graph, and values for the parameters of its routes."""
    if request.param == "report":
        graph, slug = hostile_report_graph(), "battery"
        app = app_of(graph)
    else:
        graph, zone, slug = hostile_map_graph()
        app = app_of(graph, zone)
    ids = {kind: [i for i in graph.nodes if i.startswith(f"{kind}:")] for kind in ("link", "firm")}
    others = [i for i in graph.nodes if i.partition(":")[0] not in ("link", "firm", "chain")]
    values = {"slug": [slug], "name": ["map", "charts"], "kind": list(KINDS), "link_id": ids["link"], "firm_id": ids["firm"]}
    return app, {**values, "node_id": others, "thing": list(graph.nodes)}


def routes(method: str = "GET") -> list[APIRoute]:
    """Every route of the application that takes a method."""
    found = [r for router in ROUTERS for r in router.routes]
    assert all(isinstance(r, APIRoute) for r in found)
    return [r for r in found if isinstance(r, APIRoute) and method in r.methods]


def addresses(route: APIRoute, values: dict[str, list[str]]) -> list[str]:
    """Every address of a route: its parameters filled with every value there is. Fails for a parameter nobody filled."""
    names = re.findall(r"{(\w+)(?::path)?}", route.path)
    made = [route.path]
    for name in names:
        assert name in values, f"{route.path}: no value for {name} in this test"
        made = [re.sub(rf"{{{name}(:path)?}}", lambda _, v=v: v, path, count=1) for path in made for v in values[name]]
    return [path + ("?q=a" if path == "/api/search" else "") for path in made]


def _static(app: FastAPI) -> dict[str, list[str]]:
    from liantu.web.assets import assets

    return {name: [asset.version] for name, asset in assets().items()}


def test_every_get_route_answers(hostile: tuple[FastAPI, dict[str, list[str]]]) -> None:
    app, values = hostile
    client, visited = client_of(app), 0
    reading = [r for topic in READING for r in topic.router.routes if isinstance(r, APIRoute)]  # the acting pages have tests of their own
    for route in reading:
        if route.path.startswith("/static/"):
            paths = [f"/static/{version}/{name}" for name, [version] in _static(app).items()]
        else:
            paths = addresses(route, values)
        for path in paths:
            answer = client.get(path)
            visited += 1
            assert answer.status_code in (200, 303), (path, answer.text[:300])
            _hold(path, answer)
    assert visited > 60


def _hold(path: str, answer: Any) -> None:
    kind = answer.headers.get("content-type", "")
    assert "content-security-policy" in answer.headers
    if kind.startswith("text/html") and not path.endswith(".html"):
        _page(path, answer.text)
    elif kind.startswith("application/json"):
        json.loads(answer.content)


def _page(path: str, text: str) -> None:
    page = Read(text)
    scripts = page.of("script")
    assert all(s.attrs.get("src", "").startswith("/static/") and not s.text for s in scripts), path
    assert page.of("img") == [] and page.of("svg") == []
    assert not [t for t in page.tags for name in t.attrs if name.startswith("on")], path
    assert not [a for a in page.addresses() if re.match(r"\s*(javascript|data|vbscript):", a, re.IGNORECASE)], path
    assert "\x00" not in text and "\ud800" not in text
    assert "{{7*7}}" in text or "49{%" not in text
    assert len(page.of("h1")) == 1 and len(page.of("title")) == 1
    dates = page.of("p", **{"class": "dates"})[0].text
    assert "企业事实截至" in dates and "编制日" in dates


def test_the_worst_names_are_shown_as_they_are() -> None:
    """Not dropped, not run: a reader sees the very characters, control characters and lone surrogates aside."""
    client, names = client_of(app_of(hostile_report_graph())), hostile_names()
    for node_id in NAMES:
        if node_id.startswith(("place:zone", "source:", "chain:")):
            continue
        title = Read(
            client.get(f"/{'links' if node_id[:4] == 'link' else 'firms' if node_id[:4] == 'firm' else 'nodes'}/{node_id}").text
        ).of("h1")
        assert title[0].text == " ".join(names[node_id].replace("\x00", "").replace("\ud800", "").split()), node_id
    assert len({name.partition("·")[0] for name in names.values()}) == len(WORST)


@pytest.mark.parametrize("base", ["", "/liantu", "/a/链"])
@pytest.mark.parametrize("stripped", [True, False])
def test_every_address_on_every_page_leads_somewhere(base: str, stripped: bool) -> None:
    """Crawled from the first page, below a base path that the proxy takes off or leaves on."""
    app = app_of(hostile_report_graph(), site=Site(base_path=base))
    base = quote(base)
    client = _Proxy(client_of(app), base if stripped else "")
    found = crawl(client, f"{base}/", most=400)  # type: ignore[arg-type]
    assert {p: a.status_code for p, a in found.items() if a.status_code not in (200, 303)} == {}
    assert len(found) > 50
    assert all(path.startswith(f"{base}/") for path in found)
    for there in (
        "/gaps",
        "/audit",
        "/candidates",
        "/chains/battery",
        "/chains/battery/map.html",
        "/api/openapi.json",
        "/links/link:battery/ore",
    ):
        assert f"{base}{there}" in found


class _Proxy:
    """A reverse proxy that takes a prefix off, as many do."""

    def __init__(self, client: TestClient, prefix: str) -> None:
        self._client, self._prefix = client, prefix

    def get(self, address: str) -> Any:
        assert address.startswith(self._prefix)
        answer = self._client.get(address.removeprefix(self._prefix) or "/")
        if self._prefix:
            answer.request.url = answer.request.url.copy_with(raw_path=address.encode())
        return answer


def test_no_route_writes_without_the_form_token() -> None:
    client = client_of(app_of(hostile_report_graph()))
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for route in routes(method):
            assert client.request(method, re.sub(r"{[^}]*}", "x", route.path)).status_code == 403, (method, route.path)
        assert client.request(method, "/gaps").status_code in (403, 405)


@pytest.mark.parametrize(
    "address", ["/api/gaps?chain=no", "/gaps?chain=no", "/api/show/x", "/chains/no", "/search?q=%ED%A0%80%00", "/gaps?q=%FF"]
)
def test_a_fault_that_names_the_worst_names_is_still_one_clear_answer(address: str) -> None:
    answer = client_of(app_of(hostile_report_graph())).get(address)
    assert answer.status_code in (200, 404)
    assert "<img" not in answer.text or address.startswith("/api")


def test_openapi_describes_the_json_and_loads_nothing_from_elsewhere() -> None:
    client = client_of(app_of(hostile_report_graph()))
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {f"/api/{x}" for x in ("audit", "chains", "gaps", "recommend", "search", "show/{thing}")}
    page = client.get("/api").text
    assert all(html.escape(path) in page for path in described["paths"])
    assert not re.search(r"https?://", page)
