"""名单齐全确认: which declarations hold at a date, and of which links they say that a list is complete (METHODS §2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import schema as s
from .claims import Claim
from .dates import earliest, is_date, latest
from .snapshot import GraphData, Node, Snapshot

PROP = {kind: f"{kind}_complete" for kind in s.DECLARED}
UNPROVEN = frozenset({"registered", "inferred"})  # modalities of 登记待核实: a name or a register says so, nobody has looked
Said = Mapping[str, Mapping[str, list[Node]]]


def latest_date(claims: Iterable[Claim]) -> str:
    """Return the latest date among the claims, domain knowledge and code tables left out; empty where there is none."""
    dates = {c.as_of for c in claims if c.grade not in ("domain", "registry")}
    return max(filter(is_date, dates), default="")


def holds(declaration: Node, at: str) -> bool:
    """True where a declaration holds on the last day that `at` can mean: made, not yet expired, not withdrawn."""
    props = declaration.props
    made, until, withdrawn = (str(props.get(k, "")) for k in ("date", "until", "withdrawn"))
    if not (is_date(made) and is_date(at)):
        return False
    day = latest(at)
    ended = (is_date(until) and latest(until) < day) or (is_date(withdrawn) and earliest(withdrawn) <= day)
    return earliest(made) <= day and not ended


def declared(data: GraphData, at: str) -> GraphData:
    """Return the graph in which every link says which of its lists are complete at a date.

    Sets `makers_complete`, `suppliers_complete` and `users_complete` of links from the declarations that hold, and takes
    away what expired or was withdrawn; a property that a source claims of the link itself stays. Cost: linear.
    """
    if not any(node.type == s.DECLARATION.name for node in data.nodes):
        return data
    graph = Snapshot(data)
    said: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for declaration in graph.of_type(s.DECLARATION):
        if holds(declaration, at):
            for link in covered(graph, declaration):
                said[link][PROP[declaration.props["kind"]]].append(declaration)
    nodes = tuple(_told(graph, n, said.get(n.id, {})) if n.type == s.LINK.name else n for n in data.nodes)
    return replace(data, nodes=nodes)


def covered(graph: Snapshot, declaration: Node) -> list[str]:
    """Return the links a declaration covers, sorted.

    Those it names; the links below them; and the links all of whose industry classes it names. A link that only a class or a
    parent brings in stays out while a firm stands at a link above it (which part it makes is unknown), and while a resident
    is merely registered or inferred for it: such a firm has to be looked at first.
    """
    named = {e.target for e in graph.out(declaration.id, s.COVERS)}
    codes = frozenset(declaration.props.get("codes", ()))
    by_code = {link.id for link in graph.of_type(s.LINK) if (own := link.props.get("codes")) and codes.issuperset(own)}
    below = {leaf for link in named for leaf in _below(graph, link)}
    return sorted(named | {link for link in by_code | below if not (unproven(graph, link) or _made_above(graph, link))})


def _made_above(graph: Snapshot, link: str) -> bool:
    return any(graph.into(e.target, s.OPERATES_IN) or _made_above(graph, e.target) for e in graph.out(link, s.PART_OF))


def _below(graph: Snapshot, link: str) -> Iterator[str]:
    for edge in graph.into(link, s.PART_OF):
        yield edge.source
        yield from _below(graph, edge.source)


def unproven(graph: Snapshot, link: str) -> list[str]:
    """Return the residents that a register or a name, but no fact, places on the link (登记待核实)."""
    edges = [e for e in graph.into(link, s.CAPABLE_OF) if e.props["modality"] in UNPROVEN]
    return sorted(e.source for e in edges if graph.node(e.source).props.get("resident") is True)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A firm that a declared list should name and does not; `resident`: it is here for certain, else its place is unknown."""

    firm: str
    resident: bool
    text: str


def contradictions(graph: Snapshot, declaration: Node) -> list[Contradiction]:
    """Return every firm that a declared list of makers should name and does not, a resident or of unknown place."""
    if declaration.props["kind"] != "makers":
        return []
    named = {e.target for e in graph.out(declaration.id, s.COVERS)}
    return [line for link in sorted(named) for line in _unlisted(graph, link)]


def _unlisted(graph: Snapshot, link: str) -> Iterator[Contradiction]:
    makers = {e.source for e in graph.into(link, s.OPERATES_IN)}
    for edge in graph.into(link, s.CAPABLE_OF):
        firm = graph.node(edge.source)
        here = firm.props.get("resident")
        if firm.id in makers or here is False or (here is None and graph.out(firm.id, s.LOCATED_IN)):
            continue
        where = "在区" if here else "所在地未知"
        yield Contradiction(
            firm.id,
            here is True,
            f"“{graph.node(link).name}”的企业名单确认为齐全，但{firm.name}（{where}）有能力依据、未列为区内生产企业；请先核实该企业 "
            f"/ the list is declared complete, yet {firm.id} may make it: settle that firm first",
        )


def _told(graph: Snapshot, link: Node, said: Mapping[str, list[Node]]) -> Node:
    own = [c for c in link.claims if not _of_declaration(graph.claims[c])]
    claimed = {graph.claims[c].predicate for c in own}
    props: dict[str, Any] = {k: v for k, v in link.props.items() if k not in PROP.values() or k in claimed}
    props |= {prop: _words(found) for prop, found in said.items() if prop not in claimed}
    proofs = {c for found in said.values() for d in found for c in d.claims if graph.claims[c].predicate == "register"}
    return replace(link, props=props, claims=tuple(sorted({*own, *proofs})))


def _of_declaration(claim: Claim) -> bool:
    return s.SCHEMA.type_of(claim.subject) is s.DECLARATION


def declarations_of(graph: Snapshot, link: Node) -> list[Claim]:
    """Return the claims by which declarations speak of a link, as `declared` attached them."""
    return [c for c in graph.claims_of(link) if _of_declaration(c)]


def _words(found: list[Node]) -> str:
    return "；".join(sorted({describe(d) for d in found}))


def describe(declaration: Node) -> str:
    """Return a declaration in one line: list, who, from when, until when."""
    props = declaration.props
    until = f"，有效期至 {props['until']}" if props.get("until") else ""
    return f"{props.get('register', '名单')}（{props.get('who', '未采集')}，{props.get('date', '未采集')}{until}）"
