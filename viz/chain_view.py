"""What a picture of one chain shows, already cut to its edition: templates print a view and can leak nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..analysis.coverage import Coverage, coverage, head
from ..analysis.evidence import Evidence
from ..analysis.gaps import Gap
from ..analysis.status import STRONG
from ..analysis.supply import home_chain
from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .around import Listing, Named, edge_mark, invited_ids, listings, source_mark
from .flow import flow_levels
from .theme import EDITIONS, STAGE_ORDER, STAGE_TITLES, UNSTAGED, short_name

INTERNAL, PUBLIC = EDITIONS


@dataclass(frozen=True, slots=True)
class Mention:
    """A firm named on a card; `mark` says who says so."""

    id: str
    name: str
    short: str
    note: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A link as one edition may show it; `status` is empty where the edition keeps silent."""

    id: str
    name: str
    about: str
    stage: str
    status: str
    also: tuple[str, ...]
    rolled_up: bool
    terminal: bool
    entry: tuple[str, ...]
    makers: tuple[Mention, ...]
    need: bool
    need_kinds: tuple[str, ...]
    asked: tuple[Named, ...]
    invitees: tuple[Mention, ...]
    lists: tuple[Listing, ...]
    projects: tuple[str, ...]
    sole: str
    advice: str
    settle: str
    explanation: str
    change: str
    evidence: tuple[Evidence, ...]
    children: tuple[Card, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of the measures that aim at it."""
        return tuple(m.name for m in self.asked)

    def walk(self) -> list[Card]:
        """Return the card and all below it."""
        return [self, *(card for child in self.children for card in child.walk())]


@dataclass(frozen=True, slots=True)
class Stage:
    """A column or lane: its title and its cards, parents holding their parts."""

    name: str
    title: str
    cards: tuple[Card, ...]

    @property
    def links(self) -> int:
        """Number of links, parents included."""
        return sum(len(card.walk()) for card in self.cards)


@dataclass(frozen=True, slots=True)
class Feed:
    """What another chain supplies: its name, and one line per link of it."""

    chain: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainView:
    """One chain in one edition."""

    chain: Node
    zone: str
    edition: str
    head_line: str
    coverage_line: str
    by_status: Mapping[str, int]
    needed: int
    stages: tuple[Stage, ...]
    feeds: tuple[Feed, ...]

    @property
    def public(self) -> bool:
        """True in the edition for outsiders."""
        return self.edition == PUBLIC

    @property
    def anchor(self) -> str:
        """Where a page links to."""
        return f"board-{self.chain.id.partition(':')[2]}"

    @property
    def title(self) -> str:
        """Title with the edition's name."""
        name = self.chain.name.removesuffix("产业链").removesuffix("产业")
        return f"{self.zone}{name}产业链全景图（{EDITIONS[self.edition]}）"

    def cards(self) -> list[Card]:
        """Return every card, in the order drawn."""
        return [card for stage in self.stages for top in stage.cards for card in top.walk()]


def chain_gaps(graph: Snapshot, found: Sequence[Gap], chain_id: str) -> dict[str, Gap]:
    """Return link id → Gap of one chain. Raises NotFound; ValueError where a link of the chain has no Gap."""
    graph.node(chain_id)
    own = {g.link.id: g for g in found if g.chain == chain_id}
    missing = {e.source for e in graph.into(chain_id, s.LINK_OF)} - own.keys()
    if missing:
        raise ValueError(f"缺少环节的现状：{sorted(missing)[:3]} …；请传入 gaps() 的全部结果 / pass all of gaps()")
    return own


def chain_view(
    graph: Snapshot, zone: Zone, found: Sequence[Gap], chain_id: str, as_of: str | None = None, edition: str = INTERNAL
) -> ChainView:
    """Build the view of a chain. Raises NotFound for an unknown chain, KeyError for an unknown edition."""

    own = chain_gaps(graph, found, chain_id)
    known = coverage(graph, zone, own.values())
    public = edition == PUBLIC
    return ChainView(
        graph.node(chain_id),
        zone.name,
        edition,
        head(graph, zone, as_of).line(),
        _coverage_line(known, own, public),
        {} if public else known.by_status,
        0 if public else known.needed,
        chain_stages(graph, own, edition),
        _feeds(graph, own),
    )


def _coverage_line(known: Coverage, own: Mapping[str, Gap], public: bool) -> str:
    """Counts of this chain first, then those of the whole zone, so that neither is taken for the other."""
    placed = len({maker.id for gap in own.values() for maker in gap.makers})
    words = "、".join(f"{word} {count}" for word, count in known.by_status.items())
    status = "" if public else f"（{words}），规划点名需求 {known.needed} 个"
    here = f"落到本链环节的在区企业 {placed} 家"
    return f"本链环节 {known.links} 个{status}；{here}；全区已掌握在区企业 {known.residents} 家{known.frame}"


def chain_stages(graph: Snapshot, own: Mapping[str, Gap], edition: str) -> tuple[Stage, ...]:
    """Return the columns and lanes of a chain with their cards, in the order of the flow of goods."""
    parent = {e.source: e.target for link in own for e in graph.out(link, s.PART_OF) if e.target in own}
    level, invited, public = flow_levels(graph, own), invited_ids(graph), edition == PUBLIC
    order = sorted(own, key=lambda link: (level[link], link))

    def card(link: str) -> Card:
        lists = listings(graph, own[link], invited, public=public)
        return _card(graph, own[link], lists, public, tuple(card(i) for i in order if parent.get(i) == link))

    tops = [card(link) for link in order if link not in parent]
    names = [*STAGE_ORDER, UNSTAGED]
    found = [Stage(n, STAGE_TITLES.get(n, n), tuple(c for c in tops if c.stage == n)) for n in names]
    return tuple(stage for stage in found if stage.cards or stage.name in STAGE_ORDER[:3])


def _card(graph: Snapshot, gap: Gap, lists: tuple[Listing, ...], public: bool, children: tuple[Card, ...]) -> Card:
    props, need = gap.link.props, None if public else gap.need
    settle = gap.settle_by
    return Card(
        id=gap.link.id,
        name=gap.link.name,
        about=str(props.get("about", "")),
        stage=str(props.get("stage", UNSTAGED)),
        status=gap.status if not public or gap.status == STRONG else "",
        also=() if public else tuple(x for x in (*gap.also, gap.facts.progress) if x),
        rolled_up=gap.rolled_up,
        terminal=bool(props.get("terminal")),
        entry=() if public else tuple(props.get("entry", ())),
        makers=tuple(_mention(m, edge_mark(graph, gap, m.id, s.OPERATES_IN)) for m in gap.makers),
        need=bool(need),
        need_kinds=need.kinds if need else (),
        asked=tuple(Named(m.name, str(m.props.get("kind", "")), source_mark(graph.claims_of(m))) for m in need.measures) if need else (),
        invitees=_invitees(graph, gap) if need else (),
        lists=lists,
        projects=() if public else tuple(p.name for p in gap.facts.projects),
        sole="" if public else gap.facts.sole,
        advice="" if public else " · ".join(x for x in (gap.strategy, gap.way, gap.way_reason) if x),
        settle=f"{settle.fact}（{settle.office}）" if settle and not public else "",
        explanation="" if public else gap.explanation.sentence,
        change="" if public else gap.explanation.change.text,
        evidence=() if public else gap.evidence,
        children=children,
    )


def _mention(firm: Node, mark: str) -> Mention:
    return Mention(firm.id, firm.name, short_name(firm.name), "、".join(firm.props.get("standing", ())), mark)


def _invitees(graph: Snapshot, gap: Gap) -> tuple[Mention, ...]:
    marks = {i.id: edge_mark(graph, gap, i.id, s.INVITED_FOR) for i in gap.need.invitees}
    return tuple(Mention(i.id, i.name, short_name(i.name), "", marks[i.id]) for i in gap.need.invitees)


def _feeds(graph: Snapshot, own: Mapping[str, Gap]) -> tuple[Feed, ...]:
    """Inputs from links of other chains, by chain: mentioned, never drawn as a card."""
    users: dict[str, list[str]] = {}
    for link in sorted(own):
        for edge in graph.into(link, s.INPUT_TO):
            if edge.source not in own:
                users.setdefault(edge.source, []).append(own[link].link.name)
    chains: dict[str, list[str]] = {}
    for source, names in sorted(users.items()):
        chains.setdefault(home_chain(graph, source), []).append(f"{graph.node(source).name} → {'、'.join(names)}")
    return tuple(Feed(graph.node(chain).name, tuple(lines)) for chain, lines in sorted(chains.items()))
