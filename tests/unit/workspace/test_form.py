"""Workspaces of other versions: an older one loses nothing, a newer one is left alone in one clear line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from liantu.graph import schema as s
from liantu.graph.errors import DataError
from liantu.workspace.backup import back_up
from liantu.workspace.batches import append, history, standing
from liantu.workspace.build import graph_data
from liantu.workspace.closings import close, closings
from liantu.workspace.closings import history as closing_history
from liantu.workspace.form import READ_AS_THEY_ARE, SCHEMA_FILE, form_of
from liantu.workspace.paths import open_workspace, workspace_at
from liantu.workspace.restore import restore
from liantu.workspace.sources import own_sources

OLD = Path(__file__).resolve().parents[2] / "fixtures" / "workspace-v1"
DIFFERENCE = "difference:indicator:exports~indicator:table-2-imports-and-exports"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the workspace that the program of schema version 1 wrote."""
    return Path(shutil.copytree(OLD, tmp_path / "old"))


def written(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_this_program_reads_its_own_form_and_every_older_one():
    assert READ_AS_THEY_ARE[-1] == s.VERSION, "a new schema: say in form.py how files of the older ones are read"
    assert [int(v) for v in READ_AS_THEY_ARE] == list(range(1, int(s.VERSION) + 1))


def test_nothing_of_an_older_workspace_is_lost(old):
    before = written(old)
    workspace = open_workspace(old)
    assert [b.title for b in history(workspace)][:2] == ["举措：m.csv", "举措：m2.csv"]
    assert [b.id[:4] for b in standing(workspace)] == ["0001", "0002", "0004"], "what was undone stays undone"
    claims = {c.id for c in graph_data(workspace).claims}
    for batch in standing(workspace):
        lines = (old / "batches" / f"{batch.id}.jsonl").read_text(encoding="utf-8").splitlines()[1:]
        assert {json.loads(line)["id"] for line in lines} <= claims
    assert "plan-2026" in own_sources(workspace)
    assert closings(workspace)[DIFFERENCE].who == "科创局 张三"
    assert written(old) == before, "reading writes nothing"


def test_the_first_writing_notes_the_version_and_keeps_the_old_files(old):
    before = written(old)
    workspace = open_workspace(old)
    assert form_of(old) == "1"
    append(workspace, (), title="新的一批")
    assert form_of(old) == s.VERSION
    after = written(old)
    assert {name: after[name] for name in before} == before
    closed = closings(workspace)[DIFFERENCE]
    close(workspace, closed)
    assert closing_history(workspace) == [closed, closed]


def test_an_older_backup_is_restored(old, tmp_path):
    (old / "README.md").unlink()
    back_up(workspace_at(old), tmp_path / "b.zip")
    restore(workspace_at(tmp_path / "new"), tmp_path / "b.zip")
    assert [b.id for b in history(open_workspace(tmp_path / "new"))] == [b.id for b in history(open_workspace(old))]


@pytest.mark.parametrize("said", ["3", "99", "2.1", "", "\udc80"], ids=repr)
def test_a_workspace_of_a_newer_or_unknown_version_is_left_alone(tmp_path, said):
    (tmp_path / SCHEMA_FILE).write_bytes(said.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError, match="升级") as caught:
        open_workspace(tmp_path)
    assert "\n" not in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == [SCHEMA_FILE]
