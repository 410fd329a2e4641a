"""`liantu complexity` on the shipped data: the warning with every figure, one park refused, same input same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from liantu.cli.main import run


def call(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> tuple[int, str, str]:
    code = run(["complexity", *arguments, "--workspace", str(home)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_places_and_their_warning(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, home, "--quiet")
    assert code == 0 and "只作研究参考" in err and "一个园区不能单独计算" in err and "名单外企业数：未采集" in err
    assert out.splitlines()[0].startswith("地方\t") and len(out.splitlines()) > 20


def test_json_is_the_same_twice_and_agrees(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (call(capsys, home, "--json")[1] for _ in range(2))
    told = json.loads(first)
    assert first == second and told["warning"].startswith("只作研究参考")
    assert sum(p["pairs"] for p in told["places"]) == told["frame"]["pairs"]
    assert sum(p["diversity"] for p in told["places"]) == sum(x["ubiquity"] for x in told["links"])


def test_one_park_is_refused_in_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from liantu.loaders.places import read_zone
    from liantu.loaders.shipped import DATA

    zone = read_zone(DATA / "zone.yaml")
    code, out, err = call(capsys, home, zone.name)
    assert (code, out) == (3, "") and err.count("\n") == 1 and "一个园区没有可比对象" in err


@pytest.mark.parametrize(("thing", "code", "said"), [("没有的地方", 4, "没有找到"), ("优美科长信新材料", 2, "既不是地方也不是环节")])
def test_what_it_cannot_tell(home: Path, capsys: pytest.CaptureFixture[str], thing: str, code: int, said: str) -> None:
    found, out, err = call(capsys, home, thing)
    assert (found, out) == (code, "") and said in err


def test_links_of_a_place_and_of_a_link(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(call(capsys, home, "广东省", "--json")[1])["rows"]
    assert [r["density"] for r in rows if not r["present"]] == sorted((r["density"] for r in rows if not r["present"]), reverse=True)
    link = next(r["link_id"] for r in rows if r["present"])
    told = json.loads(call(capsys, home, link, "--json")[1])
    assert told["warning"] and all(0 < r["proximity"] <= 1 for r in told["rows"])
