"""Texts in the encodings and forms that offices use; what cannot be read is said in one line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from liantu.graph.errors import DataError
from liantu.loaders.text_file import read_text

TEXT = "第1章 总则\n积极引进甲公司，𠮷野。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    path = tmp_path / "规划.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
    assert read_text(path) == TEXT


def test_word_file_gives_paragraphs_and_cells_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("前文")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "指标", "352家"
    document.add_paragraph("后文")
    document.save(str(tmp_path / "规划.docx"))
    assert read_text(tmp_path / "规划.docx") == "前文\n\t指标\n\t352家\n后文\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", "只读 .txt 和 .docx"),
        ("a.docx", b"no zip", "不是完好的 Word"),
        ("a.txt", b"\xff\xff\x00\x81\xff", "UTF-8"),
        ("a.txt", b" \n", "没有文字"),
        ("a.txt", None, "读不了"),
    ],
)
def test_faults(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=said):
        read_text(tmp_path / name)
