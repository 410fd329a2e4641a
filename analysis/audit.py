"""The audit of the plan against its own graph: sections of findings, each line with its words and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..graph.closings import Closing
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .audit_arithmetic import arithmetic
from .audit_differences import differences
from .audit_measures import directions_without_actors, measures_without_aim
from .audit_needs import critical_unknown, gaps_unaddressed, invitees_per_gap, needs_meeting_gaps
from .audit_targets import targets
from .audit_weaknesses import weaknesses_answered, weaknesses_unanswered
from .finding import Finding
from .gaps import Gap
from .settings import audit_settings

DIFFERENCES, TARGETS = "differences", "targets"
SECTIONS = {
    "needs_meeting_gaps": "规划点名需求与结构性缺口、短板相遇",
    "gaps_unaddressed": "规划未触及的结构性缺口、短板",
    "critical_unknown": "待核实的要害环节（不是缺）",
    "measures_without_aim": "未落到图中环节或方向的举措",
    "invitees_per_gap": "各缺口的拟引进对象",
    "directions_without_actors": "缺企业、院所或平台的技术方向",
    "arithmetic": "规划自身的账（推算）",
    DIFFERENCES: "口径差异与待核对",
    TARGETS: "指标完成率与待填数据",
}


def audit(graph: Snapshot, zone: Zone, found: Sequence[Gap], closings: Mapping[str, Closing] | None = None) -> dict[str, list[Finding]]:
    """Return section → findings, every section there is, in the order of SECTIONS. `found` are the gaps of all chains.

    Closings mark the differences they name; a closing changes nothing else. Cost O(gaps · edges at a link + indicators²).
    """
    settings, closed = audit_settings(), closings or {}
    made = {
        "needs_meeting_gaps": [*needs_meeting_gaps(graph, found, settings), *weaknesses_answered(graph)],
        "gaps_unaddressed": [*gaps_unaddressed(graph, found, settings), *weaknesses_unanswered(graph)],
        "critical_unknown": critical_unknown(graph, found, settings),
        "measures_without_aim": measures_without_aim(graph),
        "invitees_per_gap": invitees_per_gap(graph, found, settings),
        "directions_without_actors": directions_without_actors(graph),
        "arithmetic": arithmetic(graph, zone, settings),
        DIFFERENCES: [f.close(closed.get(f.id)) for f in differences(graph, zone, settings)],
        TARGETS: targets(graph, settings),
    }
    return {section: made[section] for section in SECTIONS}
