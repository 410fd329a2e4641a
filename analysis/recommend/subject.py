"""What a name on the command line stands for: a chain, or one link."""

from __future__ import annotations

from collections.abc import Sequence

from ...graph import schema as s
from ...graph.errors import NotFound
from ...graph.snapshot import Node, Snapshot
from ..gaps import Gap, worth_showing
from ..search import find_chain, find_link
from ..settings import read_settings


def subject_of(graph: Snapshot, text: str) -> Node:
    """Return the chain, else the link, of this name or id. Raises NotFound."""
    try:
        return find_chain(graph, text)
    except NotFound as not_a_chain:
        try:
            return find_link(graph, text)
        except NotFound as fault:
            raise NotFound(f"“{text}”不是产业链；{fault}") from not_a_chain


def links_of(every: Sequence[Gap], subject: Node | None) -> list[str]:
    """Return the links to advise on: one link, whatever its status, or the gaps worth acting on of a chain or (None) of all."""
    if subject is not None and subject.type == s.LINK.name:
        return [subject.id]
    worth = [gap for gap in every if worth_showing(gap, read_settings())]
    return [gap.link.id for gap in worth if subject is None or gap.chain == subject.id]
