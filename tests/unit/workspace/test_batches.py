"""Batches: append, undo, undo of the undo; damaged files are named; one writer at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import claim
from liantu.graph.errors import DataError, NotFound, StoreError
from liantu.workspace.batches import append, history, standing, standing_claims, undo
from liantu.workspace.lock import locked
from liantu.workspace.paths import Workspace, open_workspace

CLAIMS = [claim("firm:a", "name", "甲"), claim("firm:b", "name", "乙")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "含 空格 的工作区")


def test_what_was_appended_stands(workspace: Workspace) -> None:
    batch = append(workspace, CLAIMS, title="名单")
    assert sorted(standing_claims(workspace), key=lambda c: c.id) == sorted(CLAIMS, key=lambda c: c.id)
    assert [b.id for b in history(workspace)] == [batch.id]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 6), max_size=8))
def test_undo_follows_a_simple_model(tmp_path_factory: pytest.TempPathFactory, picks: list[int]) -> None:
    """Model: a batch stands unless an undo of it stands; checked by recursion over the whole history."""
    workspace = open_workspace(tmp_path_factory.mktemp("w"))
    append(workspace, CLAIMS[:1], title="一")
    append(workspace, CLAIMS[1:], title="二")
    for pick in picks:
        batches = history(workspace)
        if pick < len(batches):
            try:
                undo(workspace, batches[pick].id)
            except DataError:
                continue
    batches = history(workspace)

    def holds(batch_id: str) -> bool:
        return not any(b.undoes == batch_id and holds(b.id) for b in batches)

    assert [b.id for b in standing(workspace)] == [b.id for b in batches if not b.undoes and holds(b.id)]


def test_undo_twice_and_unknown(workspace: Workspace) -> None:
    batch = append(workspace, CLAIMS, title="名单")
    undo(workspace, batch.id)
    assert list(standing_claims(workspace)) == []
    with pytest.raises(DataError, match="已撤销"):
        undo(workspace, batch.id)
    with pytest.raises(NotFound):
        undo(workspace, "9999-none")


def test_a_changed_byte_is_found(workspace: Workspace) -> None:
    batch = append(workspace, CLAIMS, title="名单")
    path = workspace.batches / f"{batch.id}.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("甲", "丙"), encoding="utf-8")
    with pytest.raises(DataError, match="被改动"):
        list(standing_claims(workspace))


def test_a_second_writer_is_told_who_writes(workspace: Workspace) -> None:
    import os

    with locked(workspace.ready().lock), pytest.raises(StoreError, match=str(os.getpid())):
        append(workspace, CLAIMS, title="名单")
    append(workspace, CLAIMS, title="名单")


def test_nothing_is_created_before_something_is_written(workspace: Workspace) -> None:
    assert history(workspace) == []
    assert not workspace.root.exists()
