"""What a page of another site, a rebound name, a fat upload or a forged form gets: nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.testclient import TestClient

from liantu.web.rendering import page
from liantu.web.security import COOKIE, FIELD, HEADERS, policy, style_hashes
from liantu.web.site import Site
from report_graph import report_graph
from web_pages import app_of, client_of

LIMIT = 4096


@pytest.fixture(scope="module")
def writing() -> FastAPI:
    """The application with a page that has a form, and a write that says so."""
    app = app_of(report_graph(), site=Site(upload_limit=LIMIT))

    @app.get("/form")
    def form(request: Request) -> Response:
        return page(request, "error.html.j2", title="form", lines=[app.state.csrf.token(request)])

    @app.post("/write")
    async def write(request: Request) -> dict[str, int]:
        return {"written": len(await request.body()) if "x-csrf-token" in request.headers else len(await request.form())}

    return app


@pytest.fixture
def browser(writing: FastAPI) -> TestClient:
    """A browser without cookies."""
    return client_of(writing)


def token(browser: TestClient) -> str:
    """Open the form and return its token."""
    return browser.get("/form").text.partition('role="alert">')[2].partition("<")[0]


def test_a_write_with_the_token_of_the_page_passes(browser: TestClient) -> None:
    assert browser.post("/write", data={FIELD: token(browser)}).status_code == 200
    assert browser.post("/write", headers={"X-CSRF-Token": token(browser), "Origin": "http://127.0.0.1:8400"}).status_code == 200


@pytest.mark.parametrize("given", ["", "x", "0" * 64, "ä\x00"])
def test_a_write_without_the_token_is_refused(browser: TestClient, given: str) -> None:
    token(browser)
    answer = browser.post("/write", data={FIELD: given})
    assert answer.status_code == 403
    assert "请刷新后重试" in answer.text


def test_a_token_holds_only_with_its_own_cookie(writing: FastAPI) -> None:
    victim, thief = client_of(writing), client_of(writing)
    stolen = token(thief)
    token(victim)
    assert victim.post("/write", data={FIELD: stolen}).status_code == 403
    assert client_of(writing).post("/write", data={FIELD: stolen}).status_code == 403


def test_a_cookie_that_somebody_planted_makes_no_token(browser: TestClient) -> None:
    """The plain double submit falls to a planted cookie; the signed one does not."""
    browser.cookies.set(COOKIE, "planted")
    assert browser.post("/write", data={FIELD: "planted"}).status_code == 403
    assert browser.post("/write", data={FIELD: hashlib.sha256(b"planted").hexdigest()}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "null", "https://127.0.0.1.evil.example:8400"])
def test_a_write_from_another_origin_is_refused_even_with_the_token(browser: TestClient, origin: str) -> None:
    assert browser.post("/write", data={FIELD: token(browser)}, headers={"Origin": origin}).status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: TestClient) -> None:
    told = browser.get("/form").headers["set-cookie"].lower()
    assert "httponly" in told and "samesite=strict" in told


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8400", "127.0.0.1.evil.example", "10.1.2.3", "", "localhost.evil.example"])
def test_an_unknown_host_gets_nothing(browser: TestClient, host: str) -> None:
    answer = browser.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "链图" not in answer.text and "Host" in answer.text


def test_a_body_above_the_limit_is_refused(browser: TestClient) -> None:
    given = {"X-CSRF-Token": token(browser)}
    assert browser.post("/write", content=b"x" * LIMIT, headers=given).json() == {"written": LIMIT}
    assert browser.post("/write", content=b"x" * (LIMIT + 1), headers=given).status_code == 413


def test_a_body_that_does_not_say_its_length_is_counted(browser: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        yield from (b"x" * 1000 for _ in range(6))

    answer = browser.post("/write", content=parts(), headers={"X-CSRF-Token": token(browser)})
    assert answer.status_code == 413
    assert answer.text.count("太大") == 1


@pytest.mark.parametrize("path", ["/", "/gaps", "/gaps.csv", "/nope", "/api/chains", "/gaps?page=0"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert HEADERS.items() <= {k: answer.headers[k] for k in HEADERS}.items()
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/static/x/../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/static//etc/passwd", "/links/../../etc/passwd",
     "/nodes//etc/passwd",
     "/static/x/..%2f..%2f..%2fpyproject.toml", "/chains/..%2f..%2fzone.yaml", "/api/show/..%2f..%2fdata%2fzone.yaml"],
)  # fmt: skip
def test_no_path_reaches_a_file(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text and "[project]" not in answer.text


def test_the_policy_of_style_attributes_holds_exactly_those() -> None:
    digest = base64.b64encode(hashlib.sha256(b"--a:1").digest()).decode()
    assert style_hashes(["--a:1", "--a:1"]) == f"'unsafe-hashes' 'sha256-{digest}'"
    assert style_hashes([]) == "'none'"
    assert "; style-src-attr 'none'" in policy(style_src_attr=style_hashes([]))
