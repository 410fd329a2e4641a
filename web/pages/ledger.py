"""台账: which firm is at which stage about which link, who follows it up, what is overdue."""

from __future__ import annotations

from typing import Any

from ...graph import schema as s
from ...graph.ledger import Entry
from ...graph.snapshot import Snapshot
from ...workspace.ledger import entries
from ...workspace.paths import Workspace

FIELDS = ("production", "unit", "person", "next_date", "note")


def ledger_page(workspace: Workspace, graph: Snapshot, at: str, stage: str = "", late: bool = False) -> dict[str, Any]:
    """Return the entries of a stage (or all), or those overdue at a date, the longest overdue first."""
    every = entries(workspace)
    found = [e for e in every if stage in ("", e.stage) and (not late or e.overdue(at))]
    if late:
        found.sort(key=lambda e: (e.next_date, e.id))
    return {
        "entries": [(e, link_name(graph, e), e.overdue(at)) for e in found],
        "total": len(every),
        "overdue": sum(e.overdue(at) for e in every),
        "at": at,
        "stage": stage,
        "late": late,
        "stages": s.PROJECT_STAGES,
        "links": sorted({n.name for n in graph.of_type(s.LINK)}),
    }


def link_name(graph: Snapshot, entry: Entry) -> str:
    """Return the name of an entry's link; its id where the graph has no such link any more."""
    return graph.nodes[entry.link].name if entry.link in graph.nodes else entry.link
