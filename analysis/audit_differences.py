"""口径差异与待核对: what the plan says twice and not alike — figures, parts and wholes, judgements, the same thing praised and deplored.

Nothing is decided: both sides stand with their words; possible reconciliations come from the list of the settings, marked
推测; the staff closes a line with a remark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.ids import name_key
from ..graph.presence import Zone
from ..graph.snapshot import Edge, Node, Snapshot
from .audit_arithmetic import clusters, completion, stated_growth
from .audit_figures import CELLS, Figure, figures, of_zone
from .audit_reconcile import reconciliations
from .amounts import divide
from .finding import ESTIMATED, Finding, said
from .settings import Settings


def differences(graph: Snapshot, zone: Zone, settings: Settings) -> list[Finding]:
    """Return every difference and tension: recorded pairs, found pairs, twofold values, odd values, judgements, praise and blame."""
    recorded = _recorded(graph)
    return [
        *(_pair(graph, *ends, settings, remark) for ends, remark in recorded.items()),
        *(_pair(graph, a, b, settings) for a, b in _same_name(graph, settings) if (a, b) not in recorded),
        *(f for f in _parts(graph, zone, settings, set(recorded))),
        *_twofold(graph, settings),
        *_odd(graph, settings),
        *_judged(graph, settings),
        *_praised_and_blamed(graph, settings),
        *(_as_tension(f, settings) for f in [*clusters(graph, settings), *stated_growth(graph, settings)]),
    ]


def _as_tension(finding: Finding, settings: Settings) -> Finding:
    return Finding(f"difference:{finding.id}", finding.text, finding.evidence, finding.formula, finding.remark, finding.guesses)


def _recorded(graph: Snapshot) -> dict[tuple[str, str], str]:
    """Pairs that the data mark as differing, each once, with the edge's remark."""
    found: dict[tuple[str, str], str] = {}
    for edge in graph.edges.values():
        if edge.type == s.DIFFERS_FROM.name:
            pair = _ordered(edge.source, edge.target)
            found[pair] = "；".join(x for x in (found.get(pair, ""), str(edge.props.get("remark", ""))) if x)
    return dict(sorted(found.items()))


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _pair(graph: Snapshot, a: str, b: str, settings: Settings, remark: str = "") -> Finding:
    """A line for two nodes that do not agree: both sides, their ratio, what may reconcile them."""
    left, right = graph.node(a), graph.node(b)
    one, other = _facing(graph, left, right)
    sides = [f"“{n.name}”{f.shown if f else ''}" for n, f in ((left, one), (right, other))]
    claims = [f.claims if f else graph.claims_of(n) for n, f in ((left, one), (right, other))]
    edges = [graph.edges[i] for i in (f"{a}|{s.DIFFERS_FROM.name}|{b}", f"{b}|{s.DIFFERS_FROM.name}|{a}") if i in graph.edges]
    words = [f"{n.name} {' '.join(c.quote for c in cs)}" for n, cs in zip((left, right), claims, strict=True)]
    guesses = reconciliations((words[0], one), (words[1], other), settings)
    evidence = said(graph, *claims, _claims_of_edges(graph, edges))
    note = f"数据备注：{remark}" if remark else ""
    return Finding(f"difference:{a}~{b}", f"{sides[0]}与{sides[1]}不一致", evidence, _ratio(one, other), note, guesses)


def _claims_of_edges(graph: Snapshot, edges: Iterable[Edge]) -> list[Claim]:
    return [c for e in edges for c in graph.claims_of(e)]


def _facing(graph: Snapshot, left: Node, right: Node) -> tuple[Figure | None, Figure | None]:
    """The cells to hold against each other: of one year and unit where there are such, else the first of each side."""
    mine, theirs = figures(graph, left), figures(graph, right)
    pairs = [(a, b) for a in mine for b in theirs]
    best = min(pairs, key=lambda p: (not _comparable(*p), p[0].cell != p[1].cell), default=None)
    return best or (mine[0] if mine else None, theirs[0] if theirs else None)


