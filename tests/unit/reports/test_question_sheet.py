"""The queue as a workbook: text stays text, same rows, same bytes."""

from __future__ import annotations

import io

import openpyxl

from liantu.reports.question_sheet import question_sheet

HOSTILE = '=HYPERLINK("http://x","y")'
ROW = {"id": "a1", "stays": HOSTILE, "other": "<img onerror=x>\0\ud800", "verdict": "unsure", "score": 0.5, "why": "{{7*7}}"}


def test_hostile_text_is_text_and_nothing_else():
    cells = openpyxl.load_workbook(io.BytesIO(question_sheet([ROW]))).active
    assert [c.value for c in cells[2]] == ["a1", "", HOSTILE, "<img onerror=x>", "unsure", "0.5", "{{7*7}}"]
    assert {c.data_type for c in cells[2]} <= {"s", "n"}
    assert cells.data_validations.dataValidation[0].formula1 == '"同一,不同,待定"'


def test_same_rows_same_bytes():
    assert question_sheet([ROW]) == question_sheet([ROW])
    assert question_sheet([])
