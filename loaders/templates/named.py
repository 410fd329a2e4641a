"""Names that a person types → ids, where only one kind of thing is meant."""

from __future__ import annotations

from ...graph import schema as s
from ...graph.errors import NotFound
from ...graph.snapshot import Snapshot
from .names import Names, Unclear


def link_id(graph: Snapshot, text: str) -> str:
    """Return the id of the link a name, alias or id means. Raises NotFound, naming the candidates where there are several."""
    try:
        return Names(graph).find(text, (s.LINK.name,), s.LINK.zh)
    except Unclear as fault:
        raise NotFound(f"{fault.problem}；{fault.advice} / no single link of that name") from None


def firm_id(graph: Snapshot, text: str) -> str:
    """Return the id of the firm a text means; empty where the graph does not know it. Raises NotFound where several bear the name."""
    names = Names(graph)
    found = names.matches(text, (s.FIRM.name,))
    if len(found) > 1:
        choice = "、".join(names.label(i, ()) for i in found[:5])
        raise NotFound(f"“{text}”不止一家企业用此名，请写成其中之一：{choice} / several firms bear the name")
    return found[0] if found else ""
