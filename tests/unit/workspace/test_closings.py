"""Closings: appended, the last row counts, a broken file is named, nothing empty gets in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.closings import REOPENED, Closing, read_closings, write_closings
from liantu.graph.errors import DataError, NotFound
from liantu.workspace.closings import close, closings, history, reopen
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


def test_a_closing_is_taken_back_once_and_both_stay_in_the_history(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    back = Closing("difference:a", "另有出处", "李", "2024-02-01")
    with pytest.raises(NotFound, match="never closed"):
        reopen(workspace, back)
    first = close(workspace, Closing("difference:a", "年份不同", "王", "2024-01-01"))
    assert reopen(workspace, back).state == REOPENED == closings(workspace)["difference:a"].state
    with pytest.raises(DataError, match="open already"):
        reopen(workspace, back)
    last = close(workspace, Closing("difference:a", "核定", "赵", "2024-03-01"))
    assert [(r.who, r.state) for r in history(workspace)] == [("王", "closed"), ("李", "reopened"), ("赵", "closed")]
    assert history(workspace)[0] == first and closings(workspace)["difference:a"] == last


def test_a_file_of_before_reopenings_is_read_and_an_unknown_state_is_a_fault() -> None:
    assert [r.state for r in read_closings("id,remark,who,when\na,好,王,2024\n")] == ["closed"]
    with pytest.raises(DataError, match="第1行：state 为 'gone'"):
        read_closings("id,remark,who,when,state\na,好,王,2024,gone\n")


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
