"""The lines of a 对接单: what the firm makes, who here is beside it, what it can use, what it would meet, what to ask, what is unknown.

It is written to be shown to the firm: no weakness of anyone here, no other candidate, no rival, nothing of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..analysis.contacts import Contact, contacts
from ..analysis.evidence import evidence
from ..analysis.gaps import Gap
from ..analysis.openings import NEED, Closes, able, openings
from ..analysis.portrait import Portrait, portrait
from ..analysis.portrait_text import Part, parts
from ..analysis.supply import parts_of
from ..graph import schema as s
from ..graph.snapshot import Edge, Node
from ..graph.spec import EdgeType
from .base import NOT_COLLECTED, Context
from .citing import listing
from .clean_quotes import Censor
from .sections.resources import ALSO_PUBLIC, HERE, platform_stage

QUOTE, NAMES, LINKS = 76, 60, 90  # most characters of a quote and of a list of names
PLATFORMS, INSTITUTIONS, MEASURES, PEOPLE, NEEDS = 4, 4, 6, 8, 5  # lines of a kind
NOT_FOR_USE = ("短板", "补", "固")  # measures that speak of what is amiss
MANY_LINES = "–"  # in a locator
ASKED_PROPS = ("uscc", "founded", "capital_cny_10k", "revenue_cny_10k", "employees", "land_mu")


@dataclass(frozen=True)
class Sheet:
    """A firm to be approached, the links it is approached for, and what the paper may not say."""

    ctx: Context
    firm: Node
    link: Node | None

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The link asked for, else all that the firm is known for or invited for."""
        return (self.link.id,) if self.link else able(self.ctx.graph, self.firm.id)

    @cached_property
    def own(self) -> frozenset[str]:
        """The links with their parts."""
        return frozenset(parts_of(self.ctx.graph, self.links))

    @cached_property
    def censor(self) -> Censor:
        """What may not be said."""
        return Censor(self.ctx.graph, self.firm)

    @cached_property
    def told(self) -> Portrait:
        """The portrait, narrowed to the link, its parts and what it is a part of."""
        whole, near = portrait(self.ctx.graph, self.ctx.zone, self.firm), {*self.own, *_ends(self, self.links, s.PART_OF)}
        return replace(whole, ties=tuple(t for t in whole.ties if t.id in near)) if self.link else whole

    def name(self, node: str) -> str:
        """Return the name of a node."""
        return self.ctx.graph.node(node).name

    def said(self, *things: Node | Edge) -> Iterator[str]:
        """Yield the words of the plan on some things that may be shown: “…”（place）; headings of several lines are no sentence."""
        words = [self.firm.name, *self.firm.props.get("aliases", []), *(self.name(x) for x in self.links)]
        plan = (c for c in self.ctx.graph.claims_of(*things) if c.grade == "plan")
        for note in evidence(self.ctx.graph, plan):
            if MANY_LINES not in note.locator and (piece := self.censor.fragment(note.quote, words, QUOTE)):
                yield f"“{piece}”（{note.locator}）"

    @cached_property
    def measures(self) -> dict[str, str]:
        """Measures that name the firm, then those about its links: the words that may be shown → the kind; each sentence once."""
        graph, found = self.ctx.graph, dict[str, str]()
        named = [(graph.node(e.source), e) for e in graph.into(self.firm.id, s.INVITES)]
        for measure, edge in [*named, *_into(self, s.AIMS_AT)]:
            kind = str(measure.props.get("kind", ""))
            if kind not in NOT_FOR_USE and not _for_others(self, measure) and (words := next(self.said(edge, measure), "")):
                found.setdefault(words, kind)
        return dict([*found.items()][:MEASURES])


def brief_parts(ctx: Context, firm: Node, link: Node | None = None) -> list[Part]:
    """Return titles with their lines; `ctx` is of the public edition and holds the gaps of all chains. Cost O(firms + links around)."""
    sheet = Sheet(ctx, firm, link)
    return [
        ("贵公司做什么（来源与年份）", list(_makes(sheet))),
        ("在区可对接的上下游企业", list(_contacts(sheet))),
        ("可用的平台、院所和规划举措", list(_usable(sheet))),
        ("落地对应的规划需求", list(_meets(sheet))),
        ("想请教的三件事", _questions(sheet)),
        ("我们尚不掌握的情况", list(_unknown(sheet))),
        ("公开渠道", ["企业对外公布的网址、总机、邮箱：　　　　　　　　　　（只填公开渠道，不填个人联系方式；没有则留空）"]),
    ]


def _makes(sheet: Sheet) -> Iterator[str]:
    told = dict(parts(sheet.told))
    if sheet.link and not sheet.told.ties:
        yield f"{sheet.link.name}：没有来源说贵公司做这个环节（待核实）。"
    yield from (line for line in told["所在环节"] if line and not (sheet.link and line.startswith(NOT_COLLECTED)))
    yield f"来源：{'；'.join(told['来源'])}"


