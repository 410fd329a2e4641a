"""The pack as written: three formats that agree, the same bytes, nobody shown as resident who is not, nothing told outside."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import docx
import lxml.html
import pytest
from lxml import etree
from openpyxl import load_workbook

from built import shipped_data, shipped_graph
from liantu.graph import schema as s
from liantu.graph.errors import LiantuError, NotFound
from liantu.graph.ids import clean_text
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot
from liantu.reports.base import Document, Figure, Material, Section, Table
from liantu.reports.docx import render_docx
from liantu.reports.html import render_html
from liantu.reports.pack import documents, write_pack
from liantu.reports.profile import read_profile
from liantu.reports.xlsx import render_xlsx
from liantu.reports.xlsx import shown as xlsx_shown
from report_graph import ABSENT, BATTERY, INVITE, NAMES, OUTSIDERS, RESIDENTS, ROBOTS, ZONE, report_graph
from report_reading import W, docx_notes, docx_tables, docx_text, html_notes, html_tables, html_text, xlsx_sheets, xlsx_tables, xlsx_text

HOSTILE = {
    BATTERY: "<img src=x onerror=alert(1)>",
    ROBOTS: "a/b:c*?[x]\\",
    "link:battery/ore": '=HYPERLINK("http://x","y")',
    "link:battery/cathode": "</script><script>alert(1)</script>",
    "link:battery/ncm": "{{7*7}}{% raw %}",
    "link:battery/lfp": "长" * 200,
    "link:battery/cell": "坏\x00字\ud800尾",
    "link:battery/tester": "𠮷 & <b>",
    "firm:here": "+1+1〔本地〕",
    "firm:loose": "_x0041_ ]]>",
    "firm:wanted": "@SUM(A1) href",
    "firm:client": "-2+3",
    "institution:uni": "\"'`;--",
    "project:plant": "行一\n行二",
    "direction:battery/dry": "#panic(1)",
    "measure:battery/bring": "\u202e倒写",
    "indicator:battery/size": "http://evil.example/x",
}
READERS = {"docx": (render_docx, docx_text), "xlsx": (render_xlsx, xlsx_text), "html": (render_html, html_text)}


class Written(NamedTuple):
    """A report and its three files."""

    document: Document
    docx: bytes
    xlsx: bytes
    html: bytes


def of(graph: Snapshot, edition: str = "internal", profile: str = "default", zone: Zone = ZONE) -> list[Document]:
    """Every report of a graph, the zone's last."""
    chains = [c.id for c in graph.of_type(s.CHAIN)]
    return list(documents(Material(graph, zone, edition), chains, read_profile(profile)))


@cache
def of_shipped(edition: str = "internal") -> list[Document]:
    """Every report of the graph that is shipped, made once."""
    return of(shipped_graph(), edition, zone=shipped_data().zone)


SETS = {
    "small": lambda: of(report_graph()),
    "public": lambda: of(report_graph(), "public"),
    "six pictures": lambda: of(report_graph(), profile="six-six"),
    "hostile": lambda: of(report_graph(HOSTILE)),
    "shipped": of_shipped,
    "shipped, public": lambda: of_shipped("public"),
}


@pytest.fixture(scope="module", params=SETS)
def reports(request: pytest.FixtureRequest) -> list[Written]:
    """Reports to compare the formats on: small, hostile, real, both editions, another profile."""
    return [Written(d, render_docx(d), render_xlsx(d), render_html(d)) for d in SETS[request.param]()]


def tables_of(document: Document) -> list[Table]:
    return [b for section in document.sections for b in section.blocks if isinstance(b, Table)]


def figures_of(document: Document) -> list[Figure]:
    return [b for section in document.sections for b in section.blocks if isinstance(b, Figure)]


def test_the_three_formats_agree_cell_by_cell(reports):
    for one in reports:
        document = one.document
        headers = [[c.title for c in table.columns] for table in tables_of(document)]
        html = html_tables(one.html)
        word = [t for t in docx_tables(one.docx) if [c.text for c in t[0]] in headers]
        sheets = xlsx_tables(one.xlsx, headers)
        assert len(html) == len(word) == len(sheets) == len(headers)
        assert word == html
        assert sheets == html
        assert [len(t) - 1 for t in html] == [len(t.rows) for t in tables_of(document)]


