"""The single file: everything is in it once, nothing is told outside, same bytes, a name every file system takes."""

from __future__ import annotations

import json
import re

import pytest

from liantu.graph import schema as s
from liantu.graph.errors import LiantuError, NotFound
from liantu.graph.ids import clean_text
from liantu.reports.base import Material
from liantu.reports.single import write_single
from packed_pages import unpacked
from report_graph import BATTERY, NAMES, OUTSIDERS, ROBOTS, ZONE, report_graph

HOSTILE = {
    BATTERY: 'a/b:c*?"<img src=x onerror=alert(1)>',
    "link:battery/cathode": "</script><script>alert(1)</script>",
    "link:battery/ncm": "{{7*7}}{% raw %}",
    "firm:here": "坏\x00字\ud800尾",
    "firm:wanted": '=HYPERLINK("x") href',
}


def written(tmp_path, names=None, chain=None, watermark="", **asked):
    path, told = write_single(Material(report_graph(names), ZONE, **asked), chain, tmp_path, watermark=watermark)
    return path, path.read_text(encoding="utf-8"), json.loads(told.read_text(encoding="utf-8"))


def maps_of(html):
    found = re.search(r'id="maps-data">([^<]*)<', html)
    return unpacked(found[1])


def test_boards_lists_maps_and_notes_are_there(tmp_path):
    path, html, told = written(tmp_path)
    graph = report_graph()
    links = sorted(n.id for n in graph.of_type(s.LINK))
    assert sorted(re.findall(r'data-link="([^"]+)"', html)) == links
    assert [t for t in re.findall(r"<h2>([^<]+)</h2>", html) if "清单" in t] == [
        "一、重点企业清单", "二、缺链弱链与规划点名需求清单", "三、招商目标企业清单", "四、待核实清单",
        "五、关键技术与创新资源清单", "六、重点项目清单",
    ]  # fmt: skip
    assert set(maps_of(html)) == {"board-battery", "board-robots"}
    assert NAMES["firm:wanted"] in html and 'id="fn1"' in html
    assert set(told["files"]) == {path.name} and told["edition"] == "internal"


def test_a_chain_alone_has_its_own_board_and_map_only(tmp_path):
    path, html, _ = written(tmp_path, chain=ROBOTS)
    assert set(re.findall(r'data-link="([^"/]+)/', html)) == {"link:robots"}
    assert set(maps_of(html)) == {"board-robots"}
    assert 'id="zone"' not in html
    assert path.name.startswith(clean_text(NAMES[ROBOTS]).replace("/", "_"))


def test_the_public_edition_tells_nothing_internal_in_page_or_maps(tmp_path):
    _, html, told = written(tmp_path, edition="public")
    texts = {"page": re.sub(r'id="maps-data">[^<]*<', "<", html), **maps_of(html)}
    secret = [clean_text(NAMES[f]) for f in OUTSIDERS] + ["待核实", "规划点名需求", "拟引进", "独家", "区外能做", "缺链"]
    for name, text in texts.items():
        shown = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", text, flags=re.DOTALL) if name == "page" else text
        for word in secret:
            assert word not in shown or (word in ("拟引进", "规划点名需求", "待核实") and name != "page"), (name, word)
    assert told["edition"] == "public" and told["closings"] == []
    assert "对外推介版" in html and "招商目标企业清单" not in html


def test_hostile_names_are_inert_and_the_file_name_is_legal(tmp_path):
    path, html, _ = written(tmp_path, HOSTILE, chain=BATTERY, watermark="</style><b>")
    assert not re.search(r'[\\/:*?"<>|\x00]', path.name)
    assert "<img" not in html and "<script>alert" not in html and "</style><b>" not in html
    assert html.count("<script") == 2
    assert "{{7*7}}" in html and "49" not in re.findall(r"<h4[^>]*>([^<]*)", html)


def test_same_graph_same_bytes(tmp_path):
    one, other = (written(tmp_path / name, watermark="内部")[0].read_bytes() for name in "ab")
    assert one == other


def test_two_files_in_a_folder_keep_two_manifests(tmp_path):
    for chain in (BATTERY, ROBOTS):
        written(tmp_path, chain=chain)
    told = [json.loads(p.read_text(encoding="utf-8"))["files"] for p in sorted(tmp_path.glob("*manifest.json"))]
    assert sorted(name for files in told for name in files) == sorted(p.name for p in tmp_path.glob("*.html"))


def test_what_is_unknown_is_refused(tmp_path):
    with pytest.raises(NotFound, match="publik"):
        written(tmp_path, edition="publik")
    with pytest.raises(NotFound, match="chain:none"):
        written(tmp_path, chain="chain:none")
    with pytest.raises(LiantuError, match="--watermark"):
        written(tmp_path, watermark="长" * 41)
    assert not list(tmp_path.iterdir())
