"""A second, made-up zone goes the whole way, and nothing it brings forth names the shipped one; what changed since a build is said."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from project import ROOT

SECOND = ROOT / "tests" / "support" / "second_zone"
RUN = """
import contextlib, io, json, sys
from liantu.cli.main import run
told = []
for arguments in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(arguments)
    told.append([code, out.getvalue()])
json.dump(told, sys.stdout)
"""


def shipped_names() -> set[str]:
    """The shipped zone, its city and their codes, from the profile that names them."""
    zone = yaml.safe_load((ROOT / "data" / "zone.yaml").read_text(encoding="utf-8"))
    places = {p["id"]: p for p in yaml.safe_load((ROOT / "data" / "places.yaml").read_text(encoding="utf-8"))["places"]}
    near = [zone["id"], *zone["places"], *(ring["place"] for ring in zone["rings"][:2])]
    names = {zone["name"], *(ring["name"] for ring in zone["rings"][1:2]), *near}
    return names | {str(places[i][key]) for i in near for key in ("name", "code") if key in places[i]}


def call(home: Path, *calls: list[str], data: Path = SECOND) -> tuple[list[tuple[int, str]], str]:
    """Run commands in one process on another zone's data.

    Return (exit code, output) of each, and what stands on stderr.
    """
    given = json.dumps([[*arguments, "--workspace", str(home)] for arguments in calls])
    environment = {**os.environ, "LIANTU_DATA": str(data), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN], input=given, capture_output=True, text=True, encoding="utf-8", env=environment, check=True
    )
    return [(code, text) for code, text in json.loads(done.stdout)], done.stderr


def words(path: Path) -> str:
    """All the text in a file, that of zipped ones too."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(path) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@pytest.fixture(scope="module")
def whole_way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[tuple[int, str]], str]]:
    home = tmp_path_factory.mktemp("second")
    out = str(home / "out")
    calls = [["build"], ["chains"], ["gaps", "--all", "--json"], ["report", "--all", "--out", out], ["map", "tea", "--out", out]]
    calls += [["audit"], ["cuts", "tea"], ["show", "红茶"], ["verify"], ["export", "--scope", "all", "--out", f"{out}/x"]]
    calls += [["template", "--out", f"{out}/模板.xlsx"], ["template", "--confirm", "--out", f"{out}/确认.xlsx"]]
    told, err = call(home, *calls)
    yield home, told, err


def test_every_command_runs_on_a_second_zone(whole_way) -> None:
    _, told, err = whole_way
    assert [code for code, _ in told] == [0] * len(told), err
    gaps = {row["link"]: row for row in json.loads(told[2][1])}
    assert {name: row["status"] for name, row in gaps.items()} == {"鲜叶": "待核实", "萎凋设备": "缺", "揉捻设备": "待核实", "红茶": "强"}
    assert list(gaps["红茶"]["rings_status"]) == ["园内", "县内", "国内"]
    assert gaps["揉捻设备"]["makers"] == [] and [i["name"] for i in gaps["揉捻设备"]["invitees"]] == ["远山机械公司"]


def test_nothing_it_brings_forth_names_the_shipped_zone(whole_way) -> None:
    home, told, err = whole_way
    names = shipped_names()
    assert len(names) > 4
    written = [p for p in home.rglob("*") if p.is_file() and p.suffix != ".lbug"]
    assert {".docx", ".xlsx", ".html", ".json", ".jsonl"} <= {p.suffix for p in written}
    texts = {str(p.relative_to(home)): words(p) for p in written} | {"stdout": "".join(text for _, text in told), "stderr": err}
    assert {where: [n for n in names if n in text] for where, text in texts.items() if any(n in text for n in names)} == {}
    assert "云岭茶业园" in texts["stdout"] and any("云岭茶业园" in text for where, text in texts.items() if where.endswith(".docx"))


