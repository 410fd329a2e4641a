"""The report as PDF: every letter of the document is printed, text is never code, pages are A4 and A3, the extra is optional."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from liantu.graph.errors import LiantuError
from liantu.graph.ids import clean_text
from liantu.reports.base import Cell, Document, Figure, Material, Paragraph, Section, Table, table
from liantu.reports.pack import documents, write_pack
from liantu.reports.pdf import content, render_pdf
from liantu.reports.profile import read_profile
from pdf_reading import letters, lowest, page_sizes
from report_graph import BATTERY, ROBOTS, ZONE, report_graph

pytest.importorskip("typst", reason="typst is an extra: pip install -e .[pdf]")
A4, A3 = (210, 297), (420, 297)
CODE = (
    "#panic(1) *x*",
    "$ x $ _y_ `z`",
    "]#sys.inputs.data[",
    '"\\u{41}" \\ //',
    "= 标题 <fn1> @fn1",
    "{{7*7}}",
    "<img src=x onerror=alert(1)>",
)


def report(names=None, edition="internal") -> Document:
    return next(documents(Material(report_graph(names), ZONE, edition, "2021-06"), [BATTERY, ROBOTS], read_profile("default")))


def squeezed(text):
    return re.sub(r"\s", "", clean_text(text))


def one_page(*cells):
    blocks = (*(Paragraph(Cell(c)) for c in cells), table([("a", "列#panic(2)", 10)], [{"a": c} for c in cells], "题*目*", "注$x$"))
    return Document("甲", "标题 #panic(3)", "题头", "内部版", "2021", (Section("s", "节", "节", blocks),))


def test_every_cell_of_the_document_is_printed():
    document = report()
    printed = letters(render_pdf(document))
    cells = [cell.text for section in document.sections for cell in section.cells()]
    assert len(cells) > 100
    for text in (*cells, document.title, *(n.text for n in document.footnotes)):
        for line in text.splitlines():
            assert squeezed(line) in printed, line
    for figure in (b for s in document.sections for b in s.blocks if isinstance(b, Figure)):
        for card in (c for _, lane in figure.lanes for c in lane):
            assert all(squeezed(line) in printed for line in card.lines()), card


def test_text_is_printed_and_never_run():
    printed = letters(render_pdf(one_page(*CODE)))
    for text in (*CODE, "列#panic(2)", "题*目*", "注$x$", "标题 #panic(3)"):
        assert squeezed(text) in printed, text
    assert "49" not in printed


def test_a_long_word_and_a_tall_cell_do_not_stop_it():
    pdf = render_pdf(one_page("w" * 400, "长" * 6000, "行\n" * 300, "坏\x00字\ud800"))
    printed = letters(pdf)
    assert "w" * 400 in printed and printed.count("长") == 12000
    assert len(page_sizes(pdf)) > 1


def test_pages_are_a4_and_the_picture_is_one_a3_page():
    document = report()
    sizes = page_sizes(render_pdf(document))
    assert sizes.count(A3) == sum(isinstance(b, Figure) for s in document.sections for b in s.blocks) == 1
    assert set(sizes) == {A3, A4, A4[::-1]}
    assert sizes[0] == A4


def test_a_picture_of_many_cards_still_fills_one_page():
    document = report()
    section = next(s for s in document.sections if any(isinstance(b, Figure) for b in s.blocks))
    figure = next(b for b in section.blocks if isinstance(b, Figure))
    crowded = replace(figure, lanes=tuple((title, cards * 60) for title, cards in figure.lanes), fragment="", css="")
    pdf = render_pdf(replace(document, sections=(document.sections[0], replace(section, blocks=(crowded,)))))
    assert page_sizes(pdf).count(A3) == 1
    assert lowest(pdf) > 30
    assert letters(pdf).count("铁锂阴极") >= 60


def test_heads_of_tables_are_repeated_on_each_page():
    rows = [{"a": f"第{n}行"} for n in range(400)]
    blocks = (table([("a", "反复的表头", 10)], rows),)
    pdf = render_pdf(Document("甲", "甲", "题头", "内部版", "2021", (Section("s", "节", "节", blocks),)))
    assert letters(pdf).count("反复的表头") == len(page_sizes(pdf)) > 3


def test_same_document_same_bytes():
    assert render_pdf(report()) == render_pdf(report())


def test_the_public_edition_prints_no_invitee_and_no_quote():
    printed = letters(render_pdf(report(edition="public")))
    for word in ("拟引进", "待核实", "海外巨头", "规划点名需求"):
        assert word not in printed, word


def test_content_is_plain_data_of_every_table():
    document = report()
    shown = content(document)
    for section, said in zip(document.sections, shown["sections"], strict=True):
        tables = [b for b in section.blocks if isinstance(b, Table)]
        assert [len(b["rows"]) for b in said["blocks"] if b["kind"] == "table"] == [len(t.rows) for t in tables]


def test_without_the_extra_one_line_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(LiantuError, match=r'^PDF 需要附加组件，请运行 pip install "liantu\[pdf\]"') as fault:
        write_pack(Material(report_graph(), ZONE), [BATTERY], tmp_path, pdf=True)
    assert "\n" not in str(fault.value)
    assert not list(tmp_path.iterdir())