def _comparable(a: Figure, b: Figure) -> bool:
    same_unit = a.amount is not None and b.amount is not None and a.amount.dimension == b.amount.dimension
    return same_unit and a.year == b.year


def _ratio(a: Figure | None, b: Figure | None) -> str:
    if not (a and b and a.amount and b.amount):
        return ""
    big, small = (a, b) if a.amount.low * a.amount.factor >= b.amount.low * b.amount.factor else (b, a)
    assert big.amount and small.amount
    ratio = divide(big.amount, small.amount)
    return f"{big.amount.shown} ÷ {small.amount.shown} = {ratio.times}（{ESTIMATED}）" if ratio else ""


def _same_name(graph: Snapshot, settings: Settings) -> Iterator[tuple[str, str]]:
    """Pairs of indicators of one subject with one name (noise left out) whose values of one year differ."""
    groups: dict[tuple[str, tuple[str, ...]], list[Node]] = defaultdict(list)
    for node in graph.of_type(s.INDICATOR):
        about = tuple(sorted(e.target for e in graph.out(node.id, s.INDICATOR_OF)))
        groups[_core(node.name, settings), about].append(node)
    for nodes in groups.values():
        for left, right in combinations(sorted(nodes, key=lambda n: n.id), 2):
            if _disagree(graph, left, right):
                yield left.id, right.id


def _core(name: str, settings: Settings) -> str:
    key = name_key(name.partition("（")[0])
    for word in settings["sameness"]["noise"]:
        key = key.replace(word, "")
    return key


def _disagree(graph: Snapshot, left: Node, right: Node) -> bool:
    pairs = [(a, b) for a in figures(graph, left) for b in figures(graph, right) if _comparable(a, b)]
    return any((a.cell == "target") == (b.cell == "target") and _differ(a, b) for a, b in pairs)


def _differ(a: Figure, b: Figure) -> bool:
    assert a.amount and b.amount
    mine, theirs = ((x.low * x.factor, x.high * x.factor) for x in (a.amount, b.amount))
    return mine != theirs


def _parts(graph: Snapshot, zone: Zone, settings: Settings, recorded: set[tuple[str, str]]) -> Iterator[Finding]:
    """Parts that exceed their whole: 出口 above 进出口, in one year."""
    nodes = of_zone(graph, zone)
    for rule in settings.rules("parts"):
        wholes = [n for n in nodes if rule["whole"] in n.name and rule["part"] not in n.name.replace(rule["whole"], "")]
        parts = [n for n in nodes if rule["part"] in n.name.replace(rule["whole"], "" if rule["whole"] != rule["part"] else rule["whole"])]
        for part, whole in ((p, w) for p in parts for w in wholes if p.id != w.id and _ordered(p.id, w.id) not in recorded):
            if any(_exceeds(a, b) for a in figures(graph, part) for b in figures(graph, whole) if a.cell != "target" != b.cell):
                yield _pair(graph, part.id, whole.id, settings, f"{rule['part']}是{rule['whole']}的一部分，不应更大")


def _exceeds(part: Figure, whole: Figure) -> bool:
    if not _comparable(part, whole):
        return False
    assert part.amount and whole.amount
    return part.amount.low * part.amount.factor > whole.amount.high * whole.amount.factor