def _contacts(sheet: Sheet) -> Iterator[str]:
    found = contacts(sheet.ctx.graph, sheet.firm.id, sheet.links)
    label = (sheet.ctx.zone.facts or {}).get("resident_label", "")
    yield from (_contact(sheet, one) for one in found[:PEOPLE])
    if found:
        yield f"以上在区企业{f'为{label}' if label else ''}；是否采购或供货由双方洽谈，图中只有环节之间的投入关系。"
    else:
        yield "相邻环节中尚未掌握在区企业（待核实，不等于没有）。"


def _contact(sheet: Sheet, one: Contact) -> str:
    path = " → ".join(_on_path(sheet, x) for x in one.path)
    how = {0: "来源写明", 1: "直接上下游"}.get(one.steps, "间接，隔一个环节")
    return f"{one.role}（{how}）：{sheet.name(one.resident)}{f'；路径 {path}' if path else ''}；{one.sense}。"


def _on_path(sheet: Sheet, link: str) -> str:
    """The name of a link; of a part that the firm is only known above, also what it is a part of."""
    above = [sheet.name(x) for x in _ends(sheet, [link], s.PART_OF) if link in sheet.own - {*sheet.links}]
    return f"{sheet.name(link)}{f'（属{above[0]}，是否为此品种待核实）' if above else ''}"


def _usable(sheet: Sheet) -> Iterator[str]:
    found = [*_platforms(sheet)][:PLATFORMS] + [*_institutions(sheet)][:INSTITUTIONS] + [*_measures(sheet)]
    yield from found or ["规划文本没有写到可用于这些环节的平台、院所和举措（未采集，不等于没有）。"]


def _about(sheet: Sheet) -> list[str]:
    """The links, what they are parts of, the directions that advance them (and those above), the chains: nearest first."""
    graph = sheet.ctx.graph
    links = list(dict.fromkeys([*sheet.links, *sorted(sheet.own), *_ends(sheet, sheet.links, s.PART_OF)]))
    directions = sorted({e.source for x in links for e in graph.into(x, s.ADVANCES)})
    return list(dict.fromkeys([*links, *directions, *_ends(sheet, directions, s.PART_OF), *_ends(sheet, links, s.LINK_OF)]))


def _ends(sheet: Sheet, nodes: Iterable[str], edge_type: EdgeType) -> list[str]:
    return sorted({e.target for x in nodes for e in sheet.ctx.graph.out(x, edge_type)})


def _into(sheet: Sheet, edge_type: EdgeType) -> Iterator[tuple[Node, Edge]]:
    """What an edge ties to the firm's links, nearest first, each once; names that may not be said are left out."""
    seen = set[str]()
    for target in _about(sheet):
        for edge in sheet.ctx.graph.into(target, edge_type):
            node = sheet.ctx.graph.node(edge.source)
            if node.id not in seen and sheet.censor.passes(node.name):
                seen.add(node.id)
                yield node, edge


def _platforms(sheet: Sheet) -> Iterator[str]:
    """Platforms that exist; what is only planned is no offer."""
    for node, edge in _into(sheet, s.SERVES):
        if (stage := platform_stage(sheet.ctx, node)) == "已有":
            words = next(sheet.said(edge, node, *sheet.ctx.graph.out(node.id, s.LOCATED_IN)), "").removeprefix(f"“{node.name}”")
            yield f"平台：{node.name}（{stage}，服务“{sheet.name(edge.target)}”）{words}。"


def _institutions(sheet: Sheet) -> Iterator[str]:
    for node, edge in _into(sheet, s.RESEARCHES):
        if node.type == s.INSTITUTION.name and edge.props["modality"] in ALSO_PUBLIC:
            sense = "已有" if edge.props["modality"] == HERE else "合作"
            yield f"院所：{node.name}（{sense}，研究“{sheet.name(edge.target)}”）{next(sheet.said(edge), '')}。"


def _measures(sheet: Sheet) -> Iterator[str]:
    yield from (f"举措{f'（{kind}）' if kind else ''}：{words}。" for words, kind in sheet.measures.items())


def _for_others(sheet: Sheet, measure: Node) -> bool:
    """True for a measure that names whom to bring in, and not this firm, or that is about somebody's project."""
    graph = sheet.ctx.graph
    named = {e.target for e in graph.out(measure.id, s.INVITES)}
    projects = [e for e in graph.out(measure.id, s.AIMS_AT) if graph.node(e.target).type == s.PROJECT.name]
    return bool(projects) or (bool(named) and sheet.firm.id not in named)


