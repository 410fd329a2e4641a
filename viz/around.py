"""What a card's counts open: who can do it elsewhere, by ring; platforms and institutions; each name with its source mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..analysis.gaps import Gap
from ..graph import schema as s
from ..graph.claims import EVIDENCE_GRADE, MODALITIES, Claim
from ..graph.snapshot import Edge, Snapshot
from ..graph.spec import EdgeType

SHOWN = 30  # names of one list; the rest are counted
HERE_ALREADY = frozenset({"existing", "registered", "cooperation"})
ELSEWHERE, UNPLACED, PLATFORMS, INSTITUTIONS = "区外能做", "在区，是否生产待核实", "平台", "院所"
PLACES = ((PLATFORMS, s.SERVES, "个"), (INSTITUTIONS, s.RESEARCHES, "家"))


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a list: what it is to the link where that needs saying, and who says so."""

    name: str
    note: str
    mark: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A count and the names behind it, at most SHOWN; `certain` is False for what is not there yet or not known to be."""

    word: str
    unit: str
    names: tuple[Named, ...]
    total: int
    certain: bool = True

    @property
    def rest(self) -> int:
        """Names that are counted and not listed."""
        return self.total - len(self.names)

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Return (note, mark, names) for names of one note and mark, in the order listed."""
        return tuple((*key, tuple(n.name for n in some)) for key, some in groupby(self.names, lambda n: (n.note, n.mark)))


def source_mark(claims: Iterable[Claim]) -> str:
    """Return grade and place of the best claim: `B·第5章第2节·第539行`; a row of a register is known by its year, `C·2021`."""
    best = min(claims, key=lambda c: (EVIDENCE_GRADE[c.grade], c.as_of, c.id), default=None)
    if best is None:
        return ""
    grade = EVIDENCE_GRADE[best.grade]
    return f"{grade}·{best.locator}" if grade == "B" else f"{grade}·{best.as_of[:4]}"


def edge_mark(graph: Snapshot, gap: Gap, firm: str, kind: EdgeType) -> str:
    """Return the mark of what ties a firm to the link or to one of its parts."""
    links = {gap.link.id, *gap.facts.leaves}
    return source_mark(c for e in graph.out(firm, kind) if e.target in links for c in graph.claims_of(e))


def listings(graph: Snapshot, gap: Gap, invited: frozenset[str], *, public: bool) -> tuple[Listing, ...]:
    """Return the lists of one link in the order drawn; for outsiders only platforms and institutions that stand."""
    firms = () if public else (*_elsewhere(graph, gap), *_unplaced(graph, gap))
    beside = (x for word, kind, unit in PLACES for x in _beside(graph, gap.link.id, word, kind, unit, invited))
    return (*firms, *(x for x in beside if x.certain or not public))


def invited_ids(graph: Snapshot) -> frozenset[str]:
    """Return whom a measure invites."""
    return frozenset(e.target for m in graph.of_type(s.MEASURE) for e in graph.out(m.id, s.INVITES))


def _elsewhere(graph: Snapshot, gap: Gap) -> Iterator[Listing]:
    """Makers beyond the zone, each in its innermost ring; invitees have a list of their own, and so have the parts of a link."""
    direct = {e.source for e in graph.into(gap.link.id, s.CAPABLE_OF)} - {i.id for i in gap.need.invitees}
    able = {f for f in direct if graph.node(f).props.get("resident") is not True}
    found: dict[str, str] = {}
    for ring, firms in list(gap.rings.items())[1:]:
        found |= {f: ring for f in firms if f in able and f not in found}
    names = {f: Named(graph.node(f).name, found[f], edge_mark(graph, gap, f, s.CAPABLE_OF)) for f in found}
    rings = list(gap.rings)
    order = sorted(found, key=lambda f: (rings.index(found[f]), names[f].mark, names[f].name, f))
    if order:
        yield _listing(ELSEWHERE, "家", [names[f] for f in order])


def _unplaced(graph: Snapshot, gap: Gap) -> Iterator[Listing]:
    makers = {m.id for m in gap.makers}
    edges = [e for e in graph.into(gap.link.id, s.CAPABLE_OF) if graph.node(e.source).props.get("resident") is True]
    if names := [_named(graph, e) for e in edges if e.source not in makers]:
        yield _listing(UNPLACED, "家", names, certain=False)


def _beside(graph: Snapshot, link: str, word: str, kind: EdgeType, unit: str, invited: frozenset[str]) -> Iterator[Listing]:
    edges = [e for e in graph.into(link, kind) if graph.node(e.source).type != s.TEAM.name]
    for certain in (True, False):
        chosen = [e for e in edges if (e.source not in invited and e.props["modality"] in HERE_ALREADY) is certain]
        if chosen:
            yield _listing(word if certain else f"拟建、拟引{word}", unit, [_named(graph, e) for e in chosen], certain=certain)


def _listing(word: str, unit: str, names: list[Named], *, certain: bool = True) -> Listing:
    return Listing(word, unit, tuple(names[:SHOWN]), len(names), certain)


def _named(graph: Snapshot, edge: Edge) -> Named:
    modality = str(edge.props["modality"])
    return Named(graph.node(edge.source).name, "" if modality == "existing" else MODALITIES[modality], source_mark(graph.claims_of(edge)))