def _twofold(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Cells of one indicator for which two claims give two values."""
    for node in graph.of_type(s.INDICATOR):
        for cell, zh in CELLS.items():
            claims = graph.claims_on(node, f"{cell}_value")
            values = sorted({str(c.value) for c in claims})
            if len(values) > 1:
                text = f"{node.name}{zh}有 {len(values)} 种说法：{'、'.join(values)}"
                yield Finding(f"difference:{node.id}/{cell}", text, said(graph, claims))


def _odd(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Values that cannot be what the name says: a share below 0 or above 100 %, a goal below what was there already, no figure."""
    for node in graph.of_type(s.INDICATOR):
        cells = figures(graph, node)
        for cell in cells:
            if why := _oddness(node, cell, settings):
                yield Finding(f"odd:{node.id}/{cell.cell}", f"{node.name}{CELLS[cell.cell]}{cell.shown}：{why}", said(graph, cell.claims))
        yield from _goal_below(graph, node, {c.cell: c for c in cells}, settings)


def _oddness(node: Node, cell: Figure, settings: Settings) -> str:
    if cell.amount is None:
        return "格内不是一个数，待数据提供部门核定"
    named = any(w in node.name for w in settings["odd"]["share_words"]) and not any(w in node.name for w in ("增长", "增速"))
    if cell.amount.unit == "%" and named and not 0 <= cell.amount.low <= cell.amount.high <= 100:
        return "比率应在 0 至 100% 之间，可能是增速而非比率（推测）"
    return ""


def _goal_below(graph: Snapshot, node: Node, cells: Mapping[str, Figure], settings: Settings) -> Iterator[Finding]:
    base, goal = cells.get("base"), cells.get("target")
    lower_is_better = any(w in node.name for w in settings["completion"]["lower_is_better"])
    if base and goal and base.amount and goal.amount and not lower_is_better and "新增" not in node.name:
        same = base.amount.dimension == goal.amount.dimension
        if same and goal.amount.high * goal.amount.factor < base.amount.low * base.amount.factor:
            text = f"{node.name}：目标{goal.shown}低于基值{base.shown}"
            yield Finding(f"odd:{node.id}/goal-below-base", text, said(graph, base.claims, goal.claims), _ratio(base, goal))


def _judged(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Judgement sentences (胜利完成) beside the figures of the table that fall short."""
    words = settings["judgement"]["words"]
    judging = [c for c in graph.claims.values() if c.grade != "domain" and any(w in c.quote for w in words)]
    if not judging:
        return
    for node in graph.of_type(s.INDICATOR):
        row = completion(graph, node, settings)
        if row and row[2].high < 1:
            now, goal, rate = row
            word = next(w for w in words if any(w in c.quote for c in judging))
            text = f"原文称“{word}”，而表中{node.name}{now.shown}对目标{goal.shown}，完成率 {rate.percent}（{ESTIMATED}）"
            yield Finding(f"judgement:{node.id}", text, said(graph, judging, now.claims, goal.claims), _ratio(now, goal))


def _praised_and_blamed(graph: Snapshot, settings: Settings) -> Iterator[Finding]:
    """Links called an advantage and a bottleneck, or an advantage that a measure is to make up for."""
    rule = settings["tension"]
    for link in graph.of_type(s.LINK):
        stated = [str(x) for x in link.props.get("stated", [])]
        contrary = [x for x in stated if x in rule["contrary"]]
        aims = [e for e in graph.into(link.id, s.AIMS_AT) if graph.node(e.source).props.get("kind") in rule["contrary_kinds"]]
        if set(stated) & set(rule["strong"]) and (contrary or aims):
            yield _tension(graph, link, contrary, aims, settings)


def _tension(graph: Snapshot, link: Node, contrary: list[str], aims: list[Edge], settings: Settings) -> Finding:
    kinds = dict.fromkeys(str(graph.node(e.source).props.get("kind")) for e in aims)
    against = [s.STATED[x] for x in contrary] + [f"举措要{k}" for k in kinds]
    praise = [c for c in graph.claims_on(link, "stated") if c.value in settings["tension"]["strong"]]
    blame = [c for c in graph.claims_on(link, "stated") if c.value in contrary] + _claims_of_edges(graph, aims)
    rules: list[dict[str, Any]] = [r for r in settings.rules("reconciliations") if r.get("contrary")]
    text = f"{link.name}：原文称优势，另处{'、'.join(against)}"
    return Finding(f"tension:{link.id}", text, said(graph, praise, blame), guesses=tuple(r["text"] for r in rules))
