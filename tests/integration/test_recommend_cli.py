"""`liantu recommend` as the officer meets it, on the shipped chains: groups, JSON, files, anchors, errors in one line."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

import liantu
from builders import claim
from built import answer
from liantu.analysis.gaps import gaps
from liantu.analysis.recommend.engine import recommend
from liantu.analysis.recommend.model import Advice
from liantu.cli.main import run
from liantu.graph.ledger import Entry
from liantu.reports.base import Context, Table
from liantu.reports.recommend import write_recommend
from liantu.reports.sections import SECTIONS
from recommend_graph import ZONE, recommend_graph

HOSTILE = "<img src=x onerror=alert(1)></script>{{7*7}}=HYPERLINK(1)"
KEYS = {"link_id", "firm_id", "name", "rank", "fit", "propensity", "value", "paths", "group", "way", "entry", "link", "resident"}


@pytest.fixture(scope="module")
def everything(home: Path) -> list[Advice]:
    """Advice on every link of the shipped chains."""
    with liantu.load(workspace=str(home)) as g:
        every = g.find_gaps()
        return recommend(g.graph, g.zone, every, [x.link.id for x in every])


def fault(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["recommend", *arguments, "--workspace", str(home), "--quiet"])
    return code, capsys.readouterr().err.strip()


def test_json_holds_the_contract_and_python_says_the_same(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    told = answer(capsys, home, "recommend", "正极材料")
    assert all(set(row) >= KEYS for row in told)
    with liantu.load(workspace=str(home)) as g:
        assert json.loads(g.recommend("正极材料").to_json(orient="records", force_ascii=False)) == told
    targets = [row["name"] for row in told if row["group"] == "target"]
    assert targets[:4] == ["巴斯夫", "日亚化学", "住友", "户田工业"], "the plan's invitees first"
    assert "科恒实业" in {row["name"] for row in told if row["group"] == "home"}


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("电解液", {"宁波杉杉股份有限公司"}),
        ("隔膜", {"深圳市星源材质科技股份有限公司", "沧州明珠塑料股份有限公司"}),
        ("动力电池回收", {"湖南邦普循环科技", "荆门格林美新材料", "广东光华科技"}),
        ("覆铜板", {"广东生益科技股份有限公司", "金安国纪科技股份有限公司", "浙江华正新材料股份有限公司"}),
        ("精密减速器", {"宁波中大力德智能传动股份有限公司", "江苏国茂减速机股份有限公司"}),
        ("伺服系统", {"南京埃斯顿自动化股份有限公司"}),
        ("偏光片", {"深圳市三利谱光电科技股份有限公司", "深圳市纺织(集团)股份有限公司"}),
    ],
)
def test_makers_a_practitioner_would_name(everything: list[Advice], link: str, named: set[str]) -> None:
    (found,) = (a for a in everything if a.gap.link.name == link)
    assert named <= {c.node.name for c in found.candidates if c.group in ("region", "target")}
    assert all(c.fit.word != "弱" or c.fit.share is not None for c in found.found["target"]), "nobody without a row of what it makes"


def test_an_anchor_is_asked_by_name(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    told = answer(capsys, home, "recommend", "--around", "德昌电机", "--top", "2")
    assert told["anchor"]["resident"] is True and {x["role"] for x in told["links"]} == {"投入", "用途"}
    commutator = next(x for x in told["links"] if x["link"] == "换向器")
    assert commutator["served"] == "大湾区" and commutator["candidates"][0]["name"] == "深圳市凯中精密技术股份有限公司"
    assert {x["served"] for x in told["links"]} >= {"未知", "全国"}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("没有此环节",), 4, "不是产业链"),
        (("--around", "没有此企业"), 4, "没有唯一的企业"),
        (("--around", "无限极"), 4, "不能以它为锚"),
        (("lithium", "--around", "德昌电机"), 2, "请只给一个"),
        (("lithium", "--out", "x.pdf"), 2, "后缀应为"),
        (("lithium", "--top", "0"), 2, "--top"),
    ],
)
def test_errors_are_one_line(capsys: pytest.CaptureFixture[str], home: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    found, text = fault(capsys, home, *arguments)
    assert found == code and says in text and len(text.splitlines()) == 1


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_files_hold_hostile_names_unharmed_and_are_the_same_twice(tmp_path: Path, kind: str) -> None:
    graph = recommend_graph(claim("firm:bay", "aliases", "膜"), claim("link:salt", "name", HOSTILE, grade="staff", as_of="2025"))
    graph = graph.patched([type(n)(n.id, n.type, {**n.props, "name": HOSTILE}, n.claims) for n in [graph.node("firm:bay")]])
    every = gaps(graph, ZONE)
    found = recommend(graph, ZONE, every, ["link:film"])
    first = write_recommend(graph, ZONE, found, tmp_path / f"甲.{kind}").read_bytes()
    assert first == write_recommend(graph, ZONE, found, tmp_path / f"乙.{kind}").read_bytes()
    if kind == "xlsx":
        cells = [c for sheet in load_workbook(io.BytesIO(first)) for row in sheet for c in row]
        assert any(c.value == HOSTILE for c in cells) and all(c.data_type != "f" for c in cells)
    elif kind == "html":
        assert "<img src=x" not in first.decode() and "&lt;img" in first.decode()
    else:
        assert "&lt;img" in zipfile.ZipFile(io.BytesIO(first)).read("word/document.xml").decode()


def test_the_pack_lists_home_first_with_the_ledger_s_stage() -> None:
    graph = recommend_graph()
    found = tuple(gaps(graph, ZONE))
    advised = tuple(recommend(graph, ZONE, found))
    entry = Entry("L0001", "湾区膜业", "firm:bay", "link:film", "", unit="招商局").moved("在谈", "2026-02")
    ctx = Context(graph, ZONE, ledger=(entry,), found=found, recommended=advised)
    tables = [b for b in SECTIONS["targets"].build(ctx) if isinstance(b, Table)]
    firms = [[row[1].text for row in t.rows] for t in tables]
    assert [t.columns[1].key for t in tables] == ["home", "near", "firm", "candidate", "firm"]
    assert firms[1:] == [["湾区膜业"], ["海外巨头"], ["海外巨头", "涂层公司", "远方膜业"], ["湾区膜业"]]
    assert set(firms[0]) == {"电芯厂", "母集团"}
    state = {c.key: cell.text for c, cell in zip(tables[1].columns, tables[1].rows[0], strict=True)}
    assert state["state"] == "隔膜：在谈（2026-02）" and state["unit"] == "招商局"
    assert "强：" in state["fit"] and tables[1].rows[0][-1].notes, "reason with its source"


def test_a_graph_without_a_pool_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr("liantu.analysis.recommend.engine.has_pool", lambda graph: False)
    capsys.readouterr()
    assert run(["recommend", "偏光片", "--workspace", str(home)]) == 0
    assert "the pool is empty" in capsys.readouterr().err
