"""口径差异与待核对: what the plan says twice and not alike — figures, parts and wholes, judgements, the same thing praised and deplored.

Nothing is decided: both sides stand with their words; possible reconciliations come from the list of the settings, marked
推测; the staff closes a line with a remark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .audit_arithmetic import clusters
from .audit_completion import stated_growth
from .audit_figures import CELLS, Figure, figures, known, ratio_formula
from .audit_judgements import judged, praised_and_blamed
from .audit_odd import odd_values
from .audit_pairs import comparable, differ, exceeding_parts, recorded, same_name
from .audit_reconcile import reconciliations
from .finding import Finding, said
from .settings import Settings


def differences(graph: Snapshot, zone: Zone, settings: Settings) -> list[Finding]:
    """Return every difference and tension: recorded pairs, found pairs, twofold values, odd values, judgements, praise and blame."""
    pairs = {pair: "" for pair in same_name(graph, settings)}
    pairs |= dict(exceeding_parts(graph, zone, settings)) | recorded(graph)
    judgements = judged(graph, pairs, settings)
    pairs = {pair: remark for pair, remark in pairs.items() if pair not in judgements}
    return [
        *(_pair(graph, *ends, settings, remark) for ends, remark in sorted(pairs.items())),
        *_twofold(graph),
        *odd_values(graph, settings),
        *judgements.values(),
        *praised_and_blamed(graph, settings),
        *(replace(f, id=f"difference:{f.id}") for f in [*clusters(graph, settings), *stated_growth(graph, settings)]),
    ]


def _pair(graph: Snapshot, a: str, b: str, settings: Settings, remark: str = "") -> Finding:
    """A line for two nodes that do not agree: both sides, their ratio, what may reconcile them."""
    left, right = graph.node(a), graph.node(b)
    one, other = _facing(graph, left, right)
    sides = [f"「{n.name}」{f.shown if f else ''}" for n, f in ((left, one), (right, other))]
    claims = [f.claims if f else graph.claims_of(n) for n, f in ((left, one), (right, other))]
    edges = [graph.edges[i] for i in (f"{a}|{s.DIFFERS_FROM.name}|{b}", f"{b}|{s.DIFFERS_FROM.name}|{a}") if i in graph.edges]
    guesses = reconciliations((left.name, one), (right.name, other), settings)
    evidence = said(graph, *claims, graph.claims_of(*edges))
    note = f"备注：{remark}" if remark else ""
    return Finding(f"difference:{a}~{b}", f"{sides[0]}与{sides[1]}说法不同", evidence, ratio_formula(one, other), note, guesses)


def _facing(graph: Snapshot, left: Node, right: Node) -> tuple[Figure | None, Figure | None]:
    """The cells to hold against each other: of one year and unit where there are such, else the latest of each side."""
    mine, theirs = figures(graph, left), figures(graph, right)
    pairs = [(a, b) for a in mine for b in theirs]
    best = min(pairs, key=_unlike, default=None)
    return best or (known(graph, left), known(graph, right))


def _unlike(pair: tuple[Figure, Figure]) -> tuple[int, ...]:
    """Sort key of two cells: comparable and unlike first, the same value last; reported ones, of one year, of one kind."""
    a, b = pair
    same_unit = a.amount and b.amount and a.amount.dimension == b.amount.dimension
    rank = 2 if same_unit and not differ(a, b) else 0 if comparable(a, b) else 1
    return (rank, "target" in (a.cell, b.cell), a.year != b.year, a.cell != b.cell)


def _twofold(graph: Snapshot) -> Iterator[Finding]:
    """Cells of one indicator for which two claims give two values."""
    for node in graph.of_type(s.INDICATOR):
        for cell, zh in CELLS.items():
            claims = graph.claims_on(node, f"{cell}_value")
            values = sorted({str(c.value) for c in claims})
            if len(values) > 1:
                text = f"{node.name}{zh}有 {len(values)} 种说法：{'、'.join(values)}"
                yield Finding(f"difference:{node.id}/{cell}", text, said(graph, claims))
