"""The few gaps a leader should see first: proven weakness, then needs that name someone, each bringing something new."""

from __future__ import annotations

from collections.abc import Sequence

from ..graph import schema as s
from ..graph.snapshot import Snapshot
from .gaps import Gap, worth_showing
from .settings import Settings


def worth_acting_on(graph: Snapshot, found: Sequence[Gap], settings: Settings) -> list[Gap]:
    """Return the gaps for page one, at most `page_one_gaps` of them.

    `found` is ranked (gaps()). Proven weakness comes first, then needs with named firms or products, leaves before
    roll-ups; a gap whose invitees (or measures, where nobody is invited) were all told already waits until others had their turn.
    """
    rank = {g.link.id: i for i, g in enumerate(found)}
    showing = [g for g in found if worth_showing(g, settings)]
    ordered = sorted(showing, key=lambda g: (*_preference(graph, g, settings), rank[g.link.id]))
    picked: list[Gap] = []
    told: set[str] = set()
    for gap in ordered:
        said = {i.id for i in gap.need.invitees} or {m.id for m in gap.need.measures}
        if not said or not said <= told:
            picked.append(gap)
            told |= said
    taken = {g.link.id for g in picked}
    rest = [g for g in ordered if g.link.id not in taken and not g.rolled_up]
    return [*picked, *rest][: settings["show"]["page_one_gaps"]]


def _preference(graph: Snapshot, gap: Gap, settings: Settings) -> tuple[bool, int, bool]:
    """Proven weakness; then whom the plan invites, then products a source (not our own reading) names; leaves first."""
    proven = gap.status in settings["show"]["statuses"]
    products = graph.into(gap.link.id, s.BELONGS_TO)
    named = 0 if gap.need.invitees else 1 if any(e.props["grade"] != "D" for e in products) else 2
    return (not proven, named, gap.rolled_up)
