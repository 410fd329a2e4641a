"""The 对接单 on paper: what it says, whom it never names, hostile names, the ledger only inside, the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from liantu.graph.assemble import assemble
from liantu.graph.errors import DataError, NotFound
from liantu.graph.ledger import Entry
from liantu.graph.snapshot import Snapshot
from liantu.reports.brief import brief, context, told, write_briefs
from liantu.reports.clean_quotes import Censor
from report_graph import INVITE, NAMES, ZONE, report_graph
from report_reading import docx_text, html_text

READ = {".docx": docx_text, ".html": html_text}
HOSTILE = '<img src=x onerror=alert(1)></script>{{7*7}}=HYPERLINK("x")'
LEDGER = (
    Entry("L0001", "海外巨头", "firm:wanted", "link:battery/cathode", "", unit="招商局", person="李", note="底价").moved("在谈", "2026-02"),
    Entry("L0002", "别家秘密厂", "", "link:battery/cathode", "").moved("在谈", "2026-03"),
)


def texts(tmp_path: Path, made: Snapshot, firm: str = "firm:wanted", **asked: str) -> dict[str, str]:
    files = write_briefs(made, ZONE, [made.node(firm)], tmp_path, ledger=LEDGER, **asked)  # type: ignore[arg-type]
    return {f.suffix: READ[f.suffix](f.read_bytes()) for f in files if f.suffix in READ}


def test_both_formats_say_what_it_needs_to_say(tmp_path: Path) -> None:
    found = texts(tmp_path, report_graph())
    assert set(found) == set(READ)
    for text in found.values():
        for words in (
            "海外巨头对接单",
            "阴极总类（甲电池，中游）：规划拟为此引进",
            "已建检测中心（已有",
            "想请教的三件事",
            "未采集：",
            "对接记录",
        ):
            assert words in text
        assert "拟来测试台" not in text, "a platform that is only invited is no offer"


@pytest.mark.parametrize(("edition", "shown"), [("public", False), ("internal", True)])
def test_the_ledger_stands_in_the_internal_copy_only(tmp_path: Path, edition: str, shown: bool) -> None:
    for text in texts(tmp_path, report_graph(), edition=edition).values():
        assert all((x in text) is shown for x in ("招商局，李", "底价", "在谈"))
        assert "别家秘密厂" not in text


def test_quotes_that_name_others_or_a_weakness_are_cut_or_left_out() -> None:
    made = report_graph()
    censor = Censor(made, made.node("firm:wanted"))
    assert censor.fragment(INVITE, ["海外巨头"], 80) == "积极引进海外巨头", "the clause of the bottleneck is left out"
    assert censor.fragment("本区尚缺少铁锂阴极", [], 80) == ""
    assert censor.fragment("引进整车客户、海外巨头等企业，建设阴极研发平台", ["海外巨头"], 80) == "海外巨头等企业，建设阴极研发平台"
    assert Censor(made, made.node("firm:client")).passes("海外巨头") is False


def test_a_quote_stays_as_it_stands() -> None:
    made = report_graph()
    censor = Censor(made, made.node("firm:wanted"))
    for quote in (INVITE, "建设甲平台，推动乙、丙产业化；散居企业亦在区。再建丁中心，提升戊能力"):
        piece = censor.fragment(quote, [], 200)
        assert piece and piece in quote


def test_a_resident_is_refused_with_the_way_out() -> None:
    made = report_graph()
    with pytest.raises(DataError, match=r"本地材料厂是在区企业，不写对接单；.*liantu show firm:here"):
        brief(context(made, ZONE, "public", None, ()), made.node("firm:here"))


def test_a_firm_that_is_no_more_is_refused() -> None:
    made = report_graph()
    firm = made.node("firm:wanted")
    gone = replace(firm, props={**firm.props, "is_active": False})
    with pytest.raises(DataError, match="已注销、吊销或关闭"):
        told(context(made, ZONE, "public", None, ()), gone)


def test_another_edition_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="没有版本"):
        texts(tmp_path, report_graph(), edition="secret")
    assert not list(tmp_path.iterdir())


def test_hostile_names_come_through_unharmed(tmp_path: Path) -> None:
    made = report_graph({"firm:wanted": HOSTILE, "link:battery/cathode": HOSTILE + "2"})
    written = write_briefs(made, ZONE, [made.node("firm:wanted")], tmp_path)
    for path in written:
        if path.suffix in READ:
            assert HOSTILE + "2" in READ[path.suffix](path.read_bytes())
            assert b"<img" not in path.read_bytes() and b"<script" not in path.read_bytes()


def test_the_same_again_and_two_of_one_name_get_a_file_each(tmp_path: Path) -> None:
    made = report_graph({"firm:wanted": "同名厂", "firm:client": "同名厂"})
    firms = [made.node("firm:wanted"), made.node("firm:client")]
    written = [write_briefs(made, ZONE, firms, tmp_path / x) for x in "ab"]
    assert [p.name for p in written[0]] == [p.name for p in written[1]] and len({*written[0]}) == 5
    assert [p.read_bytes() for p in written[0]] == [p.read_bytes() for p in written[1]]


def test_what_two_pages_cannot_hold_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    made = report_graph()
    monkeypatch.setattr("liantu.reports.brief.POINTS", 300)
    page = brief(context(made, ZONE, "public", None, ()), made.node("firm:wanted")).sections[0]
    lines = [cell.text for cell in page.cells()]
    assert any(re.fullmatch(r"另有 \d+ 行，篇幅所限从略。", line) for line in lines)
    titles = [t for t, _ in told(context(made, ZONE, "public", None, ()), made.node("firm:wanted"))]
    assert set(titles) <= set(lines), "no part is dropped whole"


def test_a_brief_about_a_link_nobody_says_it_makes_says_so() -> None:
    made = report_graph()
    parts = dict(told(context(made, ZONE, "public", None, ()), made.node("firm:wanted"), made.node("link:robots/reducer")))
    assert parts["贵公司做什么（来源与年份）"][0] == "减速机构：没有来源说贵公司做这个环节（待核实）。"
    assert any("是否生产减速机构" in line for line in parts["我们尚不掌握的情况"])


def test_a_maker_of_a_part_is_not_told_that_nobody_says_so() -> None:
    base = list(report_graph().claims.values())
    row = replace(
        base[0], subject="firm:unknown", predicate="CAPABLE_OF", value="link:battery/lfp", grade="disclosure", modality="existing"
    )
    made = Snapshot(assemble([*base, row], ZONE))
    parts = dict(told(context(made, ZONE, "public", None, ()), made.node("firm:unknown"), made.node("link:battery/cathode")))
    assert NAMES["link:battery/lfp"] in parts["贵公司做什么（来源与年份）"][0]
    assert not any("是否生产阴极总类" in line for line in parts["我们尚不掌握的情况"])
