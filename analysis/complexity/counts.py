"""Where the table comes from: firms counted by the link one list says they make and by the place they are known to be at.

One list for all places: a zone's own residents are known from its plan, firms elsewhere from disclosures, and a table that mixed
them would compare how places were asked. So only claims of the grades asked for count, by default what firms disclose.
Planned, invited and needed makers never count; nor do firms that are closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ...graph import schema as s
from ...graph.errors import DataError, NotFound
from ...graph.snapshot import Edge, Node, Snapshot
from .table import Table, table, too_few

PROVINCE, CITY = "province", "city"
LEVELS = {PROVINCE: "省级", CITY: "地级"}
DISCLOSED = ("disclosure",)
LEAST = 5  # firm–link pairs of a place: below, one firm more or less turns its whole row
MAKES_NOW = ("existing", "registered")
_WHOLE, _PART = "0000", "00"  # how GB/T 2260 codes of provinces and of cities end
_OWN_CITY = "市"  # the name of a province-level place that is a city itself


@dataclass(frozen=True)
class Frame:
    """What the counts stand for: the lists, how many of their firms have a place, what was left out.

    `lists` is source label → firms; `firms` are those of the lists that make a link, `placed` those of them with a place of
    the level; `pairs` are counted firm–link pairs. `small` are places left out for having fewer than `least` of them.
    """

    level: str
    lists: Mapping[str, int]
    firms: int
    placed: int
    closed: int
    pairs: int
    least: int
    small: tuple[str, ...]

    def line(self) -> str:
        """Return the frame in one sentence."""
        names = "、".join(f"{label} {count} 家" for label, count in self.lists.items())
        left = f"；不足 {self.least} 次的 {len(self.small)} 个地方未计" if self.small else ""
        gone = f"；已关停的 {self.closed} 家未计" if self.closed else ""
        return (
            f"名单：{names}；其中名称或披露能落到{LEVELS[self.level]}地方的 {self.placed}/{self.firms} 家，"
            f"企业×环节 {self.pairs} 次{left}{gone}；名单外企业数：未采集"
        )

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, the sentence as `text`."""
        return {**asdict(self), "lists": dict(self.lists), "small": list(self.small), "text": self.line()}


def count(graph: Snapshot, level: str = PROVINCE, *, grades: tuple[str, ...] = DISCLOSED, least: int = LEAST) -> tuple[Table, Frame]:
    """Return firms by place and link (ids, sorted) with the frame they are drawn from.

    A firm counts at its place of `level` for every link it makes; a firm on a parent link counts there, not at the parts.
    Raises NotFound for another level, DataError where too little is left. Cost: linear in edges and claims.
    """
    if level not in LEVELS:
        raise NotFound(f"没有层级 {level!r}，可用：{'、'.join(LEVELS)} / no such level of places")
    made, closed = _made(graph, frozenset(grades))
    where = {firm: _places(graph, firm, level) for firm in made}
    cells = Counter((place, link) for firm, links in made.items() for place in where[firm] for link in links)
    sizes = Counter(place for place, _ in cells.elements())
    small = tuple(sorted(graph.node(p).name for p, n in sizes.items() if n < least))
    kept = {(p, x): n for (p, x), n in cells.items() if sizes[p] >= least}
    frame = Frame(level, _lists(graph, made, grades), len(made), sum(map(bool, where.values())), closed, sum(kept.values()), least, small)
    return _table(graph, kept), frame


def _table(graph: Snapshot, cells: Mapping[tuple[str, str], int]) -> Table:
    if not cells:
        raise DataError(
            "没有可计数的企业×环节：名单里没有能落到地方的企业；请先导入带所在地的企业名单 / nothing to count, import a list with places"
        )
    places, links = sorted({p for p, _ in cells}), sorted({x for _, x in cells})
    if faults := too_few([graph.node(p).name for p in places]):
        raise DataError(*faults)
    row, column = {p: i for i, p in enumerate(places)}, {x: i for i, x in enumerate(links)}
    values = np.zeros((len(places), len(links)))
    for (place, link), number in cells.items():
        values[row[place], column[link]] = number
    return table(places, links, values)


def _made(graph: Snapshot, grades: frozenset[str]) -> tuple[dict[str, set[str]], int]:
    """Return firm → links that a claim of these grades says it makes now, and how many such firms are closed."""
    made: dict[str, set[str]] = {}
    for firm in graph.of_type(s.FIRM):
        edges = [e for kind in (s.CAPABLE_OF, s.OPERATES_IN) for e in graph.out(firm.id, kind)]
        if links := {e.target for e in edges if _told(graph, e, grades)}:
            made[firm.id] = links
    closed = [f for f in made if graph.node(f).props.get("is_active") is False or graph.node(f).props.get("left") == "closed"]
    return {f: links for f, links in made.items() if f not in closed}, len(closed)


def _told(graph: Snapshot, edge: Edge, grades: frozenset[str]) -> bool:
    return any(c.grade in grades and c.modality in MAKES_NOW and c.predicate == edge.type for c in graph.claims_of(edge))


def _lists(graph: Snapshot, made: Mapping[str, set[str]], grades: tuple[str, ...]) -> dict[str, int]:
    """Return source → firms it names as makers, largest first; the source's label as its node has it."""
    named: Counter[str] = Counter()
    for firm in made:
        edges = [e for kind in (s.CAPABLE_OF, s.OPERATES_IN) for e in graph.out(firm, kind)]
        named.update({c.source for e in edges for c in graph.claims_of(e) if c.grade in grades and c.predicate == e.type})
    return {_label(graph, i): n for i, n in sorted(named.items(), key=lambda x: (-x[1], x[0]))}


def _label(graph: Snapshot, source: str) -> str:
    node: Node | None = graph.nodes.get(source)
    return node.name if node else source


def _places(graph: Snapshot, firm: str, level: str) -> set[str]:
    """The firm's places of a level; those that only domain knowledge gives do not count."""
    edges = [e for e in graph.out(firm, s.LOCATED_IN) if any(c.grade != "domain" for c in graph.claims_of(e))]
    return {place for e in edges if (place := place_at(graph, e.target, level))}


def place_at(graph: Snapshot, place: str, level: str) -> str:
    """Return the place of a level that a place lies in, or is, by GB/T 2260 codes and WITHIN; empty where there is none."""
    found, todo, seen = list[str](), [place], set[str]()
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            found += [here] if _is_of(graph.node(here), level) else []
            todo += [e.target for e in graph.out(here, s.WITHIN)]
    return min(found, default="")


def _is_of(place: Node, level: str) -> bool:
    code = str(place.props.get("code", ""))
    if code.endswith(_WHOLE):
        return level == PROVINCE or place.name.endswith(_OWN_CITY)
    return level == CITY and code.endswith(_PART)
