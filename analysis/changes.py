"""What became different between two states of the graph: status, sole supplier, makers, projects of each link, residents.

A state can be kept: LinkState is plain text, so the gaps of an earlier build are compared without building it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ..graph import schema as s
from ..graph.snapshot import Snapshot
from ..graph.sources import display_quote
from .gaps import Gap
from .settings import Settings

NEW, CLOSED, CHANGED = "新增", "关闭", "变化"
QUOTE_LENGTH = 60  # characters of a quote that are kept
SAME_FACTS = "本环节的依据未变：因上下游、日期或规则而变"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of what (id and name), in which respect, before and after (empty where there was nothing)."""

    id: str
    name: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LinkState:
    """What was said of a link: facts in words by respect, whether it was a gap (缺、断、弱、短), the claims it rested on."""

    id: str
    name: str
    chain: str
    is_gap: bool
    facts: Mapping[str, str]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The states of every link at one time, and the words of the claims they rest on by id."""

    links: tuple[LinkState, ...]
    claims: Mapping[str, str] = field(default_factory=dict)

    def as_row(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {"links": [asdict(link) for link in self.links], "claims": dict(sorted(self.claims.items()))}


@dataclass(frozen=True, slots=True)
class Difference:
    """A link whose state changed: kind 新增 · 关闭 · 变化 (of a gap), what changed, and the evidence that came or went."""

    kind: str
    id: str
    name: str
    chain: str
    changes: tuple[Change, ...]
    why: tuple[str, ...]


def read_kept(row: Mapping[str, Any]) -> Kept:
    """Return what `Kept.as_row` gave. Raises KeyError, TypeError where it is something else."""
    links = (LinkState(**{**link, "claims": tuple(link["claims"])}) for link in row["links"])
    return Kept(tuple(links), dict(row["claims"]))


def kept_of(graph: Snapshot, found: Iterable[Gap], settings: Settings) -> Kept:
    """Return the states of gaps, sorted by link. Cost: linear."""
    links = tuple(sorted((_state(g, settings) for g in found), key=lambda x: x.id))
    ids = sorted({c for link in links for c in link.claims})
    return Kept(links, {c: _words(graph, c) for c in ids})


def _state(gap: Gap, settings: Settings) -> LinkState:
    claims = {c.id for c in (*gap.need.claims, *gap.facts.claims)}
    return LinkState(gap.link.id, gap.link.name, gap.chain, gap.status in settings["show"]["statuses"], _facts(gap), tuple(sorted(claims)))


def _words(graph: Snapshot, claim_id: str) -> str:
    claim = graph.claims[claim_id]
    source, quote = graph.nodes.get(claim.source), display_quote(claim.quote)
    shown = quote if len(quote) <= QUOTE_LENGTH else f"{quote[:QUOTE_LENGTH]}…"
    return f"{source.name if source else claim.source}{claim.locator}：“{shown}”（{claim.as_of}）"


def differences(before: Kept, after: Kept, chain: str | None = None) -> list[Difference]:
    """Return every link whose facts changed: gaps that are new, then closed, then other changes; by chain and id. Cost: linear."""
    old, new = ({link.id: link for link in kept.links if chain in (None, link.chain)} for kept in (before, after))
    found = [d for i in sorted(old.keys() | new.keys()) if (d := _difference(old.get(i), new.get(i), before.claims, after.claims))]
    return sorted(found, key=lambda d: ((NEW, CLOSED, CHANGED).index(d.kind), d.chain, d.id))


def _difference(old: LinkState | None, new: LinkState | None, was: Mapping[str, str], now: Mapping[str, str]) -> Difference | None:
    last = new or old
    assert last is not None
    facts = [link.facts if link else {} for link in (old, new)]
    changes = tuple(
        Change(last.id, last.name, what, *pair)
        for what in dict.fromkeys([*facts[1], *facts[0]])
        if len(set(pair := (facts[0].get(what, ""), facts[1].get(what, "")))) > 1
    )
    if not changes:
        return None
    held = (bool(old and old.is_gap), bool(new and new.is_gap))
    kind = {(False, True): NEW, (True, False): CLOSED}.get(held, CHANGED)
    return Difference(kind, last.id, last.name, last.chain, changes, _why(old, new, was, now))


def _why(old: LinkState | None, new: LinkState | None, was: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    ids = [set(link.claims) if link else set[str]() for link in (old, new)]
    came, went = (sorted(a - b) for a, b in ((ids[1], ids[0]), (ids[0], ids[1])))
    told = [*(f"新依据：{now.get(c, c)}" for c in came), *(f"不再有：{was.get(c, c)}" for c in went)]
    return tuple(dict.fromkeys(told)) or (SAME_FACTS,)


def gap_changes(before: Iterable[Gap], after: Iterable[Gap]) -> list[Change]:
    """Return what changed of the links, in the order of `after`; leaves and parents both. Cost: linear."""
    old = {g.link.id: _facts(g) for g in before}
    return [
        Change(g.link.id, g.link.name, what, old.get(g.link.id, {}).get(what, ""), now)
        for g in after
        for what, now in _facts(g).items()
        if old.get(g.link.id, {}).get(what, "") != now
    ]


def _facts(gap: Gap) -> Mapping[str, str]:
    makers = "、".join(m.name for m in gap.makers)
    return {"现状": gap.status_text, "独家": gap.facts.sole, "在区企业": makers, "策略": gap.strategy}


def firm_changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """Return the firms whose name or residence changed, and those that are new; sorted by id."""
    return [change for firm in after.of_type(s.FIRM) for change in _of_firm(before, after, firm.id)]


def _of_firm(before: Snapshot, after: Snapshot, firm: str) -> Iterator[Change]:
    new, old = after.node(firm), before.nodes.get(firm)
    if old is None or old.name != new.name:
        yield Change(firm, new.name, "企业名称", old.name if old else "", new.name)
    was, now = (_residence(x.props.get("resident")) if x else "" for x in (old, new))
    if was != now:
        yield Change(firm, new.name, "在区情况", was, now)


def _residence(resident: object) -> str:
    return {True: "在区", False: "不在区"}.get(bool(resident), "") if resident is not None else "待核实"
