"""What the tests share holds: a copied workspace is a built one, and memory never answers for another file."""

from __future__ import annotations

from pathlib import Path

from builders import small
from built import shipped_data
from liantu.graph.store import open_store
from liantu.workspace import build
from liantu.workspace.paths import open_workspace
from storing import EMPTY, same


def test_a_copy_is_current_and_is_not_built_again(own_home: Path) -> None:
    said: list[str] = []
    with build.open_current(open_workspace(own_home), say=said.append) as store:
        assert Path(store.url.partition(":")[2]).is_relative_to(own_home)
    assert said == []


def test_the_same_bytes_are_read_once_and_other_bytes_anew(tmp_path: Path) -> None:
    with open_store(f"ladybug:{tmp_path / 'g.lbug'}") as store:
        store.write(small())
        assert store.read() is store.read() and same(store.read(), small())
        store.write(EMPTY)
        assert same(store.read(), EMPTY)


def test_the_shipped_data_are_read_once_and_other_data_anew() -> None:
    assert build.load_shipped() is shipped_data()
    second = build.load_shipped(Path(__file__).parents[1] / "support" / "second_zone")
    assert second.zone.id != shipped_data().zone.id
