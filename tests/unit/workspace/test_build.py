"""Builds: idempotent, undone without trace, old or new after a kill."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builders import claim
from liantu.graph.errors import DataError
from liantu.workspace.batches import append, undo
from liantu.workspace.build import build, graph_data, has_embedded, inputs_hash, open_current, read_snapshot
from liantu.workspace.paths import open_workspace

needs_embedded = pytest.mark.skipif(not has_embedded(), reason="the embedded database has no wheel for this platform")
NEW = claim("firm:new-in-batch", "name", "新企业", source="source:domain", quote="行业常识", locator="测试", grade="domain")

KILLS, SPAN = 4, (0.2, 3.0)  # seconds after the start; one random point in each part of the span


def test_undoing_a_batch_leaves_no_trace(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    before = graph_data(workspace)
    batch = append(workspace, [NEW], title="一家")
    assert "firm:new-in-batch" in {n.id for n in graph_data(workspace).nodes}
    undo(workspace, batch.id)
    after = graph_data(workspace)
    assert (after.nodes, after.edges, after.claims) == (before.nodes, before.edges, before.claims)


@needs_embedded
def test_a_build_is_idempotent_and_a_reader_builds_what_is_missing(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    said: list[str] = []
    with open_current(workspace, say=said.append) as store:
        first = store.read()
        counted = store.query("MATCH (n:Claim) RETURN count(n) AS n")
    assert said and first == graph_data(workspace) and counted == [{"n": len(first.claims)}]
    said.clear()
    with open_current(workspace, say=said.append) as store:
        assert store.read() == first  # the first came from memory, this one from the file
    assert said == []
    append(workspace, [NEW], title="一家")
    with open_current(workspace, say=said.append) as store:
        assert "firm:new-in-batch" in read_snapshot(store).nodes
    assert said
    assert len(list(workspace.graphs.glob("*.lbug"))) == 1


@needs_embedded
@pytest.mark.slow
def test_killed_at_random_points_leaves_the_old_graph_or_the_new_one(own_home: Path) -> None:
    workspace = open_workspace(own_home)
    old = inputs_hash(workspace)
    append(workspace, [NEW], title="一家")
    new = inputs_hash(workspace)
    draw = random.Random(7)
    seen = set()
    for part in range(KILLS):
        imports = "from liantu.workspace.build import build; from liantu.workspace.paths import open_workspace"
        code = f"{imports}; build(open_workspace({str(own_home)!r}))"
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(SPAN[0] + (SPAN[1] - SPAN[0]) * (part + draw.random()) / KILLS)
        child.kill()
        child.wait()
        name = workspace.current.read_text(encoding="utf-8").strip().removesuffix(".lbug")
        seen.add(name)
        assert name in (old, new)
        from liantu.graph.store import open_store

        with open_store(f"ladybug:{workspace.graphs / name}.lbug", read_only=True) as store:
            assert ("firm:new-in-batch" in {n.id for n in store.read().nodes}) == (name == new)
    build(workspace)
    assert workspace.current.read_text(encoding="utf-8").strip() == f"{new}.lbug"


def test_broken_inputs_leave_the_old_graph(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    append(workspace, [claim("link:x", "no_such_property", "值")], title="坏")
    with pytest.raises(DataError, match="no_such_property"):
        build(workspace)
    assert not workspace.current.exists()
