"""Without what the embedded database links against everything but `query` works on the memory store, and `doctor` says why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import liantu
from liantu.graph.store.embedded import embedded_fault


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
