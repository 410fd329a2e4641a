"""The review queue as a workbook to fill in: one row a question, a list to choose from in the column 判定."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..graph.files import write_atomic
from ..graph.ids import clean_text
from .fixed_zip import fixed_zip
from .xlsx import CREATED, OPTIONS

CHOICES = ("同一", "不同", "待定")
COLUMNS = (("编号", "id", 12), ("判定", "", 8), ("保留", "stays", 40), ("并入", "other", 40), ("初判", "verdict", 10), ("相似", "score", 8),
           ("依据", "why", 80))  # fmt: skip


def write_question_sheet(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the questions to an .xlsx file: same rows, same bytes. Raises OSError where it cannot be written."""
    write_atomic(path, question_sheet(rows))


def question_sheet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the workbook; text stays text, whatever it begins with."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"created": CREATED})
    sheet, bold, wrapped = (
        book.add_worksheet("待判定"),
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for column, (title, key, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, 1):
            sheet.write_string(number, column, clean_text(str(row[key])) if key else "")
    if rows:
        sheet.data_validation(1, 1, len(rows), 1, {"validate": "list", "source": list(CHOICES)})
    sheet.freeze_panes(1, 0)
    book.close()
    return fixed_zip(made.getvalue())
