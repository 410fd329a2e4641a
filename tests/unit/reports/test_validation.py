"""The validation report and the marked copy: nothing hostile runs, same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile

from openpyxl import load_workbook

from builders import HOSTILE
from liantu.loaders.intake.words import tidy
from liantu.reports.validation import Copied, fault_table, marked_copy

FAULT = {"sheet": "表/1", "row": 2, "column": "名称", "value": "=1+1", "level": "错误", "problem": "不像", "advice": "改"}


def copy() -> bytes:
    rows = [(1, ["名称", "别的"]), *((n, [tidy(text), "x"]) for n, text in enumerate(HOSTILE, 2))]
    return marked_copy([Copied("表/1", 1, ["名称", "别的"], rows)], [FAULT, {**FAULT, "row": 3, "column": "没有这列", "level": "警告"}])


def test_every_cell_stays_the_text_it_was() -> None:
    with zipfile.ZipFile(io.BytesIO(copy())) as archive:
        assert not any(b"<f>" in archive.read(name) or b"<hyperlink" in archive.read(name) for name in archive.namelist())
    page = load_workbook(io.BytesIO(copy())).active
    assert page is not None
    for number, text in enumerate(HOSTILE, 2):
        assert (page.cell(number, 1).value or "") == tidy(text)
    assert page.cell(1, 3).value == "校验结果"
    assert page.cell(2, 3).value == "[名称] 错误：不像。改" and page.cell(3, 3).value
    assert page.cell(2, 1).fill.fgColor.rgb == "FFFFC7CE"


def test_same_faults_same_bytes() -> None:
    assert fault_table("a.xlsx", [FAULT]) == fault_table("a.xlsx", [FAULT])
    assert copy() == copy()


def test_a_report_without_faults_and_a_copy_without_sheets() -> None:
    assert load_workbook(io.BytesIO(fault_table("a.xlsx", []))).active.max_row == 1
    assert load_workbook(io.BytesIO(marked_copy([], []))).sheetnames == ["空表"]
