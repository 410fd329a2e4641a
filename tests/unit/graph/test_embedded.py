"""Without what the embedded database links against everything but `query` works on the memory store, and `doctor` says why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import liantu
from liantu.graph.store import embedded
from liantu.graph.store.embedded import embedded_fault, reachable
from liantu.workspace.build import open_current
from liantu.workspace.paths import open_workspace


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    above = Path(liantu.__file__).parent.parent
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(above)]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-m", "liantu", *words, "--workspace", str(folder / "w")]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("fault", ["ImportError('DLL load failed')", "RuntimeError('no C API\\nlibrary')"])
def test_a_database_that_cannot_be_loaded_is_one_that_is_not_there(tmp_path, fault):
    (tmp_path / "ladybug").mkdir()
    (tmp_path / "ladybug" / "__init__.py").write_text(f"def __getattr__(name):\n    raise {fault}\n", encoding="utf-8")
    said = run(tmp_path, "doctor", "--json")
    assert said.returncode == 0, said.stderr
    notes = {row["name"]: row["note"] for row in json.loads(said.stdout)}
    assert "内存图" in notes["内嵌图"] and notes["内嵌图"].endswith(("DLL load failed", "no C API library"))
    assert notes["图"].startswith("memory:")
    assert not list((tmp_path / "w").rglob("*.lbug"))


def test_here_it_can_be_loaded_where_it_is_installed():
    pytest.importorskip("ladybug", reason="the embedded database has no wheel for this platform")
    assert embedded_fault() == ""


@pytest.mark.parametrize("folder", ["plain", "with blank", "中文"])
def test_where_any_path_will_do_a_folder_keeps_its_name(tmp_path, monkeypatch, folder):
    monkeypatch.setattr(embedded, "ASCII_PATHS_ONLY", False)
    assert reachable(tmp_path / folder) == tmp_path / folder


def test_where_only_ascii_will_do_a_folder_is_named_by_its_short_name(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "ASCII_PATHS_ONLY", True)
    monkeypatch.setattr(embedded, "short_name", lambda folder: tmp_path / "ZHONGW~1" if folder == tmp_path / "中文" else folder)
    (tmp_path / "中文").mkdir()
    assert reachable(tmp_path / "plain") == tmp_path / "plain"
    assert reachable(tmp_path / "中文" / "w" / "graphs") == tmp_path / "ZHONGW~1" / "w" / "graphs"
    assert reachable(tmp_path / "别的" / "graphs") is None


def test_without_such_a_name_the_memory_store_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "ASCII_PATHS_ONLY", True)
    workspace = open_workspace(tmp_path / "工作区")
    with open_current(workspace) as store:
        assert store.url.startswith("memory:")
    assert not workspace.root.exists()
