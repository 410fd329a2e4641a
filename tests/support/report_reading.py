"""Reads a written report back from each of its three formats, so that they can be compared with one another."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

import lxml.html
from lxml import etree
from openpyxl import load_workbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = re.compile(r"((?:〔\d+〕)*)$")


@dataclass(frozen=True)
class Read:
    """A cell as read: its text and the numbers of its notes."""

    text: str
    refs: tuple[int, ...] = ()


Rows = list[list[Read]]


def _docx_part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def _docx_cell(cell: etree._Element) -> Read:
    lines, refs = [], []
    for paragraph in cell.iter(f"{W}p"):
        line = []
        for run in paragraph.iter(f"{W}r"):
            marked = run.find(f"{W}rPr/{W}rStyle[@{W}val='LtMark']") is not None
            refs += [int(e.get(f"{W}id")) for e in run.iter(f"{W}endnoteReference")]
            text = "".join(t.text or "" for t in run.iter(f"{W}t"))
            refs += [int(text)] if marked and text.isdigit() else []
            line += [] if marked else [text]
        lines.append("".join(line))
    return Read("\n".join(lines), tuple(refs))


def docx_tables(data: bytes) -> list[Rows]:
    """Return the tables of a .docx, header row first."""
    body = _docx_part(data, "word/document.xml")
    return [[[_docx_cell(c) for c in row.iter(f"{W}tc")] for row in t.iter(f"{W}tr")] for t in body.iter(f"{W}tbl")]


def docx_text(data: bytes) -> str:
    """Return all text of a .docx, notes and properties included."""
    parts = zipfile.ZipFile(io.BytesIO(data))
    names = [
        n for n in parts.namelist() if n.endswith(".xml") and n.startswith(("word/document", "word/endnotes", "docProps", "word/footer"))
    ]
    return "\n".join("".join(etree.fromstring(parts.read(n)).itertext()) for n in names)


def docx_notes(data: bytes) -> dict[int, str]:
    """Return the notes of a .docx by number."""
    notes = _docx_part(data, "word/endnotes.xml").findall(f"{W}endnote")
    return {int(n.get(f"{W}id")): "".join(n.itertext()).strip() for n in notes if int(n.get(f"{W}id")) > 0}


def html_tables(data: bytes) -> list[Rows]:
    """Return the tables of the lists of an .html report (the board has none)."""
    page = lxml.html.document_fromstring(data.decode("utf-8"))
    tables = page.xpath("//main//table")
    return [[[_html_cell(c) for c in row.xpath("./th|./td")] for row in t.xpath("./thead/tr|./tbody/tr")] for t in tables]


def _html_cell(cell: lxml.html.HtmlElement) -> Read:
    return Read(cell.text or "", tuple(int(a.text) for a in cell.xpath("./sup/a")))


def html_text(data: bytes) -> str:
    """Return all text of an .html, attributes included, styles left out."""
    page = lxml.html.document_fromstring(data.decode("utf-8"))
    for style in page.xpath("//style"):
        style.drop_tree()
    return "\n".join([page.text_content(), *(str(v) for v in page.xpath("//@*"))])


def html_notes(data: bytes) -> dict[int, str]:
    """Return the notes of an .html by number."""
    page = lxml.html.document_fromstring(data.decode("utf-8"))
    return {int(li.get("value")): li.text_content().strip() for li in page.xpath("//ol[@class='notes']/li")}


def xlsx_sheets(data: bytes) -> dict[str, list[list[object]]]:
    """Return the cells of every sheet of an .xlsx, as openpyxl reads them."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def xlsx_tables(data: bytes, headers: list[list[str]]) -> list[Rows]:
    """Return the tables whose header rows these are, in their order, across the sheets."""
    rows = [row for sheet in xlsx_sheets(data).values() for row in sheet]
    found, at = [], 0
    for header in headers:
        at = next(i for i in range(at, len(rows)) if [x for x in rows[i] if x is not None] == header)
        table = [rows[at][: len(header)]]
        while at + 1 < len(rows) and _is_row(rows[at + 1], len(header)):
            at += 1
            table.append(rows[at][: len(header)])
        found.append([[_xlsx_cell(x) for x in row] for row in table])
        at += 1  # an empty list is only its header, and the next one may have the same
    return found


def _is_row(row: list[object], width: int) -> bool:
    """A row of a list begins with its number or holds more than one cell; notes are one merged text."""
    return sum(x is not None for x in row[:width]) > 1


def _xlsx_cell(value: object) -> Read:
    text = "" if value is None else str(value)
    marks = _MARKS.search(text)[1]
    return Read(text.removesuffix(marks), tuple(map(int, re.findall(r"\d+", marks))))


def xlsx_text(data: bytes) -> str:
    """Return all text of an .xlsx, sheet names and properties included."""
    parts = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(
        "".join(etree.fromstring(parts.read(n)).itertext()) + str(dict(etree.fromstring(parts.read(n)).attrib))
        for n in parts.namelist()
        if n.endswith(".xml")
    )
