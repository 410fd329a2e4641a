"""愿不愿: what speaks for a firm's coming, fact by fact; unknown stays 未知, no fact weighs against another."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph import schema as s
from ...graph.presence import Origin
from ...graph.snapshot import Edge, Node
from ..rings import places_above
from .makings import Makings
from .model import Path, Propensity
from .presence import Presence
from .surroundings import Surroundings
from .telling import Teller

NAMED, CLUES, UNKNOWN = "规划点名", "有线索", "未知"
NOT_COLLECTED = ("扩产和迁移意向", "在周边的分支机构")
SHOWN = 3  # customers told by name


class PropensityOf:
    """Gathers the facts for firms of one graph."""

    def __init__(self, presence: Presence, makings: Makings, teller: Teller) -> None:
        self.presence, self.makings, self.teller = presence, makings, teller
        self.graph, self.zone = presence.graph, presence.zone

    def __call__(self, firm: Node, link: Node, chain: str, around: Surroundings) -> Propensity:
        """Return the axis for a firm and a link."""
        named = list(self._named(firm, link))
        clues = [*self._sales(firm), *self._kin(firm), *self._origins(firm, chain), *self.customers(around, firm.id)]
        word = NAMED if named else CLUES if clues else UNKNOWN
        return Propensity(word, tuple(named + clues), NOT_COLLECTED)

    def _named(self, firm: Node, link: Node) -> Iterator[Path]:
        wanted = [e for e in self.graph.out(firm.id, s.INVITED_FOR) if e.target == link.id]
        if wanted:
            yield self.teller.path(f"规划拟为“{link.name}”引进{firm.name}", wanted)
        elif invites := self.graph.into(firm.id, s.INVITES):
            yield self.teller.path(f"规划“{self.teller.name(invites[0].source)}”点名{firm.name}", invites[:1])

    def _sales(self, firm: Node) -> Iterator[Path]:
        """Sales to or from residents that a source records."""
        for edge in (*self.graph.out(firm.id, s.SUPPLIES), *self.graph.into(firm.id, s.SUPPLIES)):
            other = edge.target if edge.source == firm.id else edge.source
            if other in self.presence.residents:
                verb = "已向在区企业供货" if edge.source == firm.id else "已从在区企业采购"
                yield self.teller.path(f"{verb}：{self.teller.name(other)}", [edge])

    def _kin(self, firm: Node) -> Iterator[Path]:
        if resident := self.presence.family.get(firm.id):
            edges = [*self.graph.out(firm.id, s.PART_OF_GROUP), *self.graph.into(firm.id, s.PART_OF_GROUP)]
            yield self.teller.path(f"同一集团的{self.teller.name(resident)}已在区", edges[:1])

    def _origins(self, firm: Node, chain: str) -> Iterator[Path]:
        for origin in self.zone.origins:
            if (not origin.chains or chain in origin.chains) and (told := self._comes_from(firm, origin)):
                yield from self._origin(origin, *told)

    def _origin(self, origin: Origin, why: str, edges: list[Edge]) -> Iterator[Path]:
        """The measure is the fact: without it in the graph nothing is said."""
        if origin.measure in self.graph.nodes:
            measure = self.graph.node(origin.measure)
            aims = self.graph.out(measure.id, s.AIMS_AT)[:1]
            yield self.teller.path(f"规划点名的来源方向：{origin.name}（{why}）", [*edges, *aims])

    def _comes_from(self, firm: Node, origin: Origin) -> tuple[str, list[Edge]] | None:
        for edge in self.graph.out(firm.id, s.LOCATED_IN):
            if origin.places & places_above(self.graph, edge.target):
                return f"所在地{self.teller.name(edge.target)}", [edge]
        told = [str(firm.props.get("origin", "")), *map(str, firm.props.get("standing", [])), *map(str, firm.props.get("honours", []))]
        said = next((text for text in told if any(word in text for word in origin.words)), "")
        return (f"来源记为{said}", []) if said else None

    def customers(self, around: Surroundings, but: str) -> list[Path]:
        """Return other residents that make what uses the link: they may buy, nobody says that they do."""
        found: dict[str, Path] = {}
        for link, between in around.users.items():
            for firm, making in self.makings.at.get(link, {}).items():
                if making.here and firm in self.presence.residents and firm not in found and firm != but:
                    text = (
                        f"区内潜在客户：{self.teller.name(firm)}（{self.teller.making(making)}，其产品或其部分用到本环节；是否采购未采集）"
                    )
                    found[firm] = self.teller.path(text, (*making.edges, *between))
        return [path for _, path in sorted(found.items())][:SHOWN]
