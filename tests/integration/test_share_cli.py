"""The how-to, done: every map and the overview, one file to send, the PDF, and what is said where the options do not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from built import shipped_data
from liantu.cli.main import run


def call(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> list[Path]:
    capsys.readouterr()
    assert run([*arguments, "--workspace", str(home), "--json", "--quiet"]) == 0
    return [Path(row["file"]) for row in json.loads(capsys.readouterr().out)]


def test_map_all_writes_each_chain_and_the_zone(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    files = call(capsys, home, "map", "--all", "--out", str(tmp_path))
    chains = {c.subject.partition(":")[2] for c in shipped_data().claims if c.subject.startswith("chain:")}
    pages = {f"{c}-{kind}.html" for c in chains for kind in ("map", "board")}
    assert {f.name for f in files} == {"manifest.json", "zone-board.html", *pages}
    assert all(f.stat().st_size > 10_000 for f in files if f.suffix == ".html") and len(chains) > 1


def test_one_file_of_a_chain_in_both_editions(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    sizes = {}
    for edition, word in (("internal", "内部版"), ("public", "对外推介版")):
        page, told = call(capsys, home, "export", "--single", "--chain", "lithium", "--edition", edition, "--out", str(tmp_path))
        assert page.name.endswith(f"-产业链图谱（{word}）.html") and told.name.endswith("manifest.json")
        text = page.read_text(encoding="utf-8")
        assert ("招商目标企业清单" in text) is (edition == "internal")
        sizes[edition] = page.stat().st_size
    assert sizes["public"] < sizes["internal"] <= 2_000_000


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["map", "--out", "x"], 2, "请给出产业链、--all、--gap"),
        (["export", "--watermark", "内部", "--out", "x"], 2, "--watermark 只与 --single 同用"),
        (["export", "--single", "--edition", "publik", "--out", "x"], 2, "publik"),
        (["export", "--single", "--chain", "没有这条链", "--out", "x"], 4, "没有这条链"),
        (["export", "--single", "--watermark", "长" * 41, "--out", "x"], 1, "--watermark：应为 1–40 字，得到 41 字"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str],
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    line: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*arguments, "--workspace", str(home), "--quiet"]) == code
    err = capsys.readouterr().err
    assert line in err and len(err.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())
