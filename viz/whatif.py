"""The picture of a what-if: counts before and after, and every link that changes or stops as a card of two halves; no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..analysis.whatif import Hit, WhatIf
from ..analysis.whatif_words import GAP_STATUSES, path, sentences
from ..graph import schema as s
from .environment import environment
from .theme import FONT_STACK, STATUS_COLORS, StatusStyle, cut

MOST_CARDS = 60
STOPPED = {True: "一定停产", False: "可能停产"}
STOP = StatusStyle("#37474f", "#ffffff", "#102027")


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a card: the word, its colours, the firms."""

    word: str
    color: str
    text: str
    firms: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A link before and after; `note` tells the path by which it stops."""

    name: str
    before: Half
    after: Half
    note: str


def picture_html(found: WhatIf, title: str, head_line: str) -> str:
    """Return the picture as a page of its own. Cards: changed links and links that stop, at most MOST_CARDS, the rest as a count."""
    cards = pairs(found)
    template = environment().get_template("whatif.html.j2")
    return template.render(
        title=title,
        head_line=head_line,
        lines=sentences(found),
        counts=_counts(found),
        cards=cards[:MOST_CARDS],
        left=len(cards) - len(cards[:MOST_CARDS]),
        font=FONT_STACK,
    )


def pairs(found: WhatIf) -> list[Pair]:
    """Return the cards: links whose status or makers change first, then those that stop, in the order of the hits."""
    hits = {hit.link: hit for hit in found.hits}
    before, after = found.before.status_of, found.after.status_of
    changed = [link for link in sorted(before) if before[link] != after[link]]
    return [_pair(found, link, hits.get(link)) for link in dict.fromkeys([*touched(found), *changed, *hits])]


def touched(found: WhatIf) -> list[str]:
    """Return the links a scenario names: those landed at, cut, or made by a lost firm."""
    made = [e.target for firm in found.scenario.lost for e in found.graph.out(firm, s.OPERATES_IN)]
    return list(dict.fromkeys([*(x.link for x in found.scenario.landings), *found.scenario.cut, *made]))


def _pair(found: WhatIf, link: str, hit: Hit | None) -> Pair:
    gone, new = set(found.scenario.lost), {x.firm for x in found.scenario.landings if x.link == link}
    makers = [e.source for e in found.graph.into(link, s.OPERATES_IN)]
    old = [m for m in makers if m not in new]
    stays = [] if link in found.scenario.cut else [m for m in makers if m not in gone]
    status = {k: state.status_of.get(link, "") for k, state in (("before", found.before), ("after", found.after))}
    word = STOPPED[hit.certain] if hit else f"{status['after']}（假设）" if status["after"] != status["before"] else status["after"]
    return Pair(
        cut(found.graph.node(link).name, 20),
        _half(status["before"], status["before"], _names(found, old)),
        _half(word, word if hit else status["after"], _names(found, stays)),
        path(found.graph, hit) if hit and len(hit.path) > 1 else "",
    )


def _half(word: str, status: str, firms: str) -> Half:
    look = STATUS_COLORS.get(status, STOP if status in STOPPED.values() else None)
    return Half(word, look.color if look else "#ffffff", look.text if look else "#263238", firms)


def _names(found: WhatIf, firms: Sequence[str]) -> str:
    return "、".join(found.graph.node(firm).name for firm in firms)


def _counts(found: WhatIf) -> list[tuple[str, int, int]]:
    before, after = found.before, found.after
    rows = [("规划点名需求（尚无已知企业）", len(before.needs), len(after.needs))]
    rows += [(f"现状{x}", before.statuses.get(x, 0), after.statuses.get(x, 0)) for x in GAP_STATUSES]
    rows.append(("未定独家", len(before.sole_unverified), len(after.sole_unverified)))
    return [*rows, ("停产波及至多", len(before.exposed[1]), len(after.exposed[1]))]
