"""A filled-in queue: what decides, what waits, and every fault with its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph.errors import DataError
from liantu.loaders.decision_file import read_answers


def answers(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    table = tmp_path / "判定.csv"
    table.write_text(text, encoding="utf-8-sig")
    return read_answers(table, {"a1", "b2", "c3"})


def test_words_of_both_languages_decide_and_the_rest_waits(tmp_path: Path) -> None:
    text = "序号,编号,判定\n1,a1,同一\n2,b2, Different \n3,c3,待定\n4,c3,\n5,a1,same\n6\n"
    assert answers(tmp_path, text) == [("a1", "same"), ("b2", "different")]


def test_every_fault_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        answers(tmp_path, "编号,判定\na1,也许\nzz,同一\na1,同一\na1,不同\n")
    assert [p.partition("：")[0] for p in caught.value.problems] == ["判定.csv 第2行", "判定.csv 第3行", "判定.csv 第5行"]


def test_a_table_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="缺少列 编号"):
        answers(tmp_path, "企业,判定\n")
