"""What the gap engine refuses: links without a home, inputs that cannot be, declarations that contradict each other.

Loops of PART_OF and a link that is its own input are refused before, when the graph is assembled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.snapshot import Edge, Node, Snapshot
from .supply import ESSENTIAL

DECLARED = ("outside", "needed")  # of these a link has one value; sources that differ must be settled


def check_links(graph: Snapshot) -> None:
    """Raise DataError with every fault, one line each: link, what came, what was expected, what to do. Cost O(links + edges)."""
    links = graph.of_type(s.LINK)
    faults = [fault for link in links for fault in (*_home(graph, link), *_inputs(graph, link), *_declarations(graph, link))]
    if faults:
        raise DataError(*faults)


def _home(graph: Snapshot, link: Node) -> Iterator[str]:
    homes = [e.target for e in graph.out(link.id, s.LINK_OF)]
    if len(homes) != 1:
        told = "、".join(homes) or "无"
        yield f"{link.name}（{link.id}）：应恰属一条产业链，得到 {told}，请改其归属 / expected exactly one home chain"


def _inputs(graph: Snapshot, link: Node) -> Iterator[str]:
    where, edges = f"{link.name}（{link.id}）", graph.into(link.id, s.INPUT_TO)
    for edge in edges:
        if _level(edge) not in (0, 1, ESSENTIAL):
            yield f"{where}：投入 {edge.source} 的必需程度为 {_level(edge)}，应为 0、1 或 2 / essentiality must be 0, 1 or 2"
    yield from (_mixed(where, group, members) for group, members in _groups(edges).items() if len({_level(e) for e in members}) > 1)


def _level(edge: Edge) -> int:
    return int(edge.props.get("essentiality", ESSENTIAL))


def _groups(edges: Sequence[Edge]) -> dict[str, list[Edge]]:
    groups: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.props.get("alternative_group"):
            groups[edge.props["alternative_group"]].append(edge)
    return groups


def _mixed(where: str, group: str, members: Sequence[Edge]) -> str:
    told = "、".join(f"{e.source}={_level(e)}" for e in members)
    return f"{where}：替代组“{group}”的必需程度不一（{told}），应相同 / members of one group must share one essentiality"


def _declarations(graph: Snapshot, link: Node) -> Iterator[str]:
    for name in DECLARED:
        claims = graph.claims_on(link, name)
        if len({c.value for c in claims}) > 1:
            zh = next(p.zh for p in s.LINK.props if p.name == name)
            told = "、".join(sorted({f"{c.value}（{c.source}）" for c in claims}))
            yield f"{link.name}（{link.id}）：{zh}的声明互相矛盾：{told}，请撤销其一 / contradictory declarations, take one back"
