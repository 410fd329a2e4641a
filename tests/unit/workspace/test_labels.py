"""Labels: kept once, read back, files of the older form too, left out where their batch was undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builders import claim
from liantu.graph.errors import DataError
from liantu.workspace.batches import append, undo
from liantu.workspace.labels import OLD_COLUMNS, Label, keep, labels, standing_labels
from liantu.workspace.paths import Workspace

ONE = Label("2026-03-01", "confirmed", "link:x", "firm:a；firm:b", "complete", "缺", "0001-aaaa", "B", "低")


def test_labels_are_kept_once_and_read_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    hostile = replace(ONE, firms='=HYPERLINK("x"),"甲\n乙"', link="link:<img onerror>")
    keep(workspace, [ONE, hostile])
    keep(workspace, [ONE])
    assert labels(workspace) == [ONE, hostile]


def test_a_file_without_grade_and_stability_is_read(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    text = f"{','.join(OLD_COLUMNS)}\n2026,confirmed,link:x,,partial,缺,0001-aaaa\n"
    workspace.labels.write_text(text, encoding="utf-8-sig")
    assert labels(workspace) == [Label("2026", "confirmed", "link:x", "", "partial", "缺", "0001-aaaa")]
    keep(workspace, [ONE])
    assert [x.grade_before for x in labels(workspace)] == ["", "B"]
    workspace.labels.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(DataError, match="表头"):
        labels(workspace)


def test_an_undone_answer_counts_no_more_and_the_last_word_on_a_link_does(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    first, second = (append(workspace, [claim(f"firm:{n}", "name", "甲")], title=f"表{n}") for n in "ab")
    early, late, other = replace(ONE, batch=first.id), replace(ONE, batch=second.id, firms=""), replace(ONE, batch=first.id, link="link:y")
    keep(workspace, [early, other, late, ONE])
    assert standing_labels(workspace) == [late, other]
    undo(workspace, second.id)
    assert standing_labels(workspace) == [early, other]
