"""The explained ranking on the firms of a graph: who could make a link or a product, from what is recorded that they make.

    ranking = PoolRanking(graph)                       # once a graph: reads names, fits (about a second for the shipped pool)
    found = ranking.rank([link_id, …], top=20)         # one Ranked a link or product, all at once
    found[0].candidates[0].firm, .score, .known        # node id, score, is it recorded to make this very thing
    found[0].why(candidate.firm)                       # up to three pieces of Evidence in words, worked out when asked
    makes_edge(candidate.firm, piece.product)          # the edge whose claims are the source of a piece; "" for an industry

It says 能不能 (fit) and nothing else. It takes every firm with a MAKES edge of what exists or is registered, wherever it stands:
**presence is not looked at**, so who shows candidates must take out residents (under any alias), revoked firms and groups of residents.
A score orders the firms of one query; it is no probability and cannot be compared between queries. A firm with score 0 is no candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.ids import edge_id
from ...graph.snapshot import Edge, Node, Snapshot
from ..search import name_forms
from .evidence import Evidence, Witness
from .explained import Explained, Query, order
from .market import FirmFacts, Make, Market, market

PROVES_MAKING = frozenset({"existing", "registered"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm (node id) with its place from 1, score and what each signal adds; `known`: recorded as a maker of this very thing."""

    firm: str
    rank: int
    score: float
    known: bool
    signals: Mapping[str, float]


@dataclass(frozen=True)
class Ranked:
    """The candidates for one link or product."""

    thing: str
    query: Query
    candidates: tuple[Candidate, ...]
    witness: Witness

    def why(self, firm: str) -> tuple[Evidence, ...]:
        """Return up to three pieces of evidence for a candidate, the strongest first."""
        return self.witness.evidence(self.witness.ranker.market.firm_at[firm])


def makes_edge(firm: str, product: str) -> str:
    """Return the id of the edge a piece of evidence rests on; empty for one that rests on no product."""
    return edge_id(s.MAKES.name, firm, product) if product else ""


def market_of(graph: Snapshot) -> Market:
    """Return the market of a graph: MAKES edges of what exists or is registered. A graph has no industry of firms, so that signal is 0.

    A row without a revenue share counts half, as an item of the business scope does.
    """
    makes = [e for e in graph.data.edges if e.type == s.MAKES.name and e.props.get("modality") in PROVES_MAKING]
    rows = [Make(e.source, e.target, e.props.get("revenue_share") is not None) for e in makes]
    facts = {firm.id: FirmFacts(firm.name) for firm in graph.of_type(s.FIRM)}
    return market(rows, facts, product_names={p.id: p.name for p in graph.of_type(s.PRODUCT)})


class PoolRanking:
    """The ranking fitted on one graph. Cost: the letters of all product names once, then the queries."""

    def __init__(self, graph: Snapshot) -> None:
        self.graph = graph
        self.ranker = Explained.on(market_of(graph))

    def rank(self, things: Sequence[str], *, top: int = 20, known: bool = True) -> list[Ranked]:
        """Rank for each link or product (node ids); `known=False` leaves its recorded makers out. Raises NotFound."""
        queries = [self.query(self.graph.node(thing)) for thing in things]
        signals = self.ranker.signals(queries)
        found = []
        for at, (thing, query) in enumerate(zip(things, queries, strict=True)):
            witness = Witness(self.ranker, signals, query, at)
            found.append(Ranked(thing, query, self._candidates(witness, top, known), witness))
        return found

    def query(self, thing: Node) -> Query:
        """Return what is looked for: all names of a link and the products that belong to it, or the product."""
        market = self.ranker.market
        products = [e.source for e in self.graph.into(thing.id, s.BELONGS_TO)] if thing.type == s.LINK.name else [thing.id]
        made = [p for p in products if p in market.product_at]
        capable = [e.source for e in self.graph.into(thing.id, s.CAPABLE_OF) if _proves(e)]
        makers = {market.firms[row] for p in made for row in market.makers(p)} | {f for f in capable if f in market.firm_at}
        return Query(tuple(name_forms(thing)), tuple(made), tuple(sorted(makers)))

    def _candidates(self, witness: Witness, top: int, known: bool) -> tuple[Candidate, ...]:
        firms, score = self.ranker.market.firms, witness.signals.score[witness.at]
        left_out = [] if known else [self.ranker.market.firm_at[f] for f in witness.query.makers]
        rows = [row for row in order(score, left_out, top) if score[row] > 0]
        return tuple(
            Candidate(firms[row], rank, float(score[row]), firms[row] in witness.query.makers, witness.contributions(int(row)))
            for rank, row in enumerate(rows, 1)
        )


def _proves(edge: Edge) -> bool:
    return edge.props.get("modality") in PROVES_MAKING