def test_the_three_formats_hold_the_same_notes(reports):
    for one in reports:
        document = one.document
        wanted = {n.number: n.text for n in document.footnotes}
        assert list(wanted) == list(range(1, len(wanted) + 1))
        assert {k: " ".join(v.split()) for k, v in docx_notes(one.docx).items()} == {k: " ".join(v.split()) for k, v in wanted.items()}
        assert html_notes(one.html) == {k: v.strip() for k, v in wanted.items()}
        last = list(xlsx_sheets(one.xlsx).values())[-1]
        assert {row[0]: row[1] for row in last if isinstance(row[0], int)} == wanted


def test_the_picture_is_the_same_in_three_formats(reports):
    for one in reports:
        document = one.document
        for figure in figures_of(document):
            cards = ["\n".join(card.lines()) for _, lane in figure.lanes for card in lane]
            word = [c.text for t in docx_tables(one.docx) for row in t for c in row]
            sheet = [x for rows in xlsx_sheets(one.xlsx).values() for row in rows for x in row]
            page = html_text(one.html)
            assert all(word.count(card) >= 1 and sheet.count(card) >= 1 for card in cards)
            assert page.count("\nlink:") == len(cards), "the board of the page has one card a link"


def test_paragraphs_stand_in_every_format(reports):
    for one in reports:
        document = one.document
        texts = [b.cell for section in document.sections for b in section.blocks if type(b).__name__ == "Paragraph"]
        word, page = docx_text(one.docx), html_text(one.html)
        sheet = [x for rows in xlsx_sheets(one.xlsx).values() for row in rows for x in row]
        for cell in texts:
            assert all(line in word for line in cell.text.split("\n"))
            assert cell.text in page
            assert xlsx_shown(document, cell) in sheet


def test_marks_of_the_word_file_count_up_and_point_to_notes(reports):
    for one in reports:
        document = one.document
        data = one.docx
        body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
        first = [int(e.get(f"{W}id")) for e in body.iter(f"{W}endnoteReference")]
        assert first == list(range(1, len(document.footnotes) + 1)), "Word numbers by place: ours must be the same"
        fields = {
            int(e.get(f"{W}instr").split()[1].removeprefix("_fn")) for e in body.iter(f"{W}fldSimple") if "NOTEREF" in e.get(f"{W}instr")
        }
        assert fields <= set(first)


