"""联合攻关: institutions and platforms for the links with a technical bottleneck, by what they research or serve."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph import schema as s
from ...graph.claims import MODALITIES
from ...graph.snapshot import Edge, Snapshot
from ..gaps import Gap
from ..settings import Settings
from .model import Fit, Path
from .telling import Teller

HELD = frozenset({"existing", "registered", "cooperation"})  # what is there; all else is planned, invited or spoken of
DIRECT, BY_DIRECTION = "link", "direction"


def is_bottleneck(gap: Gap, settings: Settings) -> bool:
    """True where the plan wants a breakthrough, or a source calls the link weak, absent or a bottleneck."""
    rules = settings["bottleneck"]
    return bool(set(rules["kinds"]) & set(gap.need.kinds) or set(rules["stated"]) & gap.facts.stated)


def researchers(graph: Snapshot, link: str, teller: Teller, settings: Settings) -> dict[str, tuple[Fit, Path]]:
    """Return institution or platform → fit and reason: for the link itself, for directions that advance it, for what those belong to.

    The word falls by one for each of: by way of a direction, not there yet.
    """
    words: list[str] = settings["fit"]["words"]
    found: dict[str, tuple[Fit, Path]] = {}
    for edge, between in _ways(graph, link):
        there = edge.props.get("modality") in HELD
        word = words[min(bool(between) + (not there), 2)]
        if edge.source not in found or words.index(found[edge.source][0].word) > words.index(word):
            sense = MODALITIES.get(str(edge.props.get("modality")), "待核实")
            verb = "研究" if edge.type == s.RESEARCHES.name else "服务于"
            way = f"，该方向推进“{teller.name(link)}”" if between else ""
            text = f"{teller.name(edge.source)}{verb}“{teller.name(edge.target)}”（{sense}）{way}"
            found[edge.source] = (Fit(word, BY_DIRECTION if between else DIRECT), teller.path(text, (edge, *between)))
    return found


def _ways(graph: Snapshot, link: str) -> Iterator[tuple[Edge, tuple[Edge, ...]]]:
    for target, between in _targets(graph, link):
        for edge_type in (s.RESEARCHES, s.SERVES):
            yield from ((edge, between) for edge in graph.into(target, edge_type))


def _targets(graph: Snapshot, link: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    yield link, ()
    for advance in graph.into(link, s.ADVANCES):
        yield advance.source, (advance,)
        yield from ((up.target, (up, advance)) for up in graph.out(advance.source, s.PART_OF))
