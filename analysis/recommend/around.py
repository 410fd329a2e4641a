"""From an anchor: what the links it makes take in and go into, who serves that within which ring, and whom to call on for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...graph import schema as s
from ...graph.errors import NotFound
from ...graph.presence import Zone
from ...graph.snapshot import Edge, Node, Snapshot
from ..gaps import Gap
from ..rings import UNKNOWN as NO_PLACE
from ..supply import ESSENTIAL
from .engine import Recommender
from .makings import INVITED, Making
from .model import Advice
from .surroundings import surroundings

INPUT, USE = "投入", "用途"
UNVERIFIED, NOBODY = "待核实", "未知"


@dataclass(frozen=True)
class Tie:
    """A link before (投入) or behind (用途) what the anchor makes.

    via: links of the anchor it touches; served: the innermost ring with a known maker, or unknown; advice only where that is not the zone.
    """

    role: str
    link: Node
    essentiality: int
    via: tuple[Node, ...]
    served: str
    served_by: tuple[Node, ...]
    advice: Advice | None


@dataclass(frozen=True)
class Around:
    """An anchor, what it makes (the link, and in which words that is known), and what stands around that."""

    anchor: Node
    makes: tuple[tuple[Node, str], ...]
    ties: tuple[Tie, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the JSON of `liantu recommend --around --json`; `candidates` are rows as without --around."""
        return {
            "anchor": {"firm_id": self.anchor.id, "name": self.anchor.name, "resident": self.anchor.props.get("resident")},
            "makes": [{"link_id": link.id, "link": link.name, "evidence": words} for link, words in self.makes],
            "links": [_tie(tie) for tie in self.ties],
        }


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "role": tie.role,
        "link_id": tie.link.id,
        "link": tie.link.name,
        "essentiality": tie.essentiality,
        "via": [{"link_id": x.id, "link": x.name} for x in tie.via],
        "served": tie.served,
        "served_by": [{"firm_id": f.id, "name": f.name} for f in tie.served_by],
        "entry": list(tie.link.props.get("entry", [])),
        "candidates": tie.advice.rows() if tie.advice else [],
    }


def recommend_around(graph: Snapshot, zone: Zone, every: Sequence[Gap], firm: Node, top: int | None = None) -> Around:
    """Return what stands around a firm. A firm known at a parent link may make any of its parts, so all of them count.

    Raises NotFound where no source says what the firm makes. Cost: one query of the ranking a link.
    """
    return _Circle(graph, zone, every, firm).around(top)


class _Circle:
    def __init__(self, graph: Snapshot, zone: Zone, every: Sequence[Gap], firm: Node) -> None:
        self.graph, self.zone, self.firm = graph, zone, firm
        self.tools = Recommender(graph, zone, every)
        self.gaps = {gap.link.id: gap for gap in every}
        self.rank = {gap.link.id: n for n, gap in enumerate(every)}

    def around(self, top: int | None) -> Around:
        made = self.tools.makings.of.get(self.firm.id, ())
        if not made:
            raise NotFound(f"没有来源说明{self.firm.name}做什么，不能以它为锚；可用 liantu import 补充 / nothing known of what it makes")
        own = {part for making in made for part in surroundings(self.graph, making.link).scope}
        ties = [*self._ties(INPUT, own), *self._ties(USE, own)]
        calls = [tie for tie in ties if tie[3] not in self._here]
        advised = self.tools.advise([self.gaps[link] for _, link, *_ in calls], top, self.firm.id)
        advice = {a.gap.link.id: a for a in advised}
        told = tuple((self.graph.node(m.link), self.tools.teller.making(m)) for m in made)
        return Around(self.firm, told, tuple(self._tie(*tie, advice.get(tie[1])) for tie in ties))

    @property
    def _here(self) -> tuple[str]:
        return (self.zone.rings[0][0] if self.zone.rings else self.zone.name,)

    def _ties(self, role: str, own: set[str]) -> list[tuple[str, str, tuple[Edge, ...], str, tuple[str, ...]]]:
        edges: dict[str, list[Edge]] = {}
        for link in sorted(own):
            for edge in self.graph.into(link, s.INPUT_TO) if role == INPUT else self.graph.out(link, s.INPUT_TO):
                other = edge.source if role == INPUT else edge.target
                if other not in own:
                    edges.setdefault(other, []).append(edge)
        ordered = sorted(edges, key=lambda x: (-max(map(_essentiality, edges[x])), self.rank[x]))
        return [(role, link, tuple(edges[link]), *self._served(link)) for link in ordered]

    def _served(self, link: str) -> tuple[str, tuple[str, ...]]:
        """Return the innermost ring with a known maker of the link or a part of it, and the makers there."""
        scope, presence = surroundings(self.graph, link).scope, self.tools.presence
        made = [m for one in scope for m in self.tools.makings.at.get(one, {}).values() if m.modality != INVITED]
        made = [m for m in made if m.firm not in presence.gone]
        for ring, firms in (*self._inside(made), *self._rings(made)):
            if firms:
                return ring, tuple(sorted(set(firms)))
        return NOBODY, ()

    def _inside(self, made: Iterable[Making]) -> list[tuple[str, list[str]]]:
        residents, made = self.tools.presence.residents, list(made)
        here = self._here[0]
        able = [m.firm for m in made if m.firm in residents]
        return [(here, [m.firm for m in made if m.here and m.firm in residents]), (f"{here}{UNVERIFIED}", able)]

    def _rings(self, made: Iterable[Making]) -> list[tuple[str, list[str]]]:
        places = {m.firm: self.tools.presence.places(m.firm) for m in made}
        rings = [(name, [f for f, at in places.items() if place in at]) for name, place in self.zone.rings[1:]]
        return [*rings, (NO_PLACE, [f for f, at in places.items() if not at])]

    def _tie(self, role: str, link: str, edges: tuple[Edge, ...], served: str, by: tuple[str, ...], advice: Advice | None) -> Tie:
        own = sorted({e.target if role == INPUT else e.source for e in edges})
        via = tuple(self.graph.node(x) for x in own)
        return Tie(role, self.graph.node(link), max(map(_essentiality, edges)), via, served, tuple(self.graph.node(f) for f in by), advice)


def _essentiality(edge: Edge) -> int:
    return int(edge.props.get("essentiality", ESSENTIAL))
