"""Where most tests start from: the shipped data read, put together and built once a process, shared by readers, copied for writers."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # a plugin is loaded before any test: nothing of the program before it is needed
    from liantu.graph.snapshot import GraphData, Snapshot
    from liantu.graph.store.ladybug import LadybugStore
    from liantu.loaders.shipped import Shipped

BUILT = {"CURRENT", "SCHEMA", "gaps_kept", "graphs", "lock"}  # what building and reading leave in a workspace
KEPT = 3  # graphs in memory, of 60 MB each


def shipped_data() -> Shipped:
    """The shipped data as read, which the program does once a process."""
    from liantu.loaders.shipped import load_shipped

    return load_shipped()


@cache
def shipped_graph() -> Snapshot:
    """Their graph."""
    from liantu.graph.assemble import assemble
    from liantu.graph.snapshot import Snapshot

    return Snapshot(assemble(shipped_data().claims, shipped_data().zone))


def answer(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> Any:
    """Run a command on a workspace and return its JSON."""
    from liantu.cli.main import run

    capsys.readouterr()
    code = run([*arguments, "--workspace", str(home), "--json", "--quiet"])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    return json.loads(printed.out)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with a built graph of the shipped data, to read; who writes takes `own_home`."""
    from liantu.cli.main import run

    root = tmp_path_factory.mktemp("工作 区")
    assert run(["build", "--workspace", str(root), "--quiet"]) == 0
    yield root
    assert {path.name for path in root.iterdir()} <= BUILT, "a test wrote to the workspace that all share"


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A copy of it as it was after the build, to write to."""
    return copied(home, tmp_path / "w")


def copied(home: Path, to: Path) -> Path:
    """Copy a workspace without the gaps that readers of it kept; nothing in it names its place, so the copy is built too."""
    return shutil.copytree(home, to, ignore=shutil.ignore_patterns("gaps_kept"))


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """What a file's tests read again is taken from memory: a graph by the bytes of its file."""
    from liantu.graph.store.ladybug import LadybugStore

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LadybugStore, "read", _remembered(LadybugStore.read))
        yield


_graphs: dict[str, GraphData] = {}


def _remembered(read: Callable[[LadybugStore], GraphData]) -> Callable[[LadybugStore], GraphData]:
    def remembered(store: LadybugStore) -> GraphData:
        if not store.path.is_file():
            return read(store)
        with store.path.open("rb") as file:
            key = hashlib.file_digest(file, "sha256").hexdigest()
        _graphs[key] = _graphs.pop(key, None) or read(store)
        for old in [*_graphs][:-KEPT]:
            del _graphs[old]
        return _graphs[key]

    return remembered
