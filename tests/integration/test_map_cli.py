"""`liantu map` and `liantu search` as researchers meet them: which picture is meant, what is written, errors in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

import liantu
from built import answer
from liantu.cli.main import run


@pytest.mark.parametrize(
    ("asked", "named", "which"),
    [
        (["--gap", "隔膜", "--top", "2"], "隔膜", {"gap": "隔膜", "top": 2}),
        (["--firm", "日亚化学"], "日亚化学", {"firm": "日亚化学"}),
        (["lithium", "--lose", "优美科长信新材料"], "情景推演", None),
    ],
)
def test_a_picture_is_one_file_and_the_same_from_python(capsys, home, tmp_path, asked, named, which):
    first = [Path(row["file"]) for row in answer(capsys, home, "map", *asked, "--out", str(tmp_path))]
    page = next(path for path in first if path.suffix == ".html")
    assert named in page.name and len([p for p in first if p.suffix == ".html"]) == 1
    written = page.read_bytes()
    answer(capsys, home, "map", *asked, "--out", str(tmp_path))
    assert page.read_bytes() == written
    if which:
        with liantu.load(workspace=str(home)) as g:
            assert g.map(**which).generate_html().encode() == written


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ([], 2),
        (["lithium", "--gap", "隔膜"], 2),
        (["--gap", "隔膜", "--firm", "日亚化学"], 2),
        (["--gap", "隔膜", "--cut", "隔膜"], 2),
        (["--firm", "日亚化学", "--edition", "public"], 2),
        (["--gap", "没有这个环节"], 4),
        (["--firm", "没有这家企业"], 4),
        (["--lose", "日亚化学"], 3),
    ],
)
def test_what_cannot_be_drawn_is_one_line(capsys, home, tmp_path, asked, code):
    capsys.readouterr()
    assert run(["map", *asked, "--out", str(tmp_path / "out"), "--workspace", str(home), "--quiet"]) == code
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("错误：") and len(said.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("typed", "found"), [("zjcl", "正极材料"), ("zhengjicailiao", "正极材料"), ("ymkcx", "优美科长信新材料"), ("ymkzx", "优美科长信新材料")]
)
def test_search_by_pinyin(capsys, home, typed, found):
    assert answer(capsys, home, "search", typed)[0]["name"] == found
