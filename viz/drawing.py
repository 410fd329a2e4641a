"""What a map draws: links, what stands beside them, lines and places; a chain cut to the neighbourhood where there are too many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..analysis.gaps import Gap
from ..graph import schema as s
from ..graph.snapshot import Edge, Snapshot
from .beside import Box, beside_links
from .chain_view import Card, chain_gaps, chain_stages
from .flow import flow_levels
from .layout import Block, Layout, lay_out
from .theme import BESIDE, STAGE_ORDER, STAGE_TITLES, UNSTAGED

LIMIT = 500
SUPPLY, USE, PART = "投入", "去向", "下级"


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes and the word for it.

    wide: needed; dashed: can be replaced, not needed or not known for sure; quiet: seen only when one of its ends is chosen.
    """

    id: str
    source: str
    target: str
    word: str
    dashed: bool = False
    wide: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Drawing:
    """Cards of links, other boxes, lines among them, their places; the note says what is left out, empty where all is drawn.

    chains: link → name of its chain. asked: the box a picture is about: its lines are always drawn; "" for a chain, which draws those of
    the chosen box. later: in a what-if, link → its box afterwards, as pyvis options.
    """

    cards: Mapping[str, Card]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    layout: Layout
    note: str
    chains: Mapping[str, str]
    asked: str = ""
    later: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def drawing(graph: Snapshot, found: Sequence[Gap], chain_id: str, edition: str, limit: int = LIMIT) -> Drawing:
    """Choose what to draw of a chain and where. Raises NotFound for an unknown chain."""
    own = chain_gaps(graph, found, chain_id)
    cards = {c.id: c for stage in chain_stages(graph, own, edition) for top in stage.cards for c in top.walk()}
    beside = beside_links(graph, cards, edition)
    total = len(cards) + len(beside)
    if total > limit:
        near = _neighbourhood(graph, cards, limit)
        cards = {i: card for i, card in cards.items() if i in near}
        beside = _nearest([b for b in beside if b.owner in cards], limit - len(cards))
    titles = {n: STAGE_TITLES.get(n, n) for n in (*STAGE_ORDER, UNSTAGED)}
    layout = lay_out(_blocks(graph, cards, beside), titles)
    return Drawing(cards, tuple(beside), link_lines(graph, cards), layout, _note(total, len(cards) + len(beside)), chains_of(graph, cards))


def link_lines(graph: Snapshot, links: Collection[str]) -> tuple[Line, ...]:
    """Return the lines among links: supply, and from a part to what it is a part of."""
    supply = [_supply_line(e) for i in links for e in graph.out(i, s.INPUT_TO) if e.target in links]
    parts = [Line(e.id, i, e.target, PART, quiet=True) for i in links for e in graph.out(i, s.PART_OF) if e.target in links]
    return (*supply, *parts)


def chains_of(graph: Snapshot, links: Iterable[str]) -> dict[str, str]:
    """Return link → name of its home chain."""
    return {i: graph.node(e.target).name for i in links for e in graph.out(i, s.LINK_OF)[:1]}


def cards_of(graph: Snapshot, every: Sequence[Gap], links: Iterable[str], edition: str) -> dict[str, Card]:
    """Return the cards of links of any chains, in the order given."""
    wanted = list(dict.fromkeys(links))
    chains = dict.fromkeys(e.target for i in wanted for e in graph.out(i, s.LINK_OF)[:1])
    found = [stage for chain in chains for stage in chain_stages(graph, chain_gaps(graph, every, chain), edition)]
    cards = {c.id: c for stage in found for top in stage.cards for c in top.walk()}
    return {i: cards[i] for i in wanted}


def beside_of(boxes: Iterable[Box]) -> dict[str, list[str]]:
    """Return link → the boxes beside it."""
    found: dict[str, list[str]] = {}
    for one in boxes:
        found.setdefault(one.owner, []).append(one.id)
    return found


def _supply_line(edge: Edge) -> Line:
    needed = edge.props.get(s.ESSENTIALITY.name, 2) == 2
    return Line(edge.id, edge.source, edge.target, SUPPLY, bool(edge.props.get("alternative_group")) or not needed, needed)


def _note(total: int, drawn: int) -> str:
    if drawn == total:
        return ""
    return f"共 {total} 个对象，图中画 {drawn} 个：先画有依据的环节及其直接上下游，再画在区企业；其余见全景图和清单。"


def _neighbourhood(graph: Snapshot, cards: Mapping[str, Card], limit: int) -> set[str]:
    """Links with makers, a need or evidence, then their direct inputs and users, at most half of the limit."""
    known = [i for i, c in cards.items() if c.makers or c.need or c.evidence]
    near = [e.source for i in known for e in graph.into(i, s.INPUT_TO)] + [e.target for i in known for e in graph.out(i, s.INPUT_TO)]
    ordered = dict.fromkeys([*known, *(i for i in near if i in cards), *cards])
    return set(list(ordered)[: max(limit // 2, 1)])


def _nearest(beside: Sequence[Box], room: int) -> list[Box]:
    rank = list(BESIDE)
    kept = {b.id for b in sorted(beside, key=lambda b: (rank.index(b.kind), b.id))[:room]}
    return [b for b in beside if b.id in kept]


def _blocks(graph: Snapshot, cards: Mapping[str, Card], beside: Sequence[Box]) -> list[Block]:
    by_link, level = beside_of(beside), flow_levels(graph, cards)
    return [Block(i, c.stage, tuple(by_link.get(i, ())), level[i]) for i, c in cards.items()]
