"""Every input has its hash, and a change says which one and how."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from liantu.loaders.shipped import DATA, data_hash
from liantu.workspace.inputs import changes, inputs
from liantu.workspace.paths import Workspace


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_the_same_inputs_have_the_same_hashes(data: Path, tmp_path: Path) -> None:
    here = Workspace(tmp_path / "ws")
    assert inputs(here, data) == inputs(here, DATA) and data_hash(data) == data_hash(DATA)
    assert changes(inputs(here, data), inputs(here, data)) == []


def test_each_changed_file_is_named_once(data: Path, tmp_path: Path) -> None:
    here = Workspace(tmp_path / "ws")
    before = inputs(here, data)
    (data / "zone.yaml").write_bytes((data / "zone.yaml").read_bytes() + b"# changed\n")
    (data / "places.yaml").unlink()
    (data / "new.csv").write_text("x\n", encoding="utf-8")
    here.root.mkdir()
    here.ledger.write_text("企业\n", encoding="utf-8")
    found = changes(before, inputs(here, data))
    assert [line.split("：")[0] for line in found] == [
        "数据文件 new.csv",
        "数据文件 places.yaml",
        "数据文件 zone.yaml",
        "工作区 ledger.csv",
    ]
    assert [line.rpartition("/ ")[2] for line in found] == ["added since", "removed since", "changed since", "added since"]


def test_a_batch_that_was_undone_is_no_input(tmp_path: Path) -> None:
    from liantu.graph.claims import Claim
    from liantu.workspace.batches import append, undo

    here = Workspace(tmp_path / "ws")
    before = inputs(here)
    batch = append(here, [Claim("firm:a", "name", "甲", "source:staff", "甲", "第1行", "existing", "staff", "2025")], title="名单")
    assert [line.split("：")[0] for line in changes(before, inputs(here))] == [f"工作区 batches/{batch.id}.jsonl"]
    undo(here, batch.id)
    assert changes(before, inputs(here)) == []
