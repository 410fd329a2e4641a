"""The graph as it was known at a date, or as another zone would see it: assembled again from the claims it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from . import schema as s
from .assemble import assemble
from .claims import Claim
from .completeness import PROP, declared
from .dates import earliest, is_date, latest
from .errors import DataError
from .ids import edge_id
from .presence import Zone
from .snapshot import GraphData

SKELETON = frozenset({s.LINK_OF.name, s.PART_OF.name, s.WITHIN.name, s.INPUT_TO.name, s.BELONGS_TO.name})
OF_THE_PLAN = frozenset({s.AIMS_AT.name, s.INVITES.name, s.INVITED_FOR.name, s.INVESTS_IN.name})
TIMELESS = frozenset({s.PLACE.name, s.SOURCE.name, s.CHAIN.name, s.PRODUCT.name})


def known_at(data: GraphData, zone: Zone, at: str) -> GraphData:
    """Return the graph of the claims dated no later than the last day that `at` can mean, declarations read at that date.

    Names, places, sources and the skeleton of the chains have no history here and stay. Where a firm already makes something
    in the zone, it was there, whatever the date of the list that says so. Cost: that of assembling. Raises DataError.
    """
    if not is_date(at):
        raise DataError(f"日期 {at!r} 应为 YYYY、YYYY-MM 或 YYYY-MM-DD / expected a date")
    day = latest(at)
    told = [c for c in data.claims if _is_timeless(c) or not (is_date(c.as_of) and earliest(c.as_of) > day)]
    here = {c.subject for c in told if c.predicate == s.OPERATES_IN.name}
    ids = {c.id for c in told}
    told += [c for c in data.claims if c.subject in here and c.id not in ids and c.predicate == s.LOCATED_IN.name]
    return declared(assemble(without_orphans(told), zone, meta=data.meta), at)


def _is_timeless(claim: Claim) -> bool:
    kind = s.SCHEMA.type_of(claim.subject.partition("|")[0])
    skeleton = claim.predicate in SKELETON or f"|{s.INPUT_TO.name}|" in claim.subject
    return claim.grade == "domain" or claim.predicate == s.NAME.name or skeleton or (kind is not None and kind.name in TIMELESS)


def without_orphans(claims: Sequence[Claim]) -> list[Claim]:
    """Drop properties of edges that nobody claims any more."""
    edges = {edge_id(c.predicate, c.subject, str(c.value), c.key) for c in claims if s.SCHEMA.edge(c.predicate)}
    return [c for c in claims if "|" not in c.subject or c.subject in edges]


def seen_from(data: GraphData, zone: Zone) -> GraphData:
    """Return the same facts as the zone of another profile sees them: who makes something elsewhere is capable, not resident.

    What the plan says of its own zone (needs, invitations, projects, weaknesses, complete lists) says nothing of another one
    and is left out; what it says of the nation stays.
    Raises DataError where the profile names a place that the data do not have.
    """
    known = {n.id for n in data.nodes}
    wanted = [zone.id, *sorted(zone.places), *(place for _, place in zone.rings)]
    if missing := [place for place in dict.fromkeys(wanted) if place not in known]:
        raise DataError(f"{zone.name}：数据中没有地区 {'、'.join(missing)}，请在 places.yaml 中补上 / the data lack these places")
    told = [c for c in data.claims if not _of_own_zone(c)]
    plain = assemble(without_orphans([c for c in told if c.predicate != s.OPERATES_IN.name]), zone, meta=data.meta)
    here = {n.id for n in plain.nodes if n.props.get("resident") is True}
    return assemble(without_orphans(list(_placed(told, here))), zone, meta=data.meta)


def _of_own_zone(claim: Claim) -> bool:
    of_list = claim.predicate in PROP.values() or s.SCHEMA.type_of(claim.subject) is s.DECLARATION
    judged = claim.predicate == "stated" and claim.modality != "reference"
    return of_list or judged or claim.predicate in OF_THE_PLAN


def _placed(claims: Iterable[Claim], here: set[str]) -> Iterator[Claim]:
    for claim in claims:
        elsewhere = claim.predicate == s.OPERATES_IN.name and (claim.subject not in here or claim.grade == "domain")
        yield replace(claim, predicate=s.CAPABLE_OF.name) if elsewhere else claim
