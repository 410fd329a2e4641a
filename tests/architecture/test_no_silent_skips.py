"""With LIANTU_CI=1 a skipped Neo4j or browser test fails the run; other skips and other machines stay as they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from project import ROOT

MARKED = """
import pytest

@pytest.fixture
def server():
    pytest.skip("no server here")

@pytest.mark.neo4j
def test_by_fixture(server): ...

@pytest.mark.browser
def test_by_call():
    pytest.skip("no browser here")
"""
MODULE = 'import pytest\npytestmark = pytest.mark.neo4j\npytest.importorskip("no_such_package")\ndef test_x(): ...\n'
FREE = """
import pytest

@pytest.mark.skip(reason="another system")
def test_free(): ...

@pytest.mark.neo4j
@pytest.mark.xfail(reason="known")
def test_expected_to_fail():
    assert False
"""


def outcome(folder: Path, text: str, ci: str, *options: str) -> tuple[int, str]:
    """Run one test file with only our plugin; return the exit code and what was printed."""
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    neo4j\n    browser\n", encoding="utf-8")
    env = os.environ | {"LIANTU_CI": ci, "PYTHONPATH": str(ROOT / "tests" / "support")}
    command = [sys.executable, "-m", "pytest", "-p", "no_silent_skips", "-p", "no:cacheprovider", *options, str(folder)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_skipped_marked_test_fails_in_ci(tmp_path):
    code, out = outcome(tmp_path, MARKED, ci="1")
    assert code == 1
    assert "LIANTU_CI=1 forbids this skip: Skipped: no" in out
    assert "1 failed, 1 error" in out, out


@pytest.mark.parametrize("text", [MARKED, MODULE], ids=["tests", "module"])
def test_so_it_is_where_tests_run_two_at_a_time(tmp_path, text):
    code, out = outcome(tmp_path, text, "1", "-p", "xdist", "-n", "2")
    assert code != 0
    assert "LIANTU_CI=1 forbids this skip" in out, out


def test_a_skipped_marked_module_fails_in_ci(tmp_path):
    code, out = outcome(tmp_path, MODULE, ci="1")
    assert code == 2, out
    assert "forbids this skip" in out


@pytest.mark.parametrize(("text", "skipped"), [(MARKED, 2), (MODULE, 1)])
def test_elsewhere_a_skip_stays_a_skip(tmp_path, text, skipped):
    _, out = outcome(tmp_path, text, ci="")
    assert re.search(rf"\b{skipped} skipped", out), out
    assert "failed" not in out


def test_other_skips_and_expected_failures_stay(tmp_path):
    code, out = outcome(tmp_path, FREE, ci="1")
    assert code == 0, out
    assert "1 skipped, 1 xfailed" in out
