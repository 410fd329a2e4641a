"""`liantu backup` and `liantu restore` as typed: exit codes, one line for each fault, a workspace moved to another machine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from liantu.cli.main import run
from liantu.workspace.form import SCHEMA_FILE

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "workspace-v1"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace that holds something."""
    return Path(shutil.copytree(FIXTURE, tmp_path / "old"))


def call(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = run([str(w) for w in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_there_and_back(tmp_path, old, capsys):
    code, out, err = call(capsys, "backup", "-o", tmp_path / "备 份.zip", "--workspace", old, "--json")
    assert (code, err) == (0, "")
    files = json.loads(out)["files"]
    assert "closings.csv" in files
    target = tmp_path / "新 工作区"
    code, out, err = call(capsys, "restore", tmp_path / "备 份.zip", "--workspace", target)
    assert (code, err) == (0, "") and f"{len(files)} 个文件" in out
    assert call(capsys, "history", "--workspace", target)[1] == call(capsys, "history", "--workspace", old)[1]


def test_each_fault_is_one_line_with_its_exit_code(tmp_path, old, capsys):
    call(capsys, "backup", "-o", tmp_path / "b.zip", "--workspace", old)
    (tmp_path / "half.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:900])
    call(capsys, "restore", tmp_path / "b.zip", "--workspace", tmp_path / "t")
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / SCHEMA_FILE).write_text("3\n")
    faults = [
        (3, "已有内容", "restore", tmp_path / "b.zip", "--workspace", tmp_path / "t"),
        (3, "不完整", "restore", tmp_path / "half.zip", "--workspace", tmp_path / "u"),
        (3, "已存在", "backup", "-o", tmp_path / "b.zip", "--workspace", old),
        (3, "没有可备份", "backup", "-o", tmp_path / "c.zip", "--workspace", tmp_path / "none"),
        (3, "升级", "history", "--workspace", newer),
        (3, "升级", "gaps", "--workspace", newer),
        (3, "升级", "backup", "-o", tmp_path / "c.zip", "--workspace", newer),
        (2, "absent.zip", "restore", tmp_path / "absent.zip", "--workspace", tmp_path / "u"),
    ]
    for code, words, *typed in faults:
        got, out, err = call(capsys, *typed)
        assert (got, out) == (code, ""), typed
        assert len(err.splitlines()) == 1 and err.startswith("错误：") and words in err, err
