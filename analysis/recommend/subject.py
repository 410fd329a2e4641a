"""What a name on the command line stands for: a chain, or one link."""

from __future__ import annotations

from collections.abc import Sequence

from ...graph.errors import NotFound
from ...graph.snapshot import Snapshot
from ..gaps import Gap, worth_showing
from ..search import find_chain, find_link
from ..settings import read_settings


def links_of(graph: Snapshot, every: Sequence[Gap], subject: str | None) -> list[str]:
    """Return the links to advise on: the gaps worth acting on of all chains or of one, or one link. Raises NotFound."""
    worth = [gap for gap in every if worth_showing(gap, read_settings())]
    if subject is None:
        return [gap.link.id for gap in worth]
    try:
        chain = find_chain(graph, subject).id
    except NotFound as not_a_chain:
        try:
            return [find_link(graph, subject).id]
        except NotFound as fault:
            raise NotFound(f"{fault}；也不是产业链 / nor a chain") from not_a_chain
    return [gap.link.id for gap in worth if gap.chain == chain]