def _meets(sheet: Sheet) -> Iterator[str]:
    """Needs of the zone that a landing would meet, told as needs; who lacks what is not told."""
    graph, found = sheet.ctx.graph, {g.link.id: g for g in sheet.ctx.found}
    open_ones = openings(sheet.ctx.found)
    closed = Closes(graph, open_ones)(sheet.links)
    needs = [o for o in open_ones if o.link in closed and o.kind == NEED]
    others = [sheet.name(o.link) for o in open_ones if o.link in closed and o.kind != NEED]
    told = [
        x for x in dict.fromkeys([*sheet.links, *_ends(sheet, sheet.links, s.PART_OF)]) if x in found and found[x].need and x not in closed
    ]
    if needs:
        names = [f"{o.name}（{sheet.name(o.chain)}）" for o in needs]
        yield f"规划点名需求、区内尚未掌握能做企业的（待核实）{len(needs)} 个环节：{listing(names, LINKS, '个')}。"
    if told:
        yield f"规划另有点名需求的环节：{listing([sheet.name(x) for x in told], LINKS, '个')}。"
    if others:
        yield f"本区欢迎的环节：{listing(others, LINKS, '个')}。"
    yield from _need_words(sheet, [found[x] for x in (*(o.link for o in needs), *told)])
    if not (needs or told or others):
        yield "规划没有点名这些环节的需求（不等于本区不需要）。"


def _need_words(sheet: Sheet, needed: Iterable[Gap]) -> Iterator[str]:
    """The plan's words on needs, links of the same words together; words that stand among the measures already are not said twice."""
    links: dict[str, list[str]] = {}
    for gap in needed:
        aims = [e for t in (s.AIMS_AT, s.INVITED_FOR) for e in sheet.ctx.graph.into(gap.link.id, t)]
        kept = [e for e in aims if e.source == sheet.firm.id or not _unfit(sheet, e.source)]
        if words := next(sheet.said(*kept), ""):
            links.setdefault(words, []).append(gap.link.name)
    new = [(words, names) for words, names in links.items() if words not in sheet.measures]
    yield from (f"{'、'.join(names)}：{words}。" for words, names in new[:NEEDS])


def _unfit(sheet: Sheet, node: str) -> bool:
    """True for what invites or is another firm, and for measures that speak of what is amiss."""
    source = sheet.ctx.graph.node(node)
    return source.type != s.MEASURE.name or source.props.get("kind") in NOT_FOR_USE or _for_others(sheet, source)


def _questions(sheet: Sheet) -> list[str]:
    """Three: what it makes and where, whom it buys from and sells to, what a landing would take."""
    graph = sheet.ctx.graph
    first = [sheet.name(x) for x in sheet.links[:2]]
    products = [p.name for p in sheet.told.products[:2]] if not sheet.link else []
    made = f"{_quoted(products or first)}现在是否生产" if products or first else "主要产品是什么"
    inputs = sorted({e.source for x in sheet.own for e in graph.into(x, s.INPUT_TO)} - sheet.own)
    users = sorted({e.target for x in sheet.own for e in graph.out(x, s.INPUT_TO)} - sheet.own)
    bought = f"所需的{_quoted(map(sheet.name, inputs[:3]))}等投入" if inputs else "主要原料"
    sold = f"是否供给{_quoted(map(sheet.name, users[:3]))}等环节" if users else "供给哪些行业"
    entry = sorted({str(x) for link in sheet.own for x in graph.node(link).props.get("entry", [])})
    needs = f"，{'、'.join(entry)}方面的准入条件是否具备" if entry else ""
    year = max((p.year for p in sheet.told.products), default="") if products else ""
    return [
        f"1. {f'按 {year} 年的披露，' if year else ''}{made}，工厂在哪里，年产能多少？",
        f"2. {bought}现从哪里采购，产品{sold}，愿否在本区及周边配套？",
        f"3. 若在本区落地，先做哪个环节，投资、用地、用能各要多少，何时投产{needs}？",
    ]


def _quoted(names: Iterable[str]) -> str:
    return "".join(f"“{x}”" for x in names)


def _unknown(sheet: Sheet) -> Iterator[str]:
    graph, props = sheet.ctx.graph, sheet.firm.props
    blank = [p.zh for p in s.FIRM.props if p.name in ASKED_PROPS and p.name not in props]
    yield f"{NOT_COLLECTED}：{'、'.join([*blank, '投资意向、扩产计划'])}。"
    disclosed = {e.target for e in graph.out(sheet.firm.id, s.CAPABLE_OF) if e.props["modality"] not in ("invited", "inferred")}
    if named := [sheet.name(x) for x in sheet.links if not parts_of(graph, [x]) & disclosed]:
        yield f"待核实：是否生产{listing(named, LINKS, '个环节')}（只有规划提到，没有公开披露或登记的依据）。"
    if sheet.told.products:
        yield "待核实：披露的产品没有写明在哪里生产；披露年份之后有无变化。"
    if not graph.out(sheet.firm.id, s.LOCATED_IN):
        yield "待核实：所在地（没有登记依据）。"
