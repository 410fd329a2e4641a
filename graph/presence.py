"""Who is here: the zone's profile, `resident` derived from claims, and the rule that makes a naive count right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import schema as s
from .claims import Claim
from .errors import DataError
from .snapshot import Edge, GraphData

OUTSIDER_MODALITIES = frozenset({"invited", "demand"})
DISCLOSED = "disclosure"  # grade; what a firm discloses that it makes says nothing about where it is


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the plan says firms are to come from: the measure that says so, places or words that tell such a firm, chains it is about.

    `chains` empty: all of them.
    """

    name: str
    measure: str
    places: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    chains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone's profile: which places count as in the zone, the rings around it (inner to outer), whence the plan wants firms."""

    id: str
    name: str
    places: frozenset[str]
    rings: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, str] | None = None
    origins: tuple[Origin, ...] = ()

    def holds(self, place: str) -> bool:
        """True when a place counts as in the zone (`zone_places` of the profile included)."""
        return place == self.id or place in self.places


def residents(node_ids: Iterable[str], edges: Iterable[Edge], claims: Mapping[str, Claim], zone: Zone) -> dict[str, bool]:
    """Derive `resident` of firms: true, false, or absent where unknown (ARCHITECTURE, node and edge types).

    True: an existing or registered LOCATED_IN claim to the zone, grade not domain. False: such a claim outside and
    none inside, or nothing but invited and demand claims. A place that the zone lies within (its city, its province)
    says neither.
    """
    edges = list(edges)
    around = _around(edges, zone)
    firms = {i for i in node_ids if s.SCHEMA.type_of(i) is s.FIRM}
    inside, outside, said = set[str](), set[str](), dict[str, set[str]]()
    for edge in edges:
        own = [claims[c] for c in edge.claims if claims[c].predicate == edge.type]
        for firm in {edge.source, edge.target} & firms:
            if edge.type != s.PART_OF_GROUP.name:  # nor does its group
                said.setdefault(firm, set()).update(c.modality for c in own if c.grade != DISCLOSED)
        told = edge.type == s.LOCATED_IN.name and edge.source in firms and edge.target not in around
        if told and any(c.grade != "domain" for c in own):
            (inside if zone.holds(edge.target) else outside).add(edge.source)
    never_here = {f for f, modalities in said.items() if modalities and modalities <= OUTSIDER_MODALITIES}
    return {f: f in inside for f in sorted(inside | outside | never_here)}


def _around(edges: Iterable[Edge], zone: Zone) -> frozenset[str]:
    """Return the places the zone lies within, those that count as the zone left out."""
    above: dict[str, list[str]] = {}
    for edge in edges:
        if edge.type == s.WITHIN.name:
            above.setdefault(edge.source, []).append(edge.target)
    found, todo = set[str](), [zone.id, *zone.places]
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            todo += above.get(here, [])
    return frozenset(place for place in found if not zone.holds(place))


def check_presence(data: GraphData) -> None:
    """Raise DataError where OPERATES_IN would count a firm that is not a resident with existing, non-domain evidence."""
    firms = {n.id: n for n in data.nodes if n.type == s.FIRM.name}
    faults = [
        f"{firms[e.source].name} → {e.target}：不是在区企业，不得记为在区生产；请给出所在地依据，或改用 {s.CAPABLE_OF.name} "
        f"/ not a resident of the zone, cannot operate in it"
        for e in data.edges
        if e.type == s.OPERATES_IN.name and (firms[e.source].props.get("resident") is not True or e.props["grade"] == "D")
    ]
    if faults:
        raise DataError(*faults)
