"""Lists: filters against brute force, every number leads to as many rows, files hold what the page shows, formulas stay inert."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from builders import HOSTILE
from liantu.analysis.coverage import Head
from liantu.analysis.gaps import worth_showing
from liantu.analysis.settings import read_settings
from liantu.graph import schema as s
from liantu.graph.ids import clean_text
from liantu.web.pages.gap_list import COLUMNS, Asked, gap_list, status_at
from liantu.web.pages.sheet import Item, Listing, Sheet
from liantu.web.state import Answers
from report_graph import ZONE, report_graph
from web_pages import Read, app_of, client_of, hostile_report_graph

HEAD = Head("某区", "规划", "2020", "2021", "2026-11-22")
RINGS = ["", *(name for name, _ in ZONE.rings)]
LISTS = ("/gaps?all=1", "/candidates", "/audit", "/search?q=电")


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(report_graph(), ZONE, {})


CHAINS, STATUSES, NEEDS = (
    st.sampled_from(["", "battery", "robots"]),
    st.sampled_from(["", "缺", "待核实", "强", "有"]),
    st.sampled_from(["", "any", "none", "引进", "补"]),
)


@given(
    CHAINS,
    STATUSES,
    NEEDS,
    st.sampled_from(RINGS),
    st.sampled_from(["", "leaf", "parent"]),
    st.sampled_from(["", "known", "unknown"]),
    st.booleans(),
)
def test_the_filters_keep_what_brute_force_keeps(
    answers: Answers, chain: str, status: str, need: str, ring: str, level: str, makers: str, everything: bool
) -> None:
    expected = []
    for gap in answers.gaps:
        known = any(e.type == s.OPERATES_IN.name and e.target == gap.link.id for e in answers.graph.data.edges)
        wants = {"": True, "any": bool(gap.need), "none": not gap.need}.get(need, need in gap.need.kinds)
        keep = everything or worth_showing(gap, read_settings())
        keep = keep and (not chain or gap.chain == f"chain:{chain}") and (not status or status_at(gap, ring) == status) and wants
        keep = keep and (not level or gap.rolled_up == (level == "parent")) and (not makers or known == (makers == "known"))
        expected += [gap.link.id] if keep else []
    found = gap_list(answers, Asked(chain, status, need, ring, "", level, makers, "", everything))
    shown = [row[0].href.removeprefix("/links/") for row in found.sheet.rows if isinstance(row[0], Item)]
    assert shown == expected
    for choice in found.choices:  # each choice says how many rows it would leave
        for value, _, count in choice.options if choice.name != "ring" else ():
            given_filters = {"chain": chain, "status": status, "need": need, "ring": ring, "level": level, "makers": makers} | {
                choice.name: value
            }
            assert gap_list(answers, Asked(**given_filters, everything=everything)).total == count, (choice.name, value)


def test_the_names_are_searched_by_key(answers: Answers) -> None:
    assert [row[0].text for row in gap_list(answers, Asked(q="铁 锂", everything=True)).sheet.rows] == ["铁锂阴极"]  # type: ignore[union-attr]
    assert "阴极总类" in gap_list(answers, Asked(q="海外巨头", everything=True)).sheet.rows[0][0].text  # type: ignore[union-attr]


def test_a_ring_shows_its_own_status_and_says_so(answers: Answers) -> None:
    at = [key for key, _, _ in COLUMNS].index("status")
    for ring in RINGS[2:]:
        for row, gap in zip(gap_list(answers, Asked(ring=ring, everything=True)).sheet.rows, answers.gaps, strict=True):
            assert row[at].text == f"{ring}：{gap.rings_status[ring]}"  # type: ignore[union-attr]


def _rows_behind(client: TestClient, address: str) -> int:
    """How many rows a list holds, counted in its file."""
    path, _, query = address.partition("?")
    lines = list(csv.reader(io.StringIO(client.get(f"{path}.csv?{query}").content.decode("utf-8-sig"))))
    return lines.index([]) - 1


@pytest.mark.parametrize("page", ["/", "/chains/battery", "/chains/robots"])
def test_every_number_leads_to_as_many_rows(client: TestClient, page: str) -> None:
    numbers = [(int(a.text), a.attrs["href"]) for a in Read(client.get(page).text).of("a") if a.text.isdigit()]
    assert len(numbers) >= 4
    for number, address in numbers:
        assert _rows_behind(client, address) == number, address


@pytest.mark.parametrize("address", LISTS)
def test_the_files_hold_the_rows_and_columns_of_the_page(client: TestClient, address: str) -> None:
    path, _, query = address.partition("?")
    page = Read(client.get(address).text)
    titles = [t.text for t in page.of("th", scope="col")]
    text = client.get(f"{path}.csv?{query}").content
    assert text.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert lines[0] == titles
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{path}.xlsx?{query}").content)).get_sheet_by_index(0).to_python()
    head = sheet.index(titles)
    rows = lines[1 : lines.index([])]
    assert rows
    assert [[str(cell) for cell in row] for row in sheet[head + 1 : head + 1 + len(rows)]] == rows
    first = [" ".join(cell.split()) for cell in rows[0]]
    shown = [t.text for t in page.tags if "data-label" in t.attrs][: len(titles)]
    assert shown == first
    dates = page.of("p", **{"class": "dates"})[0].text
    assert any(dates in " ".join(line) for line in lines) and any(dates in str(cell) for row in sheet for cell in row)


def test_a_partial_answer_is_the_list_alone_with_the_address_of_its_state(client: TestClient) -> None:
    whole = client.get("/gaps?status=缺&chain=&all=")
    part = client.get("/gaps?status=缺&chain=&all=", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="list">')
    inside, _, filters = part.text.partition('<select id="f-chain"')
    assert inside.strip() in whole.text
    assert filters.count("hx-swap-oob") == whole.text.count("<select") == 7 and "hx-swap-oob" not in whole.text
    assert part.headers["hx-push-url"] == "/gaps?status=%E7%BC%BA"
    back = client.get("/gaps?status=缺", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert back.text.startswith("<!doctype html>")


@given(st.lists(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_a_file_is_a_formula(cells: list[list[str]]) -> None:
    sheet = Sheet("单", (("a", "甲", 10), ("b", "乙", 10)), cells)
    lines = list(csv.reader(io.StringIO(sheet.csv(HEAD).decode("utf-8-sig"), newline="")))
    for line in lines:
        for cell in line:
            assert not (cell.lstrip() or " ").startswith(tuple("=@＝＠")) and not cell.startswith(("\t", "\r", "\n"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.xlsx(HEAD)))
    read = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    for cell in (c for row in cells for c in row if clean_text(c).strip()):
        assert any(clean_text(cell).split() == str(x).split() for x in read)


def test_same_list_same_bytes() -> None:
    one, two = (client_of(app_of(hostile_report_graph())) for _ in range(2))
    for address in ("/", "/gaps?all=1", "/gaps.csv?all=1", "/gaps.xlsx?all=1", "/candidates.xlsx", "/chains/battery", "/audit"):
        assert one.get(address).content == two.get(address).content


def test_pages_of_a_list_hold_all_rows_once() -> None:
    sheet = Sheet("单", (("a", "甲", 10),), [(str(n),) for n in range(123)])
    listings = [Listing(sheet, "/x", {}, page=n, size=50) for n in (1, 2, 3)]
    assert [row for one in listings for row in one.shown] == list(sheet.rows)
    assert listings[0].pages == 3 and Listing(sheet, "/x", {}, page=99, size=50).shown == listings[2].shown
    assert Listing(Sheet("空", (("a", "甲", 1),), []), "/x", {}).pages == 1


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/gaps?chain=nope", 404, "没有产业链"),
        ("/gaps?ring=火星", 422, "没有圈层"),
        ("/gaps?page=0", 422, "page"),
        ("/gaps?page=x", 422, "page"),
        (f"/gaps?q={'长' * 201}", 422, "q"),
        ("/gaps.pdf", 422, "kind"),
        ("/links/link:no/such", 404, "没有环节"),
        ("/firms/link:battery/ore", 404, "没有企业"),
        ("/nodes/%00", 404, "没有这个编号"),
        ("/chains/no", 404, "没有产业链"),
        ("/chains/battery/no", 404, "没有图"),
        ("/candidates?link=no", 404, "没有环节"),
        ("/nope", 404, "没有这个页面"),
        ("/api/nope", 404, "没有这个页面"),
        ("/api/gaps?chain=no", 404, "没有产业链"),
        ("/api/search?q=没有这个东西", 404, "没有找到"),
    ],
)
def test_a_bad_address_gets_one_clear_line(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    told = answer.json()["error"] if address.startswith("/api") else Read(answer.text).of("p", **{"class": "fault"})[0].text
    assert words in told and "Traceback" not in answer.text
    assert "\n" not in told


def test_a_fault_of_ours_says_so_and_tells_nothing_more(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    app = app_of(report_graph())

    def broken(*_: Any) -> None:
        raise RuntimeError("secret of the code")

    monkeypatch.setattr("liantu.web.routes.gaps.gap_list", broken)
    answer = client_of(app).get("/gaps")
    assert answer.status_code == 500
    assert "程序出错" in answer.text and "internal error" in answer.text
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert "RuntimeError: secret of the code" in capsys.readouterr().err
