"""The audit on paper: the zone's annex, files of its own in three formats, the task table with its blank columns."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit_graph import ZONE, audit_graph, measure
from liantu.analysis.audit import SECTIONS, audit
from liantu.analysis.gaps import gaps
from liantu.graph.closings import Closing
from liantu.graph.errors import DataError, LiantuError
from liantu.reports.audit import write_audit, write_tasks
from liantu.reports.base import Document, Material, Table
from liantu.reports.pack import documents, write_pack
from liantu.reports.profile import read_profile
from report_reading import docx_text, html_text, xlsx_text

CHAINS = ["chain:cells", "chain:motors"]
CLOSED = {"tension:link:motors/reducer": Closing("tension:link:motors/reducer", "整机强而精密件弱", "王", "2024-05-01")}


def reports(edition: str = "internal", profile: str = "default") -> list[Document]:
    return list(documents(Material(audit_graph(), ZONE, edition, closings=CLOSED), CHAINS, read_profile(profile)))


def test_the_annex_stands_in_the_zone_report_only_and_not_outside():
    *chains, zone = reports()
    assert [s.title for s in zone.sections][-4:] == ["附件：规划核对", "附件：断供最小组合", "附件：方法与局限", "来源登记"]
    assert all(s.id != "audit" for chain in chains for s in chain.sections)
    assert all(s.id != "audit" for document in reports("public") for s in document.sections)
    assert all(s.id != "audit" for document in reports(profile="five-five") for s in document.sections)


def test_the_annex_shows_formula_guess_and_closing():
    annex = next(s for s in reports()[-1].sections if s.id == "audit")
    cells = [cell.text for cell in annex.cells()]
    assert "(预计约200亿元) ÷ 200亿元 = 约100%（推算）" in cells
    assert "已关闭：整机强而精密件弱（王，2024-05-01）" in cells and "待核对" in cells
    assert any(text.startswith("推测：") for text in cells)
    assert "其中已关闭的差异 1 条" in cells[0]


def test_the_annex_prints_the_first_rows_of_long_families_and_says_how_many_more():
    many = [measure(f"void-{n:02}", f"第{n:02}项空泛举措") for n in range(25)]
    document = list(documents(Material(audit_graph(*many), ZONE), CHAINS, read_profile("default")))[-1]
    annex = next(s for s in document.sections if s.id == "audit")
    long = next(b for b in annex.blocks if isinstance(b, Table) and b.title == "未落到图中环节或方向的举措（25 条）")
    assert len(long.rows) == 20 and long.note == "另有 5 条，全文见单独成册的规划核对。"


def test_three_formats_say_the_same_and_stay_the_same(tmp_path: Path):
    files = write_audit(audit_graph(), ZONE, tmp_path / "a", closings=CLOSED)
    again = write_audit(audit_graph(), ZONE, tmp_path / "b", closings=CLOSED)
    assert [f.name for f in files] == [*(f"某高新区-规划核对.{kind}" for kind in ("docx", "xlsx", "html")), "manifest.json"]
    assert [f.read_bytes() for f in files] == [f.read_bytes() for f in again]
    texts = [read(f.read_bytes()) for f, read in zip(files[:-1], (docx_text, xlsx_text, html_text), strict=True)]
    manifest = json.loads(files[-1].read_text(encoding="utf-8"))
    assert manifest["closings"] == [asdict(closing) for closing in CLOSED.values()]
    assert manifest["files"] == {f.name: sha256(f.read_bytes()).hexdigest() for f in files[:-1]}
    for words in ("÷ 150亿元 = 超66.7%（推算）", "整机强而精密件弱", "发挥减速器比较优势", *SECTIONS.values()):
        assert all(words in text for text in texts), words


def test_every_line_stands_in_every_format_with_its_words_and_places(tmp_path: Path):
    graph = audit_graph()
    rows = [f for found in audit(graph, ZONE, gaps(graph, ZONE)).values() for f in found]
    files = write_audit(graph, ZONE, tmp_path)[:-1]
    assert len(rows) > 10
    for path, read in zip(files, (docx_text, xlsx_text, html_text), strict=True):
        text = "".join(read(path.read_bytes()).split())
        said = [x for f in rows for x in (f.text, f.formula, f.remark, *f.guesses, *(e.quote for e in f.evidence))]
        assert [x for x in said if "".join(x.split()) not in text] == []
        lines = {e.locator.rpartition("第")[2] for f in rows for e in f.evidence}
        assert [x for x in lines if x.removesuffix("行") not in text] == []


def test_a_line_that_was_reopened_is_to_be_checked_again_and_says_by_whom(tmp_path: Path):
    again = {i: replace(c, state="reopened", remark="另有出处", who="李") for i, c in CLOSED.items()}
    files = write_audit(audit_graph(), ZONE, tmp_path, closings=again)
    for path, read in zip(files[:-1], (docx_text, xlsx_text, html_text), strict=True):
        text = read(path.read_bytes())
        assert "已重开：另有出处（李，2024-05-01）" in text and "已关闭：" not in text and "其中已关闭的差异 0 条" in text


def test_the_manifest_of_a_pack_in_the_same_folder_stays(tmp_path: Path):
    pack = write_pack(Material(audit_graph(), ZONE, closings=CLOSED), CHAINS, tmp_path)
    before = pack[-1].read_bytes()
    assert [c["id"] for c in json.loads(before)["closings"]] == list(CLOSED)
    assert write_audit(audit_graph(), ZONE, tmp_path)[-1].name == "某高新区-规划核对-manifest.json"
    assert pack[-1].read_bytes() == before


def test_who_closed_what_is_not_for_outside(tmp_path: Path):
    files = write_pack(Material(audit_graph(), ZONE, "public", closings=CLOSED), CHAINS, tmp_path)
    assert json.loads(files[-1].read_text(encoding="utf-8"))["closings"] == []


def test_the_task_table_leaves_the_staff_its_columns(tmp_path: Path):
    graph = audit_graph(measure("help", "突破减速器", "link:motors/reducer", kind="突破"), measure("void", "=1+1 优化环境"))
    path = write_tasks(graph, ZONE, tmp_path / "任务.xlsx")
    rows = list(load_workbook(io.BytesIO(path.read_bytes())).worksheets[0].iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if row[0] == "序号")
    tasks = {row[2]: dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if isinstance(row[0], int)}
    assert tasks.keys() == {"构建千亿级产业集群", "突破减速器", "=1+1 优化环境"}
    assert tasks["突破减速器"]["对应缺口"] == "motors/reducer（原文称瓶颈）" and tasks["突破减速器"]["类型"] == "突破"
    assert tasks["=1+1 优化环境"]["对应缺口"] == "无对应缺口"
    assert tasks["构建千亿级产业集群"]["对应缺口"] == "无对应缺口（所针对的末级环节 1 个待核实）"
    assert not any(task[column] for task in tasks.values() for column in ("责任单位", "完成时限", "进度"))


def test_what_cannot_be_written_is_said_in_one_line(tmp_path: Path):
    with pytest.raises(DataError, match=r"\.xlsx"):
        write_tasks(audit_graph(), ZONE, tmp_path / "tasks.docx")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LiantuError, match="cannot write"):
        write_audit(audit_graph(), ZONE, tmp_path / "file")
