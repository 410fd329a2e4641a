"""Flow of goods of a chain for a sankey: leaf inputs gathered into groups, cycles broken where least is lost, each break told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from ..analysis.gaps import Gap
from ..graph import schema as s
from ..graph.ids import clean_text
from ..graph.snapshot import Snapshot
from .charts_model import Band, Chart, Flow, Group
from .flow import flow_levels
from .theme import STAGE_ORDER, UNSTAGED

GROUPS = 22  # links and parents that stand alone; more cannot be read side by side
STARTS, MIDDLE, ENDS = "其余起点", "其余中间", "其余终点"  # apart, so that gathering makes few cycles that goods do not run in
RETURN, GROUPED = "回流", "并组反向"  # goods that come back; inputs that only the grouping turns against the flow
Pair = tuple[str, str]


def flow_chart(graph: Snapshot, own: Mapping[str, Gap]) -> Chart:
    """Return the flow of a chain. Cost O(groups · bands) for the cycles, O(links + inputs) for the rest."""
    flow = flow_of(graph, own)
    drawn, names = sum(b.inputs for b in flow.bands), flow.names
    left = {word: sum(b.inputs for b in flow.returning if b.said == word) for word in (RETURN, GROUPED)}
    caption = (
        f"本链末级环节之间的投入 {drawn + sum(left.values()) + flow.inside} 条，合并为 {len(flow.groups)} 组，括号内是组内环节数；"
        f"带宽是投入条数，每条计 1，不是金额或产量。画出 {drawn} 条；同组之内的 {flow.inside} 条、"
        f"{RETURN} {left[RETURN]} 条、{GROUPED} {left[GROUPED]} 条不画，后两类列在图下。"
    )
    meaning = {RETURN: "环节之间本就成环", GROUPED: "环节之间不成环，只因合并才与其他流向相反"}
    notes = tuple(
        f"{b.said}（{meaning[b.said]}）：{names[b.source]} → {names[b.target]}，{b.inputs} 条：{_pairs(b)}" for b in flow.returning
    )
    rows = tuple((names[b.source], names[b.target], b.inputs, b.said, _pairs(b)) for b in (*flow.bands, *flow.returning))
    return Chart("flow", "物料流向", caption, flow, ("投入方", "使用方", "投入条数", "未画原因", "环节"), rows, notes)


def _pairs(band: Band) -> str:
    return "；".join(f"{a} → {b}" for a, b in band.pairs)


def flow_of(graph: Snapshot, own: Mapping[str, Gap], limit: int = GROUPS) -> Flow:
    """Return groups and bands; bands never form a cycle and those that would are told apart."""
    leaves = {i for i, g in own.items() if not g.rolled_up}
    inputs = sorted((e.source, e.target) for i in leaves for e in graph.out(i, s.INPUT_TO) if e.target in leaves)
    group_of = _grouped(graph, own, inputs, limit)
    pairs: dict[Pair, list[Pair]] = defaultdict(list)
    for a, b in inputs:
        pairs[group_of[a], group_of[b]].append((a, b))
    inside = sum(len(pairs.pop(p)) for p in [p for p in pairs if p[0] == p[1]])
    used = [g for g in _order(graph, own, group_of) if any(g in p for p in pairs)]
    back, circles = set(returning({p: len(x) for p, x in pairs.items()}, used)), _circles(inputs)
    bands = [_band(own, p, pairs[p], circles if p in back else None) for p in sorted(pairs)]
    sizes = Counter(group_of[i] for i in leaves)
    groups = tuple(Group(g, label, _stage(own, g), sizes[g]) for g, label in zip(used, _labels(own, used, sizes), strict=True))
    return Flow(groups, tuple(b for b in bands if not b.said), tuple(b for b in bands if b.said), inside)


def _circles(inputs: Iterable[Pair]) -> dict[str, int]:
    """Leaf → the number of its strongly connected part: two leaves of one part stand on a cycle of goods."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(inputs)
    return {leaf: n for n, part in enumerate(nx.strongly_connected_components(graph)) for leaf in part}


def _band(own: Mapping[str, Gap], ends: Pair, pairs: Sequence[Pair], circles: Mapping[str, int] | None) -> Band:
    """`circles` is given for a band that is left out."""
    said = "" if circles is None else RETURN if any(circles[a] == circles[b] for a, b in pairs) else GROUPED
    return Band(*ends, tuple((_name(own, a), _name(own, b)) for a, b in pairs), said)


