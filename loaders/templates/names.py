"""Names as a clerk writes them ↔ ids: a label in a cell leads back to exactly the thing it was written for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from ...graph.ids import name_key
from ...graph.snapshot import Node, Snapshot

Labels = Collection[str]
SEPARATOR = "；"
_WITH_ID = re.compile(r"〔([^〔〕]+)〕\s*$")
_SPLIT = re.compile(r"[；;\n]")


class Unclear(ValueError):
    """A cell that cannot be read: `problem`, `advice` on how to mend it, and the `column` where the reader knows it."""

    def __init__(self, problem: str, advice: str, column: str = "") -> None:
        super().__init__(problem)
        self.problem, self.advice, self.column = problem, advice, column


class Names:
    """The names of a graph's nodes, and of those a workbook adds. Look-ups are O(1)."""

    def __init__(self, graph: Snapshot) -> None:
        self._types: dict[str, str] = {}
        self._first: dict[str, set[str]] = defaultdict(set)
        self._other: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        for node in graph.nodes.values():
            self.add(node)

    def add(self, node: Node) -> None:
        """Take a node in with its name and aliases."""
        self._types[node.id], self._names[node.id] = node.type, node.name
        self._first[name_key(node.name)].add(node.id)
        for alias in node.props.get("aliases", ()):
            self._other[name_key(alias)].add(node.id)

    def label(self, node_id: str, labels: Labels) -> str:
        """Return what to write into a cell: the name where it is unmistakable among these types, else name〔id〕."""
        name = self._names[node_id]
        plain = name == " ".join(name.split()) and not _SPLIT.search(name) and not _WITH_ID.search(name)
        return (
            name
            if plain and self._among(self._first, name, labels) == [node_id]
            else f"{' '.join(_SPLIT.sub(' ', name).split())}〔{node_id}〕"
        )

    def matches(self, text: str, labels: Labels) -> list[str]:
        """Return the ids a text may mean: by its id, else by name, else by alias; sorted."""
        stated = _WITH_ID.search(text)
        given = stated[1].strip() if stated else text.strip()
        if self._types.get(given) in labels:
            return [given]
        return [] if stated else self._among(self._first, text, labels) or self._among(self._other, text, labels)

    def find(self, text: str, labels: Labels, what: str) -> str:
        """Return the one id a text means. Raises Unclear."""
        found = self.matches(text, labels)
        if len(found) == 1:
            return found[0]
        if found:
            choice = "、".join(self.label(i, ()) for i in found[:5])
            raise Unclear(f"“{text}”不止一个{what}用此名", f"请写成其中之一：{choice}")
        raise Unclear(f"没有{what}“{text}”", "请核对名称，可用 liantu search 查找；新的请先在相应工作表中加一行")

    def _among(self, index: dict[str, set[str]], text: str, labels: Labels) -> list[str]:
        key = name_key(text)
        return sorted(i for i in index.get(key, ()) if self._types[i] in labels) if key else []

    def find_all(self, text: str, labels: Labels, what: str) -> list[str]:
        """Return the ids of a list in a cell (；, ; or a line break apart; 、 where the whole is no name). Raises Unclear."""
        return [self.find(part, labels, what) for piece in split(text) for part in self._parts(piece, labels)]

    def _parts(self, piece: str, labels: Labels) -> Iterable[str]:
        whole = "、" not in piece or self.matches(piece, labels)
        return [piece] if whole else [part.strip() for part in piece.split("、") if part.strip()]


def split(text: str) -> list[str]:
    """Return the entries of a list in a cell.

    >>> split("甲；乙; 丙")
    ['甲', '乙', '丙']
    """
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]
