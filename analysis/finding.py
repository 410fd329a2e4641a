"""What the plan's audit finds: one line with its words, its formula, its 口径 remark and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..graph.claims import Claim
from ..graph.closings import CLOSED, Closing
from ..graph.snapshot import Snapshot
from .evidence import Evidence, evidence

ESTIMATED, GUESS = "推算", "推测"
MISSING = "未采集"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the audit. `id` is stable; `formula` stands where a number was worked out; `guesses` are 推测.

    `event` is the staff's last word on it: a closing, or its taking back.
    """

    id: str
    text: str
    evidence: tuple[Evidence, ...]
    formula: str = ""
    remark: str = ""
    guesses: tuple[str, ...] = ()
    event: Closing | None = None

    @property
    def closed(self) -> Closing | None:
        """The closing that holds, None for an open line."""
        return self.event if self.event and self.event.state == CLOSED else None

    @property
    def reopened(self) -> Closing | None:
        """The event that opened the line again, None where it was never closed or is closed."""
        return None if self.closed else self.event

    def as_json(self) -> dict[str, Any]:
        """Return the JSON of `liantu audit --json`: the first quote with its place, then the whole evidence."""
        first = self.evidence[0] if self.evidence else None
        return {
            "id": self.id,
            "text": self.text,
            "quote": first.quote if first else "",
            "locator": first.locator if first else "",
            "formula": self.formula,
            "remark": self.remark,
            "reconciliations": [f"{GUESS}：{guess}" for guess in self.guesses],
            "closed": asdict(self.closed) if self.closed else None,
            "reopened": asdict(self.reopened) if self.reopened else None,
            "evidence": [asdict(e) for e in self.evidence],
        }

    def close(self, closing: Closing | None) -> Finding:
        """Return the finding with the staff's closing or reopening, or as it is."""
        return replace(self, event=closing) if closing else self


def said(graph: Snapshot, *groups: Iterable[Claim]) -> tuple[Evidence, ...]:
    """Return the evidence of groups of claims, group after group, each quote once; domain knowledge only where alone."""
    rows = [row for group in groups for row in evidence(graph, group)]
    kept = {(r.quote, r.locator): r for r in reversed(rows)}
    ordered = [r for r in rows if kept.get((r.quote, r.locator)) is r]
    sourced = [r for r in ordered if r.locator and graph.claims[r.claim].grade != "domain"]
    return tuple(sourced or ordered)
