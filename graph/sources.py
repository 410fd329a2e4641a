"""A source and its text: where a quote stands, and whether it still stands there (pure; reading files is the loaders')."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from .claims import Claim

CELL_END = "｜"  # between the cells of a row of a clerk's list
PLAN = "plan"  # the grade of prose; the other texts are tables
_BOOKMARK = re.compile(r"\[(bookmark|image): ?[^\]]*\]")
_ROW = re.compile(r"第(\d{1,9})行")
_AT_LINE = re.compile(r"第(\d{1,9})(?:–\d{1,9})?行$")
_HEADINGS = (re.compile(r"第[0-9一二三四五六七八九十]+章"), re.compile(r"第[0-9一二三四五六七八九十]+节"))


class QuoteError(ValueError):
    """A quote does not stand in its source, or stands there more than once without `nth`."""


@dataclass(frozen=True)
class Source:
    """A registered source; `text` is empty where the source is not a text we ship (domain knowledge)."""

    id: str
    title: str
    publisher: str
    date: str
    licence: str
    grade: str
    label: str = ""
    sha256: str = ""
    text: str = ""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) for line in self.text.splitlines(keepends=True))]

    @cached_property
    def _headings(self) -> list[str]:
        """The chapter and section each line stands in."""
        current, out = ["", ""], []
        for line in self.text.splitlines():
            for level, pattern in enumerate(_HEADINGS):
                if found := pattern.match(line):
                    current[level:] = [found[0], *[""] * (1 - level)]
            out.append("".join(current))
        return out

    def offsets(self, quote: str) -> list[int]:
        """Return every offset at which `quote` begins."""
        found, at = [], self.text.find(quote) if quote else -1
        while at >= 0:
            found.append(at)
            at = self.text.find(quote, at + 1)
        return found

    def locator(self, quote: str, nth: int | None = None) -> str:
        """Return where `quote` stands, e.g. `第5章第1节·第505行`. Raises QuoteError unless it occurs once or `nth` says which."""
        found = self.offsets(quote)
        if not found:
            raise QuoteError("引文不在来源中 / quote not found in the source")
        if len(found) > 1 and nth is None:
            raise QuoteError(f"引文出现 {len(found)} 次，请加 nth / occurs {len(found)} times, add nth")
        if nth is not None and not 1 <= nth <= len(found):
            raise QuoteError(f"nth={nth}，但引文只出现 {len(found)} 次 / occurs only {len(found)} times")
        return self._describe(found[(nth or 1) - 1], len(quote))

    def _describe(self, offset: int, length: int) -> str:
        first = bisect_right(self._line_starts, offset)
        last = bisect_right(self._line_starts, offset + max(length - 1, 0))
        lines = f"第{first}行" if first == last else f"第{first}–{last}行"
        head = self._headings[first - 1]
        return f"{head}·{lines}" if head else lines

    def locators(self, quote: str) -> list[str]:
        """Return every place where `quote` stands, in order."""
        return [self._describe(at, len(quote)) for at in self.offsets(quote)]

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, 1):
            found.setdefault(line, []).append(number)
        return found

    def row_locators(self, row: str) -> list[str]:
        """Return every place where a whole line of a table reads `row`, in order."""
        return [f"第{number}行" for number in self._rows.get(row, ())]

    def confirms(self, claim: Claim) -> bool:
        """True when the claim's quote stands in this text at the claim's locator, byte for byte.

        In a text that is no prose but rows of a table (any grade but `plan`) the quote must be the whole row, or whole cells of it.
        """
        return claim.locator in self.locators(claim.quote) if self.grade == PLAN else self._row_holds(claim)

    def _row_holds(self, claim: Claim) -> bool:
        named = _ROW.fullmatch(claim.locator)
        number = int(named[1]) if named else 0
        if not (0 < number <= len(self._lines) and claim.quote):
            return False
        row, cells = (f"{CELL_END}{text}{CELL_END}" for text in (self._lines[number - 1], claim.quote))
        return cells in row

    def spans(self, claim: Claim) -> list[tuple[int, int]]:
        """Return where the claim's quote stands, as (begin, end) in characters of `text`: the places that its locator names.

        Empty where, and only where, the text does not confirm the claim. More than one where its line says the quote again.
        Cost O(line + quote).
        """
        if self.grade != PLAN:
            return self._row_span(claim) if self._row_holds(claim) else []
        named, size = _AT_LINE.search(claim.locator), len(claim.quote)
        starts, line = self.line_starts, int(named[1]) if named else 0
        if not (size and 0 < line < len(starts)):
            return []
        found, end = list[int](), starts[line] + size - 1
        at = self.text.find(claim.quote, starts[line - 1], end)
        while at >= 0:
            found.append(at)
            at = self.text.find(claim.quote, at + 1, end)
        return [(at, at + size) for at in found if self._describe(at, size) == claim.locator]

    def _row_span(self, claim: Claim) -> list[tuple[int, int]]:
        line = int(claim.locator[1:-1])
        row = f"{CELL_END}{self._lines[line - 1]}{CELL_END}"
        begin = self.line_starts[line - 1] + row.index(f"{CELL_END}{claim.quote}{CELL_END}")
        return [(begin, begin + len(claim.quote))]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """The lines that begin a chapter or a section: line number, and the line as it is shown."""
        if self.grade != PLAN:
            return []
        lines = enumerate(self.text.splitlines(), 1)
        return [(number, display_quote(line)) for number, line in lines if any(p.match(line) for p in _HEADINGS)]

    @property
    def line_starts(self) -> list[int]:
        """Where each line begins, in characters of `text`; prose breaks as Python does, a table at line feeds only."""
        return self._line_starts if self.grade == PLAN else self._row_starts

    @cached_property
    def _row_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._lines[:-1])]

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")


def hidden_marks(text: str) -> list[tuple[int, int]]:
    """Return where the marks stand that are kept in the bytes and hidden in display, as (begin, end) in characters."""
    return [m.span() for m in _BOOKMARK.finditer(text)]


def display_quote(quote: str) -> str:
    """Return a quote for display: bookmark marks hidden, line breaks and tabs as single blanks."""
    return re.sub(r"\s+", " ", _BOOKMARK.sub("", quote)).strip()
