"""`liantu serve` as a process of its own over the second zone, a client that keeps its cookie, and the command line beside it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from project import ROOT

SECOND = ROOT / "tests" / "support" / "second_zone"
TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"')


class Served:
    """A running server: its address, its workspace, a browser without a screen, and `liantu` on the same workspace."""

    def __init__(self, address: str, home: Path, environment: Mapping[str, str]) -> None:
        self.address, self.home, self._environment = address.rstrip("/"), home, environment
        self.client = httpx.Client(base_url=self.address, timeout=60)

    def get(self, path: str, **query: Any) -> httpx.Response:
        """Open a page."""
        return self.client.get(path, params=query or None)

    def post(self, path: str, page: str, data: Mapping[str, Any], **rest: Any) -> httpx.Response:
        """Send the form of a page, with its token, and follow where it leads."""
        return self.client.post(path, data={"csrf": self.token(page), **data}, follow_redirects=True, **rest)

    def token(self, page: str) -> str:
        """The token of a page's forms."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"{page} has no form that writes"
        return found[1]

    def command(self, *arguments: str, home: Path | None = None) -> Any:
        """Run a command on the workspace (or another) and return its JSON."""
        done = subprocess.run(
            [sys.executable, "-m", "liantu", *arguments, "--json", "--quiet", "--workspace", str(home or self.home)],
            capture_output=True,
            encoding="utf-8",
            env=dict(self._environment),
            check=False,
        )
        assert done.returncode in (0, 3), done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def rebuild(self) -> None:
        """Press 重建图 and wait until the pages show the new graph."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            told = self.get("/rebuild").text
            if "图与工作区一致" in told:
                return
            if "<button>" in told:
                self.post("/rebuild", "/rebuild", {})
            time.sleep(0.2)
        raise AssertionError(self.get("/rebuild").text)


@contextmanager
def served(home: Path, *options: str, data: Path | None = SECOND) -> Iterator[Served]:
    """Run `liantu serve` on a workspace until the block ends."""
    environment = {**os.environ, "PYTHONUTF8": "1", **({"LIANTU_DATA": str(data)} if data else {})}
    command = [sys.executable, "-m", "liantu", "serve", "--port", "0", "--json", "--quiet", "--workspace", str(home), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment) as process:
        assert process.stdout and process.stderr
        told = "".join(iter(process.stdout.readline, "}\n"))
        try:
            assert process.poll() is None, process.stderr.read()
            server = Served(json.loads(told + "}")["address"], home, environment)
            with server.client:
                yield server
        finally:
            process.terminate()
            process.wait(20)
