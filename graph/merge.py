"""Same-as decisions applied to claims: the loser's claims become the winner's, its name one of the winner's aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from . import schema as s
from .claims import Claim
from .errors import DataError


def apply_merges(claims: Iterable[Claim], merged: Mapping[str, str]) -> list[Claim]:
    """Return the claims with every loser's id replaced by its winner's (`merged`: loser → winner).

    A loser's name that is not a name of the winner becomes an alias; an edge between the two falls away with its
    properties. A merge whose winner nobody names (its batch was undone) has no effect. Raises DataError where a group
    and its plant were merged: they are two firms. Cost: O(claims).
    """
    claims = list(claims)
    names = _names(claims)
    holds = {loser: winner for loser, winner in merged.items() if winner in names}
    if not holds:
        return claims
    if problems := list(_groups_merged(claims, holds)):
        raise DataError(*problems)
    return [_redirected(c, holds, names) for c in claims if not _falls_away(c, holds)]


def _names(claims: Iterable[Claim]) -> dict[str, set[object]]:
    names: dict[str, set[object]] = {}
    for claim in claims:
        if claim.predicate == s.NAME.name:
            names.setdefault(claim.subject, set()).add(claim.value)
    return names


def _groups_merged(claims: Iterable[Claim], holds: Mapping[str, str]) -> Iterator[str]:
    for claim in claims:
        if claim.predicate == s.PART_OF_GROUP.name and _falls_away(claim, holds):
            yield (
                f"{claim.locator or claim.source}：{claim.subject} 隶属集团 {claim.value}，却被判为同一企业；集团与工厂是两家，请撤回该判定"
                "（liantu resolve --undo）/ a group and its plant were merged, take that decision back"
            )


def _falls_away(claim: Claim, holds: Mapping[str, str]) -> bool:
    """True for an edge between two ids that are one now, and for a property of such an edge."""
    source, edge, target = [*claim.subject.split("|"), "", ""][:3]
    if not edge:
        edge, target = claim.predicate, str(claim.value)
    one = holds.get(source, source) == holds.get(target, target)
    return one and source != target and s.SCHEMA.edge(edge) is not None


def _redirected(claim: Claim, holds: Mapping[str, str], names: Mapping[str, set[object]]) -> Claim:
    subject = "|".join(holds.get(part, part) for part in claim.subject.split("|"))  # the ends, where it is an edge
    is_edge = s.SCHEMA.edge(claim.predicate) is not None
    value = holds.get(str(claim.value), claim.value) if is_edge else claim.value
    if (subject, value) == (claim.subject, claim.value):
        return claim
    other_name = claim.predicate == s.NAME.name and claim.value not in names[subject]
    return replace(claim, subject=subject, predicate=s.ALIASES.name if other_name else claim.predicate, value=value)
