"""The review queue: pairs of known firms that may be one, likest first, without those already decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..claims import digest
from ..resolve import Pair
from .compare import SAME, Verdict
from .index import IdentityIndex, Record
from .names import NameReader


@dataclass(frozen=True, slots=True)
class Question:
    """Are these two one firm? `winner` is the record that would stay; `sure` says that a merge needs no person."""

    id: str
    winner: Record
    loser: Record
    verdict: Verdict
    sure: bool


def pair_of(left: str, right: str) -> Pair:
    """Return two ids in a fixed order."""
    return (left, right) if left <= right else (right, left)


def pair_id(pair: Pair) -> str:
    """Return the short id of a pair: the same pair always has the same."""
    return digest(pair)[:8]


def questions(records: Sequence[Record], settled: Collection[Pair], reader: NameReader) -> list[Question]:
    """Return the open questions among records; of two, the one that stands first in `records` would stay.

    `settled` holds the pairs not to ask about: decided ones, and groups with their plants. Cost: one look-up a record.
    """
    rank = {record.id: number for number, record in enumerate(records)}
    by_id = {record.id: record for record in records}
    found: dict[Pair, Question] = {}
    for record, other, verdict, sure in _met(records, reader):
        pair = pair_of(record.id, other)
        if pair in settled or pair in found:
            continue
        first, second = sorted((record.id, other), key=rank.__getitem__)
        apart = {by_id[first].resident, by_id[second].resident} == {True, False}
        found[pair] = Question(pair_id(pair), by_id[first], by_id[second], verdict, sure and not apart)
    return sorted(found.values(), key=lambda q: (not q.sure, q.verdict.verdict != SAME, -q.verdict.score, q.id))


def _met(records: Sequence[Record], reader: NameReader) -> Iterator[tuple[Record, str, Verdict, bool]]:
    index = IdentityIndex(reader, records)
    for record in records:
        match = index.find(record)
        for candidate in [*([match.sure] if match.sure else []), *match.doubtful]:
            yield record, candidate.id, candidate.verdict, candidate.sure
