"""Broken data, a busy workspace, a killed build: one clear line, the code of the contract, nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import liantu
from liantu.cli.main import run
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


def with_library(folder: Path, text: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command where `fastapi` is a package of this text."""
    (folder / "fastapi").mkdir()
    (folder / "fastapi" / "__init__.py").write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT.parent)]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-m", "liantu", *words, "--workspace", str(folder / "w"), "--store", "memory:"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


@pytest.mark.parametrize("text", ["import no_such_dll", "raise ImportError('\\n\\nDLL load failed\\nand a page more')"])
def test_a_library_that_cannot_be_loaded_is_one_line_and_doctor_names_it(tmp_path: Path, text: str) -> None:
    done = with_library(tmp_path, text, "serve")
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "liantu doctor" in done.stderr and ("no_such_dll" in done.stderr or "DLL load failed" in done.stderr)
    shutil.rmtree(tmp_path / "fastapi")
    done = with_library(tmp_path, text, "doctor", "--json", "--quiet")
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 1 and [name for name, row in rows.items() if not row["ok"]] == ["网页"]
    assert "重新安装" in rows["网页"]["note"] and "a page more" not in rows["网页"]["note"]


@pytest.mark.parametrize("name", ["没有.zip", "it's not.zip"])
def test_a_file_that_is_not_there_is_said_in_chinese_first(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", name, "--workspace", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert name in line and "用法" in line and (name.startswith("it") or line.startswith(f"错误：没有这个文件或文件夹：{name}"))
