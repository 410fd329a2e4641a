"""What imported amounts say of a link: output of its makers, purchases of its users, and the measures of analysis/quantities.

Output of a maker at a link is its revenue times the shares of revenue of the products it makes there; purchases are the
amounts of SUPPLIES that name such a product. Amounts of one year only are set against each other. What is not imported is
an unknown remainder, never zero; where nothing is imported nothing is said.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.presence import Zone
from ..graph.snapshot import Edge, Node, Snapshot
from .quantities import ANYTHING, NOTHING, Interval, Quotient, finite, hhi, kappa, local_share, location_quotient, top_share
from .settings import Settings

UNIT = "万元"


@dataclass(frozen=True, slots=True)
class Quantities:
    """Measures of one link in one year; None where the amounts for one are not there. `claims` are what they rest on."""

    year: str
    makers: int
    with_amount: int
    hhi: Interval | None
    top: Interval | None
    kappa: Interval | None
    local_share: Interval | None
    claims: tuple[str, ...]

    def as_json(self, settings: Settings) -> dict[str, Any]:
        """Return the measures as in `gaps --json`; intervals are [low, high]."""
        kept = {k: v.rounded() for k in ("hhi", "kappa", "local_share") if (v := getattr(self, k)) is not None}
        top = {f"cr_{settings['quantities']['top']}": self.top.rounded()} if self.top else {}
        counts = {"year": self.year, "unit": UNIT, "makers": self.makers, "makers_with_amount": self.with_amount}
        return counts | kept | top | {"claims": list(self.claims)}


class AmountsOf:
    """The amounts of a graph by link. Cost: O(edges) once, then O(makers + users) a link."""

    def __init__(self, graph: Snapshot) -> None:
        self.graph = graph
        self._link_of = {e.source: e.target for e in graph.data.edges if e.type == s.BELONGS_TO.name}

    @cached_property
    def _made(self) -> dict[str, list[Edge]]:
        """Firm with a revenue → what it makes with a share."""
        found: dict[str, list[Edge]] = {}
        for firm in self.graph.of_type(s.FIRM):
            if finite([firm.props.get("revenue_cny_10k")]):
                found[firm.id] = [e for e in self.graph.out(firm.id, s.MAKES) if finite([e.props.get("revenue_share")])]
        return {firm: edges for firm, edges in found.items() if sum(e.props["revenue_share"] for e in edges) <= 1 + 1e-9}

    @cached_property
    def _sold(self) -> dict[str, list[tuple[Edge, str]]]:
        """Link → sales of it with an amount and a year, and the year."""
        names = self._names()
        found: dict[str, list[tuple[Edge, str]]] = defaultdict(list)
        for edge in self.graph.data.edges:
            if edge.type != s.SUPPLIES.name or not finite([edge.props.get("amount")]):
                continue
            year, link = str(edge.props.get("year", ""))[:4], names.get(str(edge.props.get("product", "")))
            if year and link:
                found[link].append((edge, year))
        return found

    def _names(self) -> dict[str, str]:
        """A name of a link, or of a product that belongs to one link, → that link; a name that means two means none."""
        found: dict[str, set[str]] = defaultdict(set)
        for link in self.graph.of_type(s.LINK):
            for name in (link.name, *link.props.get("aliases", ())):
                found[name].add(link.id)
        for product, link_id in self._link_of.items():
            node = self.graph.node(product)
            for name in (node.name, *node.props.get("aliases", ())):
                found[name].add(link_id)
        return {name: next(iter(links)) for name, links in found.items() if len(links) == 1}

    def speak_of(self, scope: Iterable[str], makers: Iterable[str]) -> bool:
        """True where any amount bears on a link with such makers."""
        return any(self._made.get(m) for m in makers) or any(self._sold.get(link) for link in scope)

    def measures(
        self, scope: Sequence[str], makers: set[str], users: set[str], complete: bool, sales_known: bool, top: int
    ) -> Quantities | None:
        """Return the measures of the links in `scope` together, or None where no amount is known.

        `complete`: the list of makers is declared complete; `sales_known`: their supply relations are.
        """
        sales = [(e, y) for link in dict.fromkeys(scope) for e, y in self._sold.get(link, ()) if e.target in users]
        outputs = {m: out for m in sorted(makers) if (out := self._output(m, scope))}
        year = max((y for _, y in sales), default="") or max((y for _, y, _ in outputs.values()), default="")
        here = {m: amount for m, (amount, y, _) in outputs.items() if y == year}
        bought = [e for e, y in sales if y == year]
        if not year:
            return None
        rest = self._rest(makers - here.keys(), year) if complete else ANYTHING
        hands = len(makers) - len(here) if complete else None
        known, spent = list(here.values()), math.fsum(e.props["amount"] for e in bought)
        supply = Interval(math.fsum(known) + rest.low, math.fsum(known) + rest.high)
        own = math.fsum(e.props["amount"] for e in bought if e.source in makers)
        return Quantities(
            year,
            len(makers),
            len(here),
            hhi(known, rest, hands) if sum(known) > 0 else None,
            top_share(known, top, rest, hands) if sum(known) > 0 else None,
            kappa(supply, Interval(spent, math.inf)) if spent > 0 and (complete or known) else None,
            local_share(own, spent, NOTHING if sales_known else ANYTHING, ANYTHING) if spent > 0 else None,
            tuple(sorted({*(c for m in here for c in outputs[m][2]), *(c for e in bought for c in e.claims)})),
        )

    def _output(self, firm: str, scope: Sequence[str]) -> tuple[float, str, tuple[str, ...]] | None:
        """A firm's output at links: amount, year and claims; None where revenue or share is not known."""
        edges = [e for e in self._made.get(firm, ()) if self._link_of.get(e.target) in scope]
        if not edges:
            return None
        node = self.graph.node(firm)
        amount = node.props["revenue_cny_10k"] * math.fsum(e.props["revenue_share"] for e in edges)
        claims = [c.id for c in self.graph.claims_on(node, "revenue_cny_10k")]
        return amount, self._year(node), (*claims, *(c for e in edges for c in e.claims))

    def _year(self, firm: Node) -> str:
        said = [c for c in self.graph.claims_on(firm, "revenue_cny_10k") if c.value == firm.props["revenue_cny_10k"]]
        return max((c.as_of[:4] for c in said), default="") or str(firm.props.get("figures_year", ""))

    def _rest(self, others: set[str], year: str) -> Interval:
        """What makers of unknown output can have made: no more than their whole revenue of the year, where that is known."""
        if not others:
            return NOTHING
        nodes = [self.graph.node(f) for f in others]
        bounded = all(finite([n.props.get("revenue_cny_10k")]) and self._year(n) == year for n in nodes)
        return Interval(0.0, math.fsum(n.props["revenue_cny_10k"] for n in nodes) if bounded else math.inf)


