"""Saying where a statement stands: cells with evidence, fragments of quotes for page one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from ..analysis.evidence import Evidence, evidence, without_repeats
from ..graph.claims import Claim
from ..graph.snapshot import Edge, Node
from .base import Cell, Context

_CLAUSE = re.compile(r"[^。；;！？!?，,：:]+")
_ITEM = re.compile(r"[^。；;！？!?，,：:、]+")
_LINE = re.compile(r"第([0-9–]+)行")
_DOMAIN = "domain"


def notes(ctx: Context, claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    """Return the evidence of claims, domain knowledge left out; the public edition keeps the place, not the words."""
    found = without_repeats(evidence(ctx.graph, (c for c in claims if c.grade != _DOMAIN)))
    return without_words(found) if ctx.public else found


def without_words(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without its quotes, each place once."""
    bare = (replace(e, quote="", claim="", subject="", predicate="", modality="") for e in found)
    return tuple(dict.fromkeys(bare))


def cite(ctx: Context, claims: Iterable[Claim], lead: str = "", empty: str = "") -> Cell:
    """Return a cell that lists the places of the claims and refers to their words."""
    return cited(notes(ctx, claims), lead, empty)


def cited(found: tuple[Evidence, ...], lead: str = "", empty: str = "") -> Cell:
    """Return a cell for evidence that is there already."""
    return Cell("\n".join(x for x in (lead, *(places(found) or [empty])) if x), found)


def cite_things(ctx: Context, *things: Node | Edge) -> Cell:
    """Return a cell that cites every claim of nodes and edges."""
    return cite(ctx, ctx.graph.claims_of(*things))


def fragment(quote: str, words: Iterable[str], limit: int) -> str:
    """Return a contiguous piece of a quote, at most `limit` long, around the first of the words that it holds.

    It begins and ends where the quote pauses, if the limit allows.

    >>> fragment("依托甲企业，引进隔膜、电解液。另有其他。", ["电解液"], 12)
    '引进隔膜、电解液'
    """
    at = next((quote.find(w) for w in words if w and w in quote), 0)
    for pause in (_CLAUSE, _ITEM):
        pieces = [m.span() for m in pause.finditer(quote)]
        here = next((i for i, (_, end) in enumerate(pieces) if end > at), None)
        if here is not None and pieces[here][1] - pieces[here][0] <= limit:
            first, last = _grown(pieces, here, limit)
            return quote[first:last].strip()
    return quote[at : at + limit].strip()


def _grown(pieces: list[tuple[int, int]], here: int, limit: int) -> tuple[int, int]:
    """Take in the neighbours of a piece, the following ones first, while they fit."""
    first = last = here
    while last + 1 < len(pieces) and pieces[last + 1][1] - pieces[first][0] <= limit:
        last += 1
    while first > 0 and pieces[last][1] - pieces[first - 1][0] <= limit:
        first -= 1
    return pieces[first][0], pieces[last][1]


def places(found: Iterable[Evidence]) -> list[str]:
    """Return where evidence stands, lines of one section together: `第5章第1节·第505、510行`."""
    by_head: dict[str, dict[str, None]] = {}
    for note in found:
        head, dot, line = note.locator.rpartition("·")
        whole = _LINE.fullmatch(line)
        by_head.setdefault(head + dot if whole else note.locator, {})[whole[1] if whole else ""] = None
    return [f"{head}第{'、'.join(lines)}行" if any(lines) else head for head, lines in by_head.items()]


def names(nodes: Iterable[Node], separator: str = "、") -> str:
    """Return the names of nodes in one line."""
    return separator.join(n.name for n in nodes)


def listing(items: Sequence[str], limit: int, measure: str, separator: str = "、") -> str:
    """Return as many whole items as go into `limit` characters (one at least), and how many there are where some are left out.

    >>> listing(["甲厂", "乙厂", "丙厂"], 5, "家")
    '甲厂、乙厂等 3 家'
    """
    used = list(accumulate(len(item) + len(separator) for item in items))
    fit = max(sum(total - len(separator) <= limit for total in used), 1)
    shown = separator.join(shorten(item, limit) for item in items[:fit])
    return shown if fit >= len(items) else f"{shown}等 {len(items)} {measure}"


def shorten(text: str, limit: int) -> str:
    """Return text of at most `limit` characters, cut with …."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
