"""The embedded store: faults of the file, kills, other processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import small
from liantu.graph.errors import StoreError
from liantu.graph.store import open_store
from liantu.graph.store.ladybug import LadybugStore
from storing import EMPTY, ladybug_only, same


@ladybug_only
def test_no_log_and_no_temporary_file_is_left(store):
    store.write(small())
    store.read()
    assert os.listdir(store.path.parent) == ["g.lbug"]


@pytest.mark.parametrize("folder", ["a[1]", "it's", "a b", "表 格", "x{y,z}", "100%", "[", "]["])
def test_a_folder_of_any_name(tmp_path, folder):
    (tmp_path / folder).mkdir()
    with LadybugStore(f"ladybug:{tmp_path / folder / 'g.lbug'}") as store:
        store.write(small())
        assert same(store.read(), small())


@ladybug_only
def test_another_reader_does_not_disturb_and_sees_the_new_graph(store, address):
    store.write(small())
    with open_store(address, read_only=True) as reader:
        assert same(reader.read(), small())
        store.write(EMPTY)
        assert same(reader.read(), EMPTY)


@ladybug_only
def test_read_only_refuses_to_write(store, address):
    store.write(EMPTY)
    with open_store(address, read_only=True) as reader, pytest.raises(StoreError, match="只读"):
        reader.write(small())


HOLDER = """
import ladybug, sys
connection = ladybug.Connection(ladybug.Database(sys.argv[1]))
connection.execute("CREATE (:Firm {id: 'firm:stranger'})")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(store) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that has the graph file open for writing."""
    store.write(small())
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(store.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


@ladybug_only
def test_a_file_held_by_another_process_names_it(store, holder):
    import ladybug

    from liantu.graph.store import ladybug as module

    with pytest.raises(StoreError, match=f"PID {holder.pid}") as caught, module._clear(store.path):
        ladybug.Database(str(store.path)).init_database()
    assert "\n" not in str(caught.value)


@ladybug_only
@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot replace an open file")
def test_a_write_replaces_a_file_that_another_process_holds(store, holder):
    store.write(EMPTY)
    holder.kill()
    assert same(store.read(), EMPTY)


@ladybug_only
@pytest.mark.parametrize(
    "spoil", [lambda b: b"", lambda b: b"hello", lambda b: b[: len(b) // 2], lambda b: bytes(len(b)), lambda b: b[:4096]]
)
def test_a_spoilt_file_says_build_again(store, spoil):
    store.write(small())
    store.close()
    store.path.write_bytes(spoil(store.path.read_bytes()))
    with pytest.raises(StoreError, match="liantu build") as caught:
        store.read()
    assert "\n" not in str(caught.value)
    store.write(small())
    assert same(store.read(), small())


@ladybug_only
def test_a_file_with_tables_and_no_graph_says_build_again(store):
    import ladybug

    from liantu.graph import ddl

    with ladybug.Database(str(store.path)) as database, ladybug.Connection(database) as connection:
        for statement in ddl.ladybug_ddl():
            connection.execute(statement)
    with pytest.raises(StoreError, match="liantu build"):
        store.read()


@pytest.mark.parametrize("place", ["/dev/null/g.lbug", "."])
def test_a_place_that_cannot_hold_a_file_is_a_clear_error(place, tmp_path):
    with open_store(f"ladybug:{tmp_path / place}") as store, pytest.raises(StoreError) as caught:
        store.write(EMPTY)
    assert "\n" not in str(caught.value)


def test_an_address_without_a_file_is_refused():
    with pytest.raises(StoreError, match="ladybug:PATH"):
        open_store("ladybug:")


CHILD = """
import os, resource, signal, sys
from builders import graph, small
from liantu.graph.errors import StoreError
from liantu.graph.store import open_store
if sys.argv[2] == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
elif os.geteuid() == 0:
    import ladybug, pandas
    os.seteuid(65534)
try:
    open_store(sys.argv[1]).write(small())
except StoreError as fault:
    print(fault)
"""


def run_child(code: str, *args: str) -> str:
    """Run Python with this run's import path; return what it prints."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-c", code, *args], env=env, capture_output=True, text=True, encoding="utf-8", check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="limits and users are POSIX here")
@ladybug_only
@pytest.mark.parametrize(("how", "said"), [("full", "磁盘"), ("forbidden", "权限")])
def test_full_disk_and_forbidden_folder_are_one_line_and_the_old_graph_stays(store, address, how, said):
    store.write(EMPTY)
    store.path.parent.chmod(0o500)
    printed = run_child(CHILD, address, how)
    store.path.parent.chmod(0o700)
    assert said in printed
    assert printed.count("\n") == 1
    assert same(store.read(), EMPTY)
    assert os.listdir(store.path.parent) == ["g.lbug"]


WRITER = """
import sys
from builders import graph, small
from liantu.graph.store import open_store
print("go", flush=True)
while True:
    open_store(sys.argv[1]).write(small())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@ladybug_only
def test_a_kill_at_any_point_leaves_the_old_graph_or_the_new(store, address):
    store.write(EMPTY)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    seen, dice = set(), random.Random(1)
    for round_ in range(40):
        with subprocess.Popen([sys.executable, "-c", WRITER, address], env=env, stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()
            time.sleep(dice.uniform(0, 1.5))
            writer.send_signal(signal.SIGKILL)
        found = store.read()
        assert same(found, EMPTY) or same(found, small())
        seen.add(len(found.nodes))
        store.write(EMPTY)
        if len(seen) == 2 and round_ >= 8:
            break
    assert seen == {0, len(small().nodes)}, "the kills must fall before and after a switch"


@ladybug_only
def test_what_a_killed_writer_left_is_removed_when_it_is_old(store):
    fresh, old = (store.path.with_name(f"g.lbug.building-{name}") for name in ("fresh", "old"))
    for left in (fresh, old):
        left.mkdir()
        (left / "new").write_bytes(b"x")
    os.utime(old, (0, 0))
    store.write(EMPTY)
    assert fresh.exists()
    assert not old.exists()


def test_paths_with_spaces_and_chinese_names(tmp_path):
    with LadybugStore(f"ladybug:{tmp_path / '数据 夹' / '图 谱.lbug'}") as store:
        store.write(small())
        assert same(store.read(), small())
        assert Path(store.path).is_file()
