"""The figures of an indicator: value, year and claims of its base, latest and target cell, as written and as an amount."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .amounts import SCALES, Amount, divide, parse
from .finding import ESTIMATED, MISSING

CELLS = {"base": "基值", "latest": "最近值", "target": "目标值"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of an indicator. `amount` is None where the text is no single amount."""

    node: Node
    cell: str
    year: str
    text: str
    amount: Amount | None
    claims: tuple[Claim, ...]

    @property
    def shown(self) -> str:
        """The value with its year."""
        value = self.amount.shown if self.amount else f"“{self.text}”"
        return f"{value}（{self.year or '年份' + MISSING}{CELLS['target'] if self.cell == 'target' else ''}）"


def figure(graph: Snapshot, node: Node, cell: str) -> Figure | None:
    """Return a cell of an indicator (`base`, `latest`, `target`), None where it is empty."""
    text = str(node.props.get(f"{cell}_value", "")).strip()
    if not text or text == MISSING:
        return None
    year = str(node.props.get(f"{cell}_year", ""))
    claims = tuple(graph.claims_on(node, f"{cell}_value"))
    return Figure(node, cell, year, text, parse(text, str(node.props.get("unit", ""))), claims)


def figures(graph: Snapshot, node: Node) -> list[Figure]:
    """Return the filled cells of an indicator in the order base, latest, target."""
    return [found for cell in CELLS if (found := figure(graph, node, cell))]


def known(graph: Snapshot, node: Node) -> Figure | None:
    """Return the latest reported value of an indicator: the latest cell, else the base."""
    return figure(graph, node, "latest") or figure(graph, node, "base")


def of_chain(graph: Snapshot, chain: str, words: Iterable[str]) -> list[Figure]:
    """Return the target cells of a chain's indicators whose name holds one of the words and whose value is an amount."""
    nodes = [graph.node(e.source) for e in graph.into(chain, s.INDICATOR_OF)]
    cells = [figure(graph, n, "target") for n in nodes if any(w in n.name for w in words)]
    return [c for c in cells if c and c.amount]


def of_zone(graph: Snapshot, zone: Zone) -> list[Node]:
    """Return the indicators of the zone as a whole."""
    places = [p for p in graph.of_type(s.PLACE) if zone.holds(p.id)]
    ids = dict.fromkeys(e.source for p in places for e in graph.into(p.id, s.INDICATOR_OF))
    return [graph.node(i) for i in sorted(ids)]


def claims_of(cells: Sequence[Figure]) -> list[Claim]:
    """Return the claims of some cells, in their order."""
    return [c for cell in cells for c in cell.claims]


def ratio_formula(a: Figure | None, b: Figure | None) -> str:
    """Return the larger ÷ the smaller of two cells as a formula, empty where they are no amounts of one unit.

    A bare 亿 beside 亿元 is taken in the other's unit, and the formula says so.
    """
    if not (a and b and a.amount and b.amount):
        return ""
    big, small = (a.amount, b.amount) if a.amount.low * a.amount.factor >= b.amount.low * b.amount.factor else (b.amount, a.amount)
    given = bare_beside(a.amount, b.amount)
    ratio = divide(replace(big, unit=_in(big, given)), replace(small, unit=_in(small, given)))
    note = f"，设未写明单位的一数同为{given}" if given else ""
    return f"{big.shown} ÷ {small.shown} = {ratio.times}（{ESTIMATED}{note}）" if ratio else ""


def bare_beside(a: Amount, b: Amount) -> str:
    """Return the dimension of one amount where the other has a scale and none (397亿 beside 250.4亿元), else empty."""
    for bare, other in ((a, b), (b, a)):
        if bare.unit in SCALES and other.dimension:
            return other.dimension
    return ""


def _in(amount: Amount, given: str) -> str:
    return amount.unit if amount.dimension else f"{amount.unit}{given}"
