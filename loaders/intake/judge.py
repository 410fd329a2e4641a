"""Names that differ and may mean one firm: the door from a clerk's list to graph/identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from ...graph import schema as s
from ...graph.claims import Claim
from ...graph.identity.compare import SAME
from ...graph.identity.index import IdentityIndex, Record
from ..shipped_names import name_reader
from .known import Judge, Named

_OF_FIRMS = (s.NAME.name, s.ALIASES.name, "uscc")


def judge_of(claims: Iterable[Claim]) -> Judge:
    """Return the judge that knows the firms of claims; a record's own code counts, unsure names are left to `liantu resolve`."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: {p: [] for p in _OF_FIRMS})
    for claim in claims:
        if claim.predicate in _OF_FIRMS and s.SCHEMA.type_of(claim.subject) is s.FIRM:
            said[claim.subject][claim.predicate].append(str(claim.value))
    known = [Record(firm, (*of[s.NAME.name], *of[s.ALIASES.name]), next(iter(of["uscc"]), "")) for firm, of in sorted(said.items())]

    @cache
    def index(coded: bool) -> IdentityIndex:
        """Against a record with a code only those without one: two codes are two firms, whatever the names say."""
        return IdentityIndex(name_reader(), [record for record in known if not (coded and record.uscc)])

    def judge(record: Named) -> tuple[str | None, list[str]]:
        found = index(bool(record.uscc)).find(Record("", (record.name, *record.former), record.uscc or ""))
        alike = [c.id for c in found.doubtful if c.verdict.verdict == SAME]
        return (found.sure.id, []) if found.sure else (None, alike)

    return judge
