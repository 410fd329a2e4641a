"""企业画像: a firm on one page. What it is, whether it is here and why, its links, who stands before and behind it, who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..graph import schema as s
from ..graph.claims import GRADES, MODALITIES
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from ..graph.spec import EdgeType
from .evidence import Evidence, evidence, without_repeats
from .neighbours import Neighbour, downstream, upstream
from .search import name_forms

HERE, NOT_HERE, UNKNOWN = "在区", "不在区", "待核实"
SENSES: dict[EdgeType, str] = {s.OPERATES_IN: "在区内生产", s.INVITED_FOR: "规划拟为此引进", s.DEMANDS: "来源称其有需求"}
DISCLOSED = "C"  # grade of an edge that only disclosures support
SHORTEST = 3  # letters of a name that mean the firm wherever a measure's words hold them


@dataclass(frozen=True, slots=True)
class Tie:
    """A link the firm has to do with, and in which sense; `whole` where the link has parts and nobody said which."""

    id: str
    name: str
    chain: str
    stage: str
    sense: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Product:
    """A product a disclosure names, its share of the firm's revenue (0 to 1, None where not told) and the year."""

    name: str
    share: float | None
    year: str


@dataclass(frozen=True, slots=True)
class Touch:
    """A direction, project, platform, measure, institution or firm that has to do with the firm, and how."""

    kind: str
    id: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """All a page about a firm says. `resident` is true, false or null (unknown); `residence` says why, in words."""

    id: str
    name: str
    resident: bool | None
    residence: str
    about: tuple[str, ...]
    chains: tuple[str, ...]
    ties: tuple[Tie, ...]
    products: tuple[Product, ...]
    upstream: tuple[Neighbour, ...]
    downstream: tuple[Neighbour, ...]
    touches: tuple[Touch, ...]
    evidence: tuple[Evidence, ...]


def portrait(graph: Snapshot, zone: Zone, firm: Node) -> Portrait:
    """Return the portrait of a firm. Cost O(its edges + measures)."""
    found = tuple(ties(graph, firm))
    made = [tie.id for tie in found if tie.sense != SENSES[s.DEMANDS]]
    wanted = [tie.id for tie in found if tie.sense == SENSES[s.DEMANDS]]
    edges = [e for t in s.SCHEMA.edges for e in (*graph.out(firm.id, t), *graph.into(firm.id, t))]
    said = without_repeats(evidence(graph, (c for c in graph.claims_of(firm, *edges) if c.grade != "domain")))
    return Portrait(
        firm.id,
        firm.name,
        firm.props.get("resident"),
        residence(graph, zone, firm),
        tuple(_about(firm)),
        tuple(dict.fromkeys(tie.chain for tie in found)),
        found,
        tuple(_products(graph, firm)),
        upstream(graph, made, wanted, firm.id),
        downstream(graph, made, firm.id),
        tuple(_touches(graph, firm, [tie.id for tie in found])),
        said,
    )


def _about(firm: Node) -> Iterator[str]:
    """What the node's own properties tell, in the words of the schema."""
    kinds = {"group": "集团", "plant": "工厂", "company": "公司"}
    told = {"类别": kinds.get(str(firm.props.get("kind")), ""), "又名": "、".join(firm.props.get("aliases", []))}
    told |= {"来源地": str(firm.props.get("origin", "")), "来源对它的称呼": "、".join(firm.props.get("standing", []))}
    yield from (f"{key}：{value}" for key, value in told.items() if value)


def residence(graph: Snapshot, zone: Zone, firm: Node) -> str:
    """Say in words whether the firm is in the zone and what that rests on."""
    placed = graph.out(firm.id, s.LOCATED_IN)
    inside = [e for e in placed if zone.holds(e.target)]
    resident = firm.props.get("resident")
    if resident is True:
        checked = any(e.props["grade"] == "A" for e in inside)
        words = "登记名录或人工已核实" if checked else "仅来源所称，未经登记名录或人工核实"
        return f"{HERE}：{'、'.join(_placed(graph, (e.id for e in inside)))}；{words}。"
    if resident is False:
        outside = [e for e in placed if not zone.holds(e.target)]
        where = f"来源记其所在地为{'、'.join(_placed(graph, (e.id for e in outside)))}" if outside else "来源只把它写作拟引进对象或需求方"
        return f"{NOT_HERE}：{where}。"
    around = f"来源只说到{'、'.join(graph.node(e.target).name for e in placed)}" if placed else "没有来源说它在区内还是区外"
    held = zone.facts or {}
    ask = f"；可问{held['address.office']}（{held['address.list']}）" if "address.office" in held and "address.list" in held else ""
    return f"{UNKNOWN}：{around}{ask}。"


def _placed(graph: Snapshot, edges: Iterable[str]) -> list[str]:
    """Places of LOCATED_IN edges with the kind and the date of what says so."""
    found = [graph.edges[i] for i in edges]
    kinds = {e.id: "、".join(dict.fromkeys(GRADES[c.grade] for c in graph.claims_of(e))) for e in found}
    return [f"{graph.node(e.target).name}（{kinds[e.id]}，{e.props['as_of']}）" for e in found]