def _grouped(graph: Snapshot, own: Mapping[str, Gap], inputs: Iterable[Pair], limit: int) -> dict[str, str]:
    """Leaf → its group: the topmost parent (or itself) where that has most inputs, else the rest of its stage."""
    top = {i: _top(graph, own, i) for i, g in own.items() if not g.rolled_up}
    touched: Counter[str] = Counter()
    for a, b in inputs:
        touched.update({top[a], top[b]} if top[a] != top[b] else ())
    alone = set(sorted(touched, key=lambda t: (-touched[t], t))[:limit])
    fed, used = {b for _, b in inputs}, {a for a, _ in inputs}
    rest = {i: STARTS if i not in fed else MIDDLE if i in used else ENDS for i in top}
    return {i: t if t in alone else f"{rest[i]}:{_stage(own, i)}" for i, t in top.items()}


def _top(graph: Snapshot, own: Mapping[str, Gap], link: str) -> str:
    while above := [e.target for e in graph.out(link, s.PART_OF) if e.target in own]:
        link = above[0]
    return link


def _stage(own: Mapping[str, Gap], group: str) -> str:
    return str(own[group].link.props.get("stage", UNSTAGED)) if group in own else group.partition(":")[2]


def _name(own: Mapping[str, Gap], link: str) -> str:
    return clean_text(own[link].link.name)


def _labels(own: Mapping[str, Gap], groups: Sequence[str], sizes: Mapping[str, int]) -> list[str]:
    """Names to draw, each once: ECharts tells nodes apart by them."""
    found, seen = [], Counter[str]()
    for group in groups:
        label = _label(own, group, sizes[group])
        seen[label] += 1
        found.append(label if seen[label] == 1 else f"{label} #{seen[label]}")
    return found


def _label(own: Mapping[str, Gap], group: str, size: int) -> str:
    if group not in own:
        return f"{_stage(own, group)}{group.partition(':')[0]}（{size}）"
    return f"{_name(own, group)}（{size}）" if own[group].rolled_up else _name(own, group)


def _order(graph: Snapshot, own: Mapping[str, Gap], group_of: Mapping[str, str]) -> list[str]:
    """Groups as goods flow: equipment and services feed the rest, then 上游, 中游, 下游; inside a stage by steps from the start."""
    level, stages = flow_levels(graph, own), (*STAGE_ORDER[3:], *STAGE_ORDER[:3], UNSTAGED)
    first: dict[str, int] = {}
    for leaf, group in group_of.items():
        first[group] = min(first.get(group, level[leaf]), level[leaf])
    rank = {stage: n for n, stage in enumerate(stages)}
    return sorted(first, key=lambda g: (rank.get(_stage(own, g), len(rank)), first[g], g))


def returning(weights: Mapping[Pair, int], order: Sequence[str]) -> list[Pair]:
    """Return the pairs to leave out so that no cycle is left: few and light ones, none that could stay; sorted.

    Inside each strongly connected part the nodes keep `order`, improved by moving single nodes while the weight that runs
    backward lessens (finding the least of all is NP-hard); then every pair that closes no cycle is put back.
    Cost O(rounds · nodes · pairs) a part.

    >>> returning({("ore", "cell"): 3, ("cell", "scrap"): 1, ("scrap", "ore"): 1}, ["ore", "cell", "scrap"])
    [('scrap', 'ore')]
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(sorted(weights))
    place = {node: n for n, node in enumerate(dict.fromkeys([*order, *sorted(graph)]))}
    back = {pair for pair in weights if pair[0] == pair[1]}
    for part in nx.strongly_connected_components(graph):
        inside = {p: w for p, w in weights.items() if p[0] in part and p[1] in part and p[0] != p[1]}
        at = {node: n for n, node in enumerate(_sifted(sorted(part, key=place.__getitem__), inside))}
        back |= {p for p in inside if at[p[0]] > at[p[1]]}
    graph.remove_edges_from(back)
    for pair in sorted(back, key=lambda p: (-weights[p], p)):
        if pair[0] != pair[1] and not nx.has_path(graph, pair[1], pair[0]):
            graph.add_edge(*pair)
    return sorted(p for p in back if not graph.has_edge(*p))


def _sifted(order: list[str], weights: Mapping[Pair, int]) -> list[str]:
    """Move one node at a time to where least weight runs backward, until no move helps; the weight falls with every move."""
    moved = True
    while moved:
        moved = False
        for node in list(order):
            rest = [x for x in order if x != node]
            costs = _costs(node, rest, weights)
            best, now = min(range(len(costs)), key=costs.__getitem__), order.index(node)
            if costs[best] < costs[now]:
                order, moved = [*rest[:best], node, *rest[best:]], True
    return order


def _costs(node: str, rest: Sequence[str], weights: Mapping[Pair, int]) -> list[int]:
    """What runs backward at `node` for each place among `rest`."""
    costs = [sum(weights.get((x, node), 0) for x in rest)]
    for x in rest:
        costs.append(costs[-1] - weights.get((x, node), 0) + weights.get((node, x), 0))
    return costs
