"""What became different between two states of the graph: status, sole supplier, makers, projects of each link, residents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.snapshot import Snapshot
from .gaps import Gap


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of what (id and name), in which respect, before and after (empty where there was nothing)."""

    id: str
    name: str
    what: str
    before: str
    after: str


def gap_changes(before: Iterable[Gap], after: Iterable[Gap]) -> list[Change]:
    """Return what changed of the links, in the order of `after`; leaves and parents both. Cost: linear."""
    old = {g.link.id: _facts(g) for g in before}
    return [
        Change(g.link.id, g.link.name, what, old.get(g.link.id, {}).get(what, ""), now)
        for g in after
        for what, now in _facts(g).items()
        if old.get(g.link.id, {}).get(what, "") != now
    ]


def _facts(gap: Gap) -> Mapping[str, str]:
    makers = "、".join(m.name for m in gap.makers)
    return {"现状": gap.status_text, "独家": gap.facts.sole, "在区企业": makers, "策略": gap.strategy}


def firm_changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """Return the firms whose name or residence changed, and those that are new; sorted by id."""
    return [change for firm in after.of_type(s.FIRM) for change in _of_firm(before, after, firm.id)]


def _of_firm(before: Snapshot, after: Snapshot, firm: str) -> Iterator[Change]:
    new, old = after.node(firm), before.nodes.get(firm)
    if old is None or old.name != new.name:
        yield Change(firm, new.name, "企业名称", old.name if old else "", new.name)
    was, now = (_residence(x.props.get("resident")) if x else "" for x in (old, new))
    if was != now:
        yield Change(firm, new.name, "在区情况", was, now)


def _residence(resident: object) -> str:
    return {True: "在区", False: "不在区"}.get(bool(resident), "") if resident is not None else "待核实"
