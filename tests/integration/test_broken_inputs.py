"""Broken data, a busy workspace, a killed build: one clear line, the code of the contract, nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import liantu
from liantu.workspace.lock import locked
from liantu.workspace.paths import open_workspace

ROOT = Path(liantu.__file__).parent
ROOMS = ("graph", "loaders", "analysis", "queries", "workspace", "viz", "reports", "cli", "data")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package whose data a test may break."""
    home = tmp_path_factory.mktemp("copy")
    (home / "liantu").mkdir()
    for room in ROOMS:
        shutil.copytree(ROOT / room, home / "liantu" / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "__main__.py", "session.py"):
        shutil.copy(ROOT / name, home / "liantu" / name)
    return home


def liantu_in(home: Path, workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "liantu", *arguments, "--workspace", str(workspace)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=home, check=False)


LINKS = "data/chains/lithium/links.yaml"
PLAN = "data/chains/lithium/plan.yaml"
TEXT = "data/sources/plan/jiangmen-hitech-zone-14th-fyp-science-plan-draft.txt"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (LINKS, "links:\n", "links: [\n", "YAML 语法错误"),
        (LINKS, "stage: 中游", "stage: 中间", "只能是 上游、中游、下游、装备、服务"),
        (PLAN, "modality: existing", "modality: here", "语态 'here' 未声明"),
        (PLAN, "日亚化学", "日亚化工", "引文不在来源中"),
        (TEXT, "日亚化学", "日亚化工", "校验和不符"),
    ],
)
def test_broken_data(copy: Path, tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    path = copy / "liantu" / file
    before = path.read_bytes()
    assert old.encode() in before
    path.write_bytes(before.replace(old.encode(), new.encode(), 1))
    try:
        done = liantu_in(copy, tmp_path / "w", "build")
    finally:
        path.write_bytes(before)
    assert done.returncode == 3
    assert said in done.stderr and "Traceback" not in done.stderr
    assert all(line.startswith("错误：") for line in done.stderr.splitlines())
    assert not (tmp_path / "w" / "CURRENT").exists()


def test_an_invitee_written_as_maker_is_refused(copy: Path, tmp_path: Path) -> None:
    path = copy / "liantu" / "data" / "plan" / "standing.yaml"
    before = path.read_text(encoding="utf-8")
    wrong = "firm:nichia OPERATES_IN link:lithium/cathode"
    block = f"  - quote: 积极引进日本日亚化学\n    modality: existing\n    claims:\n      - {wrong}\n"
    path.write_text(before + block, encoding="utf-8")
    try:
        done = liantu_in(copy, tmp_path / "w", "build")
    finally:
        path.write_text(before, encoding="utf-8")
    assert done.returncode == 3
    assert "日亚化学" in done.stderr and "不是在区企业" in done.stderr


def test_a_busy_workspace_names_who_is_writing(copy: Path, tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "w").ready()
    with locked(workspace.lock):
        done = liantu_in(copy, workspace.root, "build")
    assert done.returncode == 1
    assert (
        done.stderr
        == f"错误：工作区正由另一个进程写入（PID {os.getpid()}），请稍后再试 / workspace is being written by PID {os.getpid()}\n"
    )


def test_a_damaged_graph_file_is_built_again_or_named(copy: Path, own_home: Path) -> None:
    workspace = own_home
    graph = next((workspace / "graphs").glob("*.lbug"))
    graph.write_bytes(b"not a graph")
    done = liantu_in(copy, workspace, "chains")
    assert done.returncode == 1 and "liantu build" in done.stderr and "Traceback" not in done.stderr
    assert liantu_in(copy, workspace, "build").returncode == 0
    assert liantu_in(copy, workspace, "chains").returncode == 0
