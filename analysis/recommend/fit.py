"""能不能: how a firm stands to a link by what is recorded that it makes, as a word with the evidence; never a sum.

| kind | the firm | word |
|---|---|---|
| here | makes the link or a part of it in the zone | 强 |
| maker | is recorded to make the link or a part of it | by the share of revenue: 强, 中, 弱 |
| named | sells something of the link's very name | the same |
| ending | sells something whose name ends with the link's | one lower |
| above | makes what the link is a part of (away: one of few parts); whether it makes this part nobody says | one lower |
| sibling, input, user | at home only: makes another part of the same, an input, or what uses it | 弱 |
| invited | the plan names it for the link and no source says what it makes | 未知 |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...graph.snapshot import Edge, Node, Snapshot
from ..settings import Settings
from .makings import INVITED, Making, Makings
from .model import Fit, Path
from .surroundings import Surroundings
from .telling import Teller

HERE, MAKER, NAMED, ENDING, ABOVE = "here", "maker", "named", "ending", "above"
SIBLING, INPUT, USER, PROJECT, WANTED = "sibling", "input", "user", "project", "invited"
KINDS = (HERE, PROJECT, MAKER, NAMED, ENDING, ABOVE, WANTED, SIBLING, INPUT, USER)
LOWERED = frozenset({ENDING, ABOVE})
WEAK_KINDS = frozenset({SIBLING, INPUT, USER})
_SAYS = {
    ENDING: "产品名以“{link}”结尾，是否即此环节待核实",
    ABOVE: "“{at}”包含“{link}”，是否做这一部分待核实",
    SIBLING: "与“{link}”同属一类",
    INPUT: "“{at}”是“{link}”的投入，可向下游延伸",
    USER: "“{at}”使用“{link}”，可自行配套",
}


class Match:
    """A making and how it stands to a link: the kind, the making, the edges of the skeleton between the two."""

    __slots__ = ("between", "kind", "making")

    def __init__(self, kind: str, making: Making, between: tuple[Edge, ...] = ()) -> None:
        self.kind, self.making, self.between = kind, making, between


def word_of(match: Match, graph: Snapshot, settings: Settings) -> str:
    """Return 强, 中, 弱 or 未知."""
    fit = settings["fit"]
    words: list[str] = fit["words"]
    if match.kind in WEAK_KINDS:
        return words[2]
    at = _strength(match.making, graph, fit["strong_share"], fit["middle_share"])
    return words[min(at + (match.kind in LOWERED), 2)]


def _strength(making: Making, graph: Snapshot, strong: float, middle: float) -> int:
    graded = any(e.props.get("grade") == "A" for e in making.edges)
    if making.here or graded:
        return 0
    if making.share is not None:
        return 0 if making.share >= strong else 1 if making.share >= middle else 2
    if making.modality == INVITED:
        return 1 if graph.node(making.firm).props.get("standing") else 2
    return 1


def fit_of(match: Match, graph: Snapshot, settings: Settings) -> Fit:
    """Return the axis with its evidence."""
    making, firm = match.making, graph.node(match.making.firm)
    standing = tuple(str(x) for x in (*firm.props.get("standing", []), *firm.props.get("honours", [])))
    return Fit(word_of(match, graph, settings), match.kind, making.product, making.share, making.year, standing)


def unknown_fit(firm: Node, settings: Settings) -> Fit:
    """Return the axis of a firm of which no source says what it makes."""
    return Fit(settings["fit"]["words"][3], WANTED, standing=tuple(str(x) for x in firm.props.get("standing", [])))


def away_matches(link: Node, around: Surroundings, makings: Makings) -> Iterator[Match]:
    """Yield what outsiders are recorded to make that bears on a link: the link and its parts, its name, its parent."""
    yield from _at(makings, around.scope, MAKER)
    yield from (Match(NAMED if exact else ENDING, making) for making, exact in makings.bearing(link))
    yield from _at(makings, around.above, ABOVE)


def home_matches(around: Surroundings, makings: Makings) -> Iterator[Match]:
    """Yield what counts at home beside what counts for outsiders: making it here, and whatever stands next to the link."""
    yield from (Match(HERE, m.making, m.between) for m in _at(makings, around.scope, MAKER) if m.making.here)
    for kind, near in ((ABOVE, around.parents), (SIBLING, around.siblings), (INPUT, around.inputs), (USER, around.users)):
        yield from _at(makings, near, kind)


def _at(makings: Makings, links: Mapping[str, tuple[Edge, ...]], kind: str) -> Iterator[Match]:
    for link, between in links.items():
        yield from (Match(kind, making, between) for making in makings.at.get(link, {}).values())


def order(match: Match, graph: Snapshot, settings: Settings) -> tuple[int, int, float, str]:
    """Sort key of a firm's matches with one link, the best first."""
    words: list[str] = settings["fit"]["words"]
    word = words.index(word_of(match, graph, settings))
    return (word, KINDS.index(match.kind), -(match.making.share or 0), match.making.link)


def path_of(match: Match, link: Node, teller: Teller) -> Path:
    """Return the match as a reason in words with the sources of its edges."""
    making = match.making
    told = _SAYS.get(match.kind, "").format(link=link.name, at=teller.name(making.link))
    if not told and making.link != link.id:
        told = f"“{teller.name(making.link)}”是“{link.name}”的一部分"
    said = teller.making(making)
    return teller.path(f"{teller.name(making.firm)}{said}" + (f"；{told}" if told else ""), (*making.edges, *match.between))