def test_the_word_file_opens_and_keeps_to_the_page(reports):
    for one in reports:
        word = docx.Document(io.BytesIO(one.docx))
        millimetres = {(round(x.page_width.mm), round(x.page_height.mm)) for x in word.sections}
        assert millimetres <= {(210, 297), (297, 210)}
        upright = [x for x in word.sections if x.page_width < x.page_height]
        assert {
            (round(x.top_margin.mm), round(x.left_margin.mm), round(x.bottom_margin.mm), round(x.right_margin.mm)) for x in upright
        } == {(37, 28, 35, 26)}
        for table in word.element.body.iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
            grid = [int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")]
            assert all(sum(int(c.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for c in row.iter(f"{W}tc")) == sum(grid) for row in rows)


def test_the_workbook_holds_no_formula_and_no_link(reports):
    for one in reports:
        data = one.xlsx
        book = load_workbook(io.BytesIO(data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
        assert not [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if "hyperlink" in n or "externalLink" in n]
        assert all(len(sheet.title) <= 31 and sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)


def test_the_page_asks_for_nothing_and_runs_nothing(reports):
    for one in reports:
        page = lxml.html.document_fromstring(one.html.decode("utf-8"))
        assert not page.xpath("//script|//img|//link|//iframe|//object|//embed|//form")
        assert all(str(a).startswith("#") for a in page.xpath("//@href")) and not page.xpath("//@src")
        assert not [a for e in page.iter() for a in e.attrib if a.startswith("on")]
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
        assert page.get("lang") == "zh-CN"
        missing = {a[1:] for a in map(str, page.xpath("//@href"))} - set(map(str, page.xpath("//@id")))
        assert not missing, "every link of the page leads somewhere in it"


def test_hostile_names_come_through_unharmed():
    graph = report_graph(HOSTILE)
    for document in of(graph):
        cells = {cell.text for section in document.sections for cell in section.cells()}
        for kind, (render, read) in READERS.items():
            text = read(render(document))
            if kind != "xlsx":  # the workbook is compared cell by cell above; its XML writes _x0041_ escaped
                assert all(line in text for name in cells for line in name.split("\n")), kind
            assert "\x00" not in text and "\ud800" not in text
    told = "\n".join(cell.text for section in of(graph)[0].sections for cell in section.cells())
    assert all(
        clean_text(HOSTILE[i]) in told for i in ("link:battery/lfp", "link:battery/cathode", "firm:here", "firm:wanted", "project:plant")
    )


def rows_of(document: Document, section: str, column: str) -> list[str]:
    tables = [b for x in document.sections if x.id == section for b in x.blocks if isinstance(b, Table)]
    return [row[i].text for t in tables for i, c in enumerate(t.columns) if c.key == column for row in t.rows]


def test_nobody_who_is_not_here_stands_among_the_residents():
    battery, _, zone = of(report_graph())
    for document in (battery, zone):
        assert set(rows_of(document, "key_firms", "firm")) == {NAMES[f] for f in RESIDENTS}
        assert rows_of(document, "targets", "firm") == [NAMES["firm:wanted"]]
        assert not set(rows_of(document, "key_firms", "firm")) & {NAMES[f] for f in OUTSIDERS}
    assert rows_of(battery, "key_firms", "link") == [NAMES["link:battery/ncm"], "环节待核实"]


def test_presence_in_the_shipped_pack():
    graph = shipped_graph()
    here = {f.name for f in graph.of_type(s.FIRM) if f.props.get("resident") is True}
    found = of_shipped() + of_shipped("public")
    for document in found:
        assert set(rows_of(document, "key_firms", "firm")) <= here
        assert not set(rows_of(document, "targets", "firm")) & here
        for figure in figures_of(document):
            named = {firm for _, lane in figure.lanes for card in lane for firm in card.residents}
            assert all(any(name.startswith(firm.rstrip("…")) for name in here) for firm in named)
    assert set(rows_of(of_shipped()[-1], "key_firms", "firm")) == here


def test_only_rows_with_evidence_or_a_need_are_gaps():
    for document in of_shipped() + of(report_graph()):
        tables = [b for x in document.sections if x.id == "gap_list" for b in x.blocks if isinstance(b, Table)]
        for keys, row in [([c.key for c in table.columns], row) for table in tables for row in table.rows]:
            cell = dict(zip(keys, row, strict=True))
            assert cell["status"].text.split("\n")[0] in ("缺", "断", "弱", "短") or cell["need"].text
            assert document.refs(cell["source"]), f"{cell['link'].text} has no 依据"


INNER = re.compile(
    r"\b(?:link|firm|measure|indicator|direction|platform|project|difference|odd|judgement|tension|chain):\S|\.yaml|None|\bnan\b"
)


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_nothing_inner_is_shown_to_the_officer(edition):
    for document in of_shipped(edition):
        told = [document.head_line, *(n.text for n in document.footnotes)]
        told += [cell.text for section in document.sections for cell in section.cells()]
        told += [x for t in tables_of(document) for x in (t.title, t.note, *(c.title for c in t.columns))]
        assert [text for text in told if INNER.search(text)] == []
        assert not [t.title for t in tables_of(document) if not t.rows and t.title], "a head above nothing"


def test_a_section_that_fills_its_page_starts_no_empty_one():
    for document in of_shipped():
        body = etree.fromstring(zipfile.ZipFile(io.BytesIO(render_docx(document))).read("word/document.xml"))[0]
        ends = [p.getprevious() for p in body if p.find(f"{W}pPr/{W}sectPr") is not None] + [body[-1].getprevious()]
        assert len(ends) > 2
        for end in ends:
            spacing = end.find(f"{W}pPr/{W}spacing")
            assert "".join(end.itertext()) or (spacing is not None and spacing.get(f"{W}line") == "20"), "an empty line of full height"


FORBIDDEN = ("待核实", "缺链", "弱链", "规划点名需求", "拟引进", "招商目标", "对接状态", "瓶颈", "独家", "先核实", "需求✓")


@pytest.mark.parametrize("kind", READERS)
def test_the_public_edition_tells_no_weakness_and_no_invitee(kind):
    render, read = READERS[kind]
    secret = {
        NAMES[i]
        for i in (
            "firm:wanted",
            "firm:client",
            "firm:unknown",
            "institution:far",
            "platform:bench",
            "measure:battery/bring",
            "measure:battery/mend",
        )
    }
    secret |= {INVITE, ABSENT, "firm:wanted", "firm:client", "institution:far", "platform:bench", "measure:battery"}
    for document in of(report_graph(), "public"):
        text = read(render(document))
        assert not [word for word in secret | set(FORBIDDEN) if word in text]
    told = read(render(of(report_graph(), "public")[0]))
    assert all(NAMES[i] in told for i in ("firm:here", "link:battery/lfp", "institution:uni", "platform:lab", "project:plant"))


@pytest.mark.parametrize("kind", READERS)
def test_the_public_edition_of_the_shipped_data(kind):
    graph = shipped_graph()
    render, read = READERS[kind]
    outside = [f for f in graph.of_type(s.FIRM) if f.props.get("resident") is not True]
    here = "\n".join(f.name for f in graph.of_type(s.FIRM) if f.props.get("resident") is True)
    invited = {f.name for f in outside if graph.into(f.id, s.INVITES) or graph.out(f.id, s.INVITED_FOR)} | {f.id for f in outside}
    quotes = {c.quote for c in graph.claims.values() if c.modality in ("invited", "needed", "demand") and len(c.quote) > 12}
    for document in of_shipped("public"):
        text = read(render(document))
        assert not [word for word in FORBIDDEN if word in text]
        assert not [name for name in invited if name in text and name not in here]
        assert not [quote for quote in quotes if quote in text]


def test_the_same_graph_gives_the_same_bytes(tmp_path):
    probe = (
        "import sys, hashlib; sys.path[:0] = [sys.argv[1]]\n"
        "from pathlib import Path\nfrom report_graph import ZONE, report_graph\n"
        "from liantu.reports.base import Material\nfrom liantu.reports.pack import write_pack\n"
        "files = write_pack(Material(report_graph(), ZONE), ['chain:battery', 'chain:robots'], Path(sys.argv[2]))\n"
        "print(*[hashlib.sha256(f.read_bytes()).hexdigest() for f in files])"
    )
    support = str(Path(__file__).parents[1] / "support")
    found = []
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        done = subprocess.run(
            [sys.executable, "-c", probe, support, str(tmp_path / seed)], env=env, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        found.append(done.stdout)
    assert found[0] == found[1]


def test_the_manifest_tells_what_was_written(tmp_path):
    files = write_pack(Material(report_graph(), ZONE, as_of="2024-05"), [BATTERY, ROBOTS], tmp_path)
    said = json.loads(files[-1].read_text(encoding="utf-8"))
    assert said["files"] == {f.name: sha256(f.read_bytes()).hexdigest() for f in files[:-1]}
    assert len(said["files"]) == 9 and said["as_of"] == "2024-05" and said["inputs"]["data"] == "abc"
    assert (said["edition"], said["profile"], said["counts"]["Link"]) == ("internal", "default", 8)
    assert {p.name for p in tmp_path.iterdir()} == {f.name for f in files}, "no part files are left"
    assert "编制日 2024-05" in docx_text(files[0].read_bytes())


def test_one_chain_alone_brings_no_zone_report(tmp_path):
    files = write_pack(Material(report_graph(), ZONE), [ROBOTS], tmp_path)
    assert [f.name for f in files] == [f"乙机器_人-产业链图谱报告（内部版）.{kind}" for kind in ("docx", "xlsx", "html")] + [
        "manifest.json"
    ]


def test_chains_of_one_name_do_not_overwrite_each_other(tmp_path):
    files = write_pack(Material(report_graph({BATTERY: "同名", ROBOTS: "同名"}), ZONE), [BATTERY, ROBOTS], tmp_path)
    assert len({f.name for f in files}) == 10


def test_what_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LiantuError, match="写不了"):
        write_pack(Material(report_graph(), ZONE), [ROBOTS], tmp_path / "file")
    with pytest.raises(NotFound):
        write_pack(Material(report_graph(), ZONE), ["chain:none"], tmp_path)
    with pytest.raises(NotFound, match="版本"):
        write_pack(Material(report_graph(), ZONE, "secret"), [ROBOTS], tmp_path)
    with pytest.raises(NotFound, match="不是产业链"):
        write_pack(Material(report_graph(), ZONE), ["firm:here"], tmp_path)


LONG = {i: f"{n}{'长名' * 99}" for n, i in enumerate(NAMES) if not i.startswith("source:")}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="no soffice to lay out a Word file")
def test_page_one_is_one_page(tmp_path):
    found = {"long": of(report_graph(LONG)), "small": of(report_graph()), "shipped": of_shipped()}
    found |= {"public": of_shipped("public"), "long, public": of(report_graph(LONG), "public")}
    for name, documents_ in found.items():
        for number, document in enumerate(documents_):
            only = replace(document, sections=(document.sections[0], Section("end", "终", "终", ())))
            (tmp_path / f"{name}{number}.docx").write_bytes(render_docx(only))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    pages = {p.stem: len(re.findall(rb"/Type\s*/Page\b", p.read_bytes())) for p in tmp_path.glob("*.pdf")}
    assert len(pages) == sum(map(len, found.values()))
    assert set(pages.values()) == {2}, "page one, then the page of the next section"
