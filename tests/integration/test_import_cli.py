"""`liantu import`: the contract, twenty planted faults, reports, residence, undo to the byte, one writer at a time, kills."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import planted_faults
from liantu.analysis.verify import verify
from liantu.cli.main import run
from liantu.graph.export import export
from liantu.graph.snapshot import GraphData, Node, Snapshot
from liantu.workspace import build
from liantu.workspace.batches import history, undo
from liantu.workspace.lock import locked
from liantu.workspace.paths import open_workspace
from liantu.workspace.sources import all_sources
from list_files import ALL, book

REGISTER = [
    ["企业名称", "统一社会信用代码", "登记状态", "注册资本", "注册地址", "行业代码", "经营范围"],
    ["江门市测试锂电有限公司", "91440704MA4W000390", "存续", "500万元人民币", "广东省江门市江海区金瓯路1号", 3841, "锂离子电池制造；电芯"],
    ["江门市测试线路板有限公司", "", "在业", "500万美元", "江门市高新区东宁路2号", "C3982", "印制电路板"],
    ["科恒股份", "", "注销", "", "江门市江海区滘头", "", ""],
    ["蓬江测试有限公司", "", "存续", "", "江门市蓬江区1号", "", ""],
    ["只知城市有限公司", "", "存续", "", "江门市", "", ""],
    ["江门只看名称有限公司", "", "存续", "", "", "", ""],
]


KILLS, SPAN = 5, (0.2, 2.5)  # seconds after the start; one random point in each part of the span


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "ws"


def call(capsys: pytest.CaptureFixture[str], home: Path, *arguments: object) -> tuple[int, Any, str]:
    capsys.readouterr()
    code = run([*map(str, arguments), "--workspace", str(home), "--json"])
    printed = capsys.readouterr()
    return code, json.loads(printed.out) if printed.out else None, printed.err


def place(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_the_contract(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    listed = ALL[0]
    code, found, _ = call(capsys, home, "import", place(tmp_path, listed.name, listed.write()), "--check")
    assert code == 0
    assert list(found)[:7] == ["file", "rows", "firms", "faults", "new", "changed", "duplicates"]
    assert (found["file"], found["rows"], found["new"], found["changed"], found["duplicates"]) == (listed.name, 4, 4, 0, 0)
    assert list(found["firms"][0]) == [
        "name", "uscc", "status_active", "capital_cny_10k", "founded", "province", "city", "former_names"
    ]  # fmt: skip
    assert not home.exists(), "to check writes nothing"


def test_twenty_planted_faults_are_exactly_these(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    path = place(tmp_path, "坏.xlsx", planted_faults.workbook())
    code, found, _ = call(capsys, home, "import", path, "--check", "--out", tmp_path / "out")
    assert code == 3
    assert len(planted_faults.expected()) == len(found["faults"]) == planted_faults.COUNT
    assert {(f["sheet"], f["row"], f["column"], f["level"]) for f in found["faults"]} == planted_faults.expected()
    table = list(load_workbook(tmp_path / "out" / "坏.xlsx-校验报告.xlsx").active.values)
    assert table[0] == ("文件", "工作表", "行", "列", "值", "级别", "问题", "建议")
    assert sum(row[5] in ("错误", "警告") for row in table[1:]) == planted_faults.COUNT
    marked = load_workbook(tmp_path / "out" / "坏.xlsx-校验结果.xlsx")
    red = {(s.title, c.row, c.column) for s in marked for row in s.rows for c in row if c.fill.fgColor.rgb in ("FFFFC7CE", "FFFFEB9C")}
    heads = {"导出": planted_faults.HEAD, "补充": ["企业名称", "信用代码", "状态", "注册资本"]}
    cells = {(sheet, row, heads[sheet].index(column) + 1) for sheet, row, column, _ in planted_faults.expected()}
    told = {(sheet, row, len(heads[sheet]) + 1) for sheet, row, _, _ in planted_faults.expected()}
    assert red == cells | told
    assert marked["导出"].cell(2, 11).value == "校验结果" and "校验位" in marked["导出"].cell(7, 11).value


def test_errors_stop_a_file_whole_and_partial_takes_the_good_rows(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    path = place(tmp_path, "坏.xlsx", planted_faults.workbook())
    code, found, err = call(capsys, home, "import", path)
    assert code == 3 and found["batch"] == "" and "--partial" in err
    assert history(open_workspace(home)) == []
    assert len(found["reports"]) == 2 and all(str(home) in name for name in found["reports"])
    code, found, _ = call(capsys, home, "import", path, "--partial")
    assert code == 0 and found["batch"]
    built = state(home)
    names = {n.name for n in built.data.nodes}
    assert "江门市一号有限公司" not in names and "江门市九号有限公司" in names
    assert built.unproved == ()


@dataclass(frozen=True)
class State:
    """The graph of a workspace as built anew, and the quotes that do not stand in their sources."""

    data: GraphData
    unproved: Sequence[Any]

    def firm(self, name: str) -> tuple[Any, dict[str, tuple[str, str]]]:
        """Return a firm's residence and its edges: type → (modality, grade)."""
        node = self.node(name)
        return node.props.get("resident"), {e.type: (e.props["modality"], e.props["grade"]) for e in self.data.edges if e.source == node.id}

    def node(self, name: str) -> Node:
        """Return the firm of a name or alias."""
        return next(n for n in self.data.nodes if n.type == "Firm" and name in (n.name, *n.props.get("aliases", [])))


