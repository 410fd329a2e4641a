"""Drill-down 链 → 段 → 环节 → 企业: who makes it here, who is only wanted, who can make it elsewhere and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..analysis.gaps import Gap
from ..analysis.ring_status import capable
from ..analysis.rings import UNKNOWN
from ..graph import schema as s
from ..graph.ids import clean_text
from ..graph.snapshot import Node, Snapshot
from .beside import Box, beside_links
from .chain_view import INTERNAL, Card, Stage, chain_stages
from .charts_model import Chart, Twig, Value
from .theme import BESIDE, STATUS_COLORS

FIRM_KINDS = ("resident", "unplaced", "invitee")
COLUMNS = ("段位", "环节", "在区企业", "拟引进（不在区）", "区外已知企业")
WANTED, ABROAD = "需求✓", "各圈层以外"


def tree_chart(graph: Snapshot, own: Mapping[str, Gap], chain: Node) -> Chart:
    """Return the tree of a chain. Firms elsewhere stand under the place they are in, nearest ring first."""
    stages = chain_stages(graph, own, INTERNAL)
    beside: dict[str, list[Box]] = {}
    for one in beside_links(graph, own, INTERNAL):
        if one.kind in FIRM_KINDS and one.node.type == s.FIRM.name:
            beside.setdefault(one.owner, []).append(one)
    grow = _Grow(graph, own, beside)
    twigs = [Twig(stage.title, f"{stage.links} 个环节", None, tuple(map(grow.link, stage.cards))) for stage in stages]
    root = Twig(clean_text(chain.name), f"{len(own)} 个环节", None, tuple(twigs))
    caption = (
        "点开节点看下一级：产业链、段位、环节、企业。在区企业是实线框，拟引进企业是虚线框并写明“拟引进”，不在区；需求✓ 是规划点名需求；"
        "区外企业按所在地归拢，由近及远，只计有依据能做该环节的。"
    )
    return Chart(
        "tree",
        "链、段、环节、企业",
        caption,
        root,
        ("段位", "环节", "在区企业", "拟引进（不在区）", "区外已知企业"),
        grow.rows(stages),
    )


class _Grow:
    """Makes the branches of links."""

    def __init__(self, graph: Snapshot, own: Mapping[str, Gap], beside: Mapping[str, Sequence[Box]]) -> None:
        self._graph, self._own, self._beside = graph, own, beside

    def link(self, card: Card) -> Twig:
        """Return the branch of a link: its parts, then its firms."""
        firms = [self._firm(one) for one in self._beside.get(card.id, [])]
        word = " ".join(x for x in (card.status, WANTED if card.need else "") if x)
        children = (*map(self.link, card.children), *firms, *self._places(card))
        return Twig(clean_text(card.name), word, STATUS_COLORS.get(card.status), children)

    def _firm(self, one: Box) -> Twig:
        look = BESIDE[one.kind]
        return Twig(clean_text(one.node.name), look.word, look)

    def elsewhere(self, link: str) -> dict[tuple[str, str], list[str]]:
        """Return (ring, place) → names of firms with proof that are neither here nor invited; nearest ring first."""
        shown = {one.node.id for one in self._beside.get(link, [])}
        firms = sorted(f for f in capable(self._graph, [link]) - shown if self._graph.node(f).props.get("resident") is not True)
        ring_of = self._rings(self._own[link])
        found: dict[tuple[str, str], list[str]] = {}
        for firm in firms:
            found.setdefault((ring_of.get(firm, ABROAD), self._place(firm)), []).append(clean_text(self._graph.node(firm).name))
        order = [*self._own[link].rings_status, ABROAD, UNKNOWN]
        return dict(sorted(found.items(), key=lambda x: (order.index(x[0][0]), -len(x[1]), x[0][1])))

    def _rings(self, gap: Gap) -> dict[str, str]:
        """Firm → the narrowest ring it stands in."""
        return {f: ring for ring, firms in reversed(list(gap.rings.items())) if ring != UNKNOWN for f in firms} | {
            f: UNKNOWN for f in gap.rings[UNKNOWN]
        }

    def _place(self, firm: str) -> str:
        return min((clean_text(self._graph.node(e.target).name) for e in self._graph.out(firm, s.LOCATED_IN)), default="")

    def _places(self, card: Card) -> Iterable[Twig]:
        look = BESIDE["outsider"]
        for (ring, place), names in self.elsewhere(card.id).items():
            firms = tuple(Twig(name, look.word, look) for name in names)
            yield Twig(f"{look.word}：{place or ring}", "，".join([*([ring] if place else []), f"{len(names)} 家"]), look, firms)

    def rows(self, stages: Iterable[Stage]) -> tuple[tuple[Value, ...], ...]:
        """Return a row per link with its firms."""
        cards = [(stage.title, c) for stage in stages for top in stage.cards for c in top.walk()]
        return tuple((title, clean_text(card.name), *self._told(card)) for title, card in cards)

    def _told(self, card: Card) -> tuple[str, str, str]:
        names = {k: [clean_text(b.node.name) for b in self._beside.get(card.id, []) if b.kind == k] for k in FIRM_KINDS}
        here = [*names["resident"], *(f"{n}（是否生产待核实）" for n in names["unplaced"])]
        far = [f"{place or ring} {len(firms)} 家" for (ring, place), firms in self.elsewhere(card.id).items()]
        return "、".join(here), "、".join(names["invitee"]), "、".join(far)
