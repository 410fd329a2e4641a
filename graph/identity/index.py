"""Who is this? Finds for a record (name, code, former names, place) the firm it surely is, and those it may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from .blocking import Blocks
from .codes import clean_code, is_uscc
from .compare import DIFFERENT, SAME, UNSURE, Term, Verdict, compare
from .names import Name, NameReader
from .places import nested, same_place


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one firm: `names` display name first, then former names and aliases; the rest may be unknown.

    `place` begins with words of the GB/T 2260 table (an address will do); `resident` is as in the graph.
    """

    id: str
    names: tuple[str, ...]
    uscc: str = ""
    place: str = ""
    resident: bool | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known firm and how the record stands to it; `sure` means it may be merged without asking."""

    id: str
    verdict: Verdict
    sure: bool


@dataclass(frozen=True, slots=True)
class Match:
    """The one firm a record surely is (None where there is none or more than one), and the doubtful ones, likest first."""

    sure: Candidate | None
    doubtful: tuple[Candidate, ...] = field(default=())


class IdentityIndex:
    """Known firms by code, by name and by block. Building costs O(names); a look-up O(candidates)."""

    def __init__(self, reader: NameReader, records: Iterable[Record]) -> None:
        self._reader, self._records = reader, list(records)
        self._names = [[reader.read(n) for n in r.names] for r in self._records]
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[str, list[int]] = defaultdict(list)
        self._blocks = Blocks()
        for number, record in enumerate(self._records):
            if code := _valid(record.uscc):
                self._by_code[code].append(number)
            for name in self._names[number]:
                self._by_text[name.folded].append(number)
                self._blocks.add(name, number)

    def find(self, record: Record) -> Match:
        """Return what a record may be; a record never matches its own id.

        One valid code (统一社会信用代码) decides, whatever the names say; two valid codes that differ are two firms. Without
        codes a name is sure only where the whole name stands on both sides and nobody else bears it.
        """
        by_code = [n for n in self._by_code.get(_valid(record.uscc), ()) if self._records[n].id != record.id]
        if len(by_code) == 1:
            known = self._records[by_code[0]]
            return Match(Candidate(known.id, _code_verdict(known.uscc), True))
        found = sorted(self._candidates(record), key=lambda c: (-c.verdict.score, c.id))
        sure = [c for c in found if c.sure]
        if len(sure) == 1:
            return Match(sure[0], tuple(c for c in found if not c.sure and c.verdict.verdict == SAME))
        return Match(None, tuple(found))

    def _candidates(self, record: Record) -> Iterator[Candidate]:
        names = [self._reader.read(n) for n in record.names]
        exact = {n for name in names if name.body for n in self._by_text.get(name.folded, ())}
        numbers = exact | {n for name in names for n in self._blocks.candidates(name)}
        for number in sorted(numbers):
            known = self._records[number]
            if known.id != record.id and (found := self._judged(record, names, number)):
                yield found

    def _judged(self, record: Record, names: list[Name], number: int) -> Candidate | None:
        known = self._records[number]
        code, other = _valid(record.uscc), _valid(known.uscc)
        if code and other and code != other:
            return None
        found = self._best(names, self._names[number])
        if found is None:
            return None
        best, ours, theirs = found
        if term := self._place_term(record.place, known.place):
            return Candidate(known.id, Verdict(min(best.score, 0.79), UNSURE, (*best.terms, term)), False)
        return Candidate(known.id, best, _stated(best, ours, theirs))

    def _best(self, ours: list[Name], theirs: list[Name]) -> tuple[Verdict, Name, Name] | None:
        """Return the best verdict on any two names of one script; None where they are two firms.

        Where the whole names, with their legal forms, are different, a short name that would fit both proves nothing.
        """
        pairs = [(a, b) for a, b in product(ours, theirs) if a.latin == b.latin]
        judged = [(compare(a, b, self._reader), a, b) for a, b in pairs]
        best = min(judged, key=lambda j: (_RANK[j[0].verdict], -j[0].score), default=None)
        if best is None or best[0].verdict == DIFFERENT:
            return None
        apart = any(v.verdict == DIFFERENT and not (a.bare or b.bare) for v, a, b in judged)
        return best if not apart or _stated(*best) else None

    def _place_term(self, left: str, right: str) -> Term | None:
        """Return the term for two addresses of different places; none where one is unknown or lies within the other."""
        a, b = (self._reader.places.leading(p)[1] for p in (left, right))
        if not a or not b or same_place(a, b) or nested(a, b):
            return None
        return Term(UNSURE, 0.2, f"登记地不同：{left}／{right}")


_RANK: Mapping[str, int] = {SAME: 0, UNSURE: 1, DIFFERENT: 2}


def _valid(code: str) -> str:
    return clean_code(code) if code and is_uscc(code) else ""


def _code_verdict(code: str) -> Verdict:
    return Verdict(1.0, SAME, (Term(SAME, 0.0, f"统一社会信用代码一致（{clean_code(code)}）"),))


def _stated(verdict: Verdict, left: Name, right: Name) -> bool:
    """True where the same name stands on both sides, or both state place and legal form and mean the same by each."""
    placed = same_place(left.place or left.region, right.place or right.region)
    whole = placed and not left.bare and not right.bare and left.body == right.body and left.group == right.group
    return verdict.verdict == SAME and (whole or left.folded == right.folded)
