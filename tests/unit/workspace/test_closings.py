"""Closings: appended, the last row counts, a broken file is named, nothing empty gets in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.closings import Closing, read_closings, write_closings
from liantu.graph.errors import DataError
from liantu.workspace.closings import close, closings
from liantu.workspace.paths import Workspace

words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.builds(Closing, words, words, words, words), max_size=4))
def test_what_is_written_is_read_back(rows: list[Closing]) -> None:
    assert read_closings(write_closings(rows)) == rows


def test_the_last_row_on_an_id_counts_and_all_are_kept(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    close(workspace, Closing("difference:a", "美元口径", "王", "2024-01-01"))
    close(workspace, Closing("difference:b", "年份不同", "王", "2024-01-02"))
    close(workspace, Closing("difference:a", "人民币，\n已核", "李", "2024-01-03"))
    assert closings(workspace)["difference:a"] == Closing("difference:a", "人民币， 已核", "李", "2024-01-03")
    assert set(closings(workspace)) == {"difference:a", "difference:b"}
    assert len(workspace.closings.read_text(encoding="utf-8-sig").splitlines()) == 4


@pytest.mark.parametrize("closing", [Closing("x", "", "王", "2024"), Closing("x", "备注", " ", "2024")])
def test_a_closing_needs_a_remark_and_a_name(tmp_path: Path, closing: Closing) -> None:
    with pytest.raises(DataError, match="remark"):
        close(Workspace(tmp_path), closing)
    assert not (tmp_path / "closings.csv").exists()


def test_a_broken_file_names_every_row() -> None:
    with pytest.raises(DataError) as caught:
        read_closings("id,remark,who,when\na,,王,2024\nb,好,王,2024\nc,好,,\n")
    assert [p.split("：")[0] for p in caught.value.problems] == ["closings.csv 第1行", "closings.csv 第3行"]


def test_a_file_in_another_encoding_is_refused_in_one_line(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.closings.write_bytes("id,remark,who,when\na,备注,王,2024\n".encode("gb18030"))
    with pytest.raises(DataError, match="UTF-8"):
        closings(workspace)
