"""A source's text with the quotes of its claims marked: pieces that join to the text again, whatever overlaps or nests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..graph.claims import Claim
from ..graph.sources import PLAN, Source, hidden_marks

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same claims. `begins`: claims whose quote begins here; `hidden`: a bookmark's mark."""

    text: str
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, its line break included, by its number; `heading` where a chapter or section begins."""

    number: int
    pieces: tuple[Piece, ...]
    heading: bool = False

    @property
    def begins(self) -> tuple[str, ...]:
        """Claims whose quote begins in this line, in the order of the text."""
        return tuple(c for piece in self.pieces for c in piece.begins)

    @property
    def shown(self) -> str:
        """The line as it is displayed: without hidden marks and line break."""
        return "".join(p.text for p in self.pieces if not p.hidden).rstrip("\r\n")


def marked_lines(source: Source, claims: Iterable[Claim]) -> list[Line]:
    """Return the lines of a source's text, cut where a quote begins or ends; joined they are the text, character for character.

    A claim whose quote stands twice in its line is marked twice and anchored at the first. A claim that the text does not
    confirm marks nothing. Cost O(text + claims · line + pieces · claims over a piece).
    """
    spans = {c.id: found for c in sorted(claims, key=lambda c: c.id) if (found := source.spans(c))}
    hidden = hidden_marks(source.text) if source.grade == PLAN else []
    headings = {number for number, _ in source.headings}
    lines: list[list[Piece]] = []
    starts = {start for start in source.line_starts if start < len(source.text)}
    for begin, piece in _pieces(source.text, starts, spans, hidden):
        if begin in starts:
            lines.append([])
        lines[-1].append(piece)
    return [Line(number, tuple(pieces), number in headings) for number, pieces in enumerate(lines, 1)]


def _pieces(text: str, starts: Iterable[int], spans: Mapping[str, Sequence[Span]], hidden: Sequence[Span]) -> Iterator[tuple[int, Piece]]:
    """Yield every stretch between two cuts with where it begins; cuts are line starts, ends of quotes and ends of marks."""
    opens, closes = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for claim, begin, end in ((c, b, e) for c, found in spans.items() for b, e in found):
        opens[begin].append(claim)
        closes[end].append(claim)
    first = {claim: min(found)[0] for claim, found in spans.items()}
    dark = {at for begin, end in hidden for at in range(begin, end)}
    over = Counter[str]()
    for begin, end in pairwise(sorted({*starts, *opens, *closes, *(at for span in hidden for at in span), len(text)})):
        over.update(opens[begin])
        over.subtract(closes[begin])
        begun = tuple(claim for claim in opens[begin] if first[claim] == begin)
        yield begin, Piece(text[begin:end], tuple(sorted(+over)), begun, begin in dark)