def thin(found: Quantities | None, settings: Settings) -> tuple[str, ...]:
    """Return why amounts make a link 弱, in words: HHI wholly above its limit, κ wholly below its own; empty where neither is."""
    words, reasons = settings["quantities"], []
    if found and found.hhi and found.hhi.low > words["hhi_above"]:
        reasons.append(words["hhi_text"].format(low=f"{found.hhi.low:.2f}", limit=words["hhi_above"], year=found.year))
    if found and found.kappa and found.kappa.high < words["kappa_below"]:
        reasons.append(words["kappa_text"].format(high=f"{found.kappa.high:.2f}", limit=words["kappa_below"], year=found.year))
    return tuple(reasons)


def quotient(graph: Snapshot, zone: Zone, link: Node, strength: float) -> Quotient | None:
    """Return the location quotient of a link's industry classes by counts of firms, or None where regional totals are not given.

    The zone's profile gives them: `regional_firms` and `regional_firms.<GB/T 4754 class>` under `facts`. Observed are the
    residents that a register files under one of the classes, expected the residents with any class × the region's share.
    """
    held, codes = zone.facts or {}, set(link.props.get("codes", ()))
    whole = _count(held, "regional_firms") if codes else 0.0
    given = [_count(held, key) for code in sorted(codes) if (key := f"regional_firms.{code}") in held]
    if not codes or len(given) != len(codes) or whole <= 0:
        return None
    residents = (f.props for f in graph.of_type(s.FIRM) if f.props.get("resident") is True)
    filed = [set(props["industry_codes"]) for props in residents if props.get("industry_codes")]
    expected = len(filed) * math.fsum(given) / whole
    return location_quotient(sum(bool(own & codes) for own in filed), expected, strength) if filed else None


def _count(held: Mapping[str, str], key: str) -> float:
    text = held.get(key, "0")
    try:
        count = float(text)
    except ValueError:
        count = math.nan
    if not finite([count]):
        raise DataError(f"zone.yaml facts {key}：应为企业家数，得到 {text!r}，请改为数字 / expected a number of firms")
    return count


def quotient_json(found: Quotient | None) -> dict[str, Any]:
    """Return the location quotient for `gaps --json`, empty where there is none."""
    return {"location_quotient": {k: round(v, 4) for k, v in asdict(found).items()}} if found else {}
