"""The parts of a picture around some links: their inputs and users one step away, with makers and invitees beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..analysis.gaps import Gap
from ..graph import schema as s
from ..graph.snapshot import Snapshot
from .beside import Box, beside_links
from .chain_view import INTERNAL, Card
from .drawing import LIMIT, USE, Drawing, Line, beside_of, cards_of, chains_of, link_lines
from .layout import Block, lay_out

BEFORE, MIDDLE, AFTER = "before", "middle", "after"
TALLEST = 14  # links of the middle that stand one below the other; of more only the lines of the chosen one are drawn
FIRMS = frozenset({"resident", "invitee", "unplaced"})


@dataclass(frozen=True)
class Surround:
    """Links in the middle (with their parts), before them and behind them."""

    middle: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def lanes(self) -> Mapping[str, str]:
        """Link → lane."""
        return dict.fromkeys(self.before, BEFORE) | dict.fromkeys(self.after, AFTER) | dict.fromkeys(self.middle, MIDDLE)


def surround(graph: Snapshot, links: Iterable[str]) -> Surround:
    """Return what stands one step around links; a link that is both before and behind stands before."""
    middle = _with_parts(graph, links)
    before = sorted({e.source for i in middle for e in graph.into(i, s.INPUT_TO)} - middle.keys())
    after = sorted({e.target for i in middle for e in graph.out(i, s.INPUT_TO)} - {*middle, *before})
    return Surround(tuple(middle), tuple(before), tuple(after))


def _with_parts(graph: Snapshot, links: Iterable[str]) -> dict[str, None]:
    found, todo = dict[str, None](), list(links)
    for link in todo:
        if link not in found:
            found[link] = None
            todo += [e.source for e in graph.into(link, s.PART_OF)]
    return found


def draw_around(
    graph: Snapshot,
    every: Sequence[Gap],
    around: Surround,
    titles: Mapping[str, str],
    asked: str,
    extra: Sequence[tuple[str, Box]] = (),
    ties: Sequence[Line] = (),
) -> Drawing:
    """Return the drawing of links, `asked` chosen, with what stands beside them, and of further boxes, each with its lane.

    Above LIMIT boxes what stands beside the links before and behind is left out, then those links; the note says so.
    """
    lanes = around.lanes
    cards = cards_of(graph, every, lanes, INTERNAL)
    beside = [b for b in beside_links(graph, cards, INTERNAL) if b.owner in around.middle or b.kind in FIRMS]
    alone = [(lane, b) for lane, b in extra if not b.owner]
    beside = [*(b for _, b in extra if b.owner), *beside]
    total = len(cards) + len(beside) + len(alone)
    if total > LIMIT:
        cards, beside = _fewer(around, cards, beside, LIMIT - len(alone))
    by_link = beside_of(beside)
    blocks = [Block(i, lanes[i], tuple(by_link.get(i, ()))) for i in cards]
    blocks += [Block(box.id, lane, ()) for lane, box in alone]
    boxes = (*beside, *(box for _, box in alone))
    drawn = {*cards, *(b.id for b in boxes)}
    lines = tuple(x for x in (*_from_or_to(link_lines(graph, cards), around.middle), *ties) if {x.source, x.target} <= drawn)
    low = len(around.middle) <= TALLEST
    if not low:
        lines = tuple(replace(x, quiet=True) for x in lines)
    note = "" if len(drawn) == total else f"共 {total} 个对象，图中画 {len(drawn)} 个：只画所问的环节和直接上下游中有依据的。"
    return Drawing(cards, boxes, lines, lay_out(blocks, titles, {MIDDLE} if low else ()), note, chains_of(graph, cards), asked)


def _from_or_to(lines: Iterable[Line], middle: Collection[str]) -> list[Line]:
    """Lines that touch the middle, told apart by side: how inputs supply each other is another picture."""
    into = [x for x in lines if x.target in middle]
    return into + [replace(x, word=USE) for x in lines if x.source in middle and x.target not in middle]


def _fewer(around: Surround, cards: Mapping[str, Card], beside: Sequence[Box], room: int) -> tuple[dict[str, Card], list[Box]]:
    known = sorted(cards, key=lambda i: (i not in around.middle, not (cards[i].makers or cards[i].need), i))[: max(room // 2, 1)]
    kept = {i: cards[i] for i in cards if i in set(known)}
    return kept, [b for b in beside if b.owner in kept][: max(room - len(kept), 0)]
