"""Which firm of the graph a row speaks of: by credit code, then by name. One small door, so that a better judge can stand behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from ...graph import schema as s
from ...graph.claims import Claim, Value
from ...graph.ids import name_key

_FIRM = f"{s.FIRM.prefix}:"
_SURE_GRADES = ("registry", "staff")
_NAMES = (s.NAME.name, s.ALIASES.name)


class Named(Protocol):
    """What of a record is needed to find its firm."""

    name: str
    uscc: str | None
    former: tuple[str, ...]


Judge = Callable[[Named], tuple[str | None, list[str]]]  # the firm a record surely is, else those it may be


@dataclass
class Known:
    """What the graph holds of firms: their codes, names and facts; firms that a file brings are added while it is resolved."""

    by_code: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=dict)
    code_of: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[tuple[str, Value], str | None]] = field(default_factory=dict)  # → latest date of a register or of staff
    subjects: set[str] = field(default_factory=set)  # things other than firms that bear a name
    judge: Judge | None = None  # asked where neither code nor name decides

    def add(self, firm: str, names: Iterable[str], code: str | None) -> None:
        """Take a firm in; the first owner of a code keeps it."""
        for name in names:
            self.by_name.setdefault(name_key(name), set()).add(firm)
        if code:
            self.by_code.setdefault(code, firm)
            self.code_of.setdefault(firm, code)

    def holds(self, firm: str, predicate: str, value: Value) -> bool:
        """True where the graph says this of the firm already, whoever says it."""
        return (predicate, value) in self.facts.get(firm, ())

    def confirmed(self, firm: str, predicate: str, value: Value, as_of: str) -> bool:
        """True where a register or the staff say this of the firm already, not longer ago than `as_of`."""
        latest = self.facts.get(firm, {}).get((predicate, value))
        return latest is not None and latest >= as_of


def known_firms(claims: Iterable[Claim]) -> Known:
    """Return what claims say of firms. Cost: linear."""
    known = Known()
    for claim in claims:
        if not claim.subject.startswith(_FIRM):
            if claim.predicate == s.NAME.name:
                known.subjects.add(claim.subject)
        elif "|" not in claim.subject:
            _note(known.facts.setdefault(claim.subject, {}), claim)
            names = [str(claim.value)] if claim.predicate in _NAMES else []
            known.add(claim.subject, names, str(claim.value) if claim.predicate == "uscc" else None)
    return known


def _note(facts: dict[tuple[str, Value], str | None], claim: Claim) -> None:
    key = (claim.predicate, claim.value)
    before = facts.get(key)
    facts[key] = max(before or "", claim.as_of) if claim.grade in _SURE_GRADES else before


def match(record: Named, known: Known) -> str | None:
    """Return the firm a record surely speaks of, None where there is none or more than one.

    The code decides; without it the full or a former name, where exactly one firm bears it and no other code stands against it.
    """
    if record.uscc and record.uscc in known.by_code:
        return known.by_code[record.uscc]
    for name in (record.name, *record.former):
        found = [f for f in known.by_name.get(name_key(name), ()) if not _other_code(record, f, known)]
        if len(found) == 1:
            return found[0]
    return None


def settle(record: Named, known: Known) -> tuple[str | None, list[str]]:
    """Return the firm a record surely speaks of, else the firms it may speak of.

    These bear its name with another code, or are several of the name; or their names mean the same to the judge of names.
    """
    if firm := match(record, known):
        return firm, []
    namesakes = sorted(known.by_name.get(name_key(record.name), ()))
    return (None, namesakes) if namesakes or known.judge is None else known.judge(record)


def _other_code(record: Named, firm: str, known: Known) -> bool:
    return bool(record.uscc) and known.code_of.get(firm, record.uscc) != record.uscc