def ties(graph: Snapshot, firm: Node) -> Iterator[Tie]:
    """Yield the links of a firm, what it makes here first; a link in one sense only, the strongest."""
    seen: set[str] = set()
    for link, sense in _senses(graph, firm):
        if link not in seen:
            seen.add(link)
            node, home = graph.node(link), graph.out(link, s.LINK_OF)
            chain = graph.node(home[0].target).name if home else ""
            yield Tie(link, node.name, chain, str(node.props.get("stage", "")), sense, bool(graph.into(link, s.PART_OF)))


def _senses(graph: Snapshot, firm: Node) -> Iterator[tuple[str, str]]:
    for edge_type, sense in SENSES.items():
        yield from ((e.target, sense) for e in graph.out(firm.id, edge_type))
    for edge in graph.out(firm.id, s.UNDERTAKES):
        project = graph.node(edge.target)
        links = [e.target for e in graph.out(project.id, s.INVESTS_IN) if graph.node(e.target).type == s.LINK.name]
        yield from ((link, f"其项目“{project.name}”投向") for link in links)
    resident = firm.props.get("resident") is True
    for edge in graph.out(firm.id, s.CAPABLE_OF):
        able = "公开披露的产品" if edge.props["grade"] == DISCLOSED else "具备能力"
        yield edge.target, f"{able}，区内是否生产待核实" if resident else able


def _products(graph: Snapshot, firm: Node) -> Iterator[Product]:
    """Products by disclosures, the largest share of the revenue first."""
    made = [e for e in graph.out(firm.id, s.MAKES) if e.props["grade"] == DISCLOSED]
    for e in sorted(made, key=lambda e: (-(e.props.get("revenue_share") or 0.0), e.id)):
        share = e.props.get("revenue_share")
        yield Product(graph.node(e.target).name, None if share is None else float(share), str(e.props["as_of"])[:4])


def _touches(graph: Snapshot, firm: Node, links: list[str]) -> Iterator[Touch]:
    seen: set[str] = set()
    for kind, node_id, how in (*_own(graph, firm), *_through(graph, links)):
        if node_id not in seen:
            seen.add(node_id)
            yield Touch(kind, node_id, graph.node(node_id).name, how)


def _own(graph: Snapshot, firm: Node) -> Iterator[tuple[str, str, str]]:
    """What an edge of the firm, or a measure's own words, tie to it."""
    for e in graph.out(firm.id, s.UNDERTAKES):
        told = (graph.node(e.target).props.get(key) for key in ("stage", "investment"))
        yield s.PROJECT.zh, e.target, "，".join(["承担", *(str(x) for x in told if x)])
    for e in graph.out(firm.id, s.RUNS):
        yield s.PLATFORM.zh, e.target, f"建设运营，{MODALITIES[e.props['modality']]}"
    yield from ((s.MEASURE.zh, e.source, "点名拟引进") for e in graph.into(firm.id, s.INVITES))
    yield from ((s.MEASURE.zh, measure, "原文提到") for measure in _measures_naming(graph, firm))
    yield from ((s.INSTITUTION.zh, e.source, MODALITIES[e.props["modality"]]) for e in graph.into(firm.id, s.COOPERATES_WITH))
    yield from (("集团", e.target, "隶属") for e in graph.out(firm.id, s.PART_OF_GROUP))
    yield from (("集团", e.source, "成员") for e in graph.into(firm.id, s.PART_OF_GROUP))
    yield from (("供货", e.target, "客户") for e in graph.out(firm.id, s.SUPPLIES))
    yield from (("供货", e.source, "供应商") for e in graph.into(firm.id, s.SUPPLIES))


def _measures_naming(graph: Snapshot, firm: Node) -> Iterator[str]:
    """Measures whose quoted words hold a name of the firm: any longer one, a short one where the firm is quoted at that place."""
    long = [form for form in name_forms(firm) if len(form) >= SHORTEST]
    at = {(c.source, c.locator, c.quote) for c in graph.claims_of(firm) if c.grade == "plan"}
    for measure in graph.of_type(s.MEASURE):
        said = [c for c in graph.claims_of(measure) if c.grade == "plan"]
        if any(form in c.quote for c in said for form in long) or any(
            (c.source, c.locator) == (source, place) and name in c.quote for c in said for source, place, name in at
        ):
            yield measure.id


def _through(graph: Snapshot, links: list[str]) -> Iterator[tuple[str, str, str]]:
    """What has to do with one of the firm's links."""
    rows = ((s.DIRECTION.zh, s.ADVANCES, "推进"), (s.MEASURE.zh, s.AIMS_AT, "针对"), (s.PLATFORM.zh, s.SERVES, "服务"))
    for kind, edge_type, verb in (*rows, (s.INSTITUTION.zh, s.RESEARCHES, "研究")):
        yield from ((kind, e.source, f"{verb}“{graph.node(link).name}”") for link in links for e in graph.into(link, edge_type))
