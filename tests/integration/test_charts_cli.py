"""`liantu charts` as called: pages, pictures, JSON, and one clear line for each mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from liantu.cli.charts import charts_command
from liantu.graph.errors import LiantuError, NotFound
from liantu.viz import charts_png

FIGURES = ["rings", "needs", "flow", "heat", "tree"]


@pytest.fixture(scope="module")
def workspace(home: Path) -> str:
    """The workspace with a built graph."""
    return str(home)


def call(workspace: str, *arguments: str) -> str:
    """Run the command in this process; return what it printed. Raises what it raised."""
    done = CliRunner().invoke(charts_command, [*arguments, "--workspace", workspace, "--quiet"], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.stdout


def test_a_page_a_chain(workspace: str, tmp_path: Path) -> None:
    told = call(workspace, "--all", "--out", str(tmp_path))
    names = [f"{slug}-charts.html" for slug in ("electromechanical", "future", "ict", "lithium")]
    assert sorted(p.name for p in tmp_path.iterdir()) == names
    assert told.splitlines()[1:] == [str(tmp_path / name) for name in names]
    first = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    call(workspace, "新能源材料", "lithium", "--out", str(tmp_path))
    assert (tmp_path / "lithium-charts.html").read_bytes() == first["lithium-charts.html"], "same data, same bytes"


def test_json_holds_words_numbers_and_options(workspace: str) -> None:
    said = json.loads(call(workspace, "lithium", "--json"))
    assert [(x["chain"], [c["id"] for c in x["charts"]]) for x in said] == [("chain:lithium", FIGURES)]
    for chart in said[0]["charts"]:
        assert chart["title"] and chart["caption"] and chart["option"]["series"]
        assert chart["rows"] and {len(row) for row in chart["rows"]} == {len(chart["columns"])}


def test_pictures(workspace: str, tmp_path: Path) -> None:
    call(workspace, "lithium", "--format", "svg", "--out", str(tmp_path))
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(f"lithium-{name}.svg" for name in FIGURES[:4])
    assert all(p.read_text(encoding="utf-8").startswith("<svg ") for p in tmp_path.iterdir())


def test_png_without_the_extra_says_what_to_install(workspace: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts_png, "find_spec", lambda name: None)
    with pytest.raises(LiantuError, match=r"liantu\[pdf\]"):
        call(workspace, "lithium", "--format", "png", "--out", str(tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "fault"), [([], "--all"), (["lithium"], "--out"), (["lithium", "--format", "gif", "-o", "x"], "gif")]
)
def test_what_is_missing_is_said(workspace: str, arguments: list[str], fault: str) -> None:
    with pytest.raises(Exception, match=fault):
        call(workspace, *arguments)


def test_an_unknown_chain(workspace: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        call(workspace, "没有这条链", "--out", str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
