"""What each ring is to a link: the status table over the makers known in the ring, and what that advises (METHODS §2).

A declaration speaks of the zone's list; beyond the zone no list is complete, so an outer ring is never 缺 by count. What a
source says of the nation (modality `reference`) is the outermost ring's word; absent there is absent within.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .settings import Settings
from .status import ABSENT, UNDERWAY, UNKNOWN, WEAK, Facts, status_of

PROVEN = frozenset({"existing", "cooperation", "invited"})  # a register's or a name's hint is 登记待核实
NAMES_SHOWN = 5


def capable(graph: Snapshot, links: Iterable[str]) -> frozenset[str]:
    """Return the firms with proof, anywhere, that they make one of the links; those that left or were revoked are none."""
    edges = [e for link in links for t in (s.OPERATES_IN, s.CAPABLE_OF) for e in graph.into(link, t)]
    firms = {e.source for e in edges if e.type == s.OPERATES_IN.name or e.props.get("modality") in PROVEN}
    return frozenset(f for f in firms if (p := graph.node(f).props).get("is_active") is not False and p.get("left") != "closed")


def ring_statuses(graph: Snapshot, facts: Facts, rings: Mapping[str, tuple[str, ...]], zone: Zone, settings: Settings) -> Mapping[str, str]:
    """Return ring name → status, inner to outer; the innermost is the link's own status. Cost O(makers)."""
    (inner, _), *outer = zone.rings
    known = capable(graph, facts.within)
    statuses = {inner: status_of(facts, settings)[0]}
    for name, _ in outer:
        makers = tuple(graph.node(f) for f in rings[name] if f in known)
        words = facts.nation if name == outer[-1][0] else facts.nation & {"absent"}
        statuses[name] = status_of(_of_ring(facts, makers, words), settings)[0]
    return statuses


def _of_ring(facts: Facts, makers: tuple[Node, ...], words: frozenset[str]) -> Facts:
    """The facts of an outer ring: what is declared or under way in the zone says nothing there."""
    return replace(facts, makers=makers, stated=words, complete=False, projects=(), broken=False, short=False, thin=())


def ring_advice(
    graph: Snapshot, facts: Facts, statuses: Mapping[str, str], rings: Mapping[str, tuple[str, ...]], needed: bool, settings: Settings
) -> tuple[str, ...]:
    """Return what the rings advise, as sentences: 对接 where makers are near, 攻关 where the nation itself is weak."""
    words, (inner, *outer) = settings["ring_advice"], list(statuses)
    absent, unknown = statuses[inner] in (ABSENT, UNDERWAY), statuses[inner] == UNKNOWN and needed
    template, said = words["absent"] if absent else words["unknown"] if unknown else "", []
    able = capable(graph, facts.within)
    known = frozenset(f for f in able if graph.node(f).props.get("resident") is not True)  # whom one lives with is asked, not approached
    if template and (near := _nearest(outer[:-1], rings, known)):
        ring, firms = near
        names = "、".join(sorted(graph.node(f).name for f in firms)[:NAMES_SHOWN])
        said.append(template.format(ring=ring, n=len(firms), names=names + ("等" if len(firms) > NAMES_SHOWN else "")))
    if outer and statuses[outer[-1]] in (WEAK, ABSENT):
        said.append(words["nation"].format(ring=outer[-1], status=statuses[outer[-1]]))
    return tuple(said)


def _nearest(names: Iterable[str], rings: Mapping[str, tuple[str, ...]], known: frozenset[str]) -> tuple[str, list[str]] | None:
    return next(((name, firms) for name in names if (firms := [f for f in rings[name] if f in known])), None)
