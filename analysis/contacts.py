"""Which residents would buy from a firm or supply it, by which path of links; a resident that makes the same is left out as a rival."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.snapshot import Snapshot
from .supply import parts_of

BUYS, SUPPLIES = "可能的客户", "可能的供应"
MADE, CAPABLE, PROJECT = "在区内生产", "具备能力，区内是否生产待核实", "其项目投向该环节"
STEPS = 2  # links away from what the firm makes; two is 间接


@dataclass(frozen=True, slots=True)
class Contact:
    """A resident beside what a firm makes. path: links in the direction of supply, the firm's end first for a buyer, last for a supplier.

    steps: 0 where a source tells of this very pair (supply, demand), 1 next to it, 2 with one link between. sense: how we know.
    """

    resident: str
    role: str
    path: tuple[str, ...]
    steps: int
    sense: str


def contacts(graph: Snapshot, firm: str, links: Iterable[str]) -> tuple[Contact, ...]:
    """Return residents next to `links` or two steps away, each once in a role, the nearest first. Cost O(links two steps around)."""
    own = parts_of(graph, links)
    rivals = {r for link in own | _above(graph, own) for r, _ in _residents(graph, link)} | {firm}
    found: dict[tuple[str, str], Contact] = {}
    for one in (*_told(graph, firm, own), *_near(graph, own, BUYS), *_near(graph, own, SUPPLIES)):
        if one.steps == 0 or one.resident not in rivals:
            found.setdefault((one.resident, one.role), one)
    return tuple(sorted(found.values(), key=lambda c: (c.steps, c.role != BUYS, c.resident)))


def _above(graph: Snapshot, links: Iterable[str]) -> set[str]:
    return {e.target for link in links for e in graph.out(link, s.PART_OF)}


def _told(graph: Snapshot, firm: str, own: set[str]) -> Iterator[Contact]:
    """Residents that a source joins to the firm by a delivery, or that it calls in want of what the firm makes."""
    yield from (Contact(e.target, BUYS, (), 0, "来源称已供货") for e in graph.out(firm, s.SUPPLIES) if _here(graph, e.target))
    yield from (Contact(e.source, SUPPLIES, (), 0, "来源称已供货") for e in graph.into(firm, s.SUPPLIES) if _here(graph, e.source))
    for link in sorted(own):
        wants = (e.source for e in graph.into(link, s.DEMANDS) if e.source != firm and _here(graph, e.source))
        yield from (Contact(other, BUYS, (link,), 0, "来源称其有此需求") for other in wants)


def _near(graph: Snapshot, own: set[str], role: str) -> Iterator[Contact]:
    """Walk along the supply (buyers) or against it (suppliers), nearest links first."""
    buys = role == BUYS
    paths: dict[str, tuple[str, ...]] = {link: (link,) for link in sorted(own)}
    front = list(paths)
    for steps in range(1, STEPS + 1):
        reached = {other: (*paths[link], other) for link in reversed(front) for other in _beside(graph, link, buys) if other not in paths}
        paths |= reached
        front = sorted(reached)
        for link in front:
            for resident, sense in _residents(graph, link):
                yield Contact(resident, role, paths[link] if buys else paths[link][::-1], steps, sense)


def _beside(graph: Snapshot, link: str, buys: bool) -> list[str]:
    """The users of a link, or its inputs."""
    return [e.target for e in graph.out(link, s.INPUT_TO)] if buys else [e.source for e in graph.into(link, s.INPUT_TO)]


def _residents(graph: Snapshot, link: str) -> Iterator[tuple[str, str]]:
    """Residents of a link and how we know: here at the link, at the parent (which part is unknown), by a project, able somewhere."""
    above = [e.target for e in graph.out(link, s.PART_OF)]
    told = [(e.source, MADE) for e in graph.into(link, s.OPERATES_IN)]
    told += [(e.source, f"{MADE}“{graph.node(up).name}”，具体品种待核实") for up in above for e in graph.into(up, s.OPERATES_IN)]
    told += [(x.source, PROJECT) for e in graph.into(link, s.INVESTS_IN) for x in graph.into(e.source, s.UNDERTAKES)]
    told += [(e.source, CAPABLE) for e in graph.into(link, s.CAPABLE_OF)]
    seen: dict[str, str] = {}
    for firm, sense in told:
        seen.setdefault(firm, sense)
    yield from ((firm, sense) for firm, sense in sorted(seen.items()) if _here(graph, firm))


def _here(graph: Snapshot, firm: str) -> bool:
    return graph.node(firm).props.get("resident") is True
