"""A file → the firms of all its sheets, every fault in one go, and what is worth telling. Reads; writes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .duplicates import find_duplicates
from .fault import ERROR, NOTICE, Fault
from .header import Layout, find_layout
from .places import Gazetteer
from .privacy import keep, shield
from .reading import read_sheets
from .row import Record, RowReader, is_numbered
from .sheet import LIMIT_MB, Row, Sheet, Unreadable, text_of
from .title import Honour, honour_of
from .words import is_blank, words

_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]+[、）).．]|[第].{1,3}[批组类]")
_COUNT = re.compile(r"(?:合计|总计|共计?|小计)[:：]?\s*\d+\s*[家户个条]?.{0,4}")
Progress = Callable[[int], None]


@dataclass
class Examined:
    """What a file holds. `faults` are errors and warnings, `notices` what was done and why; both in the order of the rows."""

    path: Path
    sheets: list[Sheet]
    layouts: list[Layout] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    honours: dict[str, Honour] = field(default_factory=dict)
    duplicates: set[tuple[str, int]] = field(default_factory=set)

    @property
    def stopped(self) -> bool:
        """True where an error forbids taking the file in whole."""
        return any(f.level == ERROR for f in self.faults)

    def good(self) -> list[Record]:
        """Return the records without an error."""
        bad = {(f.sheet, f.row) for f in self.faults if f.level == ERROR}
        return [r for r in self.records if (r.layout.sheet, r.row) not in bad]


def examine(
    path: Path, gazetteer: Gazetteer, *, keep_contact: bool = False, limit_mb: int = LIMIT_MB, progress: Progress = lambda _: None
) -> Examined:
    """Return all that a file holds. Raises Unreadable where it is refused whole. Cost: linear in the cells."""
    found = Examined(path, read_sheets(path, limit_mb))
    for sheet in found.sheets:
        layout = find_layout(sheet)
        if layout is None:
            _tell(found, sheet.name, 0, "", "", "没有找到表头，也不是名称清单，未读这个工作表", "表头至少要有企业名称等 3 个认得的列名")
            continue
        found.layouts.append(layout)
        _announce(found, sheet, layout, keep_contact)
        _SheetReader(found, sheet, layout, RowReader(layout, gazetteer, keep if keep_contact else shield)).read(progress)
    if not found.layouts:
        raise Unreadable("没有找到表头：前 10 行内应有企业名称等 3 个认得的列名，或是一列企业名称 / no header, no list of names")
    _gather(found)
    return found


def _tell(found: Examined, sheet: str, row: int, column: str, value: str, problem: str, advice: str = "") -> None:
    found.notices.append(Fault(sheet, row, column, value[:100], NOTICE, problem, advice))


def _announce(found: Examined, sheet: Sheet, layout: Layout, keep_contact: bool) -> None:
    if sheet.hidden:
        _tell(found, sheet.name, 0, "", "", "隐藏的工作表，其中的行一并读入 / a hidden sheet, read like the others")
    if hidden := [n for n in sheet.hidden_rows if n >= layout.first_row]:
        _tell(found, sheet.name, 0, "", ranges(hidden), f"有 {len(hidden)} 个隐藏行，一并读入 / hidden rows are read too")
    counted = [p for p, c in enumerate(layout.columns) if c and layout.at.get(c, p) != p]
    for position, (label, column) in enumerate(zip(layout.labels, layout.columns, strict=True)):
        if layout.header_row and label and not column:
            what = "不认识的列：原文留在来源中，未用于图 / unknown column, kept as text"
        elif position in counted:
            what = f"与“{layout.label(column)}”同类，以后者为准 / same kind of column"
        elif column == "personal":
            what = "个人信息列，按 --keep-contact 保留在来源原文中" if keep_contact else "个人信息列，未读入（要保留用 --keep-contact）"
        else:
            continue
        _tell(found, sheet.name, layout.header_row, label, "", what)


class _SheetReader:
    """Walks the rows of one sheet below its header and leaves out what is no firm."""

    def __init__(self, found: Examined, sheet: Sheet, layout: Layout, reader: RowReader) -> None:
        self.found, self.sheet, self.layout, self.reader = found, sheet, layout, reader
        self.merged = {(first, left): last for (first, left), (last, right) in sheet.merges if left == right and last > first}
        self.carried: dict[int, tuple[int, object]] = {}  # column → (last row it holds for, value)

    def read(self, progress: Progress) -> None:
        """Add a record for every row that is one."""
        rows = self._rows()
        if not self.layout.header_row:
            names = [text_of(row[self.layout.at["name"]]) for _, row in self._rows() if len(row) > self.layout.at["name"]]
            self.reader.numbered = is_numbered(names)
        for number, cells in rows:
            if number == self.sheet.broken_from:
                self._unpaired(number, cells)
            record = self.reader.read(number, self._filled(number, cells))
            if not self._passed_over(record):
                self.found.records.append(record)
            if number % 1000 == 0:
                progress(number)

    def _rows(self) -> Iterator[tuple[int, Row]]:
        return (
            (number, cells)
            for number, cells in self.sheet.rows()
            if number >= self.layout.first_row and any(c not in ("", None) for c in cells)
        )

    def _unpaired(self, number: int, cells: Row) -> None:
        label = next((self.layout.labels[p] for p, c in enumerate(cells) if "\n" in str(c) and p < len(self.layout.labels)), "")
        self.found.faults.append(
            Fault(self.sheet.name, number, label, "", ERROR, "引号没有配对，此行以后的内容连成了一格", "补上或删去多余的双引号后另存")
        )

    def _filled(self, number: int, cells: Row) -> Row:
        """Return the cells with the values of cells merged downwards; never a name or a code."""
        if not self.merged:
            return cells
        filled = list(cells)
        for position, cell in enumerate(cells):
            if last := self.merged.get((number - 1, position)):
                self.carried[position] = (last + 1, cell)
            until, value = self.carried.get(position, (0, ""))
            column = self.layout.columns[position] if position < len(self.layout.columns) else ""
            if number <= until and cell in ("", None) and column not in ("name", "uscc", "uscc_or_number", "index"):
                filled[position] = value
        return filled

    def _passed_over(self, record: Record) -> bool:
        """Tell lines that are no firm: blank but for a number, a heading, a footer, the header once more."""
        filled = [(p, t) for p, t in enumerate(record.texts) if not is_blank(t)]
        if all(self._column(p) == "index" and t.isdigit() for p, t in filled):
            return True
        why = self._why(record, filled)
        if why:
            _tell(self.found, self.sheet.name, record.row, "", " ".join(t for _, t in filled), f"不是企业，跳过：{why}")
        return bool(why)

    def _why(self, record: Record, filled: list[tuple[int, str]]) -> str:
        texts, columns = [t for _, t in filled], self.layout.columns
        again = sum(t == self.layout.labels[p] for p, t in filled if p < len(self.layout.labels))
        if len(texts) > 1 and self.layout.header_row and again * 2 > len(texts):
            return "重复的表头"
        if not record.uscc and (texts[0].startswith(tuple(words()["footer"]["words"])) or _COUNT.fullmatch(texts[0])):
            return "表尾说明"
        if len(filled) == 1 and sum(map(bool, columns)) > 2 and self._is_heading(record, *filled[0]):
            return "分组标题"
        return ""

    def _is_heading(self, record: Record, position: int, text: str) -> bool:
        first = self._column(position) in ("index", "name")
        return first and not text.isdigit() and bool(not record.name or _HEADING.match(text))

    def _column(self, position: int) -> str:
        return self.layout.columns[position] if position < len(self.layout.columns) else ""


def _gather(found: Examined) -> None:
    for record in found.records:
        found.faults += record.faults
        found.notices += record.notices
    doubles, found.duplicates = find_duplicates(found.records)
    order = {sheet.name: position for position, sheet in enumerate(found.sheets)}
    found.faults = sorted([*found.faults, *doubles], key=lambda f: (order[f.sheet], f.row))
    alone = Counter(layout.sheet for layout in found.layouts)
    for layout in found.layouts:
        outer = [found.path.stem] if len(alone) == 1 else [layout.sheet]
        if honour := honour_of([*layout.titles, layout.sheet, *outer]):
            found.honours[layout.sheet] = honour


def ranges(numbers: list[int]) -> str:
    """Return row numbers in short.

    >>> ranges([3, 4, 5, 9])
    '3–5、9'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
