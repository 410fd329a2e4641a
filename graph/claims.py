"""Source, Claim, modality and grade: who says what, in which words, and in which sense."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

Value = str | int | float | bool

MODALITIES = {  # in the order in which the strongest is chosen for display
    "existing": "已有",
    "registered": "登记",
    "cooperation": "合作",
    "planned": "规划",
    "invited": "拟引进",
    "needed": "需求",
    "demand": "需求方",
    "reference": "提及",
    "inferred": "推断",
}
GRADES = {  # in the order in which a value is preferred when sources disagree
    "staff": "人工确认",
    "registry": "登记名录",
    "disclosure": "公开披露",
    "plan": "规划原文",
    "domain": "行业常识（非规划原文）",
}
EVIDENCE_GRADE = {"staff": "A", "registry": "A", "plan": "B", "disclosure": "C", "domain": "D"}  # METHODS §2


@dataclass(frozen=True)
class Claim:
    """One asserted value from one source (断言).

    An edge is claimed with `predicate` = edge type and `value` = target id (`key` tells keyed edges apart);
    an edge property with `subject` = edge id. `quote` is byte-identical in the source for grade `plan`, the row's
    text for `disclosure` and `registry`, a reference or 行业常识 for `domain`. `locator` is computed, never typed.
    """

    subject: str
    predicate: str
    value: Value
    source: str
    quote: str
    locator: str
    modality: str
    grade: str
    as_of: str
    key: str = ""

    @cached_property
    def id(self) -> str:
        """First 16 hex of sha256 over what is said, by whom, in which words and where."""
        parts = [self.subject, self.predicate, self.value, self.source, self.modality, self.quote, self.locator]
        return digest([*parts, self.key] if self.key else parts)

    def as_row(self) -> dict[str, Value]:
        """Return the claim as plain columns, `id` first."""
        return {"id": self.id, **{name: getattr(self, name) for name in COLUMNS}}


COLUMNS = tuple(f.name for f in fields(Claim))
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def digest(parts: Iterable[Value]) -> str:
    """Return the first 16 hex characters of sha256 over a canonical JSON of `parts`."""
    return hashlib.sha256(_CANONICAL(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def evidence_grade(grades: Iterable[str]) -> str:
    """Return the best evidence grade A–D among claim grades (METHODS §2); D where there is none."""
    return min((EVIDENCE_GRADE[g] for g in grades), default="D")


def strongest_modality(modalities: Iterable[str]) -> str:
    """Return the modality that stands first in MODALITIES; `reference` where there is none."""
    found = set(modalities)
    return next((m for m in MODALITIES if m in found), "reference")
