"""One row of a list → what it says of a firm, and every fault in its cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .capital import capital_of
from .codes import code_of
from .dates import date_of
from .fault import ERROR, NOTICE, WARNING, Fault
from .header import Layout
from .places import Gazetteer, Place, is_group
from .sheet import Row, text_of
from .status import status_of
from .words import is_blank

LONGEST_CELL, SHOWN, LONGEST_NAME = 32_767, 100, 120
_NUMBERED = re.compile(
    r"\s*(?:[（(【\[]?\d{1,5}[）)】\]][、.．]?|\d{1,5}\s*[、.．,，:：]|\d{1,5}\s+|[一二三四五六七八九十百]+[、.．]|[•●·▪■◆○◇★*-]+)\s*"
)
_FORMER = re.compile(r"[;；、|\n]|[,，](?!\s*(?:co|ltd|inc|llc|limited|corp)\b)|(?<=公司)\s+|(?<=厂)\s+", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])")  # a name that a narrow cell broke in two
_SINCE = re.compile(r"[(（][^()（）]*\d{4}[^()（）]*[)）]$")


@dataclass(slots=True)
class Record:
    """A firm as one row has it. `texts` are the tidy cells by position, personal ones left out; None and "" mean not said."""

    layout: Layout
    row: int
    texts: tuple[str, ...]
    name: str = ""
    uscc: str | None = None
    status: str = ""
    active: bool | None = None
    capital: float | None = None
    capital_foreign: str = ""
    founded: str | None = None
    place: Place = field(default_factory=Place)
    place_from: str = ""  # the column that says so; empty where only the name does
    former: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return the cell of a kind of column; empty where it is blank or absent."""
        position = self.layout.at.get(column, -1)
        return self.texts[position] if 0 <= position < len(self.texts) and not is_blank(self.texts[position]) else ""

    def fragment(self, column: str) -> str:
        """Return a cell as it stands in the row's canonical text: `企业名称：甲有限公司`."""
        return f"{self.layout.label(column)}：{self.text(column)}"

    def line(self) -> str:
        """Return the row's canonical text: every filled cell with its header."""
        pairs = zip(self.layout.labels, self.texts, strict=False)
        return "｜" + "｜".join(f"{label}：{text}" for label, text in pairs if text)


