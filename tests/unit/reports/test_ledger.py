"""The ledger in the reports: 对接状态 and 责任单位 beside the plan's invitees, in the internal edition only."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.analysis.gaps import gaps
from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.ledger import Entry
from liantu.graph.snapshot import Snapshot
from liantu.loaders.ledger import ledger_claims
from liantu.reports.base import Context, Material, Table
from liantu.reports.pack import write_pack
from liantu.reports.sections import SECTIONS
from report_graph import BATTERY, ZONE, report_graph
from report_reading import docx_text

WANTED = Entry("L0001", "海外巨头", "firm:wanted", "link:battery/cathode", "", unit="招商局", person="李").moved("在谈", "2026-02")
STRANGER = Entry("L0002", "秘密新厂", "", "link:battery/ore", "", unit="经促局", production="2027-06").moved("签约", "2026-03")
LANDED = Entry("L0003", "已落户厂", "", "link:battery/ore", "").moved("注册", "2026-03")
LEDGER = (WANTED, STRANGER, LANDED)


def graph() -> Snapshot:
    base = list(report_graph().claims.values())
    return Snapshot(assemble([*base, *ledger_claims(LEDGER, ZONE, base)], ZONE))


def tables(section: str, edition: str = "internal", ledger: tuple[Entry, ...] = LEDGER) -> list[list[dict[str, str]]]:
    made = graph()
    found = tuple(g for g in gaps(made, ZONE) if g.chain == BATTERY)
    ctx = Context(made, ZONE, edition, ledger=ledger, chain=made.node(BATTERY), found=found)
    shown = [b for b in SECTIONS[section].build(ctx) if isinstance(b, Table)]
    return [[{c.key: cell.text for c, cell in zip(t.columns, row, strict=True)} for row in t.rows] for t in shown]


def test_an_invitee_shows_its_stage_and_who_is_in_charge() -> None:
    first, others = tables("targets")
    assert [(r["firm"], r["state"], r["unit"], r["contact"]) for r in first] == [("海外巨头", "在谈（2026-02）", "招商局（李）", "")]
    assert [(r["firm"], r["state"], r["unit"]) for r in others] == [("秘密新厂", "签约（2026-03）", "经促局")]


def test_without_a_ledger_the_columns_are_blank() -> None:
    (only,) = tables("targets", ledger=())
    assert [(r["state"], r["unit"]) for r in only] == [("", "")]


def test_a_registered_firm_is_a_resident_and_no_target() -> None:
    assert "已落户厂" not in {r["firm"] for t in tables("targets") for r in t}
    assert "已落户厂" in {r["firm"] for r in tables("key_firms")[0]}


@pytest.mark.parametrize(("edition", "told"), [("internal", True), ("public", False)])
def test_strangers_read_nothing_of_the_ledger(tmp_path: Path, edition: str, told: bool) -> None:
    made = graph()
    chains = [c.id for c in made.of_type(s.CHAIN)]
    files = write_pack(Material(made, ZONE, edition, ledger=LEDGER), chains, tmp_path)
    text = "".join(docx_text(f.read_bytes()) for f in files if f.suffix == ".docx")
    text += "".join(f.read_text(encoding="utf-8") for f in files if f.suffix == ".html")
    assert ("秘密新厂" in text, "（L000" in text, "招商局" in text) == (told, told, told)
    assert ("缺（在建" in text) is False or told