def test_what_changed_since_a_build_is_said_with_its_reason(whole_way, tmp_path: Path) -> None:
    home, _, _ = whole_way
    (kept,) = (home / "gaps_kept").iterdir()
    build = kept.name.split("_")[1]
    data = changed_copy(tmp_path / "data")
    calls = [["gaps", "--since", build[:6], "--json"], ["gaps", "--since", build], ["gaps", "--since", "2029-01", "--json"]]
    calls += [["gaps", "--since", "1999"], ["gaps", "--since", "zzzzzz"]]
    told, err = call(home, *calls, data=data)
    assert [code for code, _ in told] == [0, 0, 0, 4, 4] and "没有保存过" in err
    found = {d["name"]: d for d in json.loads(told[0][1])["differences"]}
    assert {name: d["kind"] for name, d in found.items()} == {"揉捻设备": "新增", "萎凋设备": "关闭"}
    changes = {(c["what"], c["before"], c["after"]) for c in found["萎凋设备"]["changes"]}
    assert {("现状", "缺", "强"), ("在区企业", "", "青峰茶厂")} <= changes
    assert any("新依据" in why and "青峰茶厂" in why for why in found["萎凋设备"]["why"])
    assert "萎凋设备" in told[1][1] and len(list((home / "gaps_kept").iterdir())) == 2


def changed_copy(folder: Path) -> Path:
    """The second zone one year on: the tea works make what was absent, and what was unknown is said to be absent."""
    import hashlib
    import shutil

    shutil.copytree(SECOND, folder)
    text = (folder / "sources/plan.txt").read_text(encoding="utf-8") + "青峰茶厂已自产萎凋设备。\n本园尚缺少揉捻设备。\n"
    (folder / "sources/plan.txt").write_bytes(text.encode())
    registry = folder / "sources/registry.yaml"
    old = hashlib.sha256((SECOND / "sources/plan.txt").read_bytes()).hexdigest()
    registry.write_text(registry.read_text(encoding="utf-8").replace(old, hashlib.sha256(text.encode()).hexdigest()), encoding="utf-8")
    with (folder / "chains/tea/plan.yaml").open("a", encoding="utf-8") as plan:
        plan.write("  - quote: 青峰茶厂已自产萎凋设备\n    modality: existing\n    claims: [firm:qingfeng OPERATES_IN link:tea/wither]\n")
        plan.write("  - quote: 本园尚缺少揉捻设备\n    modality: needed\n    claims: [link:tea/roll stated absent]\n")
    return folder


def test_two_zones_and_two_dates_are_compared(whole_way, tmp_path: Path) -> None:
    home, _, _ = whole_way
    data = changed_copy(tmp_path / "data")
    other = tmp_path / "other.yaml"
    other.write_text((SECOND / "zone.yaml").read_text(encoding="utf-8").replace("id: place:yunling", "id: place:land"), encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: place:x\n", encoding="utf-8")
    calls = [["compare", "--zone", str(SECOND), str(data), "--json"], ["compare", "--as-of", "2028", "2029", "--json"]]
    calls += [["compare", "--as-of", "2029", "2030", "--json"], ["compare", "--zone", str(SECOND / "zone.yaml"), str(SECOND), "--json"]]
    calls += [["compare"], ["compare", "--as-of", "2029", "x"], ["compare", "--zone", str(broken), str(SECOND)]]
    calls += [["compare", "--zone", str(other), str(SECOND), "--chain", "none"]]
    told, err = call(home, *calls)
    assert [code for code, _ in told] == [0, 0, 0, 0, 2, 3, 3, 4], err
    rows: list[dict[str, Any]] = [json.loads(text) for _, text in told[:4]]
    assert {d["name"]: d["kind"] for d in rows[0]["differences"]} == {"揉捻设备": "新增", "萎凋设备": "关闭"}
    before = {c["what"]: c["before"] for d in rows[1]["differences"] for c in d["changes"] if d["name"] == "红茶"}
    assert before == {"现状": "待核实", "独家": "", "在区企业": ""}
    assert rows[2]["differences"] == [] and rows[3]["differences"] == []
    assert err.count("错误：") == 4 and "Traceback" not in err
