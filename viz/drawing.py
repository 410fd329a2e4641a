"""What the map draws: links and what stands beside them, cut to the neighbourhood where there are too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..analysis.gaps import Gap
from ..graph import schema as s
from ..graph.snapshot import Edge, Snapshot
from .beside import Beside, beside_links
from .chain_view import Card, chain_gaps, chain_stages
from .layout import Block, Layout, lay_out
from .theme import BESIDE, STAGE_ORDER, STAGE_TITLES, UNSTAGED

LIMIT = 500


@dataclass(frozen=True)
class Drawing:
    """Cards and boxes to draw, the supply edges among the cards, their places, and how many boxes there were in all."""

    cards: Mapping[str, Card]
    beside: tuple[Beside, ...]
    inputs: tuple[Edge, ...]
    layout: Layout
    total: int

    @property
    def drawn(self) -> int:
        """Number of boxes drawn."""
        return len(self.cards) + len(self.beside)

    @property
    def note(self) -> str:
        """Says what is left out; empty where all is drawn."""
        if self.drawn == self.total:
            return ""
        return f"共 {self.total} 个对象，图中画 {self.drawn} 个：先画有依据的环节及其直接上下游，再画在区企业；其余见全景图和清单。"


def drawing(graph: Snapshot, found: Sequence[Gap], chain_id: str, edition: str, limit: int = LIMIT) -> Drawing:
    """Choose what to draw and where. Raises NotFound for an unknown chain."""
    own = chain_gaps(graph, found, chain_id)
    cards = {c.id: c for stage in chain_stages(graph, own, edition) for top in stage.cards for c in top.walk()}
    beside = beside_links(graph, cards, edition)
    total = len(cards) + len(beside)
    if total > limit:
        cards = {i: cards[i] for i in cards if i in _neighbourhood(graph, cards, limit)}
        beside = _nearest([b for b in beside if b.link in cards], limit - len(cards))
    inputs = tuple(e for i in cards for e in graph.out(i, s.INPUT_TO) if e.target in cards)
    return Drawing(cards, tuple(beside), inputs, _layout(cards, beside), total)


def _neighbourhood(graph: Snapshot, cards: Mapping[str, Card], limit: int) -> set[str]:
    """Links with makers, a need or evidence, then their direct inputs and users, at most half of the limit."""
    known = [i for i, c in cards.items() if c.makers or c.need or c.evidence]
    near = [e.source for i in known for e in graph.into(i, s.INPUT_TO)] + [e.target for i in known for e in graph.out(i, s.INPUT_TO)]
    ordered = dict.fromkeys([*known, *(i for i in near if i in cards), *cards])
    return set(list(ordered)[: max(limit // 2, 1)])


def _nearest(beside: Sequence[Beside], room: int) -> list[Beside]:
    rank = list(BESIDE)
    kept = {b.id for b in sorted(beside, key=lambda b: (rank.index(b.kind), b.id))[:room]}
    return [b for b in beside if b.id in kept]


def _layout(cards: Mapping[str, Card], beside: Sequence[Beside]) -> Layout:
    by_link: dict[str, list[str]] = {}
    for one in beside:
        by_link.setdefault(one.link, []).append(one.id)
    blocks = [Block(i, c.stage, tuple(by_link.get(i, ()))) for i, c in cards.items()]
    return lay_out(blocks, {n: STAGE_TITLES.get(n, n) for n in (*STAGE_ORDER, UNSTAGED)})