class RowReader:
    """Reads rows of one layout; `shield` takes the personal data out of a cell (column, text) → text."""

    def __init__(self, layout: Layout, gazetteer: Gazetteer, shield: Callable[[str, str], str], numbered: bool = False) -> None:
        self.layout, self.gazetteer, self.shield, self.numbered = layout, gazetteer, shield, numbered

    def read(self, number: int, cells: Row) -> Record:
        """Return the record of a row with every fault found."""
        columns, written = self.layout.columns, [text_of(cell) for cell in cells]
        texts = (self.shield(columns[p], text[:LONGEST_CELL]) if p < len(columns) else "" for p, text in enumerate(written))
        record = Record(self.layout, number, tuple(texts))
        for label, text in zip(self.layout.labels, written, strict=False):
            if len(text) > LONGEST_CELL:
                problem, advice = f"单元格有 {len(text)} 字，超过 {LONGEST_CELL}", "检查引号是否配对，或删去多余文字"
                self._fault(record, label, text, ERROR, problem, advice)
        self._name(record, cells)
        self._code(record, cells)
        self._status(record)
        self._capital(record)
        self._founded(record, cells)
        self._place(record)
        return record

    def _fault(self, record: Record, label: str, value: str, level: str, problem: str, advice: str) -> None:
        fault = Fault(self.layout.sheet, record.row, label, value[:SHOWN], level, problem, advice)
        (record.notices if level == NOTICE else record.faults).append(fault)

    def _say(self, record: Record, column: str, level: str, problem: str, advice: str) -> None:
        self._fault(record, self.layout.label(column), record.text(column), level, problem, advice)

    def _name(self, record: Record, cells: Row) -> None:
        cell = cells[self.layout.at["name"]] if len(cells) > self.layout.at["name"] else ""
        broken = isinstance(cell, str) and "\n" in cell and not is_blank(record.text("name"))
        written = text_of(_BROKEN.sub("", str(cell)))[:LONGEST_CELL] if broken else record.text("name")
        record.name = _NUMBERED.sub("", written) or written if self.numbered else written
        record.former = tuple(_former(record.text("former_names"), record.name))
        if not record.name:
            self._say(record, "name", ERROR, "企业名称不能为空", "补上企业名称，或删去这一行")
        elif not any(c.isalpha() for c in record.name) or len(record.name) < 2:
            self._say(record, "name", ERROR, "不像企业名称", "填写营业执照上的企业名称")
        elif len(record.name) > LONGEST_NAME:
            self._say(record, "name", ERROR, f"企业名称有 {len(record.name)} 字，过长", "一格只写一家企业的名称")

    def _code(self, record: Record, cells: Row) -> None:
        for column in ("uscc", "uscc_or_number", "tax_number"):
            if record.uscc is None and record.text(column):
                cell = cells[self.layout.at[column]]
                record.uscc, problem = code_of(cell if isinstance(cell, float) else record.text(column), column != "uscc")
                if problem and column != "tax_number":
                    self._say(record, column, *problem)

    def _status(self, record: Record) -> None:
        if record.text("status"):
            record.status = record.text("status")
            record.active, known = status_of(record.status)
            if not known:
                self._say(record, "status", WARNING, "不认识的登记状态", "写存续、在业、注销、吊销、迁出等；状态暂记为未知")

    def _capital(self, record: Record) -> None:
        if text := record.text("capital"):
            found = capital_of(text, self.layout.capital_context + record.text("currency"))
            record.capital, record.capital_foreign = found.cny_10k, text if found.foreign else ""
            if found.problem:
                self._say(record, "capital", WARNING, f"注册资本{found.problem}", "写成如“5000万元人民币”；改正前注册资本记为未采集")
            if found.foreign:
                self._say(record, "capital", NOTICE, "外币注册资本，保留原文，不折算为万元", "")

    def _founded(self, record: Record, cells: Row) -> None:
        if record.text("founded"):
            cell = cells[self.layout.at["founded"]]
            record.founded = date_of(record.text("founded") if isinstance(cell, str) else cell)
            if record.founded is None:
                self._say(record, "founded", WARNING, "读不出成立日期，或没有这一天", "写成如 2000-09-12；改正前成立日期记为未采集")

    def _place(self, record: Record) -> None:
        found, column = self._stated(record)
        for inner in ("county", "region", "address"):
            if text := record.text(inner):
                narrower = self._inside(text, found)
                found, column = (narrower, inner) if narrower else (found, column)
        record.place, record.place_from = found, column
        if not found and record.name:
            record.place = self.gazetteer.of(record.name)

    def _inside(self, text: str, outer: Place) -> Place:
        """Return the place a text names where it lies within `outer` and is narrower; no place otherwise."""
        for found in (self.gazetteer.of(text), self.gazetteer.of(text, outer) if outer.code else Place()):
            if found and (not outer or (found.code != outer.code and outer.code and self.gazetteer.within(found.code, outer.code))):
                return found
        return Place()

    def _stated(self, record: Record) -> tuple[Place, str]:
        """Return what the columns of province and city say, and which of them; they may contradict each other."""
        province = self._named(record, "province", "1", Place())
        city = self._named(record, "city", "2", province)
        if province and city and province.province != city.province:
            self._say(record, "city", WARNING, f"不在{province.province}", "改正省份或城市；改正前城市记为未采集")
            return province, "province"
        return (city, "city") if city else (province, "province" if province else "")

    def _named(self, record: Record, column: str, level: str, within: Place) -> Place:
        if not (text := record.text(column)):
            return Place()
        if is_group(text):
            return within
        found = self.gazetteer.named(text, level, within) or self.gazetteer.of(text, within) or self.gazetteer.named(text, "1")
        if not found:
            what = "省级" if level == "1" else "市级"
            self._say(record, column, WARNING, f"GB/T 2260 表中没有这个{what}行政区", "写全称，如“广东省”“广州市”；改正前记为未采集")
        return found


def _former(text: str, name: str) -> Iterator[str]:
    """Yield the former names in a cell, without the years in brackets behind them."""
    seen = {name}
    for part in _FORMER.split(text):
        bare = _SINCE.sub("", part[:LONGEST_NAME]).strip()
        if not is_blank(bare) and bare not in seen:
            seen.add(bare)
            yield bare


def is_numbered(names: list[str]) -> bool:
    """True where most lines of a bare list begin with a number or a bullet."""
    return sum(bool(_NUMBERED.match(n)) for n in names) * 2 > len(names)