def state(home: Path) -> State:
    workspace = open_workspace(home)
    data = build.graph_data(workspace)
    return State(data, verify(Snapshot(data), all_sources(workspace)).faults)


def test_who_becomes_a_resident_and_what_a_class_says(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    path = place(tmp_path, "登记.xlsx", book(("表", REGISTER)))
    assert state(home).firm("科恒股份")[0] is True
    code, found, _ = call(capsys, home, "import", path, "--as-of", "2024-05-06")
    assert code == 0 and (found["new"], found["changed"], found["deregistered"]) == (5, 1, 1)
    built = state(home)
    assert built.firm("江门市测试锂电有限公司") == (True, {"CAPABLE_OF": ("registered", "C"), "LOCATED_IN": ("registered", "A")})
    assert built.firm("江门市测试线路板有限公司")[0] is True
    assert built.firm("蓬江测试有限公司")[0] is False
    assert built.firm("只知城市有限公司")[0] is None
    assert built.firm("江门只看名称有限公司") == (None, {})
    resident, relations = built.firm("科恒股份")
    assert resident is False and "OPERATES_IN" not in relations
    props = built.node("江门市测试线路板有限公司").props
    assert "capital_cny_10k" not in props and props["capital_stated"] == "500万美元"
    assert built.unproved == ()
    assert call(capsys, home, "import", path, "--as-of", "2024-05-06")[1]["batch"] == "", "the same list brings nothing"


def test_a_bare_list_of_names(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    names = "高企名单2025\n江门市某某隔膜有限公司\n优美科长信新材料\n德昌电机（江门）有限公司\n"
    path = place(tmp_path, "粘贴.txt", names.encode("utf-16"))
    code, found, _ = call(capsys, home, "import", path, "--check")
    assert code == 0 and (found["rows"], found["changed"]) == (3, 1)
    unclaimed = call(capsys, home, "import", path)[1]["batch"]
    assert state(home).firm("江门市某某隔膜有限公司")[0] is None
    undo(open_workspace(home), unclaimed)
    assert call(capsys, home, "import", path, "--registered")[1]["batch"]
    built = state(home)
    assert built.firm("江门市某某隔膜有限公司") == (True, {"CAPABLE_OF": ("inferred", "D"), "LOCATED_IN": ("registered", "A")})
    node = built.node("江门市某某隔膜有限公司")
    assert node.props["honours"] == ["高新技术企业（2025）"]
    assert any(c.quote.startswith("按名称推断") for c in built.data.claims if c.subject == node.id)
    assert built.unproved == ()


def test_undo_and_rebuild_give_the_export_to_the_byte(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    def exported(name: str) -> dict[str, bytes]:
        files = export(build.graph_data(open_workspace(home)), "jsonl", tmp_path / name, scope="all")
        return {p.name: p.read_bytes() for p in files}

    before = exported("a")
    batch = call(capsys, home, "import", place(tmp_path, "登记.xlsx", book(("表", REGISTER))))[1]["batch"]
    assert exported("b") != before
    assert call(capsys, home, "undo", batch)[0] == 0
    assert exported("c") == before


def test_a_second_writer_says_who_writes(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    path = place(tmp_path, "登记.xlsx", book(("表", REGISTER)))
    with locked(open_workspace(home).ready().lock):
        code, _, err = call(capsys, home, "import", path)
    assert code == 1 and "PID" in err
    assert history(open_workspace(home)) == []
    assert call(capsys, home, "import", path)[0] == 0


@pytest.mark.slow
def test_killed_at_random_points_leaves_nothing_half_written(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    path = place(tmp_path, "登记.xlsx", book(("表", REGISTER)))
    command = [sys.executable, "-m", "liantu", "import", str(path), "--workspace", str(home), "--quiet"]
    draw, seen = random.Random(5), set[int]()
    for part in range(KILLS):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(SPAN[0] + (SPAN[1] - SPAN[0]) * (part + draw.random()) / KILLS)
        child.kill()
        child.wait()
        batches = history(open_workspace(home))
        seen.add(len(batches))
        assert all(b.claims > 20 for b in batches) and len(batches) <= 1
        assert state(home).unproved == ()
    assert call(capsys, home, "import", path)[0] == 0
    assert len(history(open_workspace(home))) == 1
    assert state(home).firm("江门市测试锂电有限公司")[0] is True


def test_several_files_and_one_that_cannot_be_read(capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> None:
    good = place(tmp_path, "好.csv", "企业名称,登记状态,注册资本\n甲有限公司,存续,5万元\n".encode())
    code, found, err = call(capsys, home, "import", good, place(tmp_path, "坏.xlsx", b"PK\x03\x04 no archive"))
    assert code == 3
    assert found[0]["batch"] and set(found[1]) == {"file", "rejected"}
    assert len([line for line in err.splitlines() if "坏.xlsx" in line]) == 1
    assert len(history(open_workspace(home))) == 1
