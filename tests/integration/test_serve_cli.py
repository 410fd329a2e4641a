"""`liantu serve` as a process, and its JSON against the command line's, on the shipped chains."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import liantu
from liantu.cli.main import run
from liantu.web.app import create_app
from liantu.web.site import Site
from liantu.web.state import State
from liantu.workspace.paths import open_workspace
from report_graph import report_graph
from web_pages import client_of, state_of


@pytest.fixture(scope="module")
def client(home: Path) -> TestClient:
    """The application over it."""
    return client_of(create_app(open_workspace(home), site=Site(as_of="2026-11-22")))


@pytest.mark.parametrize(
    ("address", "arguments"),
    [
        ("/api/chains", ["chains"]),
        ("/api/gaps?chain=lithium&all=true", ["gaps", "lithium", "--all"]),
        ("/api/recommend?subject=lithium&top=3", ["recommend", "lithium", "--top", "3"]),
        ("/api/recommend?subject=link:ict/pcb", ["recommend", "link:ict/pcb"]),
        ("/api/show/link:lithium/cathode", ["show", "link:lithium/cathode"]),
        ("/api/show/优美科长信新材料", ["show", "优美科长信新材料"]),
        ("/api/search?q=锂&limit=7", ["search", "锂", "--limit", "7"]),
        ("/api/audit", ["audit"]),
    ],
)
def test_the_json_is_that_of_the_command_line(
    client: TestClient, home: Path, capsys: pytest.CaptureFixture[str], address: str, arguments: list[str]
) -> None:
    capsys.readouterr()
    assert run([*arguments, "--json", "--quiet", "--workspace", str(home), "--as-of", "2026-11-22"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told and client.get(address).json() == told


def test_numbers_of_the_shipped_overview_lead_to_as_many_rows(client: TestClient) -> None:
    from web_pages import Read

    page = Read(client.get("/").text)
    numbers = [(int(a.text), a.attrs["href"]) for a in page.of("a") if a.text.isdigit()]
    assert len(numbers) >= 18
    for number, address in numbers:
        path, _, query = address.partition("?")
        lines = list(csv.reader(io.StringIO(client.get(f"{path}.csv?{query}").text)))
        assert lines.index([]) - 1 == number, address


def test_every_card_of_the_board_leads_to_its_link(client: TestClient) -> None:
    for slug in ("lithium", "ict", "future", "electromechanical"):
        text = client.get(f"/chains/{slug}").text
        cards = re.findall(r'data-link="([^"]*)"', text)
        assert len(cards) > 100
        assert re.findall(r'class="lt-go" href="\.\./links/([^"]*)"', text) == cards


class Served:
    """A running `liantu serve`."""

    def __init__(self, home: Path, *options: str) -> None:
        command = [sys.executable, "-m", "liantu", "serve", "--port", "0", "--json", "--workspace", str(home), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=_env())
        assert self.process.stdout is not None
        line = ""
        while not line.strip().endswith("}"):
            line += self.process.stdout.readline()
            assert self.process.poll() is None, self.process.communicate()[1]
        self.address = str(json.loads(line)["address"])

    def get(self, path: str, host: str = "") -> tuple[int, str]:
        """Return status and text."""
        request = urllib.request.Request(self.address.rstrip("/") + path, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            with fault:
                return fault.code, fault.read().decode()

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C; return the exit code and what stood on stderr."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


def _env() -> dict[str, str]:
    root = str(Path(liantu.__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    """A server below a base path."""
    made = Served(home, "--base-path", "/链")
    yield made
    if made.process.poll() is None:
        made.stop()


def test_a_process_serves_below_its_base_path_and_refuses_strangers(served: Served) -> None:
    status, text = served.get("/gaps?chain=lithium")
    assert status == 200 and "缺链弱链" in text
    assert served.get("/", host="evil.example")[0] == 400


def test_many_requests_at_once_all_get_the_same_answer(served: Served) -> None:
    """A short form of benchmarks/serve.py: fifty at once."""
    paths = ["/gaps?chain=lithium", "/", "/links/link:lithium/cathode", "/search?q=锂".replace("锂", "%E9%94%82"), "/api/chains"]
    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda n: served.get(paths[n % len(paths)]), range(250)))
    assert {status for status, _ in found} == {200}
    for n in range(len(paths)):
        assert len({text for _, text in found[n :: len(paths)]}) == 1


def test_a_taken_port_is_one_clear_line(served: Served, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = served.address.rsplit(":", 1)[1].partition("/")[0]
    assert run(["serve", "--port", port, "--workspace", str(home), "--quiet"]) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"错误：127.0.0.1:{port} 不能监听") and "\n" not in said and "--port" in said


@pytest.mark.parametrize(("arguments", "code"), [(["--host", "256.1.1.1"], 1), (["--port", "70000"], 2), (["--port", "-1"], 2)])
def test_a_wrong_address_is_one_clear_line(home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int) -> None:
    assert run(["serve", *arguments, "--workspace", str(home), "--quiet"]) == code
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_ctrl_c_ends_it_cleanly_and_the_port_is_free_again(served: Served) -> None:
    code, said = served.stop()
    assert code == 0
    assert "Traceback" not in said and "已停止" in said and "正在读图" in said
    port = int(served.address.rsplit(":", 1)[1].partition("/")[0])
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))


def test_another_host_prints_a_warning(monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import uvicorn

    def at_once(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(uvicorn.Server, "run", at_once)
    monkeypatch.setattr(State, "of_workspace", lambda *_: state_of(report_graph()))
    capsys.readouterr()
    assert run(["serve", "--host", "0.0.0.0", "--port", "0", "--workspace", str(home)]) == 0
    told = capsys.readouterr()
    assert "WARNING" in told.err and "没有登录" in told.err
    assert re.search(r"http://127\.0\.0\.1:\d+/", told.out)
    assert run(["serve", "--port", "0", "--workspace", str(home)]) == 0
    assert "WARNING" not in capsys.readouterr().err


def test_the_demo_says_how_to_open_the_page(tmp_path: Path) -> None:
    """The very words it prints are a command that serve understands."""
    from liantu.cli.options import Asked
    from liantu.cli.serve import serve_command
    from liantu.cli.setup import WEB_PAGE, serve_line

    line = serve_line(Asked(None, str(tmp_path / "工作 区"), "2026-11-22", "zh", False, False))
    words = shlex.split(line)
    given = serve_command.make_context("serve", words[words.index("serve") + 1 :]).params
    assert (given["workspace"], given["as_of"]) == (str(tmp_path / "工作 区"), "2026-11-22")
    assert f"http://{given['host']}:{given['port']}/" == WEB_PAGE
