"""Random AND/OR supply graphs as snapshots, and the straightforward way to say what stands when some elements are lost."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

from liantu.graph import schema as s
from liantu.graph.snapshot import Edge, GraphData, Node, Snapshot

FIRMS = tuple(f"firm:{i}" for i in range(5))


def random_snapshot(seed: int) -> Snapshot:
    """At most 12 links: loops, alternatives, inputs that only lower output, complete lists, single and barred outside suppliers."""
    draw = random.Random(seed)
    links = [f"link:{i:02}" for i in range(draw.randint(1, 12))]
    complete, none = draw.random(), draw.random() / 2
    nodes = [Node("chain:c", "Chain", {"name": "c"}), *(Node(f, "Firm", {"name": f, "resident": True}) for f in FIRMS)]
    edges = []
    for link in links:
        props = {"name": link, "outside": draw.choice(("open", "open", "open", "single", "barred")), "terminal": draw.random() < 0.3}
        nodes.append(Node(link, "Link", props | ({"makers_complete": "名录"} if draw.random() < complete else {})))
        makers = draw.sample(FIRMS, 0 if draw.random() < none else draw.choice((1, 1, 2, 2, 3)))
        edges += [_edge(s.OPERATES_IN.name, firm, link) for firm in makers]
        edges.append(_edge(s.LINK_OF.name, link, "chain:c"))
        edges += _inputs(draw, link, [x for x in links if x != link])
    return Snapshot(GraphData(tuple(nodes), tuple(edges), ()))


def _inputs(draw: random.Random, link: str, others: list[str]) -> list[Edge]:
    found = []
    free = draw.sample(others, len(others))
    for group in range(draw.choice((0, 1, 1, 2, 3))):
        members, free = free[: (size := draw.choice((1, 1, 2, 2, 3)))], free[size:]
        props = {"essentiality": draw.choice((2, 2, 2, 2, 1, 0))} | ({"alternative_group": f"g{group}"} if len(members) > 1 else {})
        found += [_edge(s.INPUT_TO.name, member, link, props) for member in members]
    return found


def _edge(kind: str, source: str, target: str, props: dict[str, object] | None = None) -> Edge:
    return Edge(f"{source}|{kind}|{target}", kind, source, target, props or {})


class Removal:
    """What stands once elements are lost, read from the edges themselves: sweep over all links until nothing changes."""

    def __init__(self, graph: Snapshot, optimistic: bool, rule: str) -> None:
        self.rule, self.links = rule, {n.id: n for n in graph.of_type(s.LINK)}
        self.makers = {link: {e.source for e in graph.into(link, s.OPERATES_IN)} for link in self.links}
        self.unseen = {link: optimistic and not node.props.get("makers_complete") for link, node in self.links.items()}
        self.groups: dict[str, dict[str, set[str]]] = {link: defaultdict(set) for link in self.links}
        for link in self.links:
            for edge in graph.into(link, s.INPUT_TO):
                if edge.props["essentiality"] == 2:
                    self.groups[link][str(edge.props.get("alternative_group", edge.source))].add(edge.source)

    def standing(self, lost: Iterable[str]) -> set[str]:
        """Return the links that are available when `lost` is gone."""
        gone = set(lost)
        found = {link for link in self.links if link not in gone and self._bought(link, gone)}
        able = [link for link in self.links if link not in gone and (self.unseen[link] or self.makers[link] - gone)]
        while more := {x for x in able if x not in found and all(group & found for group in self.groups[x].values())}:
            found |= more
        return found

    def _bought(self, link: str, gone: set[str]) -> bool:
        local = bool(self.makers[link]) or self.unseen[link]
        sold = self.rule != "zone" and self.links[link].props["outside"] != "barred" and f"OUTSIDE({link})" not in gone
        return sold and (self.rule == "open" or not local)
