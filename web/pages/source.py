"""来源: a text with its quotes marked, chapter by chapter, and what each quote is evidence for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...graph import schema as s
from ...graph.claims import GRADES, MODALITIES, Claim
from ...graph.errors import NotFound
from ...graph.snapshot import Snapshot
from ...graph.sources import PLAN, Source, display_quote
from ...viz.marked_text import Line, marked_lines
from ...workspace.paths import Workspace
from ...workspace.sources import all_sources

ROWS = 400  # lines of a table on one page; prose stands whole


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in words: of what, which property or relation, its value; `target` is a node that the value names."""

    node: str
    type: str
    name: str
    predicate: str
    value: str
    target: str
    target_type: str
    modality: str


def source_of(workspace: Workspace, source_id: str) -> Source:
    """Return a registered source by id. Raises NotFound."""
    every = all_sources(workspace)
    if source_id not in every:
        raise NotFound(f"没有来源 {source_id[:80]}；可用：{'、'.join(every)} / unknown source")
    return every[source_id]


def marked(graph: Snapshot, source: Source) -> list[Line]:
    """Return all lines of a source with the quotes of the graph's claims."""
    return marked_lines(source, [c for c in graph.claims.values() if c.source == f"source:{source.id}"])


def source_page(graph: Snapshot, source: Source, lines: list[Line], part: int = 1) -> dict[str, Any]:
    """Return one page of a source: prose whole, a table in parts of ROWS lines. Raises NotFound for a part that is not there."""
    size = len(lines) or 1 if source.grade == PLAN else ROWS
    parts = -(-len(lines) // size) or 1
    if not 1 <= part <= parts:
        raise NotFound(f"{source.title}只有 {parts} 页 / no such part")
    shown = lines[(part - 1) * size : part * size]
    return {
        "source": source,
        "grade": GRADES[source.grade],
        "total": sum(1 for c in graph.claims.values() if c.source == f"source:{source.id}"),
        "lines": shown,
        "headings": source.headings,
        "parts": parts,
        "part": part,
        "size": size,
        "says": {line.number: by_quote(graph, line) for line in shown if line.begins},
    }


def by_quote(graph: Snapshot, line: Line) -> list[tuple[str, list[Told]]]:
    """Return the quotes that begin in a line, each with what it is evidence for."""
    found: dict[str, list[Told]] = {}
    for claim in (graph.claims[c] for c in line.begins):
        found.setdefault(display_quote(claim.quote), []).append(told(graph, claim))
    return list(found.items())


def part_of(source: Source, lines: list[Line], claim: str) -> int | None:
    """Return the page on which a claim's quote begins; None where the text does not hold it."""
    number = next((line.number for line in lines if claim in line.begins), 0)
    if not number:
        return None
    return 1 if source.grade == PLAN else -(-number // ROWS)


def told(graph: Snapshot, claim: Claim) -> Told:
    """Return a claim in words; an edge's property is told of the edge's source."""
    owner = claim.subject.partition("|")[0]
    node, target = graph.nodes.get(owner), graph.nodes.get(str(claim.value))
    return Told(
        owner,
        node.type if node else "",
        node.name if node else owner,
        in_words(claim),
        target.name if target else str(claim.value),
        target.id if target else "",
        target.type if target else "",
        MODALITIES[claim.modality],
    )


def in_words(claim: Claim) -> str:
    """Return a claim's predicate in Chinese: the relation, or the property of the node or edge."""
    relations = {e.name: e for e in s.SCHEMA.edges}
    if claim.predicate in relations:
        return relations[claim.predicate].zh
    _, bar, rest = claim.subject.partition("|")
    owner = relations.get(rest.partition("|")[0]) if bar else s.SCHEMA.type_of(claim.subject)
    word = next((p.zh for p in owner.props if p.name == claim.predicate), claim.predicate) if owner else claim.predicate
    return f"{owner.zh}·{word}" if bar and owner else word
