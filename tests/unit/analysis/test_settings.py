"""A user's thresholds: they override, and bad ones are named with file, section and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.analysis.settings import read_settings
from liantu.graph.errors import DataError


def write(folder: Path, text: str) -> Path:
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_overrides_single_keys(tmp_path: Path) -> None:
    found = read_settings(write(tmp_path, "[show]\npage_one_gaps = 3\n"))
    assert (found["show"]["page_one_gaps"], found["show"]["page_one_firms"]) == (3, read_settings()["show"]["page_one_firms"])


def test_a_whole_number_is_a_number(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, "[dropped]\nA = 1\n"))["dropped"]["A"] == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[shows]\na = 1\n", "[shows]：没有这一节"),
        ("show = 1\n", "[show]：没有这一节"),
        ("[show]\npage_one_gap = 3\n", "page_one_gap：没有这一项"),
        ("[show]\npage_one_gaps = 'x'\n", "'x' 应为 int"),
        ("[show]\npage_one_gaps = 0\n", "0 应至少为 1"),
        ("[show]\npage_one_gaps = true\n", "True 应为 int"),
        ("[stability]\nshrink = 1\n", "没有这一项"),
        ("[dropped]\nA = -0.1\n", "不小于 0"),
        ("[dropped]\nA = nan\n", "不小于 0"),
        ("[show]\nstatuses = ['缺', '没了']\n", "没有现状 没了"),
        ("[order]\nstatuses = ['缺', '缺']\n", "各一次"),
        ("[show\n", "配置读不了"),
    ],
)
def test_bad_thresholds_are_one_clear_line(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(DataError) as fault:
        read_settings(path)
    (line,) = fault.value.problems
    assert words in line and str(path) in line
