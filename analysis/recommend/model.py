"""What a recommendation is made of: plain data, every statement with the edges it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ...graph.snapshot import Node
from ..gaps import Gap

HOME, REGION, TARGET, RESEARCH = "home", "region", "target", "research"
GROUPS = (HOME, REGION, TARGET, RESEARCH)


@dataclass(frozen=True, slots=True)
class Cited:
    """An edge of a path with its source: what it says; id, source, place, words, grade and date of the best claim for it."""

    edge: str
    says: str
    claim: str
    source: str
    locator: str
    quote: str
    grade: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Path:
    """A reason in one sentence and the edges it runs along."""

    text: str
    edges: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """能不能: a word, how the firm stands to the link, and what says so. `share` of revenue (0 to 1) and `year` where disclosed."""

    word: str
    kind: str
    product: str = ""
    share: float | None = None
    year: str = ""
    standing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Propensity:
    """愿不愿: a word (规划点名, 有线索, 未知) and the facts; what nobody collected is named, not guessed."""

    word: str
    facts: tuple[Path, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """值不值: what would change if the firm made the link here. Link ids; counts of links that hang on it, in both worlds and in either.

    needs_met: needs of the plan that get their first known maker; sole_ended: a sole supplier known here gets a second; sole_new: the
    firm itself would be the only one known; statuses: (link, before, after).
    """

    needs_met: tuple[str, ...]
    sole_ended: tuple[str, ...]
    sole_new: tuple[str, ...]
    statuses: tuple[tuple[str, str, str], ...]
    stops_certain: int
    stops_possible: int
    text: str


@dataclass(frozen=True, slots=True)
class PlanWord:
    """The plan's own word for what is to be done, where it stands."""

    word: str
    quote: str
    locator: str
    source: str


@dataclass(frozen=True)
class Candidate:
    """One firm (or institution, platform) for one link. `rank` counts within its group from 1."""

    group: str
    rank: int
    node: Node
    way: str
    place: str
    invited: bool
    fit: Fit
    propensity: Propensity
    value: Value | None
    plan_words: tuple[PlanWord, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Advice:
    """Whom to approach for one gap. `found`: group → candidates; `counts`: how many there are in all; way and why.

    withheld: outsiders that bear a resident's trade name and may belong to it: they stand nowhere until that is known.
    """

    gap: Gap
    way: str
    way_reason: str
    found: Mapping[str, tuple[Candidate, ...]]
    counts: Mapping[str, int]
    titles: Mapping[str, str]
    withheld: tuple[Node, ...] = ()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All candidates, home first."""
        return tuple(c for group in GROUPS for c in self.found.get(group, ()))

    @property
    def outsiders(self) -> tuple[Node, ...]:
        """The firms to write to, away from the zone: in the region first, then those to bring in, in the order of the lists."""
        return tuple(c.node for group in (REGION, TARGET) for c in self.found.get(group, ()))

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of `liantu recommend --json` (PRODUCT, export contract)."""
        return [self._row(c) for c in self.candidates]

    def _row(self, found: Candidate) -> dict[str, Any]:
        link, node = self.gap.link, found.node
        return {
            "chain": self.gap.chain,
            "link_id": link.id,
            "link": link.name,
            "status": self.gap.status,
            "gap_way": self.way,
            "gap_way_reason": self.way_reason,
            "group": found.group,
            "group_name": self.titles[found.group],
            "rank": found.rank,
            "of": self.counts[found.group],
            "firm_id": node.id,
            "type": node.type,
            "name": node.name,
            "resident": node.props.get("resident"),
            "place": found.place,
            "invited": found.invited,
            "way": found.way,
            "fit": asdict(found.fit),
            "propensity": asdict(found.propensity),
            "value": asdict(found.value) if found.value else None,
            "plan_words": [asdict(w) for w in found.plan_words],
            "entry": list(link.props.get("entry", [])),
            "paths": [asdict(p) for p in found.paths],
        }
