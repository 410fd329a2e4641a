"""`liantu whatif` and `liantu cuts` as the planner meets them, on the shipped chains: JSON, files, scenario files, errors in one line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import liantu
from built import answer
from liantu.cli.main import run
from liantu.graph import schema as s

HOSTILE = "<img src=x onerror=alert(1)></script>{{7*7}}=HYPERLINK(1)"


def test_whatif_json_and_python_say_the_same(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    told = answer(capsys, home, "whatif", "--land", "日亚化学@三元正极材料", "--cut", "电解铜")
    with liantu.load(workspace=str(home)) as g:
        assert json.loads(json.dumps(g.whatif(land=["日亚化学@三元正极材料"], cut=["电解铜"]))) == told
        assert g.graph.node("firm:nichia").props.get("resident") is not True
        assert "firm:nichia" not in set(g.nodes().id), "an invited firm is not among the residents, whatever was played through"
    assert told["before"]["needs_open"] == told["after"]["needs_open"] + 1
    assert "link:ict/cathode-copper" in {h["link_id"] for h in told["hit"] if h["certain"]}


def test_a_scenario_file_equals_the_options(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    path = tmp_path / "情景.csv"
    path.write_text("动作,企业,环节\n引进,某某新厂,湿法隔膜\n切断,,电解铜\n", encoding="gb18030")
    by_file = answer(capsys, home, "whatif", "--scenario", str(path))
    assert by_file == answer(capsys, home, "whatif", "--land", "某某新厂@湿法隔膜", "--cut", "电解铜")
    assert any("图外企业" in line for line in by_file["text"])


def test_files_hold_hostile_names_unharmed_and_are_the_same_twice(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert run(["whatif", "--land", f"{HOSTILE}@湿法隔膜", "-o", str(tmp_path / folder), "--workspace", str(home), "--quiet"]) == 0
    first, second = ({p.name: p.read_bytes() for p in sorted((tmp_path / x).iterdir())} for x in "ab")
    assert first == second and sorted(Path(n).suffix for n in first) == [".docx", ".html", ".html", ".xlsx"]
    for name, content in first.items():
        if name.endswith(".html"):
            page = content.decode()
            assert "<img" not in page and "&lt;img" in page and "{{7*7}}" in page and "<script" not in page
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(tmp_path / "a" / name) as book:
                assert all(b"<f>" not in book.read(sheet) for sheet in book.namelist() if "sheet" in sheet)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["whatif"], 2, "--scenario"),
        (["whatif", "--land", "甲"], 3, "企业@环节"),
        (["whatif", "--land", "甲@没有这个"], 4, "没有唯一的环节"),
        (["whatif", "--lose", "没有这家"], 4, "没有唯一的企业"),
        (["whatif", "--lose", "日亚化学"], 3, "没有记录"),
        (["whatif", "--cut", "电解铜", "--cut", "电解铜"], 3, "切断重复"),
        (["whatif", "--scenario", "没有.yaml"], 3, "没有.yaml"),
        (["whatif", "无此链", "--cut", "电解铜"], 4, "无此链"),
        (["cuts", "无此链"], 4, "无此链"),
        (["cuts", "--product", "正极材料"], 4, "上级环节"),
        (["cuts", "lithium", "--product", "电解铜"], 2, "只给一个"),
    ],
)
def test_errors_are_one_line(capsys: pytest.CaptureFixture[str], home: Path, arguments: list[str], code: int, words: str) -> None:
    capsys.readouterr()
    assert run([*arguments, "--workspace", str(home), "--quiet"]) == code
    told = capsys.readouterr()
    assert told.out == "" and words in told.err and len(told.err.splitlines()) == 1


def test_cuts_of_a_chain(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    found = answer(capsys, home, "cuts", "lithium", "--keep", "5")
    assert len(found["whole"]["pairs"]) == 5 < found["whole"]["certain_pairs"] + found["whole"]["possible_pairs"]
    products = {p["product"]: p for p in found["products"]}
    for product, cuts in products.items():
        assert [c["certain"] for c in cuts["singles"] if c["elements"] == [product]] == [True], "a product's own loss stops it for certain"
        assert {r["world"] for r in cuts["routes"]} == {"悲观", "乐观"}
    with liantu.load(workspace=str(home)) as g:
        frame = g.cuts("lithium", keep=5)
        assert len(frame[frame["product"].isna()]) == len(found["whole"]["singles"]) + 5


def test_cuts_as_a_table(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    capsys.readouterr()
    assert run(["cuts", "--product", "电解铜", "--workspace", str(home)]) == 0
    told = capsys.readouterr()
    assert "断供即停的组合" in told.out and "单个：一定" in told.err


def test_the_picture_marks_newcomers_and_no_other_file_of_the_graph_knows_them(home: Path, tmp_path: Path) -> None:
    arguments = ["--land", "日亚化学@三元正极材料", "--lose", "德昌电机", "-o", str(tmp_path), "--workspace", str(home), "--quiet"]
    assert run(["whatif", *arguments]) == 0
    page = next(tmp_path.glob("*前后对比图.html")).read_text(encoding="utf-8")
    assert page.count("日亚化学") == page.count("假设落地：日亚化学") + page.count("引进 日亚化学（三元正极材料，假设落地）")
    assert "可能停产" in page and "http" not in page.replace("http-equiv", "")
    with liantu.load(workspace=str(home), scope="all") as g:
        assert not [n for n in g.graph.nodes.values() if "假设落地" in n.name]
        assert not g.graph.out("firm:nichia", s.OPERATES_IN)


def test_show_explains_a_link(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    told = answer(capsys, home, "show", "电解铜")
    assert told["explanation"].startswith("“电解铜”现状待核实：") and told["path"]["inputs"][0]["any_of"][0]["name"] == "铜精矿"
    assert run(["show", "电解铜", "--workspace", str(home), "--quiet"]) == 0
    text = capsys.readouterr().out
    assert all(f"{name}：" in text for name in ("说明", "必需投入", "用户", "通往终端产品", "最小改变", "需核实的一件事"))
    assert "explanation" not in answer(capsys, home, "show", "德昌电机")


def test_every_gap_is_explained(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    rows = answer(capsys, home, "gaps", "--all")
    assert all(row["explanation"].endswith("。") and row["smallest_change"]["text"] for row in rows)
    assert all(row["path"].keys() == {"inputs", "users", "to_product"} for row in rows)
    assert len({row["explanation"] for row in rows}) > len(rows) * 0.9


def test_a_report_takes_a_scenario_as_a_section_and_its_manifest_makes_it_again(
    capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "情景.csv"
    path.write_text("动作,企业,环节\n引进,某某新厂,湿法隔膜\n", encoding="utf-8-sig")
    asked = ["report", "lithium", "--scenario", str(path), "--cut", "电解铜", "--workspace", str(home), "--quiet"]
    assert run([*asked, "-o", str(tmp_path / "in")]) == 0 and run([*asked, "--edition", "public", "-o", str(tmp_path / "out")]) == 0
    told = answer(capsys, home, "whatif", "lithium", "--land", "某某新厂@湿法隔膜", "--cut", "电解铜")["text"]
    inside, outside = (next((tmp_path / x).glob("*.html")).read_text(encoding="utf-8") for x in ("in", "out"))
    assert told and all(line in inside for line in told)
    assert "情景推演" not in outside, "a hypothesis is not for outside"
    path.unlink()
    again = answer(capsys, home, "replay", str(tmp_path / "in" / "manifest.json"))
    assert again["same"], again


def test_without_a_scenario_a_profile_may_name_the_section_and_it_says_how_to_fill_it(home: Path, tmp_path: Path) -> None:
    profile = tmp_path / "own.toml"
    profile.write_text('[[parts]]\ntitle = "推演"\nsection = "whatif"\n', encoding="utf-8")
    assert run(["report", "lithium", "--profile", str(profile), "-o", str(tmp_path / "o"), "--workspace", str(home), "--quiet"]) == 0
    assert "没有给出情景" in next((tmp_path / "o").glob("*.html")).read_text(encoding="utf-8")


def test_reverify_lists_what_grew_old_by_the_date_asked(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    now, later = (answer(capsys, home, "reverify", "--as-of", date) for date in ("2021", "2024"))
    assert 0 < len(now) < len(later)
    assert {r["id"] for r in now} <= {r["id"] for r in later} and all(r["quote"] and r["locator"] for r in now)
    assert answer(capsys, home, "reverify", "lithium", "--as-of", "2021", "--top", "1")[0]["fact"].startswith("在区内生产")
