"""Quotes for strangers' eyes: the piece of a quote that names no other firm and speaks of no weakness, as it stands, or none."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from ..analysis.search import name_forms
from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from ..graph.spec import NodeType
from .citing import fragment

UNFIT = (  # words of weakness, and of support that is for others
    "弱", "独家", "停产", "缺", "瓶颈", "短板", "不足", "落后", "受制", "卡脖子", "差距", "滞后", "制约", "淘汰", "断链", "依赖", "不高",
    "有待", "欠", "低端", "补链", "固链", "本土企业",
)  # fmt: skip
LEAST = 6  # letters of a piece that still tell something
_PIECE = re.compile(r"[^。；;！？!?，,：:、]+")


class Censor:
    """What a paper for one firm may not say: words of weakness, and the names of all other firms. Set up in O(names).

    A firm's short name that is a word of a link's name (机器人) is a word, no name: the whole name is still left out.
    """

    def __init__(self, graph: Snapshot, firm: Node) -> None:
        own = {firm.id, *(e.target for e in graph.out(firm.id, s.PART_OF_GROUP))}
        spared = "\n".join([*_forms(graph, s.LINK, ()), *(form for i in own for form in name_forms(graph.node(i)))])
        self._hidden: dict[str, list[str]] = {}
        for form in {*UNFIT, *(f for f in _forms(graph, s.FIRM, own) if f not in spared)}:
            self._hidden.setdefault(form[0], []).append(form)

    def passes(self, text: str) -> bool:
        """True where a text names no other firm and speaks of no weakness. Cost O(letters · names of one first letter)."""
        return not any(text.startswith(form, at) for at, letter in enumerate(text) for form in self._hidden.get(letter, ()))

    def fragment(self, quote: str, words: Iterable[str], limit: int) -> str:
        """Return the piece of a quote that passes, one with the first of `words` before a longer one; empty where too little is left."""
        wanted = list(words)
        found = [piece for run in self._runs(quote) if self.passes(piece := fragment(run, wanted, limit)) and len(piece) >= LEAST]
        return max(found, key=lambda piece: (any(w in piece for w in wanted if w), len(piece)), default="")

    def _runs(self, quote: str) -> Iterator[str]:
        """Stretches of neighbouring pieces that pass."""
        start = end = None
        for piece in _PIECE.finditer(quote):
            if self.passes(piece[0]):
                start, end = piece.start() if start is None else start, piece.end()
            elif start is not None:
                yield quote[start:end]
                start = None
        if start is not None:
            yield quote[start:end]


def _forms(graph: Snapshot, node_type: NodeType, left_out: Container[str]) -> Iterator[str]:
    yield from (form for node in graph.of_type(node_type) if node.id not in left_out for form in name_forms(node) if form.strip())
