"""The ledger as a workbook and back: the row with an id is that entry, a row without one is new. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...graph import schema as s
from ...graph.ledger import Entry
from ...graph.presence import Zone
from ...graph.snapshot import Snapshot
from ..intake.fault import ERROR, Fault
from .book import Page, write_book
from .cells import Sheets, tidy
from .names import Names, Unclear
from .read import is_template, stated_date
from .rows import Layout, Row, about_of, rows_of
from .sheets import ABOUT, EXAMPLE, ID
from .values import date_of

LEDGER = "对接台账"
TEXTS = {"责任单位": "unit", "负责人": "person", "备注": "note"}
DATES = {"投产时间": "production", "下次日期": "next_date"}
SHEET = Layout(
    LEDGER, (ID, "企业", "环节", "阶段", "阶段日期", *DATES, *TEXTS, "历史"), frozenset({"企业", "环节", "阶段"}),
    {ID: EXAMPLE, "企业": "例：某某有限公司", "环节": "例：某某材料", "阶段": "签约", "阶段日期": "2026-03-01", "投产时间": "2027-06"},
    texts=frozenset({"阶段日期", *DATES}), widths={"企业": 28, "备注": 40, "历史": 50}, given=frozenset({"历史"}),
)  # fmt: skip
GUIDE = (
    "改“阶段”即记一步，日期写在“阶段日期”（不填则用填报日期）。新增的行不填编号。“历史”列只供查看。",
    "签约、注册、供地、开工为在建；只有“注册”使企业成为在区企业，只有“投产”使其成为生产企业。",
    "填好后用 liantu ledger import 导入；表中没有的条目保持不变。",
)


def ledger_book(entries: Sequence[Entry], graph: Snapshot, zone: Zone) -> bytes:
    """Return the ledger as .xlsx bytes. Same entries, same bytes."""
    names = Names(graph)
    links = tuple(sorted(names.label(n.id, (s.LINK.name,)) for n in graph.of_type(s.LINK)))
    rows = [_cells(entry, names) for entry in entries]
    return write_book([Page(SHEET, rows, {"环节": links, "阶段": s.PROJECT_STAGES})], GUIDE, LEDGER, zone.name)


def _cells(entry: Entry, names: Names) -> dict[str, str]:
    own = {title: tidy(getattr(entry, field)) for title, field in {**TEXTS, **DATES}.items()}
    said = {ID: entry.id, "企业": tidy(entry.firm), "环节": names.label(entry.link, (s.LINK.name,)), "阶段": entry.stage}
    return said | own | {"阶段日期": entry.date, "历史": entry.history}


def ledger_rows(sheets: Sheets, entries: Sequence[Entry], graph: Snapshot, as_of: str) -> tuple[list[Entry], list[Fault]]:
    """Return the entries a workbook changes or adds, and every fault. A row as it was written out is neither."""
    if not is_template(sheets) or LEDGER not in sheets:
        return [], [Fault(LEDGER, 0, "", "", ERROR, "不是对接台账的工作簿", "请先用 liantu ledger export 生成")]
    date, faults = stated_date(about_of(sheets.get(ABOUT) or []), as_of)
    rows, heads = rows_of(SHEET, sheets[LEDGER])
    reader = _Reader({e.id: e for e in entries}, Names(graph), date)
    found = [entry for row in rows if (entry := reader.row(row))]
    return found, [*faults, *heads, *reader.faults]


@dataclass
class _Reader:
    held: dict[str, Entry]
    names: Names
    date: str

    def __post_init__(self) -> None:
        self.faults: list[Fault] = []
        self.taken: dict[tuple[str, str], int] = {}

    def row(self, row: Row) -> Entry | None:
        """Return the entry a row changes or adds; None where it says nothing new or cannot be read."""
        before = self.held.get(row.id)
        if before is not None and all(
            row.cells.get(t, "") == text for t, text in _cells(before, self.names).items() if t in SHEET.headers[1:-1]
        ):
            return None
        try:
            return self._entry(row, before)
        except Unclear as fault:
            self.faults.append(row.fault(fault.column, ERROR, fault.problem, fault.advice))
            return None

    def _entry(self, row: Row, before: Entry | None) -> Entry:
        if row.id and before is None:
            raise Unclear(f"台账没有编号 {row.id}", "新增的行请留空编号", ID)
        if lacking := sorted(SHEET.required - row.cells.keys()):
            raise Unclear(f"缺少 {'、'.join(lacking)}", "带 * 的列都要填", lacking[0])
        firm, link = row.cells["企业"], self._link(row)
        self._once(row, before, firm, link)
        firm_id = before.firm_id if before and before.firm == firm else self._firm(firm)
        dates = {field: self._date(row, title) for title, field in DATES.items()}
        texts = {field: row.cells.get(title, "") for title, field in TEXTS.items()}
        made = replace(before or Entry("", firm, firm_id, link, ""), firm=firm, firm_id=firm_id, link=link, **dates, **texts)
        return self._moved(row, made)

    def _once(self, row: Row, before: Entry | None, firm: str, link: str) -> None:
        other = next((e for e in self.held.values() if (e.firm, e.link) == (firm, link) and e is not before), None)
        if other:
            raise Unclear(f"台账已有 {other.id}：{firm}，{row.cells['环节']}", "请在那一行改", "企业")
        if (first := self.taken.setdefault((firm, link), row.number)) != row.number:
            raise Unclear(f"与第 {first} 行是同一件事", "请合并为一行", "企业")

    def _link(self, row: Row) -> str:
        try:
            return self.names.find(row.cells["环节"], (s.LINK.name,), "环节")
        except Unclear as fault:
            raise Unclear(fault.problem, fault.advice, "环节") from None

    def _firm(self, firm: str) -> str:
        found = self.names.matches(firm, (s.FIRM.name,))
        if len(found) > 1:
            raise Unclear(f"“{firm}”不止一家企业用此名", f"请写成：{'、'.join(self.names.label(i, ()) for i in found[:3])}", "企业")
        return found[0] if found else ""

    def _date(self, row: Row, title: str) -> str:
        try:
            return date_of(row.cells[title]) if title in row.cells else ""
        except Unclear as fault:
            raise Unclear(fault.problem, fault.advice, title) from None

    def _moved(self, row: Row, entry: Entry) -> Entry:
        stage = row.cells["阶段"]
        if stage not in s.PROJECT_STAGES:
            raise Unclear(f"阶段不能是“{stage}”", f"应为：{'、'.join(s.PROJECT_STAGES)}", "阶段")
        if stage == entry.stage:
            return entry
        stated = self._date(row, "阶段日期")
        date = stated if stated and stated != entry.date else self.date
        if not date:
            raise Unclear("没有阶段日期", "请填阶段日期，或在“说明”填写填报日期", "阶段日期")
        return entry.moved(stage, date)
